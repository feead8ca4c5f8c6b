//! Conditions that can never hold: alone, or together with those before them. Sound, not complete: what is
//! reported is certain, but not every contradiction is found.

use std::collections::{BTreeMap, BTreeSet};

use kernel::Faults;

use super::{Condition, Course};
use crate::fact::{FactId, FactKind, Facts};
use crate::formula::{Comparison, Cond, Num, Source};
use crate::range::{Exact, ONE};

/// Reports conditions that leave a fact without any possible value.
pub(super) fn find(
    conditions: &[Condition],
    courses: &[Course],
    facts: &Facts,
    faults: &mut Faults,
) {
    let mut common = Narrowed::default();
    narrow_all(conditions, &mut common, facts, faults);
    for course in courses {
        narrow_all(&course.conditions, &mut common.clone(), facts, faults);
    }
}

/// The values that are still possible for a fact.
#[derive(Clone)]
enum Left {
    Between(End, End),
    Bits(u64),
    Flag(bool),
}

/// An end of what is possible and whether it is possible itself.
#[derive(Clone, Copy)]
struct End {
    at: Option<Exact>,
    included: bool,
}

/// What is left of each fact, and of which facts it was already told that nothing is.
#[derive(Clone, Default)]
struct Narrowed {
    left: BTreeMap<FactId, Left>,
    told: BTreeSet<FactId>,
}

fn narrow_all(
    conditions: &[Condition],
    narrowed: &mut Narrowed,
    facts: &Facts,
    faults: &mut Faults,
) {
    for condition in conditions {
        let empty = narrow(&condition.rule, &mut narrowed.left, facts);
        if let Some(fact) = empty.filter(|fact| narrowed.told.insert(*fact)) {
            let id = &facts.get(fact).id;
            faults.add(
                &condition.place,
                "condition-never",
                [("id", &condition.id), ("fact", id)],
            );
        }
    }
}

/// Takes a condition as given; the fact that has no possible value then, if there is one.
fn narrow(cond: &Cond, left: &mut BTreeMap<FactId, Left>, facts: &Facts) -> Option<FactId> {
    match cond {
        Cond::All(parts) => parts
            .iter()
            .filter_map(|part| narrow(part, left, facts))
            .next(),
        Cond::Compare(comparison, Num::Fact(Source::Fact(id), about), Num::Literal(limit, _)) => {
            between(*id, *comparison, *limit, about.0.is_whole(), left, facts)
        }
        Cond::OneOf(Source::Fact(id), bits) => choices(*id, *bits, left),
        Cond::Fact(Source::Fact(id)) => flag(*id, true, left),
        Cond::Not(inner) => match &**inner {
            Cond::OneOf(Source::Fact(id), bits) => {
                choices(*id, !*bits & all_bits(*id, facts), left)
            }
            Cond::Fact(Source::Fact(id)) => flag(*id, false, left),
            _ => None,
        },
        _ => None,
    }
}

fn all_bits(id: FactId, facts: &Facts) -> u64 {
    let count = facts.get(id).choices().len();
    if count >= 64 {
        u64::MAX
    } else {
        (1 << count) - 1
    }
}

fn choices(id: FactId, bits: u64, left: &mut BTreeMap<FactId, Left>) -> Option<FactId> {
    let before = match left.get(&id) {
        Some(Left::Bits(before)) => *before,
        _ => u64::MAX,
    };
    left.insert(id, Left::Bits(before & bits));
    (before & bits == 0).then_some(id)
}

fn flag(id: FactId, value: bool, left: &mut BTreeMap<FactId, Left>) -> Option<FactId> {
    let before = left.insert(id, Left::Flag(value));
    matches!(before, Some(Left::Flag(other)) if other != value).then_some(id)
}

fn between(
    id: FactId,
    comparison: Comparison,
    limit: Exact,
    whole: bool,
    left: &mut BTreeMap<FactId, Left>,
    facts: &Facts,
) -> Option<FactId> {
    let declared = match &facts.get(id).kind {
        FactKind::Number { range, .. } => *range,
        _ => return None,
    };
    let closed = |at| End { at, included: true };
    let (mut low, mut high) = match left.get(&id) {
        Some(Left::Between(low, high)) => (*low, *high),
        _ => (closed(declared.low), closed(declared.high)),
    };
    // Below a whole number means at most the one before it.
    let strict = |by: Exact| {
        if whole {
            closed(Some(limit + by))
        } else {
            End {
                at: Some(limit),
                included: false,
            }
        }
    };
    match comparison {
        Comparison::Less => high = tighter(high, strict(-ONE), std::cmp::Ordering::Less),
        Comparison::AtMost => high = tighter(high, closed(Some(limit)), std::cmp::Ordering::Less),
        Comparison::More => low = tighter(low, strict(ONE), std::cmp::Ordering::Greater),
        Comparison::AtLeast => {
            low = tighter(low, closed(Some(limit)), std::cmp::Ordering::Greater);
        }
        Comparison::Equal => {
            low = tighter(low, closed(Some(limit)), std::cmp::Ordering::Greater);
            high = tighter(high, closed(Some(limit)), std::cmp::Ordering::Less);
        }
        Comparison::Unequal => {}
    }
    left.insert(id, Left::Between(low, high));
    let (Some(from), Some(to)) = (low.at, high.at) else {
        return None;
    };
    let empty = from > to || from == to && !(low.included && high.included);
    empty.then_some(id)
}

/// The end that leaves less.
fn tighter(one: End, other: End, inner: std::cmp::Ordering) -> End {
    match (one.at, other.at) {
        (Some(a), Some(b)) if a == b => End {
            included: one.included && other.included,
            ..one
        },
        (Some(a), Some(b)) if b.cmp(&a) == inner => other,
        (None, Some(_)) => other,
        _ => one,
    }
}
