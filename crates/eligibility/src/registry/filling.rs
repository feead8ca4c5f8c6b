//! Fills a column value by value.

use std::collections::HashMap;

use super::numbers::{NO_HIGH, NO_LOW, Numbers};
use super::{Coded, Codes, Column, Days, Flags, Misfit, NO_CODE};
use crate::profile::Value;
use crate::range::{Exact, Range};

/// A column that is being filled, value by value.
#[derive(Clone, Debug)]
pub enum Filling {
    YesNo(Vec<u8>),
    Numbers {
        denominator: i64,
        low: Vec<i64>,
        high: Option<Vec<i64>>,
    },
    Days(Vec<i32>),
    Coded {
        known: HashMap<Value, u32>,
        codes: Vec<u32>,
    },
}

impl Filling {
    /// Numbers that are counted in so many parts of their base unit.
    pub fn numbers(denominator: i64) -> Filling {
        Filling::Numbers {
            denominator,
            low: Vec::new(),
            high: None,
        }
    }

    pub fn coded() -> Filling {
        Filling::Coded {
            known: HashMap::new(),
            codes: Vec::new(),
        }
    }

    pub fn yes_no() -> Filling {
        Filling::YesNo(Vec::new())
    }

    pub fn days() -> Filling {
        Filling::Days(Vec::new())
    }

    /// Adds the value of the next applicant. A value that does not fit leaves the column as it was.
    pub fn push(&mut self, value: &Value) -> Result<(), Misfit> {
        match (self, value) {
            (Filling::YesNo(flags), value) => flags.push(match value {
                Value::Unknown => 1,
                Value::YesNo(false) => 0,
                Value::YesNo(true) => 2,
                _ => return Err(Misfit::Kind),
            }),
            (Filling::Days(days), value) => days.push(match value {
                Value::Unknown => Days::UNKNOWN,
                Value::Date(day) => Days::number(*day).ok_or(Misfit::Day)?,
                _ => return Err(Misfit::Kind),
            }),
            (
                Filling::Numbers {
                    denominator,
                    low,
                    high,
                },
                value,
            ) => {
                let range = match value {
                    Value::Unknown => Range::ANY,
                    Value::Number(range) => *range,
                    _ => return Err(Misfit::Kind),
                };
                let counted = |end: Option<Exact>, none: i64| match end {
                    None => Ok(none),
                    Some(end) => count(end, *denominator).ok_or(Misfit::Number),
                };
                let from = counted(range.low, NO_LOW)?;
                let to = counted(range.high, NO_HIGH)?;
                let same = range == Range::ANY || from == to;
                if high.is_none() && !same {
                    let upper = low.iter().map(|low| match *low {
                        NO_LOW => NO_HIGH,
                        low => low,
                    });
                    *high = Some(upper.collect());
                }
                low.push(from);
                if let Some(high) = high {
                    high.push(to);
                }
            }
            (Filling::Coded { known, codes }, value) => {
                let next = u32::try_from(known.len() + 1).expect("fewer than 2^32 distinct values");
                codes.push(match value {
                    Value::Unknown => NO_CODE,
                    Value::YesNo(_) | Value::Number(_) | Value::Date(_) => {
                        return Err(Misfit::Kind);
                    }
                    value => *known.entry(value.clone()).or_insert(next),
                });
            }
        }
        Ok(())
    }

    /// The column.
    pub fn done(self) -> Column {
        match self {
            Filling::YesNo(flags) => Column::YesNo(Flags::of(flags)),
            Filling::Days(days) => Column::Days(Days::of(days)),
            Filling::Numbers {
                denominator,
                low,
                high,
            } => Column::Numbers(Numbers::of(denominator, low, high)),
            Filling::Coded { known, codes } => {
                let mut values = vec![Value::Unknown; known.len() + 1];
                for (value, code) in known {
                    values[code as usize] = value;
                }
                let codes = match values.len() {
                    0..=256 => Codes::Narrow(narrowed(&codes)),
                    257..=65_536 => Codes::Middle(narrowed(&codes)),
                    _ => Codes::Wide(codes),
                };
                Column::Coded(Coded::of(values, codes))
            }
        }
    }
}

fn narrowed<T: TryFrom<u32>>(codes: &[u32]) -> Vec<T> {
    let fits = |code: &u32| T::try_from(*code).ok();
    let narrow: Option<Vec<T>> = codes.iter().map(fits).collect();
    narrow.expect("there are no more values than fit")
}

/// A value as a whole count, when it is one and none of the two that mean something else.
fn count(value: Exact, denominator: i64) -> Option<i64> {
    let counted = i128::from(denominator).checked_mul(*value.numer())?;
    let whole = counted % value.denom() == 0;
    let count = i64::try_from(counted / value.denom()).ok()?;
    (whole && count != NO_LOW && count != NO_HIGH).then_some(count)
}
