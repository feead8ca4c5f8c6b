//! What is measured: the plain verdicts, and every further answer that somebody gets. Whoever adds an answer to the
//! product adds it here.

use std::cell::Cell;
use std::hint::black_box;

use eligibility::range::Range;
use eligibility::{Applicant, Profile, Value};
use jiff::Span;
use kernel::{Date, Lang};
use programmes::assess::{Ways, to_json};
use programmes::best_set::{Plan, best_set};
use programmes::{Asked, Assessment, Catalogue, assess};

/// One answer for one profile.
pub struct Part {
    pub name: &'static str,
    /// Whether the goal ("everything ≤ 10 × the plain verdicts") counts it.
    pub counts: Counts,
    pub run: fn(&Subject<'_>),
}

#[derive(Clone, Copy, PartialEq)]
pub enum Counts {
    /// What all others are compared with.
    Plain,
    /// One of those that make up everything. It contains what it needs of the others.
    Everything,
    /// For comparison only.
    Beside,
}

/// Who is judged, by what, on which day.
pub struct Subject<'a> {
    catalogue: &'a Catalogue,
    profile: &'a Profile,
    on: Date,
    assessment: Assessment<'a>,
    /// How many new days and new answers there were.
    fresh: Cell<i32>,
}

impl<'a> Subject<'a> {
    pub fn new(catalogue: &'a Catalogue, profile: &'a Profile, on: Date) -> Subject<'a> {
        Subject {
            catalogue,
            profile,
            on,
            assessment: assess(catalogue, profile, on, Asked::All),
            fresh: Cell::new(0),
        }
    }

    /// One of so many days that nothing is remembered of them when their turn comes again.
    fn another_day(&self) -> Date {
        self.fresh.set(self.fresh.get() % 600 + 1);
        self.on.saturating_add(Span::new().days(self.fresh.get()))
    }

    /// The profile with an answer that nobody gave before.
    fn another_answer(&self) -> Profile {
        self.fresh.set(self.fresh.get() % 600 + 1);
        let mut profile = self.profile.clone();
        let employees = self.catalogue.facts.find("employees");
        let number = Range::whole(i128::from(self.fresh.get()));
        profile.set(employees.expect("a fact"), Value::Number(number));
        profile
    }

    fn judge_exactly(&self, profile: &Profile, on: Date) {
        let applicant = Applicant::new(profile, on);
        for programme in &self.catalogue.programmes {
            let (id, rules) = (&programme.id, &programme.rules);
            black_box(applicant.judge_exactly(id, rules, &self.catalogue.facts));
        }
    }
}

pub const PARTS: [Part; 8] = [
    Part {
        name: "plain verdicts (with amount and missing)",
        counts: Counts::Plain,
        run: |subject| {
            let applicant = Applicant::new(subject.profile, subject.on);
            for programme in &subject.catalogue.programmes {
                black_box(applicant.judge(&programme.id, &programme.rules));
            }
        },
    },
    Part {
        name: "(exact verdicts)",
        counts: Counts::Beside,
        run: |subject| subject.judge_exactly(subject.profile, subject.on),
    },
    Part {
        name: "(exact verdicts, the number of employees new)",
        counts: Counts::Beside,
        run: |subject| subject.judge_exactly(&subject.another_answer(), subject.on),
    },
    Part {
        name: "(exact verdicts, nothing remembered)",
        counts: Counts::Beside,
        run: |subject| subject.judge_exactly(subject.profile, subject.another_day()),
    },
    Part {
        name: "assess: exact verdicts, windows, next question",
        counts: Counts::Everything,
        run: |subject| {
            let Subject {
                catalogue,
                profile,
                on,
                ..
            } = subject;
            black_box(assess(catalogue, profile, *on, Asked::All));
        },
    },
    Part {
        name: "what would change each answer",
        counts: Counts::Everything,
        run: |subject| {
            let ways = Ways::new(&subject.assessment, subject.catalogue);
            for assessed in &subject.assessment.answers {
                black_box(ways.of(assessed));
            }
        },
    },
    Part {
        name: "best set, nothing planned",
        counts: Counts::Everything,
        run: |subject| {
            let plan = Plan::default();
            black_box(best_set(
                subject.catalogue,
                subject.profile,
                &plan,
                subject.on,
            ));
        },
    },
    Part {
        name: "(assess, said as JSON in Japanese)",
        counts: Counts::Beside,
        run: |subject| {
            let catalogue = subject.catalogue;
            let assessment = assess(catalogue, subject.profile, subject.on, Asked::All);
            black_box(to_json(&assessment, catalogue, Lang::Ja));
        },
    },
];
