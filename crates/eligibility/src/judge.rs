//! The answer of one programme to one profile on one day: verdict, conditions, amount, what is missing.

mod amounts;
mod briefly;
mod courses;
mod exactly;
mod outcomes;
#[cfg(test)]
mod tests;
mod waiting;

use std::cell::RefCell;

use kernel::{Date, Yen};

use crate::evaluate::{LazyCosts, Memo, Scene};
use crate::fact::FactId;
use crate::profile::Profile;
use crate::range::{Range, Truth};
use crate::rules::{Condition, Course, Edition, Rules};

pub(crate) use briefly::{Briefly, Known};
use courses::{Weighed, course_answer};

pub use outcomes::Outcomes;

/// What a programme answers.
#[derive(Clone, Debug)]
pub struct Answer<'r> {
    pub verdict: Verdict,
    /// The edition of the rules that was used.
    pub edition: &'r Edition,
    /// In the order of the edition's conditions.
    pub conditions: Outcomes,
    /// The courses that were asked about: all, or the one that somebody wants.
    pub courses: Vec<CourseAnswer<'r>>,
    /// `None` when the programme is not eligible or pays no money.
    pub amount: Option<YenRange>,
    /// The facts that can still change the verdict, or the amount while it is an interval.
    pub missing: Vec<FactId>,
}

#[derive(Clone, Debug)]
pub struct CourseAnswer<'r> {
    pub course: &'r Course,
    pub verdict: Verdict,
    pub conditions: Outcomes,
    pub amount: Option<YenRange>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    Eligible,
    Ineligible,
    Undecided,
}

/// An interval of whole yen; without `high` nothing known limits it. Never negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct YenRange {
    pub low: Yen,
    pub high: Option<Yen>,
}

impl Verdict {
    pub fn word(self) -> &'static str {
        match self {
            Verdict::Eligible => "eligible",
            Verdict::Ineligible => "ineligible",
            Verdict::Undecided => "undecided",
        }
    }

    fn of(truth: Truth) -> Verdict {
        match truth {
            Truth::Yes => Verdict::Eligible,
            Truth::No => Verdict::Ineligible,
            Truth::Unknown => Verdict::Undecided,
        }
    }

    fn truth(self) -> Truth {
        match self {
            Verdict::Eligible => Truth::Yes,
            Verdict::Ineligible => Truth::No,
            Verdict::Undecided => Truth::Unknown,
        }
    }
}

impl YenRange {
    pub fn is_exact(&self) -> bool {
        self.high == Some(self.low)
    }
}

impl<'r> Answer<'r> {
    /// All conditions with their outcomes; those of a course are called `course.condition`.
    pub fn outcomes(&self) -> impl Iterator<Item = (String, &'r Condition, Truth)> {
        let own = self.edition.conditions.iter().zip(self.conditions.iter());
        let own = own.map(|(condition, truth)| (condition.id.clone(), condition, truth));
        let of_courses = self.courses.iter().flat_map(|answered| {
            let course = answered.course;
            let conditions = course.conditions.iter().zip(answered.conditions.iter());
            conditions.map(move |(condition, truth)| {
                (format!("{}.{}", course.id, condition.id), condition, truth)
            })
        });
        own.chain(of_courses)
    }
}

/// Somebody who is judged on one day by any number of programmes. What the shared definitions say of them is
/// worked out once.
pub struct Applicant<'p> {
    profile: &'p Profile,
    on: Date,
    memo: Memo,
    definitions: exactly::Definitions,
    /// After so many steps the search for an exact answer is given up.
    patience: u32,
    /// A copy of the profile in which values are tried.
    scratch: RefCell<Option<Profile>>,
}

impl<'p> Applicant<'p> {
    pub fn new(profile: &'p Profile, on: Date) -> Applicant<'p> {
        Applicant {
            profile,
            on,
            memo: Memo::default(),
            definitions: exactly::Definitions::default(),
            patience: exactly::MOST_STEPS,
            scratch: RefCell::default(),
        }
    }

    /// The same, with more or fewer steps for the search for an exact answer.
    pub(crate) fn patient(profile: &'p Profile, on: Date, steps: u32) -> Applicant<'p> {
        Applicant {
            patience: steps,
            ..Applicant::new(profile, on)
        }
    }

    /// The answer of a programme's rules. `programme` is its id, for the course that is wanted.
    pub fn judge<'r>(&self, programme: &str, rules: &'r Rules) -> Answer<'r> {
        let edition = rules.on(self.on);
        let expenses = edition.expenses.as_ref();
        let costs = expenses.map(LazyCosts::new);
        let scene = Scene {
            costs: costs.as_ref(),
            ..Scene::new(self.profile, self.on, &self.memo)
        };
        let wanted = self.profile.courses.get(programme).map(String::as_str);
        Judging {
            edition,
            scene,
            wanted,
        }
        .answer()
    }
}

