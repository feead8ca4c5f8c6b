//! One fact of all applicants.

use jiff::civil::date;
use kernel::Date;

use super::Numbers;
use crate::profile::Value;

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
            Column::Numbers(numbers) => numbers.len(),
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
            Column::Numbers(numbers) => numbers.bytes(),
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
    pub(super) fn of(flags: Vec<u8>) -> Flags {
        Flags(flags)
    }

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

    pub(super) fn of(days: Vec<i32>) -> Days {
        Days(days)
    }

    pub fn all(&self) -> &[i32] {
        &self.0
    }
}

impl Coded {
    pub(super) fn of(values: Vec<Value>, codes: Codes) -> Coded {
        Coded { values, codes }
    }

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
