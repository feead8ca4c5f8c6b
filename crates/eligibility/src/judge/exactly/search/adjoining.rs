//! Whether two cases can differ in one fact alone: then the fact matters.

use super::Search;
use super::cases::{Case, Step};
use crate::fact::FactId;
use crate::profile::Value;
use crate::range::Range;

impl Search<'_, '_> {
    /// Whether all facts but one can be the same in both, which have the first steps in common.
    pub(super) fn adjoin(&self, one: &Case, other: &Case, common: usize, fact: FactId) -> bool {
        let step = |position: &usize| &self.steps[*position];
        let compatible = |a: &Step<'_>| {
            let mut others = other.path[common..].iter().map(step);
            others.all(|b| agree(a, b, fact))
        };
        let possible = self.domains.iter().filter(|domain| domain.fact != fact);
        one.path[common..].iter().map(step).all(compatible)
            && possible.into_iter().all(|domain| {
                let all = one.path.iter().chain(&other.path);
                domain.is_possible(all.map(step))
            })
    }
}

fn agree(a: &Step<'_>, b: &Step<'_>, fact: FactId) -> bool {
    match (a, b) {
        (Step::Lies(one, a), Step::Lies(other, b)) if one == other && *one != fact => meet(a, b),
        (
            Step::Taken {
                asked,
                facts,
                holds,
            },
            Step::Taken {
                asked: also,
                holds: other,
                ..
            },
        ) if std::ptr::eq(*asked, *also) => holds == other || facts.contains(&fact),
        _ => true,
    }
}

fn meet(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => begins(a, b) && begins(b, a),
        _ => a == b,
    }
}

/// Whether one interval does not begin after the end of another.
fn begins(a: &Range, b: &Range) -> bool {
    match (a.low, b.high) {
        (Some(low), Some(high)) => low <= high,
        _ => true,
    }
}