/// Judges a profile by one programme's rules.
pub fn judge<'r>(programme: &str, rules: &'r Rules, profile: &Profile, on: Date) -> Answer<'r> {
    Applicant::new(profile, on).judge(programme, rules)
}

struct Judging<'r, 'a> {
    edition: &'r Edition,
    scene: Scene<'a>,
    wanted: Option<&'a str>,
}

impl<'r> Judging<'r, '_> {
    fn answer(self) -> Answer<'r> {
        let edition = self.edition;
        let courses = self.courses();
        // Who is refused anyway is not told an amount, unless the amount is what refuses.
        let mut conditions = self.conditions(&edition.conditions);
        let refused = refused(&edition.conditions, &conditions);
        let raw = if refused { None } else { self.raw(&courses) };
        self.minimum(&edition.conditions, raw, &mut conditions);
        let common = conditions.all();
        let verdict = Verdict::of(common.and(self.any_course(&courses)));
        let granted = raw.map(|range| least(&edition.conditions, range, &self.scene));
        let amount = match verdict {
            Verdict::Ineligible => None,
            Verdict::Eligible | Verdict::Undecided => granted.map(amounts::award),
        };
        let missing = match verdict {
            Verdict::Ineligible => Vec::new(),
            Verdict::Eligible | Verdict::Undecided => self.missing(verdict, amount, &courses),
        };
        Answer {
            verdict,
            edition,
            conditions,
            courses: courses
                .into_iter()
                .map(|weighed| course_answer(weighed, common))
                .collect(),
            amount,
            missing,
        }
    }

    fn courses(&self) -> Vec<Weighed<'r>> {
        let courses = self.edition.courses.iter();
        courses
            .filter(|course| self.wanted.is_none_or(|wanted| wanted == course.id))
            .map(|course| self.weigh(course))
            .collect()
    }

    /// Whether there is a course to be had, where there are courses.
    fn any_course(&self, courses: &[Weighed<'_>]) -> Truth {
        if self.edition.courses.is_empty() {
            return Truth::Yes;
        }
        let truths = courses.iter().map(|course| course.truth);
        truths.fold(Truth::No, Truth::or)
    }

    /// The amount in whole yen, before a minimum grant.
    fn raw(&self, courses: &[Weighed<'_>]) -> Option<Range> {
        let amount = self.edition.amount.as_ref();
        let raw = if self.edition.courses.is_empty() {
            amount.map(|amount| amounts::amount(amount, &self.scene))
        } else {
            let over = self.over_courses(courses);
            over.map(|range| match amount {
                Some(amount) => amounts::limited(&amount.limits, range, &self.scene),
                None => range,
            })
        };
        raw.map(amounts::whole_yen)
    }

    /// The outcomes; those that depend on the amount are filled in when it is known.
    fn conditions(&self, conditions: &[Condition]) -> Outcomes {
        let mut outcomes = Outcomes::default();
        for condition in conditions {
            outcomes.push(match condition.minimum_grant {
                None => self.scene.truth(&condition.rule),
                Some(_) => Truth::Yes,
            });
        }
        outcomes
    }

    fn minimum(&self, conditions: &[Condition], amount: Option<Range>, outcomes: &mut Outcomes) {
        for (index, condition) in conditions.iter().enumerate() {
            if let (Some(minimum), Some(amount)) = (&condition.minimum_grant, amount) {
                outcomes.set(index, !amount.less(&self.scene.number(minimum)));
            }
        }
    }
}

/// Whether a condition is not fulfilled, while none depends on the amount.
fn refused(conditions: &[Condition], outcomes: &Outcomes) -> bool {
    outcomes.all() == Truth::No && !has_minimum(conditions)
}

/// Whether one of the conditions depends on the amount.
fn has_minimum(conditions: &[Condition]) -> bool {
    conditions.iter().any(|c| c.minimum_grant.is_some())
}

/// If less than the minimum grant would be granted, nothing is: what is granted is at least that.
fn least(conditions: &[Condition], range: Range, scene: &Scene<'_>) -> Range {
    let minimum = conditions.iter().find_map(|c| c.minimum_grant.as_ref());
    match minimum {
        None => range,
        Some(minimum) => {
            let least = scene.number(minimum);
            let raised = range.max(least);
            Range {
                low: raised.low,
                high: range.high,
            }
        }
    }
}
