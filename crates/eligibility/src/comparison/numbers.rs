//! Two numbers - caps, rates, limits - compared case by case.

use super::cells::{Cell, Cells};
use super::truths::Found;
use super::{Change, Outcome, Pair};
use crate::evaluate::{Memo, Scene};
use crate::formula::Num;
use crate::range::{Exact, Range};
use crate::rules::{Amount, Edition, Limits, facts_of};

impl Pair<'_> {
    /// Compares two numbers over the common list of facts; a number that is left out is no limit.
    pub(super) fn numbers(&self, old: Option<&Num>, new: Option<&Num>) -> Found {
        if ![old, new].into_iter().flatten().all(is_settled) {
            return Found::unproven();
        }
        let sides = [asking(old), asking(new)];
        let asked = &facts_of(&sides[0]) | &facts_of(&sides[1]);
        let Some(cells) = Cells::of(self.joint, &asked, [&sides[0], &sides[1]], self.on) else {
            return Found::unproven();
        };
        let tried = cells.tried(self.joint, |profile| {
            let memo = Memo::default();
            let scene = Scene::new(profile, self.on, &memo);
            let outcome = |num: Option<&Num>| match num {
                None => Outcome::Nothing,
                // What a number of its kind can be at all is nothing that the source says.
                Some(Num::NotStated(_)) => Outcome::Number(Range::ANY),
                Some(num) => Outcome::Number(scene.number(num)),
            };
            (outcome(old), outcome(new))
        });
        let open = |outcome: &Outcome| match outcome {
            Outcome::Number(range) => cells.blind && !range.is_single(),
            Outcome::Truth(_) | Outcome::Nothing => false,
        };
        let whole = cells.whole() && !tried.iter().any(|((a, b), _)| open(a) || open(b));
        let differing: Vec<((Outcome, Outcome), Vec<Cell>)> = tried
            .into_iter()
            .filter(|((a, b), _)| a != b && !open(a) && !open(b))
            .collect();
        let known = |outcome: &Outcome| match outcome {
            Outcome::Number(range) => range.single(),
            Outcome::Truth(_) | Outcome::Nothing => None,
        };
        let pairs: Vec<(Option<Exact>, Option<Exact>)> = differing
            .iter()
            .map(|((a, b), _)| (known(a), known(b)))
            .collect();
        let all = |better: fn(Exact, Exact) -> bool| {
            pairs
                .iter()
                .all(|(a, b)| a.zip(*b).is_some_and(|(a, b)| better(a, b)))
        };
        let change = match (whole, old, new) {
            (true, ..) if pairs.is_empty() && !cells.one_industry() => Change::Equivalent,
            (true, ..) if pairs.is_empty() => Change::Unproven,
            (false, ..) => Change::Unproven,
            (true, None, _) => Change::Added,
            (true, _, None) => Change::Removed,
            (true, ..) if all(|a, b| a < b) => Change::Higher,
            (true, ..) if all(|a, b| a > b) => Change::Lower,
            (true, ..) => Change::Different,
        };
        let outcomes = differing.into_iter().map(|((a, b), met)| (a, b, met));
        self.found(change, &cells, outcomes.collect())
    }
}

/// Whether a number is one of a few, chosen by conditions, and none that is computed from facts.
fn is_settled(num: &Num) -> bool {
    match num {
        Num::Literal(..) | Num::NotStated(_) | Num::FiscalYear => true,
        Num::Negative(inner) | Num::InUnit(inner, _) => is_settled(inner),
        Num::Calc(_, a, b) | Num::Round(_, a, b) | Num::Change(a, b) | Num::Fall(a, b) => {
            is_settled(a) && is_settled(b)
        }
        Num::If(_, yes, no) => is_settled(yes) && is_settled(no),
        Num::Least(parts) | Num::Most(parts) => parts.iter().all(is_settled),
        Num::Fact(..)
        | Num::Elapsed(..)
        | Num::Days(..)
        | Num::Age(..)
        | Num::Marginal(..)
        | Num::Over { .. }
        | Num::Awards { .. }
        | Num::AwardsFrom { .. }
        | Num::EligibleCost(_)
        | Num::Defined(_)
        | Num::ByDate(_) => false,
    }
}

/// An edition that asks for one number.
fn asking(num: Option<&Num>) -> Edition {
    let limits = Limits {
        cap: num.cloned(),
        ..Limits::default()
    };
    Edition {
        amount: Some(Amount {
            limits,
            ..Amount::default()
        }),
        ..Edition::of_conditions(Vec::new())
    }
}
