//! Numbers of a registry: whole counts of a part of the base unit, exact.

use crate::profile::Value;
use crate::range::{Exact, Range};

/// Numbers as whole counts of a part of the base unit, exact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Numbers {
    denominator: i64,
    /// The value, or the lower end of what is known; the least number of its width when there is none.
    low: Counts,
    /// The upper ends, where they are not all the same as the lower ones; the largest number of its width for none.
    high: Option<Counts>,
    least: i64,
    most: i64,
}

/// Whole numbers, as narrow as they can be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Counts {
    Narrow(Vec<i32>),
    Wide(Vec<i64>),
}

/// What stands for no lower end, and for no upper end.
pub(super) const NO_LOW: i64 = i64::MIN;
pub(super) const NO_HIGH: i64 = i64::MAX;

impl Numbers {
    pub(super) fn of(denominator: i64, low: Vec<i64>, high: Option<Vec<i64>>) -> Numbers {
        let upper = high.iter().flatten();
        let ends = low.iter().chain(upper);
        let ends = ends.filter(|end| **end != NO_LOW && **end != NO_HIGH);
        Numbers {
            denominator,
            least: ends.clone().min().copied().unwrap_or(0),
            most: ends.max().copied().unwrap_or(0),
            low: Counts::of(low),
            high: high.map(Counts::of),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.low.len()
    }

    pub(super) fn bytes(&self) -> usize {
        self.low.bytes() + self.high.as_ref().map_or(0, Counts::bytes)
    }

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
    pub fn low(&self) -> &Counts {
        &self.low
    }

    /// Upper ends, where there are intervals.
    pub fn high(&self) -> Option<&Counts> {
        self.high.as_ref()
    }

    /// The counts between which the number of one row lies; none where nothing is known of an end.
    pub fn ends(&self, row: usize) -> (Option<i64>, Option<i64>) {
        let low = self.low.get(row, NO_LOW);
        let high = match &self.high {
            None => low,
            Some(high) => high.get(row, NO_HIGH),
        };
        (low, high)
    }

    pub(super) fn value(&self, row: usize) -> Value {
        let exact = |count: i64| Exact::new(i128::from(count), i128::from(self.denominator));
        let (low, high) = self.ends(row);
        if low.is_none() && high.is_none() {
            return Value::Unknown;
        }
        Value::Number(Range {
            low: low.map(exact),
            high: high.map(exact),
        })
    }
}

impl Counts {
    fn of(all: Vec<i64>) -> Counts {
        let narrow: Option<Vec<i32>> = all
            .iter()
            .map(|count| match *count {
                NO_LOW => Some(i32::MIN),
                NO_HIGH => Some(i32::MAX),
                count => i32::try_from(count)
                    .ok()
                    .filter(|count| *count != i32::MIN && *count != i32::MAX),
            })
            .collect();
        narrow.map_or(Counts::Wide(all), Counts::Narrow)
    }

    pub(super) fn len(&self) -> usize {
        match self {
            Counts::Narrow(all) => all.len(),
            Counts::Wide(all) => all.len(),
        }
    }

    pub(super) fn bytes(&self) -> usize {
        match self {
            Counts::Narrow(all) => 4 * all.len(),
            Counts::Wide(all) => 8 * all.len(),
        }
    }

    /// The number of one row, where it is not the one that stands for none.
    fn get(&self, row: usize, none: i64) -> Option<i64> {
        match self {
            Counts::Narrow(all) => {
                let narrow = if none == NO_LOW { i32::MIN } else { i32::MAX };
                (all[row] != narrow).then_some(i64::from(all[row]))
            }
            Counts::Wide(all) => (all[row] != none).then_some(all[row]),
        }
    }
}
