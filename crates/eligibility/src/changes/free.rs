//! The profile in which everything is open that can change. A condition that is not fulfilled there cannot be
//! fulfilled by any permitted change: three-valued rules stay the same however the unknown turns out.

use kernel::Date;

use super::candidates;
use crate::fact::{Direction, Fact, FactKind, Facts};
use crate::profile::{Profile, Value};
use crate::range::Range;

pub(super) fn profile(profile: &Profile, facts: &Facts, on: Date, barred: u64) -> Profile {
    let mut free = profile.clone();
    for (id, fact) in facts.iter() {
        let known = profile.get(id);
        if !known.is_unknown() && fact.can_change() {
            free.set(id, opened(fact, known, on, barred));
        }
    }
    free
}

/// What is known of a fact when it may be anything that it can become.
pub(super) fn opened(fact: &Fact, known: &Value, on: Date, barred: u64) -> Value {
    match (&fact.kind, known) {
        (FactKind::Number { range, .. }, Value::Number(known)) => {
            Value::Number(match fact.permitted.only {
                None => *range,
                Some(Direction::Up) => Range {
                    low: known.low,
                    high: range.high,
                },
                Some(Direction::Down) => Range {
                    low: range.low,
                    high: known.high,
                },
            })
        }
        // These have few values, so that what can be had is known exactly.
        (FactKind::YesNo | FactKind::Choice(_), known)
            if candidates::named(fact, known, barred).is_empty() =>
        {
            known.clone()
        }
        // What is past stays past.
        (FactKind::Date, Value::Date(day)) if *day < on => known.clone(),
        (FactKind::Awards, known) => known.clone(),
        _ => Value::Unknown,
    }
}
