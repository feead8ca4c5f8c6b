//! What is tried of one fact: values of which every other value that the fact can have is like one, as both sides
//! together tell them apart.

use std::collections::{BTreeMap, BTreeSet};

use kernel::Date;
use kernel::industry::{IndustryCode, IndustrySet, Revision};

use super::joint::Joint;
use crate::fact::{FactId, FactKind};
use crate::formula::walk::Seen;
use crate::formula::{Cond, Source};
use crate::profile::{Certificate, Profile, Value};
use crate::range::{Exact, ONE, Range};
use crate::rules::{Edition, walk};
use crate::turning::turning;

/// A fact with the values that are tried of it.
#[derive(Clone, Debug)]
pub(super) struct Spots {
    pub fact: FactId,
    pub values: Vec<Spot>,
    /// Whether every value is like one of these.
    pub whole: bool,
    /// What was said holds for companies with one industry: who has several may lie in several sets.
    pub one_industry: bool,
}

#[derive(Clone, Debug)]
pub(super) struct Spot {
    pub value: Value,
    pub stands: Stands,
}

/// What a value stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Stands {
    /// Itself, or its name.
    Itself,
    /// All numbers between the two spots beside it.
    Between,
    /// Industries that nothing tells apart.
    Industries(Vec<IndustryCode>),
    /// Which of the named things are there, as bits.
    Of(u64),
}

/// Up to so many named things every combination is tried.
const MOST_NAMED: usize = 8;

/// What is tried of a fact, when it can be tried at all.
pub(super) fn spots(joint: &Joint, id: FactId, sides: [&Edition; 2], on: Date) -> Option<Spots> {
    let fact = joint.get(id);
    let unknown = Profile::blank(joint.len());
    let found = sides.map(|edition| turning(edition, id, fact, &unknown, on));
    let whole = found.iter().all(|side| side.whole);
    let all: Vec<Value> = found.into_iter().flat_map(|side| side.values).collect();
    let (values, whole) = match &fact.kind {
        FactKind::YesNo => (once(all, |value| *value == Value::YesNo(true)), whole),
        FactKind::Choice(_) => (
            once(all, |value| match value {
                Value::Choice(choice) => *choice,
                _ => usize::MAX,
            }),
            whole,
        ),
        FactKind::Number { unit, .. } => (numbers(all, unit.is_whole()), whole),
        FactKind::Date => (
            once(all, |value| match value {
                Value::Date(day) => Some(*day),
                _ => None,
            }),
            whole,
        ),
        FactKind::Text => (
            once(all, |value| match value {
                Value::Text(folded, _) => Some(folded.clone()),
                _ => None,
            }),
            whole,
        ),
        FactKind::Choices(_) => combined(&all),
        FactKind::Certificates(_) => {
            let (values, all) = combined(&all);
            (values, all && whole)
        }
        FactKind::Receiving => combined(&all),
        FactKind::Industry => {
            let sets = sides.map(|edition| sets(edition, id));
            return Some(Spots {
                fact: id,
                one_industry: sets.iter().any(|side| side.len() > 1),
                values: industries(&sets.concat()),
                whole: true,
            });
        }
        FactKind::List(_) | FactKind::Awards => return None,
    };
    Some(Spots {
        fact: id,
        values,
        whole,
        one_industry: false,
    })
}

/// Each value once, in the order of what it is told by.
fn once<K: Ord>(values: Vec<Value>, by: impl Fn(&Value) -> K) -> Vec<Spot> {
    let told: BTreeMap<K, Value> = values
        .into_iter()
        .map(|value| (by(&value), value))
        .collect();
    let itself = |value| Spot {
        value,
        stands: Stands::Itself,
    };
    told.into_values().map(itself).collect()
}

/// The numbers of both sides; of what is not counted also one between any two, for something may turn at each.
fn numbers(values: Vec<Value>, counted: bool) -> Vec<Spot> {
    let points: BTreeSet<Exact> = values
        .iter()
        .filter_map(|value| match value {
            Value::Number(range) => range.single(),
            _ => None,
        })
        .collect();
    let spot = |value: Exact, stands| Spot {
        value: Value::Number(Range::point(value)),
        stands,
    };
    let mut spots = Vec::new();
    let mut before: Option<Exact> = None;
    for point in points {
        if let Some(before) = before.filter(|_| !counted) {
            spots.push(spot((before + point) / (ONE + ONE), Stands::Between));
        }
        spots.push(spot(point, Stands::Itself));
        before = Some(point);
    }
    spots
}

