//! Makes firms one by one, and a registry of them.

use std::collections::BTreeMap;

use eligibility::fact::{Fact, FactKind, Facts};
use eligibility::registry::{Column, Filling, Registry};

use super::apportion::{Urn, apportion};
use super::random::Random;
use super::{Goal, Marginal, Marginals, Shape, Span, Spread, Table, Values};
use crate::registry::{Ids, Labels, RegistryFile};

/// What was drawn for a column: its class, and the number or day within it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Drawn {
    pub class: usize,
    pub value: i64,
}

/// Firms, one after the other: the same for the same marginals, number and seed.
pub struct Firms<'a> {
    marginals: &'a Marginals,
    draws: Vec<Draw>,
    left: u64,
}

struct Draw {
    random: Random,
    /// By class of the column it depends on.
    urns: Vec<Urn>,
}

impl<'a> Firms<'a> {
    pub fn new(marginals: &'a Marginals, firms: u64, seed: u64) -> Firms<'a> {
        let counts = counts(marginals, firms);
        let draws = marginals.columns.iter().zip(counts);
        let draw = |(column, urns): (&Marginal, Vec<Vec<(usize, u64)>>)| Draw {
            random: Random::new(seed, &column.name),
            urns: urns.into_iter().map(Urn::new).collect(),
        };
        Firms {
            marginals,
            draws: draws.map(draw).collect(),
            left: firms,
        }
    }

    /// The next firm, column by column. False when there is none.
    pub fn next(&mut self, firm: &mut Vec<Drawn>) -> bool {
        firm.clear();
        if self.left == 0 {
            return false;
        }
        self.left -= 1;
        for (column, draw) in self.marginals.columns.iter().zip(&mut self.draws) {
            let drawn = match &column.shape {
                Shape::Copy(earlier) => firm[*earlier],
                Shape::Drawn { classes, given, .. } => {
                    let table = given.map_or(0, |given| firm[given].class);
                    let class = draw.urns[table].draw(&mut draw.random);
                    let class = class.expect("as many are drawn as were apportioned");
                    Drawn {
                        class,
                        value: value(&classes[class].values, &mut draw.random),
                    }
                }
            };
            firm.push(drawn);
        }
        true
    }
}

fn value(values: &Values, random: &mut Random) -> i64 {
    match values {
        Values::One(_) => 0,
        Values::Days(span) => even(*span, random),
        Values::Numbers { span, spread } => match spread {
            Spread::Even => even(*span, random),
            Spread::Halving => halving(*span, random),
        },
    }
}

fn even(span: Span, random: &mut Random) -> i64 {
    let steps = (span.high - span.low) / span.step;
    let steps = u64::try_from(steps).expect("a span does not end before it begins");
    span.low + random.below(steps + 1) as i64 * span.step
}

fn halving(span: Span, random: &mut Random) -> i64 {
    let mut doublings: u32 = 0;
    let first = i128::from(span.low.max(span.step));
    while first << (doublings + 1) <= i128::from(span.high) {
        doublings += 1;
    }
    // Of 15 firms 8 lie in the first doubling, 4 in the second, 2 and 1 in those after it.
    let one = random.below((1 << (doublings + 1)) - 1) + 1;
    let chosen = doublings - one.ilog2();
    let low = first << chosen;
    let high = ((low << 1) - 1).min(i128::from(span.high));
    let up = |end: i128| (end + i128::from(span.step) - 1) / i128::from(span.step);
    let low = up(low) as i64 * span.step;
    let high = (high / i128::from(span.step)) as i64 * span.step;
    even(
        Span {
            low: low.min(high),
            high: high.max(low),
            step: span.step,
        },
        random,
    )
}

/// How many firms of each class, for each column and each class of the one it depends on.
pub fn counts(marginals: &Marginals, firms: u64) -> Vec<Vec<Vec<(usize, u64)>>> {
    let mut all: Vec<Vec<Vec<(usize, u64)>>> = Vec::new();
    // Of each class of each column.
    let mut totals: Vec<Vec<u64>> = Vec::new();
    for column in &marginals.columns {
        match &column.shape {
            Shape::Copy(earlier) => {
                totals.push(totals[*earlier].clone());
                all.push(Vec::new());
            }
            Shape::Drawn {
                classes,
                given,
                tables,
            } => {
                let wholes = given.map_or_else(|| vec![firms], |given| totals[given].clone());
                let mut total = vec![0; classes.len()];
                let mut urns = Vec::with_capacity(tables.len());
                for (table, whole) in tables.iter().zip(wholes) {
                    let urn = parts(table, whole);
                    for (class, count) in &urn {
                        total[*class] += count;
                    }
                    urns.push(urn);
                }
                totals.push(total);
                all.push(urns);
            }
        }
    }
    all
}

fn parts(table: &Table, whole: u64) -> Vec<(usize, u64)> {
    let weights: Vec<u128> = table.iter().map(|(_, weight)| *weight).collect();
    let parts = apportion(whole, &weights);
    let classes = table.iter().map(|(class, _)| *class);
    classes.zip(parts).collect()
}

/// The prefix of ids of firms that do not exist.
pub const PREFIX: &str = "synthetic-";

/// So many digits behind the prefix.
pub fn width(firms: u64) -> usize {
    firms.to_string().len().max(6)
}

/// A registry in memory, the same as the one that [`super::Rows`] writes.
pub fn registry(marginals: &Marginals, facts: &Facts, firms: u64, seed: u64) -> RegistryFile {
    let mut fillings: Vec<Option<Filled<'_>>> = marginals
        .columns
        .iter()
        .map(|column| match column.goal {
            Goal::Fact(id) => Some(Filled::new(facts.get(id))),
            Goal::District => None,
        })
        .collect();
    let mut districts: Option<Labels> = None;
    let mut making = Firms::new(marginals, firms, seed);
    let mut firm = Vec::new();
    while making.next(&mut firm) {
        for ((column, filled), drawn) in marginals.columns.iter().zip(&mut fillings).zip(&firm) {
            let class = marginals.class(column, drawn.class);
            match filled {
                Some(filled) => filled.push(&class.values, drawn),
                None => {
                    let pushed = districts.get_or_insert_default().push(&class.text);
                    assert!(pushed, "a file has fewer than 65,535 districts");
                }
            }
        }
    }
    let mut columns: BTreeMap<_, Column> = BTreeMap::new();
    for (column, filled) in marginals.columns.iter().zip(fillings) {
        if let (Goal::Fact(id), Some(filled)) = (column.goal, filled) {
            columns.insert(id, filled.filling.done());
        }
    }
    let rows = usize::try_from(firms).expect("a registry in memory fits into it");
    RegistryFile {
        registry: Registry::of(columns, rows).expect("each firm has a value in each column"),
        ids: Ids::Numbered {
            prefix: PREFIX.to_owned(),
            width: width(firms),
            numbers: (1..=firms).collect(),
        },
        districts,
        synthetic: true,
        left_out: 0,
    }
}

impl Marginals {
    /// A class of a column; that of a copy is the one it was copied from.
    pub fn class<'s>(&'s self, column: &'s Marginal, class: usize) -> &'s super::Class {
        let mut column = column;
        loop {
            match &column.shape {
                Shape::Copy(earlier) => column = &self.columns[*earlier],
                Shape::Drawn { classes, .. } => return &classes[class],
            }
        }
    }
}

/// A column that is being filled, with the codes that its classes have.
struct Filled<'a> {
    filling: Filling,
    /// Counts of the column in one of the fact's unit.
    factor: i64,
    codes: Vec<Option<u32>>,
    fact: &'a Fact,
}

