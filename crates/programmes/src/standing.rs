//! How each programme stands on one day: its window, for whom it is, the most money there can be. All of it computed
//! from dates and rules, once a day; lists are filtered and sorted by it.

mod amount;

use std::sync::{Arc, RwLock};

use eligibility::{Applicant, FactKind, Facts, Profile, Value, Verdict};
use kernel::{Date, FiscalYear};

use crate::headings::Headings;
use crate::programme::{Kind, Level, Programme, WindowState, words};

pub use amount::Most;

words! {
    /// By what a list can be narrowed down.
    Filter {
        Kind = "kind",
        Who = "who",
        Direction = "direction",
        Policy = "policy",
        Level = "level",
        Operator = "operator",
        Window = "window",
        Deadline = "deadline",
    }
}

words! {
    /// How soon the stated closing day comes: within so many days, or by the end of this fiscal year.
    Deadline { Month = "30", Quarter = "90", FiscalYear = "year" }
}

/// The fact that says who applies. A city without it has no such filter.
pub const WHO: &str = "applicant";
/// The operator of programmes whose source does not name one.
pub const NOT_STATED: &str = "-";

/// One programme on one day.
#[derive(Clone, Debug)]
pub struct Standing {
    pub window: WindowState,
    /// The last day, when the source states it.
    pub closes: Option<Date>,
    pub most: Most,
    /// For each filter the choices that fit, as places in [`Standings::choices`].
    fitting: Vec<Vec<usize>>,
}

/// All programmes on one day, in the order of the catalogue.
#[derive(Debug)]
pub struct Standings {
    pub on: Date,
    pub all: Vec<Standing>,
    /// For each filter its choices, in the order in which they are offered.
    choices: Vec<Vec<String>>,
}

/// The standings of the day that was last asked about.
#[derive(Debug, Default)]
pub struct Latest(RwLock<Option<Arc<Standings>>>);

impl Latest {
    /// The standings of a day, worked out when it is another day than the last time.
    pub fn on(&self, on: Date, work_out: impl FnOnce() -> Standings) -> Arc<Standings> {
        let kept = self.0.read().ok().and_then(|kept| kept.clone());
        if let Some(standings) = kept.filter(|standings| standings.on == on) {
            return standings;
        }
        let standings = Arc::new(work_out());
        if let Ok(mut kept) = self.0.write() {
            *kept = Some(Arc::clone(&standings));
        }
        standings
    }
}

impl Standing {
    /// Whether a choice of a filter (by its place) holds for the programme.
    pub fn fits(&self, filter: Filter, choice: usize) -> bool {
        self.fitting[filter as usize].contains(&choice)
    }

    pub fn fitting(&self, filter: Filter) -> &[usize] {
        &self.fitting[filter as usize]
    }
}

impl Standings {
    pub fn of(programmes: &[Programme], facts: &Facts, headings: &Headings, on: Date) -> Standings {
        let choices: Vec<Vec<String>> = Filter::ALL
            .iter()
            .map(|filter| choices(*filter, programmes, facts, headings))
            .collect();
        let who = Who::all(facts);
        let judged = who.iter().map(|who| Applicant::new(&who.0, on)).collect();
        let amounts = amount::Amounts::new(facts);
        let standing = |programme: &Programme| {
            let window = programme.window.known();
            let standing = Standing {
                window: window.map_or(WindowState::Unknown, |window| window.state(on)),
                closes: window.and_then(|window| window.closes).map(|end| end.day),
                most: amounts.most(programme, on),
                fitting: Vec::new(),
            };
            let fitting = Filter::ALL.iter().map(|filter| {
                let words = fitting(*filter, programme, &standing, headings, &judged, on);
                let choices = &choices[*filter as usize];
                match words {
                    Fitting::Places(places) => places,
                    Fitting::Words(words) => (0..choices.len())
                        .filter(|place| words.contains(&choices[*place].as_str()))
                        .collect(),
                }
            });
            let fitting = fitting.collect();
            Standing {
                fitting,
                ..standing
            }
        };
        Standings {
            on,
            all: programmes.iter().map(standing).collect(),
            choices,
        }
    }

    pub fn choices(&self, filter: Filter) -> &[String] {
        &self.choices[filter as usize]
    }

    /// The place of a choice; `None` for a word that is no choice of this filter.
    pub fn place(&self, filter: Filter, word: &str) -> Option<usize> {
        self.choices(filter)
            .iter()
            .position(|choice| choice == word)
    }
}

/// A profile of which only one thing is known: who applies.
struct Who(Profile);

