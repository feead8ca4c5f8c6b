//! Rules made ready for a registry on one day: dated values chosen, definitions written out, unknown facts left out,
//! every number split into its two ends. What is left is a graph of small steps that anything can run which knows
//! true, false, null and whole numbers: columns in memory or a database. All run the same graph; the meaning of
//! intervals stands here alone.

mod answers;
mod conditions;
mod days;
mod ends;
pub mod graph;
mod make;
mod numbers;
mod quotients;
mod steps;

use kernel::Date;

use crate::fact::Facts;
use crate::registry::Layout;
use crate::rules::Rules;
use make::Maker;

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

/// What has no such form: such rules are judged one applicant at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NoForm {
    /// Records of a list together with other facts.
    Lists,
    /// Several facts in one condition that can only be looked up one by one.
    Together,
    /// A time between two days that are both facts, or one that is reckoned with.
    Days,
    /// A division by a fact, other than a comparison of the quotient with one number.
    Division,
    /// A product of two facts that may be below zero.
    Product,
    /// Rounding to a multiple of a fact.
    Rounding,
    /// Costs of which the registry knows something.
    Costs,
    /// Numbers that may not fit into 64 bits.
    TooLarge,
}

impl NoForm {
    /// The key of the sentence that says it.
    pub fn key(self) -> &'static str {
        match self {
            NoForm::Lists => "no-form-lists",
            NoForm::Together => "no-form-together",
            NoForm::Days => "no-form-days",
            NoForm::Division => "no-form-division",
            NoForm::Product => "no-form-product",
            NoForm::Rounding => "no-form-rounding",
            NoForm::Costs => "no-form-costs",
            NoForm::TooLarge => "no-form-too-large",
        }
    }
}

impl Settled {
    /// Nothing yet, for registries of this layout, on this day.
    pub fn new(layout: Layout, on: Date) -> Settled {
        Settled {
            on,
            layout,
            graph: Graph::default(),
            programmes: Vec::new(),
        }
    }

    /// Makes the rules of one more programme ready; its position. Who wants one course is judged for all of them: a
    /// registry does not know wishes.
    pub fn add(&mut self, rules: &Rules, facts: &Facts) -> Result<usize, NoForm> {
        let edition = rules.on(self.on);
        let mut maker = Maker::new(&mut self.graph, &self.layout, facts, self.on, edition);
        let ready = maker.answer(edition)?;
        self.programmes.push(ready);
        Ok(self.programmes.len() - 1)
    }
}
