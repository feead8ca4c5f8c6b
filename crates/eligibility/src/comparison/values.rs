//! For which applicants something differs: from what was tried to ranges, names and sets.

use std::collections::BTreeSet;

use kernel::Date;
use kernel::industry::IndustryCode;

use super::cells::{Boxed, Cells};
use super::joint::Joint;
use super::spots::{Spots, Stands, single};
use crate::fact::{Fact, FactId};
use crate::profile::Value;
use crate::range::Exact;

/// What a fact must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Where {
    /// Its name; a field of a list is `list.field`.
    pub fact: String,
    pub values: Values,
    pub(super) id: FactId,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Values {
    YesNo(bool),
    /// In the base unit.
    Numbers(Vec<Span<Exact>>),
    Days(Vec<Span<Date>>),
    /// One of these choices, by id.
    Choices(Vec<String>),
    /// All of the first, at least one of the second, none of the third; by id.
    Set {
        all: Vec<String>,
        any: Vec<String>,
        none: Vec<String>,
    },
    /// Of the named things exactly one of these combinations; what is not named does not matter.
    Combinations {
        named: Vec<String>,
        sets: Vec<Vec<String>>,
    },
    Industries(Vec<IndustryCode>),
    /// One of these texts, and whether any text that no rule names fits as well.
    Texts(Vec<String>, bool),
}

/// All between two ends; an end that is missing is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span<T> {
    pub low: Option<End<T>>,
    pub high: Option<End<T>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct End<T> {
    pub at: T,
    /// Whether the end itself belongs to the span.
    pub included: bool,
}

/// What a description says of each fact. Facts that may be anything are left out.
pub(super) fn places(joint: &Joint, cells: &Cells, one: &Boxed) -> Vec<Where> {
    (cells.facts.iter().zip(one))
        .filter(|(spots, chosen)| chosen.len() < spots.values.len())
        .map(|(spots, chosen)| place(joint, spots, chosen, Reach::Ranges))
        .collect()
}

/// One combination, with every fact exactly as it was tried.
pub(super) fn example(joint: &Joint, cells: &Cells, cell: &[usize]) -> Vec<Where> {
    (cells.facts.iter().zip(cell))
        .map(|(spots, index)| place(joint, spots, &BTreeSet::from([*index]), Reach::Points))
        .collect()
}

/// Whether a value stands for all that is like it, or for itself.
#[derive(Clone, Copy, PartialEq)]
enum Reach {
    Ranges,
    Points,
}

fn place(joint: &Joint, spots: &Spots, chosen: &BTreeSet<usize>, reach: Reach) -> Where {
    let fact = joint.get(spots.fact);
    Where {
        fact: fact.id.clone(),
        values: values(fact, spots, chosen, reach),
        id: spots.fact,
    }
}

fn values(fact: &Fact, spots: &Spots, chosen: &BTreeSet<usize>, reach: Reach) -> Values {
    let picked = || chosen.iter().map(|index| &spots.values[*index]);
    let choice_id = |index: usize| fact.choices()[index].id.clone();
    match &spots.values[*chosen.first().expect("a description has a value")].value {
        Value::YesNo(value) => Values::YesNo(*value),
        Value::Number(_) => Values::Numbers(spans(spots, chosen, reach, |value| match value {
            Value::Number(range) => range.single(),
            _ => None,
        })),
        Value::Date(_) => Values::Days(spans(spots, chosen, reach, |value| match value {
            Value::Date(day) => Some(*day),
            _ => None,
        })),
        Value::Choice(_) => Values::Choices(
            picked()
                .filter_map(|spot| match spot.value {
                    Value::Choice(index) => Some(choice_id(index)),
                    _ => None,
                })
                .collect(),
        ),
        Value::Industry(_) => {
            let codes = picked().filter_map(|spot| match &spot.stands {
                Stands::Industries(codes) => Some(codes.clone()),
                Stands::Itself | Stands::Between | Stands::Of(_) => None,
            });
            let mut codes = codes.collect::<Vec<_>>().concat();
            codes.sort_by_key(IndustryCode::to_string);
            Values::Industries(codes)
        }
        Value::Text(..) => {
            let texts = picked().filter_map(|spot| match &spot.value {
                Value::Text(folded, written) => Some((folded, written)),
                _ => None,
            });
            let (other, named): (Vec<_>, Vec<_>) =
                texts.partition(|(folded, _)| *folded == "\u{1}");
            let named = named.into_iter().map(|(_, written)| written.clone());
            Values::Texts(named.collect(), !other.is_empty())
        }
        Value::Choices(_) | Value::Certificates(_) | Value::Receiving(_) => {
            set(fact, spots, chosen)
        }
        Value::Unknown | Value::List(_) | Value::Awards(_) => Values::Combinations {
            named: Vec::new(),
            sets: Vec::new(),
        },
    }
}

