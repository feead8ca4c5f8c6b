//! Exact numbers and intervals of them. No floating point anywhere near money: a number is a fraction of
//! two integers, and what does not fit becomes "unknown", never a wrong number.

mod exact;
mod rounding;
#[cfg(test)]
mod tests;

use num_rational::Ratio;
use num_traits::CheckedDiv;

pub use rounding::Rounding;

/// An exact fraction.
pub type Exact = Ratio<i128>;

/// Numbers that rules and profiles may hold: beyond 10^15 in size, or finer than a millionth, they are refused,
/// so that the sums and products of rules always fit.
pub fn is_reasonable(value: Exact) -> bool {
    let most = 10i128.pow(15);
    value.denom() <= &1_000_000 && value.numer().abs() <= most * value.denom()
}

/// All values between two ends, both included; an end that is missing is open. An interval is never empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Range {
    pub low: Option<Exact>,
    pub high: Option<Exact>,
}

/// Three-valued truth: unknown is neither yes nor no.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Truth {
    No,
    Unknown,
    Yes,
}

impl From<bool> for Truth {
    fn from(value: bool) -> Truth {
        if value { Truth::Yes } else { Truth::No }
    }
}

impl From<Option<bool>> for Truth {
    fn from(value: Option<bool>) -> Truth {
        value.map_or(Truth::Unknown, Truth::from)
    }
}

impl std::ops::Not for Truth {
    type Output = Truth;
    fn not(self) -> Truth {
        match self {
            Truth::No => Truth::Yes,
            Truth::Unknown => Truth::Unknown,
            Truth::Yes => Truth::No,
        }
    }
}

impl Truth {
    /// No when one is no, yes when both are yes: the order No < Unknown < Yes makes it the smaller one.
    pub fn and(self, other: Truth) -> Truth {
        self.min(other)
    }

    pub fn or(self, other: Truth) -> Truth {
        self.max(other)
    }
}

impl Range {
    pub const ANY: Range = Range {
        low: None,
        high: None,
    };

    pub fn point(value: Exact) -> Range {
        Range {
            low: Some(value),
            high: Some(value),
        }
    }

    pub fn whole(value: i128) -> Range {
        Range::point(Exact::from_integer(value))
    }

    /// From zero upwards without limit.
    pub fn at_least_zero() -> Range {
        Range {
            low: Some(ZERO),
            high: None,
        }
    }

    pub fn between(low: Exact, high: Exact) -> Range {
        Range {
            low: Some(low),
            high: Some(high),
        }
    }

    /// The one value, when there is only one.
    #[inline]
    pub fn single(&self) -> Option<Exact> {
        match (self.low, self.high) {
            (Some(low), Some(high)) if low == high => Some(low),
            _ => None,
        }
    }

    #[inline]
    pub fn is_single(&self) -> bool {
        self.single().is_some()
    }

    pub fn is_zero(&self) -> bool {
        self.single() == Some(ZERO)
    }

    /// The smallest interval that holds both.
    pub fn hull(self, other: Range) -> Range {
        Range {
            low: self.low.zip(other.low).map(|(a, b)| a.min(b)),
            high: self.high.zip(other.high).map(|(a, b)| a.max(b)),
        }
    }

    pub fn plus(self, other: Range) -> Range {
        Range {
            low: both(self.low, other.low, exact::sum),
            high: both(self.high, other.high, exact::sum),
        }
    }

    pub fn negated(self) -> Range {
        Range {
            low: self.high.map(|v| -v),
            high: self.low.map(|v| -v),
        }
    }

    pub fn minus(self, other: Range) -> Range {
        Range {
            low: both(self.low, other.high, |a, b| exact::sum(a, -b)),
            high: both(self.high, other.low, |a, b| exact::sum(a, -b)),
        }
    }

    pub fn times(self, other: Range) -> Range {
        if self.is_zero() || other.is_zero() {
            return Range::point(ZERO);
        }
        if let (Some(a), Some(b)) = (self.single(), other.single()) {
            return exact::product(a, b).map_or(Range::ANY, Range::point);
        }
        if !self.is_below_zero_possible() && !other.is_below_zero_possible() {
            return Range {
                low: both(self.low, other.low, exact::product).or(Some(ZERO)),
                high: both(self.high, other.high, exact::product),
            };
        }
        let (Some(a), Some(b), Some(c), Some(d)) = (self.low, self.high, other.low, other.high)
        else {
            return Range::ANY;
        };
        let products = [(a, c), (a, d), (b, c), (b, d)].map(|(x, y)| exact::product(x, y));
        match products {
            [Some(p), Some(q), Some(r), Some(s)] => {
                Range::between(p.min(q).min(r).min(s), p.max(q).max(r).max(s))
            }
            _ => Range::ANY,
        }
    }