/// The things that values name, each one or not, in every combination; with many: none, each alone, and all.
fn combined(values: &[Value]) -> (Vec<Spot>, bool) {
    let mut named: Vec<Value> = Vec::new();
    for one in values.iter().flat_map(single) {
        if !named.contains(&one) {
            named.push(one);
        }
    }
    named.sort_by_key(order);
    let kind = values.first().cloned().unwrap_or_default();
    let count = named.len().min(63);
    let every = named.len() <= MOST_NAMED;
    let sets: Vec<u64> = if every {
        (0..1 << count).collect()
    } else {
        let each = (0..count).map(|index| 1 << index);
        [0].into_iter()
            .chain(each)
            .chain([(1 << count) - 1])
            .collect()
    };
    let spots = sets.into_iter().map(|bits| Spot {
        value: (0..count)
            .filter(|index| bits >> index & 1 == 1)
            .fold(none_of(&kind), |all, index| joined(all, &named[index])),
        stands: Stands::Of(bits),
    });
    (spots.collect(), every)
}

/// A value of several things as values of one thing each.
pub(super) fn single(value: &Value) -> Vec<Value> {
    match value {
        Value::Choices(bits) => (0..64)
            .filter(|index| bits >> index & 1 == 1)
            .map(|index| Value::Choices(1 << index))
            .collect(),
        Value::Certificates(held) => {
            let one = |held: &Certificate| Value::Certificates(vec![held.clone()]);
            held.iter().map(one).collect()
        }
        Value::Receiving(programmes) => {
            let one = |id: &String| Value::Receiving(vec![id.clone()]);
            programmes.iter().map(one).collect()
        }
        _ => Vec::new(),
    }
}

/// Named things have an order that does not hang on the side that names them first.
fn order(value: &Value) -> (u64, Vec<String>) {
    match value {
        Value::Choices(bit) => (*bit, Vec::new()),
        Value::Certificates(held) => (held.iter().map(|held| held.kind as u64).sum(), Vec::new()),
        Value::Receiving(programmes) => (0, programmes.clone()),
        _ => (0, Vec::new()),
    }
}

fn none_of(kind: &Value) -> Value {
    match kind {
        Value::Certificates(_) => Value::Certificates(Vec::new()),
        Value::Receiving(_) => Value::Receiving(Vec::new()),
        _ => Value::Choices(0),
    }
}

fn joined(all: Value, one: &Value) -> Value {
    match (all, one) {
        (Value::Choices(all), Value::Choices(one)) => Value::Choices(all | one),
        (Value::Certificates(all), Value::Certificates(one)) => {
            Value::Certificates([all, one.clone()].concat())
        }
        (Value::Receiving(all), Value::Receiving(one)) => {
            Value::Receiving([all, one.clone()].concat())
        }
        (all, _) => all,
    }
}

fn sets(edition: &Edition, id: FactId) -> Vec<IndustrySet> {
    let mut sets: Vec<IndustrySet> = Vec::new();
    walk(edition, &mut |seen| {
        if let Seen::Condition(Cond::Industry(source, set)) = seen
            && *source == Source::Fact(id)
            && !sets.contains(&set.1)
        {
            sets.push(set.1.clone());
        }
    });
    sets
}

/// The industries, as the sets tell them apart. Where a set splits a group, its parts stand beside it.
fn industries(sets: &[IndustrySet]) -> Vec<Spot> {
    let revision = Revision::Fourteenth;
    let mut texts: BTreeSet<String> = (1..=99).map(|group| format!("{group:02}")).collect();
    for code in sets.iter().flat_map(IndustrySet::codes) {
        let code = code.to_string();
        for length in 2..code.len().min(4) {
            texts.extend((0..10).map(|digit| format!("{}{digit}", &code[..length])));
        }
    }
    let codes = texts
        .iter()
        .filter_map(|text| IndustryCode::parse(text).ok());
    let mut told_apart: BTreeMap<Vec<bool>, Vec<IndustryCode>> = BTreeMap::new();
    for code in codes {
        let lies = |set: &IndustrySet| set.contains(&code, revision);
        // Nothing is added by the parts of a group that no set splits.
        let answers: Option<Vec<bool>> = sets.iter().map(lies).collect();
        if let Some(answers) = answers {
            told_apart.entry(answers).or_default().push(code);
        }
    }
    let spot = |codes: Vec<IndustryCode>| Spot {
        value: Value::Industry(vec![(codes[0], revision)]),
        stands: Stands::Industries(without_parts(codes)),
    };
    told_apart.into_values().map(spot).collect()
}

/// A code that lies in another of the list is not said as well.
fn without_parts(codes: Vec<IndustryCode>) -> Vec<IndustryCode> {
    let texts: Vec<String> = codes.iter().map(IndustryCode::to_string).collect();
    let whole = |text: &String| {
        !texts
            .iter()
            .any(|other| other.len() < text.len() && text.starts_with(other.as_str()))
    };
    (codes.iter().zip(&texts))
        .filter(|(_, text)| whole(text))
        .map(|(code, _)| *code)
        .collect()
}
