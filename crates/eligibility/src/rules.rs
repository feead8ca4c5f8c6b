//! The rules of one programme: conditions, expenses, courses, amount, in dated editions.

mod amounts;
mod asking;
mod contradictions;
mod expenses;
mod reading;
mod study;
mod walk;

use kernel::{Bilingual, Date, Place};

use crate::formula::{Cond, Num, in_force};
use crate::range::{Exact, Rounding};
use crate::unit::Unit;

pub use asking::Asking;
pub use reading::read_rules;
pub(crate) use study::Key;
pub use study::{Asked, Counts, LazyStudy, Requirement, Study, counts};
pub use walk::{facts_of, walk};

/// An edition or course has at most this many conditions; more are refused when it is read.
pub const MOST_CONDITIONS: usize = 64;

/// All editions of a programme's rules, in the order of their first days; never empty.
#[derive(Clone, Debug)]
pub struct Rules {
    pub editions: Vec<(Date, Edition)>,
}

impl Rules {
    /// The edition by which somebody is judged on a day: the last that begins by then, else the first.
    pub fn on(&self, on: Date) -> &Edition {
        in_force(&self.editions, on).unwrap_or(&self.editions[0].1)
    }
}

/// The rules as they hold from one day until the next edition.
#[derive(Clone, Debug)]
pub struct Edition {
    pub conditions: Vec<Condition>,
    pub expenses: Option<Expenses>,
    pub courses: Vec<Course>,
    pub choose: Choose,
    /// Without courses the amount; with courses what applies over them.
    pub amount: Option<Amount>,
    pub study: LazyStudy,
}

impl Edition {
    /// An edition that has conditions and pays nothing.
    pub fn of_conditions(conditions: Vec<Condition>) -> Edition {
        Edition {
            conditions,
            expenses: None,
            courses: Vec::new(),
            choose: Choose::One,
            amount: None,
            study: LazyStudy::default(),
        }
    }
}

/// One requirement. Its sentence is made from `rule`.
#[derive(Clone, Debug)]
pub struct Condition {
    pub id: String,
    pub rule: Cond,
    pub basis: Option<String>,
    pub evidence: Option<Bilingual>,
    pub note: Option<Bilingual>,
    /// What the source names without giving its content.
    pub not_stated: Option<Bilingual>,
    /// Where it stands.
    pub place: Place,
    /// Fulfilled only if the grant is at least this (最低交付額); `rule` is not used then.
    pub minimum_grant: Option<Num>,
}

impl Condition {
    /// A condition of which no more is said than its rule.
    fn plain(id: &str, rule: Cond, place: &Place) -> Condition {
        Condition {
            id: id.to_owned(),
            rule,
            basis: None,
            evidence: None,
            note: None,
            not_stated: None,
            place: place.clone(),
            minimum_grant: None,
        }
    }
}

/// A list of costs of which some count, each kind with its limits.
#[derive(Clone, Debug)]
pub struct Expenses {
    pub list: crate::fact::FactId,
    /// The field that holds the yen of a record.
    pub amount: u32,
    pub items: Vec<ExpenseItem>,
}

#[derive(Clone, Debug)]
pub struct ExpenseItem {
    pub id: String,
    pub label: Bilingual,
    pub filter: Cond,
    pub cap: Option<Num>,
    /// At most this part of the eligible total, itself included.
    pub share_of_total: Option<Exact>,
    /// At most this part of all that was claimed.
    pub share_of_claimed: Option<Exact>,
}

/// コース・枠.
#[derive(Clone, Debug)]
pub struct Course {
    pub id: String,
    pub label: Bilingual,
    pub conditions: Vec<Condition>,
    pub amount: Option<Amount>,
}

/// Whether an applicant has one of the courses or all that fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choose {
    One,
    Any,
}

#[derive(Clone, Debug, Default)]
pub struct Amount {
    /// Added up. Empty only over courses, or when nothing is stated.
    pub parts: Vec<Part>,
    pub limits: Limits,
    /// Money is given, but the source does not say how much.
    pub not_stated: bool,
}

/// Caps, floors and rounding, applied in this order.
#[derive(Clone, Debug, Default)]
pub struct Limits {
    pub cap: Option<Num>,
    pub floor: Option<Num>,
    pub rounding: Option<(Rounding, Exact)>,
}

#[derive(Clone, Debug)]
pub struct Part {
    pub id: Option<String>,
    pub label: Option<Bilingual>,
    pub when: Option<Cond>,
    pub measure: Measure,
    pub limits: Limits,
}

#[derive(Clone, Debug)]
pub enum Measure {
    /// (base − less) × rate.
    Share {
        base: Num,
        less: Option<Num>,
        rate: Option<Num>,
    },
    /// each × per, with fewer than `at_least` counting nothing and more than `at_most` not counting.
    PerUnit {
        each: Num,
        /// In the base unit of its kind; `unit` is the one for which `each` is given.
        per: Num,
        unit: Box<Unit>,
        at_least: Option<Num>,
        at_most: Option<Num>,
    },
}