impl Who {
    fn all(facts: &Facts) -> Vec<Who> {
        let Some(id) = facts.find(WHO) else {
            return Vec::new();
        };
        let FactKind::Choice(choices) = &facts.get(id).kind else {
            return Vec::new();
        };
        let known = |choice| {
            let mut profile = Profile::unknown(facts);
            profile.set(id, Value::Choice(choice));
            Who(profile)
        };
        (0..choices.len()).map(known).collect()
    }
}

enum Fitting<'p> {
    Words(Vec<&'p str>),
    Places(Vec<usize>),
}

fn fitting<'p>(
    filter: Filter,
    programme: &'p Programme,
    standing: &Standing,
    headings: &'p Headings,
    who: &Vec<Applicant<'_>>,
    on: Date,
) -> Fitting<'p> {
    Fitting::Words(match filter {
        Filter::Kind => std::iter::once(programme.kind)
            .chain(programme.also.iter().copied())
            .map(Kind::word)
            .collect(),
        Filter::Direction => programme.directions.iter().map(String::as_str).collect(),
        Filter::Policy => headings
            .policies_of(&programme.directions)
            .map(|policy| policy.id.as_str())
            .collect(),
        Filter::Level => vec![programme.level.word()],
        Filter::Operator => vec![operator(programme)],
        Filter::Window => vec![standing.window.word()],
        Filter::Deadline => Deadline::ALL
            .iter()
            .filter(|deadline| deadline.holds(standing.closes, on))
            .map(|deadline| deadline.word())
            .collect(),
        Filter::Who => {
            let open = who.iter().enumerate().filter(|(_, applicant)| {
                let answer = applicant.judge(&programme.id, &programme.rules);
                answer.verdict != Verdict::Ineligible
            });
            return Fitting::Places(open.map(|(place, _)| place).collect());
        }
    })
}

/// The choices of a filter. Those that nothing fits are choices too: an address that is kept stays known.
fn choices(
    filter: Filter,
    programmes: &[Programme],
    facts: &Facts,
    headings: &Headings,
) -> Vec<String> {
    fn words<T: Copy>(all: &[T], word: impl Fn(T) -> &'static str) -> Vec<String> {
        all.iter().map(|one| word(*one).to_owned()).collect()
    }
    match filter {
        Filter::Kind => words(Kind::ALL, Kind::word),
        Filter::Level => words(Level::ALL, Level::word),
        Filter::Window => words(WindowState::ALL, WindowState::word),
        Filter::Deadline => words(Deadline::ALL, Deadline::word),
        Filter::Who => {
            let fact = facts.find(WHO).map(|id| facts.get(id));
            let fact = fact.filter(|fact| matches!(fact.kind, FactKind::Choice(_)));
            let choices = fact.map(|fact| fact.choices()).unwrap_or_default();
            choices.iter().map(|choice| choice.id.clone()).collect()
        }
        Filter::Policy => headings.policies.iter().map(|one| one.id.clone()).collect(),
        Filter::Direction => {
            let of_programmes = programmes.iter().flat_map(|one| &one.directions);
            let all = headings.directions.keys().chain(of_programmes);
            let all: std::collections::BTreeSet<&String> = all.collect();
            all.into_iter().cloned().collect()
        }
        Filter::Operator => operators(programmes),
    }
}

/// The operators, those of most programmes first, and last what is not stated.
fn operators(programmes: &[Programme]) -> Vec<String> {
    let mut counts: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
    for programme in programmes {
        *counts.entry(operator(programme)).or_default() += 1;
    }
    let mut all: Vec<(&str, usize)> = counts.into_iter().collect();
    all.sort_by_key(|(name, count)| (*name == NOT_STATED, std::cmp::Reverse(*count)));
    all.into_iter().map(|(name, _)| name.to_owned()).collect()
}

/// The operator by its Japanese name: one word for both languages, so that an address holds in both.
fn operator(programme: &Programme) -> &str {
    let known = programme.operator.known();
    known.map_or(NOT_STATED, |name| name.ja.as_str())
}

impl Deadline {
    fn holds(self, closes: Option<Date>, on: Date) -> bool {
        let Some(closes) = closes.filter(|closes| *closes >= on) else {
            return false;
        };
        let days = days_between(on, closes);
        match self {
            Deadline::Month => days <= 30,
            Deadline::Quarter => days <= 90,
            Deadline::FiscalYear => FiscalYear::containing(on) == FiscalYear::containing(closes),
        }
    }
}

/// Days from one day to a later one.
pub fn days_between(from: Date, to: Date) -> i32 {
    (to - from).get_days()
}
