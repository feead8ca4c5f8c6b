//! Rules made ready for a registry on one day: dated values chosen, definitions written out, unknown facts left out,
//! every number split into its two ends. What is left is a graph of small steps that anything can run which knows
//! true, false, null and whole numbers: columns in memory or a database. All run the same graph; the meaning of
//! intervals stands here alone.

pub mod graph;

use kernel::Date;

use crate::registry::Layout;

pub use graph::{Bounds, Graph, Less, Nulls, Side, Step, TruthId, Truths, Whole, WholeId};

/// The rules of any number of programmes on one day, for registries of one layout. What they share is there once.
#[derive(Clone, Debug)]
pub struct Settled {
    pub on: Date,
    pub layout: Layout,
    pub graph: Graph,
    pub programmes: Vec<Ready>,
}

/// What one programme answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ready {
    /// Eligible, ineligible or undecided.
    pub verdict: TruthId,
    /// `None`: it pays no money.
    pub money: Option<Money>,
}

/// The amount in whole yen, where the verdict is not no.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Money {
    /// Yes or no, never unknown: where it is no there is no amount.
    pub given: TruthId,
    /// Never null, never negative.
    pub low: WholeId,
    /// Null: nothing known limits it.
    pub high: WholeId,
}
