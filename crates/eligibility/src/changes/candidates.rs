//! Which other values a fact can have.

use kernel::Date;

use super::{Changing, Pace, Step, Target, Told};
use crate::fact::{Advised, Changeable, Direction, Fact, FactId, FactKind};
use crate::profile::{Certificate, Profile, Value};
use crate::range::Exact;
use crate::rules::Edition;
use crate::turning::turning;

/// Values of a fact that its rules tell apart from the present one and that are permitted.
pub(super) fn values(
    changing: &Changing<'_>,
    edition: &Edition,
    id: FactId,
    work: &mut Profile,
    on: Date,
) -> Vec<Value> {
    let fact = changing.facts.get(id);
    if work.get(id).is_unknown() || !fact.can_change() {
        return Vec::new();
    }
    // What is known of the fact itself would limit where it turns.
    let known = work.replace(id, Value::Unknown);
    let turned = || turning(edition, id, fact, work, on).values;
    let values = others(changing, fact, &known, turned, on);
    work.set(id, known);
    values
}

fn others(
    changing: &Changing<'_>,
    fact: &Fact,
    known: &Value,
    turned: impl Fn() -> Vec<Value>,
    on: Date,
) -> Vec<Value> {
    let values = match (&fact.kind, known) {
        (FactKind::YesNo | FactKind::Choice(_), known) => named(fact, known, changing.barred),
        (FactKind::Number { .. }, Value::Number(_)) => turned(),
        // What is past stays past, and nothing new can be done before today.
        (FactKind::Date, Value::Date(day)) if *day < on => Vec::new(),
        (FactKind::Date, Value::Date(_)) => (turned().into_iter())
            .filter(|value| matches!(value, Value::Date(day) if *day >= on))
            .collect(),
        (FactKind::Choices(_), Value::Choices(has)) => chosen(fact, *has, &turned()),
        (FactKind::Certificates(_), Value::Certificates(held)) => {
            certified(fact, held, &turned(), changing.barred, on)
        }
        (FactKind::Receiving, Value::Receiving(received)) => given_up(received, &turned()),
        (FactKind::Industry, _) => turned(),
        (FactKind::Text, _) => (turned().into_iter())
            .filter(|value| matches!(value, Value::Text(folded, _) if folded != "\u{1}"))
            .collect(),
        // What was awarded is history; lists change by their records.
        _ => Vec::new(),
    };
    let mut kept: Vec<Value> = Vec::new();
    for value in values {
        if permitted(fact, known, &value) && !kept.contains(&value) {
            kept.push(value);
        }
    }
    kept
}

/// The other answers to a question that has few.
pub(super) fn named(fact: &Fact, known: &Value, barred: u64) -> Vec<Value> {
    let all: Vec<Value> = match fact.kind {
        FactKind::YesNo => vec![Value::YesNo(false), Value::YesNo(true)],
        FactKind::Choice(_) => (0..fact.choices().len())
            .filter(|index| allowed(fact, barred) >> index & 1 == 1)
            .map(Value::Choice)
            .collect(),
        _ => Vec::new(),
    };
    all.into_iter()
        .filter(|value| permitted(fact, known, value))
        .collect()
}

fn allowed(fact: &Fact, barred: u64) -> u64 {
    let barred = match fact.kind {
        FactKind::Certificates(_) => barred,
        _ => 0,
    };
    fact.permitted.to.unwrap_or(u64::MAX) & !barred
}

/// Combinations of the choices that rules name; the others stay as they are.
fn chosen(fact: &Fact, has: u64, turned: &[Value]) -> Vec<Value> {
    let bits = |value: &Value| match value {
        Value::Choices(bits) => *bits,
        _ => 0,
    };
    let named = turned.iter().fold(0, |all, value| all | bits(value));
    let to = allowed(fact, 0);
    (turned.iter().map(bits))
        .map(|wanted| (has & !named) | wanted)
        .filter(|wanted| wanted & !has & !to == 0)
        .map(Value::Choices)
        .collect()
}