    /// Division; unknown where the divisor may be zero.
    pub fn divided_by(self, other: Range) -> Range {
        let positive = other.low.is_some_and(|low| low > ZERO);
        let negative = other.high.is_some_and(|high| high < ZERO);
        if !positive && !negative {
            return Range::ANY;
        }
        let inverse = Range {
            low: match (other.high, positive) {
                (Some(high), _) => ONE.checked_div(&high),
                (None, true) => Some(ZERO),
                (None, false) => None,
            },
            high: match (other.low, negative) {
                (Some(low), _) => ONE.checked_div(&low),
                (None, true) => Some(ZERO),
                (None, false) => None,
            },
        };
        self.times(inverse)
    }

    pub fn min(self, other: Range) -> Range {
        Range {
            low: both(self.low, other.low, |a, b| Some(exact::lower(a, b))),
            high: either(self.high, other.high, exact::lower),
        }
    }

    pub fn max(self, other: Range) -> Range {
        Range {
            low: either(self.low, other.low, exact::higher),
            high: both(self.high, other.high, |a, b| Some(exact::higher(a, b))),
        }
    }

    /// Never below zero.
    pub fn not_negative(self) -> Range {
        let raised = |end: Exact| if *end.numer() < 0 { ZERO } else { end };
        Range {
            low: Some(self.low.map_or(ZERO, raised)),
            high: self.high.map(raised),
        }
    }

    #[inline]
    pub fn less(&self, other: &Range) -> Truth {
        match (self.high, other.low) {
            (Some(a), Some(b)) if exact::less(a, b) => return Truth::Yes,
            _ => {}
        }
        match (self.low, other.high) {
            (Some(a), Some(b)) if !exact::less(a, b) => Truth::No,
            _ => Truth::Unknown,
        }
    }

    /// Whether all its values are below a limit.
    #[inline]
    pub fn below(&self, limit: Exact) -> Truth {
        match (self.low, self.high) {
            (_, Some(high)) if exact::less(high, limit) => Truth::Yes,
            (Some(low), _) if !exact::less(low, limit) => Truth::No,
            _ => Truth::Unknown,
        }
    }

    /// Whether all its values are above a limit.
    #[inline]
    pub fn above(&self, limit: Exact) -> Truth {
        match (self.low, self.high) {
            (Some(low), _) if exact::less(limit, low) => Truth::Yes,
            (_, Some(high)) if !exact::less(limit, high) => Truth::No,
            _ => Truth::Unknown,
        }
    }

    #[inline]
    pub fn equal(&self, other: &Range) -> Truth {
        if let (Some(a), Some(b)) = (self.single(), other.single()) {
            return Truth::from(a == b);
        }
        match self.less(other).or(other.less(self)) {
            Truth::Yes => Truth::No,
            Truth::No | Truth::Unknown => Truth::Unknown,
        }
    }

    fn is_below_zero_possible(&self) -> bool {
        self.low.is_none_or(|low| low < ZERO)
    }
}

/// Whether a value lies in an interval.
pub(crate) fn within(range: Range, value: Exact) -> bool {
    range.low.is_none_or(|low| low <= value) && range.high.is_none_or(|high| value <= high)
}

pub const ZERO: Exact = Ratio::new_raw(0, 1);
pub const ONE: Exact = Ratio::new_raw(1, 1);

fn both(
    a: Option<Exact>,
    b: Option<Exact>,
    f: impl Fn(Exact, Exact) -> Option<Exact>,
) -> Option<Exact> {
    a.zip(b).and_then(|(a, b)| f(a, b))
}

fn either(a: Option<Exact>, b: Option<Exact>, f: impl Fn(Exact, Exact) -> Exact) -> Option<Exact> {
    match (a, b) {
        (Some(a), Some(b)) => Some(f(a, b)),
        (one, None) | (None, one) => one,
    }
}
