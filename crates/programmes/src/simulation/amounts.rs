//! Amounts of many: sums, how they are spread, and the amounts below which a tenth, half and nine tenths lie.

use std::collections::BTreeMap;

/// The upper ends of the classes in which amounts are told, each included; above the last there is one more.
pub const CLASSES: [i64; 8] = [
    0,
    100_000,
    500_000,
    1_000_000,
    5_000_000,
    10_000_000,
    50_000_000,
    100_000_000,
];

/// Amounts are counted by their four leading digits, rounded up: an amount below 10,000 yen, or of whole thousands
/// below ten million, stands as it is. Every class ends at such an amount, so that counts by class are exact.
pub fn rounded(yen: i64) -> i64 {
    let mut unit = 1;
    let mut leading = yen;
    while leading >= 10_000 {
        leading /= 10;
        unit *= 10;
    }
    match yen % unit {
        0 => yen,
        rest => yen.saturating_add(unit - rest),
    }
}

/// How many have which amount.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spread {
    /// By amounts that are [`rounded`].
    counts: BTreeMap<i64, u64>,
    /// Those of whom nothing known limits the amount.
    pub unlimited: u64,
}

/// What a part of many stays below.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantile {
    /// At most so much, [`rounded`].
    Yen(i64),
    /// Nothing known limits it.
    Unlimited,
}

impl Spread {
    pub fn add(&mut self, rounded: i64, count: u64) {
        *self.counts.entry(rounded).or_default() += count;
    }

    pub fn join(&mut self, other: &Spread) {
        for (yen, count) in &other.counts {
            self.add(*yen, *count);
        }
        self.unlimited += other.unlimited;
    }

    pub fn len(&self) -> u64 {
        self.counts.values().sum::<u64>() + self.unlimited
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many in each class of [`CLASSES`], and last how many above.
    pub fn classes(&self) -> [u64; CLASSES.len() + 1] {
        let mut counts = [0; CLASSES.len() + 1];
        for (yen, count) in &self.counts {
            counts[CLASSES.partition_point(|end| end < yen)] += count;
        }
        counts
    }

    /// The smallest amount that so many hundredths do not exceed; none where there is nobody.
    pub fn quantile(&self, hundredths: u64) -> Option<Quantile> {
        let all = self.len();
        if all == 0 {
            return None;
        }
        let wanted = (u128::from(all) * u128::from(hundredths))
            .div_ceil(100)
            .max(1);
        let mut passed = 0;
        for (yen, count) in &self.counts {
            passed += u128::from(*count);
            if passed >= wanted {
                return Some(Quantile::Yen(*yen));
            }
        }
        Some(Quantile::Unlimited)
    }
}

/// The amounts of those with one verdict.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Amounts {
    /// How many have an amount at all.
    pub firms: u64,
    /// How many of them have one amount and no interval.
    pub exact: u64,
    /// All lower ends together.
    pub low: i128,
    /// All upper ends together; those without one are counted in `highs.unlimited` and add nothing.
    pub high: i128,
    pub lows: Spread,
    pub highs: Spread,
}

impl Amounts {
    pub fn join(&mut self, other: &Amounts) {
        self.firms += other.firms;
        self.exact += other.exact;
        self.low += other.low;
        self.high += other.high;
        self.lows.join(&other.lows);
        self.highs.join(&other.highs);
    }
}

/// A sum that lies between two ends; without `high` nothing known limits it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Between {
    pub low: i128,
    pub high: Option<i128>,
}