/// What is held and new certificates, valid from today on.
fn certified(
    fact: &Fact,
    held: &[Certificate],
    turned: &[Value],
    barred: u64,
    on: Date,
) -> Vec<Value> {
    let allowed = allowed(fact, barred);
    let valid = |kind: usize| {
        held.iter().any(|one| {
            let begun = one.valid_from.is_none_or(|day| day <= on);
            one.kind == kind && begun && one.valid_until.is_none_or(|day| on <= day)
        })
    };
    let kinds = |value: &Value| match value {
        Value::Certificates(list) => list.iter().map(|one| one.kind).collect(),
        _ => Vec::new(),
    };
    let new = turned.iter().map(|value| {
        let mut kinds: Vec<usize> = kinds(value);
        kinds.retain(|kind| !valid(*kind));
        kinds
    });
    new.filter(|kinds| !kinds.is_empty() && kinds.iter().all(|kind| allowed >> kind & 1 == 1))
        .map(|kinds| {
            let new = kinds.into_iter().map(|kind| Certificate {
                kind,
                valid_from: Some(on),
                valid_until: None,
            });
            Value::Certificates(held.iter().cloned().chain(new).collect())
        })
        .collect()
}

/// What is received without one or more of what rules name.
fn given_up(received: &[String], turned: &[Value]) -> Vec<Value> {
    let without = turned.iter().filter_map(|value| match value {
        Value::Receiving(named) => {
            let left = received.iter().filter(|one| !named.contains(one));
            Some(Value::Receiving(left.cloned().collect()))
        }
        _ => None,
    });
    without.collect()
}

fn permitted(fact: &Fact, from: &Value, to: &Value) -> bool {
    let direction = direction(from, to);
    from != to
        && is_other(from, to)
        && fact
            .permitted
            .only
            .is_none_or(|only| direction.is_none_or(|direction| direction == only))
}

/// A number within what is known of it would be no change.
fn is_other(from: &Value, to: &Value) -> bool {
    match (from, to) {
        (Value::Number(known), Value::Number(to)) => {
            let to = to.single();
            let below = known.low.zip(to).is_some_and(|(low, to)| to < low);
            below || known.high.zip(to).is_some_and(|(high, to)| to > high)
        }
        _ => true,
    }
}

/// Which way a value changes, where it has a direction.
pub(super) fn direction(from: &Value, to: &Value) -> Option<Direction> {
    let way = |up: bool| Some(if up { Direction::Up } else { Direction::Down });
    match (from, to) {
        (Value::YesNo(_), Value::YesNo(yes)) => way(*yes),
        (Value::Number(known), Value::Number(to)) => way(known
            .high
            .is_some_and(|high| to.low.is_some_and(|to| to > high))),
        (Value::Date(known), Value::Date(to)) => way(to > known),
        (Value::Choices(has), Value::Choices(wanted)) => match (wanted & !has, has & !wanted) {
            (_, 0) => Some(Direction::Up),
            (0, _) => Some(Direction::Down),
            // Both more and less: not in one direction.
            _ => Some(Direction::Down),
        },
        (Value::Certificates(has), Value::Certificates(wanted)) => way(wanted.len() > has.len()),
        (Value::Receiving(has), Value::Receiving(wanted)) => way(wanted.len() > has.len()),
        _ => None,
    }
}

/// The step from one value to another.
pub(super) fn step(
    fact: &Fact,
    target: Target,
    from: Value,
    to: Value,
    beyond: Option<Exact>,
) -> Step {
    let told = match (fact.permitted.advised, direction(&from, &to)) {
        (Advised::Any, _) => Told::AsAdvice,
        (Advised::Only(advised), Some(way)) if way == advised => Told::AsAdvice,
        (Advised::Only(_) | Advised::None, _) => Told::AsLimit,
    };
    Step {
        target,
        from,
        to,
        beyond,
        told,
        pace: pace(fact),
    }
}

pub(super) fn pace(fact: &Fact) -> Pace {
    match fact.changeable {
        Changeable::Quickly => Pace::Quickly,
        Changeable::Slowly | Changeable::No | Changeable::Unknown => Pace::Slowly,
    }
}
