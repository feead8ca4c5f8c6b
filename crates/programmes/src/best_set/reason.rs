//! Why a programme cannot be in a set, and what a source says about it.

use eligibility::range::Truth;
use eligibility::rules::{Condition, Edition};
use eligibility::{Answer, FactId};
use kernel::Date;

use crate::programme::{Combines, Programme};

/// The reason, the most decisive one first.
#[derive(Clone)]
pub enum Reason<'c> {
    /// Its window is over.
    Closed(Option<Date>),
    /// Its window opens after the horizon of the plan.
    AfterHorizon(Date),
    NotWished,
    /// The conditions that are not met.
    Ineligible(Vec<(&'c Condition, &'c Edition)>),
    /// It has nothing to pay for in this plan.
    Nothing,
    /// Not certain yet: what is missing, or must be obtained first.
    Undecided {
        missing: Vec<FactId>,
        needs: Vec<usize>,
    },
    /// Not certain: its source is old and does not tell whether it is open.
    Old,
    /// A member of the set and it exclude each other.
    Excluded(&'c Programme, Vec<Says<'c>>),
    /// What it would pay for is paid for by these members.
    PaidByOthers(Vec<&'c Programme>),
}

/// The refusal of an answer.
pub fn unmet<'c>(answer: &Answer<'c>) -> Reason<'c> {
    let edition = answer.edition;
    let unmet = answer
        .outcomes()
        .filter(|(_, _, truth)| *truth == Truth::No);
    Reason::Ineligible(
        unmet
            .map(|(_, condition, _)| (condition, edition))
            .collect(),
    )
}

/// What a source says.
#[derive(Clone, Copy)]
pub enum Says<'c> {
    /// A statement in its file.
    Statement(&'c Programme, &'c Combines),
    /// A condition of its rules.
    Condition(&'c Programme, &'c Condition, &'c Edition),
}
