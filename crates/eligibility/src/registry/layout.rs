//! Which facts a registry has and in which form: all that rules need to know of it to be made ready.

use std::collections::BTreeMap;

use num_traits::CheckedMul;

use super::profiles::parts;
use super::{Column, Registry};
use crate::fact::{FactId, FactKind, Facts};
use crate::range::{Exact, Range};

/// The facts that a registry has columns for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout(BTreeMap<FactId, Form>);

/// The form of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    YesNo,
    /// Days.
    Date,
    Number(Numeric),
    /// Anything else: one of the distinct values that occur.
    Coded,
}

/// Numbers as whole counts of a part of the base unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Numeric {
    /// A value is its count ÷ this; above zero.
    pub denominator: i64,
    /// No count lies outside: of those that occur, or of those that can occur at all.
    pub least: i64,
    pub most: i64,
    /// Whether some are only known to lie between two ends.
    pub intervals: bool,
    /// What a number can be at all, in the base unit: what is left of one that is unknown.
    pub declared: Range,
}

/// Numbers are refused beyond this when they are read (`range::is_reasonable`), and counts are kept no larger.
const MOST: i64 = 1_000_000_000_000_000;

impl Layout {
    pub fn form(&self, id: FactId) -> Option<&Form> {
        self.0.get(&id)
    }

    pub fn has(&self, id: FactId) -> bool {
        self.0.contains_key(&id)
    }

    pub fn facts(&self) -> impl Iterator<Item = FactId> {
        self.0.keys().copied()
    }

    /// The layout of a registry as it is.
    pub fn of(registry: &Registry, facts: &Facts) -> Layout {
        let form = |id: FactId, column: &Column| match column {
            Column::YesNo(_) => Form::YesNo,
            Column::Days(_) => Form::Date,
            Column::Coded(_) => Form::Coded,
            Column::Numbers(numbers) => Form::Number(Numeric {
                denominator: numbers.denominator(),
                least: numbers.least(),
                most: numbers.most(),
                intervals: numbers.has_intervals(),
                declared: declared(facts, id),
            }),
        };
        let columns = registry.columns();
        Layout(columns.map(|(id, column)| (id, form(id, column))).collect())
    }

    /// A layout for these facts before there is a registry. Numbers are counted as a new column counts them
    /// ([`Filling::of`]) and as large as they can be declared; lists have no column.
    pub fn for_facts(facts: &Facts, wanted: impl IntoIterator<Item = FactId>) -> Layout {
        let form = |id: FactId| match &facts.get(id).kind {
            FactKind::YesNo => Some(Form::YesNo),
            FactKind::Date => Some(Form::Date),
            FactKind::Number { unit, range } => {
                let denominator = parts(unit);
                Some(Form::Number(Numeric {
                    denominator,
                    least: count(range.low, denominator).unwrap_or(-MOST),
                    most: count(range.high, denominator).unwrap_or(MOST),
                    intervals: false,
                    declared: *range,
                }))
            }
            FactKind::List(_) => None,
            _ => Some(Form::Coded),
        };
        let forms = wanted.into_iter();
        Layout(
            forms
                .filter_map(|id| form(id).map(|form| (id, form)))
                .collect(),
        )
    }
}

fn declared(facts: &Facts, id: FactId) -> Range {
    match &facts.get(id).kind {
        FactKind::Number { range, .. } => *range,
        _ => Range::ANY,
    }
}

/// An end as a count of parts, no larger than numbers are kept.
fn count(end: Option<Exact>, denominator: i64) -> Option<i64> {
    let counted = end?.checked_mul(&Exact::from_integer(i128::from(denominator)))?;
    let whole = counted.floor().to_integer();
    let most = i128::from(MOST);
    i64::try_from(whole.clamp(-most, most)).ok()
}
