//! One step of the graph as SQL text, with gaps for the steps that it is made of.

mod truths;
mod wholes;

use std::collections::HashSet;

use crate::fact::{FactId, Facts};
use crate::range::Truth;
use crate::settled::{Less, Settled, Step, TruthId, Truths, WholeId};

use super::NoSql;
use super::table::column;

/// A part of SQL text.
#[derive(Clone, Debug)]
pub(super) enum Piece {
    Text(String),
    /// Text that reads a column of the registry's table.
    Reading {
        text: String,
        column: String,
    },
    Step(Step),
}

/// The text of a step.
#[derive(Clone, Debug)]
pub(super) struct Made {
    pub pieces: Vec<Piece>,
    /// So short that it is written wherever it is used.
    pub short: bool,
}

pub(super) struct Steps<'a> {
    settled: &'a Settled,
    facts: &'a Facts,
    /// What is never unknown.
    certain: HashSet<TruthId>,
}

impl<'a> Steps<'a> {
    pub(super) fn new(settled: &'a Settled, facts: &'a Facts) -> Steps<'a> {
        let mut steps = Steps {
            settled,
            facts,
            certain: HashSet::new(),
        };
        for step in settled.graph.steps() {
            if let Step::Truth(id) = step
                && steps.is_certain(settled.graph.truth(*id))
            {
                steps.certain.insert(*id);
            }
        }
        steps
    }

    fn is_certain(&self, truth: &Truths) -> bool {
        let certain = |id: &TruthId| self.certain.contains(id);
        match truth {
            Truths::Constant(truth) => *truth != Truth::Unknown,
            Truths::YesNo(_) | Truths::Coded(..) | Truths::Within(..) | Truths::Equal { .. } => {
                false
            }
            Truths::Not(one) => certain(one),
            Truths::All(all) | Truths::Any(all) => all.iter().all(certain),
            Truths::If(by, yes, no) => [by, yes, no].into_iter().all(certain),
            Truths::Less(Less { yes, no }) => {
                yes == no && !self.is_nullable(yes.0) && !self.is_nullable(yes.1)
            }
            Truths::IsNo(_) | Truths::IsYes(_) | Truths::AreZero(..) => true,
        }
    }

    fn is_nullable(&self, id: WholeId) -> bool {
        self.settled.graph.bounds(id).nullable
    }

    pub(super) fn made(&self, step: Step) -> Result<Made, NoSql> {
        match step {
            Step::Truth(id) => self.truth(self.settled.graph.truth(id)),
            Step::Whole(id) => self.whole(self.settled.graph.whole(id)),
        }
    }

    /// The column of a fact, where the registry has one.
    fn column(&self, id: FactId) -> Result<Option<String>, NoSql> {
        let has = self.settled.layout.has(id);
        has.then(|| column(id, self.facts)).transpose()
    }
}

impl Made {
    fn then(mut self, other: Made) -> Made {
        self.pieces.extend(other.pieces);
        self
    }
}

/// A text in which every `{}` is one of the pieces, in their order.
fn filled(template: &str, pieces: impl IntoIterator<Item = Piece>) -> Made {
    let mut texts = template.split("{}");
    let first = texts.next().unwrap_or_default();
    let mut all = vec![Piece::Text(first.to_owned())];
    for (piece, text) in pieces.into_iter().zip(texts) {
        all.extend([piece, Piece::Text(text.to_owned())]);
    }
    Made {
        pieces: all,
        short: false,
    }
}

fn short(piece: Piece) -> Made {
    Made {
        pieces: vec![piece],
        short: true,
    }
}

fn of_truths<const N: usize>(ids: [TruthId; N]) -> [Piece; N] {
    ids.map(|id| Piece::Step(Step::Truth(id)))
}

fn of_wholes<const N: usize>(ids: [WholeId; N]) -> [Piece; N] {
    ids.map(|id| Piece::Step(Step::Whole(id)))
}