impl<'a> Filled<'a> {
    fn new(fact: &'a Fact) -> Filled<'a> {
        let filling = Filling::of(&fact.kind);
        let factor = match (&fact.kind, &filling) {
            (FactKind::Number { unit, .. }, Filling::Numbers { denominator, .. }) => {
                let factor = unit.factor * i128::from(*denominator);
                i64::try_from(factor.to_integer()).expect("checked when it was read")
            }
            _ => 1,
        };
        Filled {
            filling,
            factor,
            codes: Vec::new(),
            fact,
        }
    }

    fn push(&mut self, values: &Values, drawn: &Drawn) {
        match (values, &mut self.filling) {
            (Values::Numbers { .. }, Filling::Numbers { low, high, .. }) => {
                let count = drawn.value * self.factor;
                low.push(count);
                if let Some(high) = high {
                    high.push(count);
                }
            }
            (Values::Days(_), Filling::Days(days)) => {
                days.push(i32::try_from(drawn.value).expect("checked when it was read"));
            }
            (Values::One(value), Filling::Coded { codes, .. }) => {
                let known = self.codes.get(drawn.class).copied().flatten();
                if let Some(code) = known {
                    codes.push(code);
                    return;
                }
                let pushed = self.filling.push(value);
                pushed.expect("checked when it was read");
                if let Filling::Coded { codes, .. } = &self.filling {
                    if self.codes.len() <= drawn.class {
                        self.codes.resize(drawn.class + 1, None);
                    }
                    self.codes[drawn.class] = codes.last().copied();
                }
            }
            (Values::One(value), filling) => {
                filling.push(value).expect("checked when it was read");
            }
            (Values::Numbers { .. } | Values::Days(_), _) => {
                unreachable!("spans are of numbers and days: {}", self.fact.id)
            }
        }
    }
}
