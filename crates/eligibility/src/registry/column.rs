//! One fact of all applicants.

use std::collections::HashMap;

use jiff::civil::date;
use kernel::Date;

use crate::profile::Value;
use crate::range::{Exact, Range};

/// The values of one fact, applicant by applicant. Unknown has its own place in each form: it is neither zero nor no.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Column {
    YesNo(Flags),
    Numbers(Numbers),
    Days(Days),
    Coded(Coded),
}

/// Yes, no or unknown: 0 no, 1 unknown, 2 yes, so that the smaller of two is their "and".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Flags(Vec<u8>);

/// Days, counted from 1970-01-01.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Days(Vec<i32>);

/// Numbers as whole counts of a part of the base unit, exact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Numbers {
    denominator: i64,
    /// The value, or the lower end of what is known; [`Numbers::NO_LOW`] when there is none.
    low: Vec<i64>,
    /// The upper ends, where they are not all the same as the lower ones.
    high: Option<Vec<i64>>,
    least: i64,
    most: i64,
}

/// One of a few distinct values, by its number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coded {
    /// The first is unknown.
    values: Vec<Value>,
    codes: Codes,
}

/// Numbers of values, as narrow as they can be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Codes {
    Narrow(Vec<u8>),
    Middle(Vec<u16>),
    Wide(Vec<u32>),
}

/// The code of what is unknown.
pub const NO_CODE: u32 = 0;

/// Why a value does not fit into its column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Misfit {
    /// Another kind of value.
    Kind,
    /// Finer or larger than the column can hold.
    Number,
    /// Before year 1 or after 8999.
    Day,
}

impl Column {
    pub fn len(&self) -> usize {
        match self {
            Column::YesNo(flags) => flags.0.len(),
            Column::Numbers(numbers) => numbers.low.len(),
            Column::Days(days) => days.0.len(),
            Column::Coded(coded) => coded.codes.len(),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Bytes of memory.
    pub fn bytes(&self) -> usize {
        match self {
            Column::YesNo(flags) => flags.0.len(),
            Column::Numbers(numbers) => {
                8 * (numbers.low.len() + numbers.high.as_ref().map_or(0, Vec::len))
            }
            Column::Days(days) => 4 * days.0.len(),
            Column::Coded(coded) => {
                let codes = match &coded.codes {
                    Codes::Narrow(codes) => codes.len(),
                    Codes::Middle(codes) => 2 * codes.len(),
                    Codes::Wide(codes) => 4 * codes.len(),
                };
                codes + coded.values.len() * size_of::<Value>()
            }
        }
    }

    /// The value of one applicant.
    pub fn value(&self, row: usize) -> Value {
        match self {
            Column::YesNo(flags) => match flags.0[row] {
                0 => Value::YesNo(false),
                2 => Value::YesNo(true),
                _ => Value::Unknown,
            },
            Column::Numbers(numbers) => numbers.value(row),
            Column::Days(days) => match Days::day(days.0[row]) {
                Some(day) => Value::Date(day),
                None => Value::Unknown,
            },
            Column::Coded(coded) => coded.values[coded.code(row) as usize].clone(),
        }
    }
}

impl Flags {
    pub fn all(&self) -> &[u8] {
        &self.0
    }
}

impl Days {
    /// What stands for an unknown day.
    pub const UNKNOWN: i32 = i32::MIN;
    /// The first and last days that a registry can hold: far enough from the ends of the calendar to add years.
    pub const FIRST: Date = date(1, 1, 1);
    pub const LAST: Date = date(8999, 12, 31);

    /// Days since 1970-01-01; `None` outside of what a registry can hold.
    pub fn number(day: Date) -> Option<i32> {
        let fits = (Days::FIRST..=Days::LAST).contains(&day);
        let since = date(1970, 1, 1).until(day).ok()?;
        fits.then(|| since.get_days())
    }

    pub(crate) fn day(number: i32) -> Option<Date> {
        if number == Days::UNKNOWN {
            return None;
        }
        date(1970, 1, 1)
            .checked_add(jiff::Span::new().try_days(number).ok()?)
            .ok()
    }

    pub fn all(&self) -> &[i32] {
        &self.0
    }
}

impl Numbers {
    /// What stands for no lower end, and for no upper end.
    pub const NO_LOW: i64 = i64::MIN;
    pub const NO_HIGH: i64 = i64::MAX;

    pub fn denominator(&self) -> i64 {
        self.denominator
    }

    /// The smallest count that occurs; 0 when none does.
    pub fn least(&self) -> i64 {
        self.least
    }

    pub fn most(&self) -> i64 {
        self.most
    }

    pub fn has_intervals(&self) -> bool {
        self.high.is_some()
    }

    /// Lower ends. Without intervals the values themselves.
    pub fn low(&self) -> &[i64] {
        &self.low
    }

    /// Upper ends, where there are intervals.
    pub fn high(&self) -> Option<&[i64]> {
        self.high.as_deref()
    }

    fn value(&self, row: usize) -> Value {
        let exact = |count: i64| Exact::new(i128::from(count), i128::from(self.denominator));
        let low = Some(self.low[row]).filter(|low| *low != Numbers::NO_LOW);
        let high = match &self.high {
            None => low,
            Some(high) => Some(high[row]).filter(|high| *high != Numbers::NO_HIGH),
        };
        if low.is_none() && high.is_none() {
            return Value::Unknown;
        }
        Value::Number(Range {
            low: low.map(exact),
            high: high.map(exact),
        })
    }
}

impl Coded {
    /// The distinct values; the first is unknown.
    pub fn values(&self) -> &[Value] {
        &self.values
    }

    pub fn codes(&self) -> &Codes {
        &self.codes
    }

    pub fn code(&self, row: usize) -> u32 {
        match &self.codes {
            Codes::Narrow(codes) => u32::from(codes[row]),
            Codes::Middle(codes) => u32::from(codes[row]),
            Codes::Wide(codes) => codes[row],
        }
    }
}

impl Codes {
    fn len(&self) -> usize {
        match self {
            Codes::Narrow(codes) => codes.len(),
            Codes::Middle(codes) => codes.len(),
            Codes::Wide(codes) => codes.len(),
        }
    }
}

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
                let from = counted(range.low, Numbers::NO_LOW)?;
                let to = counted(range.high, Numbers::NO_HIGH)?;
                let same = range == Range::ANY || from == to;
                if high.is_none() && !same {
                    let upper = low.iter().map(|low| match *low {
                        Numbers::NO_LOW => Numbers::NO_HIGH,
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
            Filling::YesNo(flags) => Column::YesNo(Flags(flags)),
            Filling::Days(days) => Column::Days(Days(days)),
            Filling::Numbers {
                denominator,
                low,
                high,
            } => {
                let ends = || {
                    let upper = high.iter().flatten();
                    let all = low.iter().chain(upper);
                    all.filter(|end| **end != Numbers::NO_LOW && **end != Numbers::NO_HIGH)
                };
                Column::Numbers(Numbers {
                    denominator,
                    least: ends().min().copied().unwrap_or(0),
                    most: ends().max().copied().unwrap_or(0),
                    low,
                    high,
                })
            }
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
                Column::Coded(Coded { values, codes })
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
    (whole && count != Numbers::NO_LOW && count != Numbers::NO_HIGH).then_some(count)
}