/// Neighbours as one span. The first and the last value stand for all beyond them.
fn spans<T: Copy>(
    spots: &Spots,
    chosen: &BTreeSet<usize>,
    reach: Reach,
    of: impl Fn(&Value) -> Option<T>,
) -> Vec<Span<T>> {
    let end = |index: usize, inner: usize| {
        let between = spots.values[index].stands == Stands::Between;
        let at = of(&spots.values[if between { inner } else { index }].value)?;
        let included = !between;
        Some(End { at, included })
    };
    let mut found = Vec::new();
    let mut rest: Vec<usize> = chosen.iter().rev().copied().collect();
    while let Some(first) = rest.pop() {
        let mut last = first;
        while rest.last() == Some(&(last + 1)) {
            last = rest.pop().unwrap_or(last);
        }
        if reach == Reach::Points {
            let here = of(&spots.values[first].value).map(|at| End { at, included: true });
            found.push(Span {
                low: here,
                high: here,
            });
            continue;
        }
        found.push(Span {
            low: (first > 0).then(|| end(first, first - 1)).flatten(),
            high: (last + 1 < spots.values.len())
                .then(|| end(last, last + 1))
                .flatten(),
        });
    }
    found
}

/// Combinations of named things, told by what all have, what none has, and of what each has some.
fn set(fact: &Fact, spots: &Spots, chosen: &BTreeSet<usize>) -> Values {
    let bits = |index: &usize| match spots.values[*index].stands {
        Stands::Of(bits) => bits,
        Stands::Itself | Stands::Between | Stands::Industries(_) => 0,
    };
    let sets: BTreeSet<u64> = chosen.iter().map(bits).collect();
    let known: BTreeSet<u64> = (0..spots.values.len()).map(|index| bits(&index)).collect();
    let names = names(fact, spots);
    let (all, some) = sets
        .iter()
        .fold((u64::MAX, 0), |(all, some), set| (all & set, some | set));
    let every = known.iter().fold(0, |every, set| every | set);
    let (all, any, none) = (all & every, some & !all, every & !some);
    let fits = |wants_any: bool| {
        let told = known
            .iter()
            .copied()
            .filter(|set| set & all == all && set & none == 0 && (!wants_any || set & any != 0));
        told.collect::<BTreeSet<u64>>() == sets
    };
    let told = |bits: u64| -> Vec<String> {
        (names.iter().enumerate())
            .filter(|(index, _)| bits >> index & 1 == 1)
            .map(|(_, name)| name.clone())
            .collect()
    };
    if fits(false) {
        return Values::Set {
            all: told(all),
            any: Vec::new(),
            none: told(none),
        };
    }
    if fits(true) {
        return Values::Set {
            all: told(all),
            any: told(any),
            none: told(none),
        };
    }
    Values::Combinations {
        named: told(every),
        sets: sets.into_iter().map(told).collect(),
    }
}

/// The named things, in the order of their bits.
fn names(fact: &Fact, spots: &Spots) -> Vec<String> {
    let alone = |bit: u64| {
        let spot = spots
            .values
            .iter()
            .find(|spot| spot.stands == Stands::Of(bit))?;
        match single(&spot.value).first()? {
            Value::Choices(bits) => {
                let index = bits.trailing_zeros() as usize;
                Some(fact.choices().get(index)?.id.clone())
            }
            Value::Certificates(held) => Some(fact.choices().get(held.first()?.kind)?.id.clone()),
            Value::Receiving(programmes) => programmes.first().cloned(),
            _ => None,
        }
    };
    (0..63).map_while(|index| alone(1 << index)).collect()
}
