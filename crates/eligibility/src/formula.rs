//! Compiled rules: every name is resolved, every unit checked. What cannot go wrong at evaluation is not
//! checked there again. Conditions and numbers are separate types, so a rule cannot confuse them.

pub mod walk;

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use kernel::industry::{IndustrySet, Revision};
use kernel::{Bilingual, Date};

use crate::fact::FactId;
use crate::language::{Fold, Quantity};
use crate::range::{Exact, Range, Rounding};
use crate::unit::Unit;

/// Where a value is found: in the profile, or in the record of a list that is being looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Source {
    Fact(FactId),
    Field { list: FactId, index: u32 },
}

/// A condition: yes, no or unknown.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Cond {
    Constant(bool),
    /// Exists, but its content is not given in the source.
    NotStated,
    Fact(Source),
    Not(Box<Cond>),
    All(Vec<Cond>),
    Any(Vec<Cond>),
    Compare(Comparison, Num, Num),
    CompareDates(Comparison, Day, Day),
    /// The chosen one is among these (bits of the fact's choices).
    OneOf(Source, u64),
    Has(Source, Quantity, u64),
    Industry(Source, Box<(Revision, IndustrySet)>),
    /// Equal to one of these texts, folded; the texts as written come second.
    TextIs(Source, Vec<String>, Vec<String>),
    If(Box<Cond>, Box<Cond>, Box<Cond>),
    Over {
        fold: Fold,
        list: FactId,
        filter: Box<Cond>,
    },
    Holds {
        certificates: FactId,
        kind: usize,
        day: Day,
    },
    Awarded {
        awards: FactId,
        programmes: Vec<String>,
        year: Box<Num>,
    },
    Receiving {
        receiving: FactId,
        programmes: Vec<String>,
    },
    Defined(Arc<Definition<Cond>>),
    /// The last value that begins on or before the day; not stated before the first.
    ByDate(Vec<(Date, Cond)>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Comparison {
    Less,
    AtMost,
    More,
    AtLeast,
    Equal,
    Unequal,
}

/// A number in the base unit of its kind.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Num {
    /// With the unit in which it was written.
    Literal(Exact, Box<Unit>),
    Fact(Source, Box<(Unit, Range)>),
    FiscalYear,
    Negative(Box<Num>),
    /// As a plain number of the unit in which it is written: years, not the months in which they are kept.
    InUnit(Box<Num>, Box<Unit>),
    Calc(Calc, Box<Num>, Box<Num>),
    Least(Vec<Num>),
    Most(Vec<Num>),
    Round(Rounding, Box<Num>, Box<Num>),
    /// (new − old) ÷ old.
    Change(Box<Num>, Box<Num>),
    /// (old − new) ÷ old.
    Fall(Box<Num>, Box<Num>),
    /// Months between two days, with the part of a month as a fraction of its days.
    Elapsed(Day, Day),
    Days(Day, Day),
    Age(Day, Day),
    If(Box<Cond>, Box<Num>, Box<Num>),
    Marginal(Box<Num>, Vec<(Option<Exact>, Num)>, Box<Unit>),
    Over {
        fold: Fold,
        list: FactId,
        value: Box<Num>,
        filter: Box<Cond>,
    },
    Awards {
        measure: AwardMeasure,
        awards: FactId,
        programmes: Vec<String>,
    },
    /// How often programmes were awarded from a fiscal year on.
    AwardsFrom {
        awards: FactId,
        programmes: Vec<String>,
        year: Box<Num>,
    },
    /// The eligible cost, of all items or of one.
    EligibleCost(Option<usize>),
    Defined(Arc<Definition<Num>>),
    ByDate(Vec<(Date, Num)>),
    /// Not given in the source: any value of this interval.
    NotStated(Range),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Calc {
    Plus,
    Minus,
    Times,
    Divided,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AwardMeasure {
    Count,
    Years,
    Streak,
    Total,
}

/// A day.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Day {
    Literal(Date),
    /// The day for which the answer is given.
    On,
    Fact(Source),
    /// A number of months or days later (earlier when negative).
    Later(Box<Day>, i32, Step, Box<Unit>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    Months,
    Days,
}

/// A shared definition or parameter with its dated editions. Two are the same when they have the same number: a city
/// never has two definitions with one number.
#[derive(Debug)]
pub struct Definition<T> {
    pub id: String,
    pub label: Bilingual,
    pub basis: Option<String>,
    pub note: Option<Bilingual>,
    /// In the order of their first days.
    pub editions: Vec<(Date, T)>,
    /// The unit of a numeric definition.
    pub unit: Unit,
    /// Its number among the definitions of the city.
    pub number: usize,
}

impl<T> PartialEq for Definition<T> {
    fn eq(&self, other: &Definition<T>) -> bool {
        self.number == other.number
    }
}

impl<T> Eq for Definition<T> {}

impl<T> Hash for Definition<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.number.hash(state);
    }
}

/// The edition in force on a day: the last that begins on or before it.
pub fn in_force<T>(editions: &[(Date, T)], on: Date) -> Option<&T> {
    editions
        .iter()
        .rev()
        .find(|(from, _)| *from <= on)
        .map(|(_, edition)| edition)
}
