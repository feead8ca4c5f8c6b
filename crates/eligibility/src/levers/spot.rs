//! Where a number stands in an edition.

use crate::formula::Cond;
use crate::range::Exact;
use crate::unit::Unit;

/// The part of the rules that holds it, by places in the edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    pub course: Option<usize>,
    pub within: Within,
    pub slot: Slot,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Within {
    Condition(usize),
    Expense(usize),
    /// An amount as a whole.
    Amount,
    Part(usize),
}

/// What the number is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Slot {
    Rule,
    MinimumGrant,
    When,
    Base,
    Less,
    Rate,
    Each,
    Per,
    AtLeast,
    AtMost,
    Cap,
    Floor,
    ShareOfTotal,
    ShareOfClaimed,
}

impl Slot {
    pub fn word(self) -> &'static str {
        match self {
            Slot::Rule => "rule",
            Slot::MinimumGrant => "minimum_grant",
            Slot::When => "when",
            Slot::Base => "base",
            Slot::Less => "less",
            Slot::Rate => "rate",
            Slot::Each => "each",
            Slot::Per => "per",
            Slot::AtLeast => "at_least",
            Slot::AtMost => "at_most",
            Slot::Cap => "cap",
            Slot::Floor => "floor",
            Slot::ShareOfTotal => "share_of_total",
            Slot::ShareOfClaimed => "share_of_claimed",
        }
    }
}

/// The nearest that tells numbers of one spot apart.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Near {
    /// It is the only one, or nothing smaller can be said.
    #[default]
    Nothing,
    /// A comparison that it is a side of.
    Comparison(Box<Cond>),
    /// The value in this case.
    When(Box<Cond>),
    /// The value in all cases that were not named.
    Otherwise,
    /// The end of a band.
    BandEnd,
    /// The rate of the band up to an end; of the last band, without one.
    BandRate(Option<Exact>, Box<Unit>),
}
