//! What can change in the records of a list: a price to reach, a day to keep, one more record.

use std::cmp::Ordering;

use kernel::Date;

use super::Target;
use crate::fact::{Changeable, Direction, Fact, FactId, FactKind, Permitted};
use crate::formula::{Cond, Day, Num, Source};
use crate::profile::Value;
use crate::range::{ONE, Range};
use crate::rules::Edition;

/// Of long lists only the first records are looked at.
const MOST_RECORDS: usize = 12;

/// What can change in a list: numbers and days of its records, and what else says itself that it can.
pub(super) fn targets(id: FactId, fact: &Fact, known: &Value, on: Date) -> Vec<Target> {
    let Value::List(records) = known else {
        return Vec::new();
    };
    let mut targets = Vec::new();
    for (record, values) in records.iter().enumerate().take(MOST_RECORDS) {
        for (field, value) in values.iter().enumerate() {
            if changes(fact, field, value, on) {
                targets.push(Target::Field {
                    list: id,
                    record,
                    field,
                });
            }
        }
    }
    targets.push(Target::Record(id));
    targets
}

/// What a record is does not change, only how much and when; other fields say so themselves.
fn changes(list: &Fact, field: usize, value: &Value, on: Date) -> bool {
    let about = &list.fields()[field];
    let by_itself = about.can_change();
    let by_list = about.changeable == Changeable::Unknown;
    match (&about.kind, value) {
        (FactKind::Number { .. }, Value::Number(_)) => by_itself || by_list,
        (FactKind::Date, Value::Date(day)) => (by_itself || by_list) && *day >= on,
        (FactKind::YesNo, Value::YesNo(_)) => by_itself,
        _ => false,
    }
}

/// The values that rules name for a field, as far as they are other than the present one.
pub(super) fn values(
    edition: &Edition,
    source: Source,
    about: &Fact,
    known: &Value,
    on: Date,
) -> Vec<Value> {
    let mut values: Vec<Value> = Vec::new();
    if let (FactKind::YesNo, Value::YesNo(yes)) = (&about.kind, known) {
        values.push(Value::YesNo(!yes));
    }
    let list = match source {
        Source::Field { list, .. } | Source::Fact(list) => list,
    };
    let asked = edition.study().asked(list);
    for cond in asked.iter().flat_map(|asked| &asked.conditions) {
        named(cond, source, on, &mut values);
    }
    values.retain(|value| match (value, &about.kind) {
        (Value::Number(value), FactKind::Number { range, .. }) => {
            let value = value.low;
            let below = range
                .low
                .is_some_and(|low| value.is_some_and(|value| value < low));
            let above = range
                .high
                .is_some_and(|high| value.is_some_and(|value| value > high));
            !below && !above
        }
        (Value::Date(day), _) => *day >= on,
        _ => true,
    });
    values.retain(|value| value != known);
    values.sort_by(in_order);
    values.dedup();
    values
}

/// Values of one field are of one kind.
fn in_order(one: &Value, other: &Value) -> Ordering {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => one.low.cmp(&other.low),
        (Value::Date(one), Value::Date(other)) => one.cmp(other),
        _ => Ordering::Equal,
    }
}

/// The values that a condition names for a field.
fn named(cond: &Cond, source: Source, on: Date, values: &mut Vec<Value>) {
    match cond {
        Cond::Compare(_, left, right) => {
            for (own, other) in [(left, right), (right, left)] {
                if let (Num::Fact(found, _), Num::Literal(limit, _)) = (own, other)
                    && *found == source
                {
                    let beside = [*limit, *limit - ONE, *limit + ONE];
                    values.extend(beside.map(|value| Value::Number(Range::point(value))));
                }
            }
        }
        Cond::CompareDates(_, left, right) => {
            for (own, other) in [(left, right), (right, left)] {
                if let (Day::Fact(found), Day::Literal(day)) = (own, other)
                    && *found == source
                {
                    let beside = [Ok(*day), day.yesterday(), day.tomorrow()];
                    values.extend(beside.into_iter().flatten().map(Value::Date));
                }
            }
        }
        Cond::Holds {
            day: Day::Fact(found),
            ..
        } if *found == source => {
            values.push(Value::Date(on));
        }
        _ => {}
    }
}

/// The directions in which a number may be moved.
pub(super) fn directions(permitted: &Permitted) -> Vec<Direction> {
    match permitted.only {
        Some(only) => vec![only],
        None => vec![Direction::Up, Direction::Down],
    }
}
