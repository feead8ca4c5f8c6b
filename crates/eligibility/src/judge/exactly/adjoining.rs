//! Whether two cases can differ in one fact alone: then the fact matters.

use super::cases::{Case, Step};
use super::ways::Domain;
use crate::fact::FactId;
use crate::profile::Value;
use crate::range::Range;

/// More pairs of cases than these are not compared; the fact is then taken to matter.
const MOST_PAIRS: usize = 5_000;

/// Whether a change of one fact can lead from one case to another with another answer.
pub(super) fn turns(
    cases: &[Case<'_>],
    fact: FactId,
    with_amount: bool,
    domains: &[Domain],
) -> bool {
    if cases.len() * cases.len() / 2 > MOST_PAIRS {
        return true;
    }
    let differing = |index: usize| {
        let one = &cases[index];
        let others = cases[index + 1..].iter();
        others.filter(move |other| one.differs(other, with_amount))
    };
    (0..cases.len())
        .any(|index| differing(index).any(|other| adjoin(&cases[index], other, fact, domains)))
}

/// Whether all facts but one can be the same in both.
fn adjoin(one: &Case<'_>, other: &Case<'_>, fact: FactId, domains: &[Domain]) -> bool {
    let compatible = |a: &Step<'_>| other.steps.iter().all(|b| agree(a, b, fact));
    let asked_of = |domain: &Domain| {
        let steps = one.steps.iter().chain(&other.steps);
        domain.fact == fact || domain.is_possible(steps)
    };
    one.steps.iter().all(compatible) && domains.iter().all(asked_of)
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
