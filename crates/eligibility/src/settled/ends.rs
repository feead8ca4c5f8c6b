//! Intervals as two ends: what `crate::range::Range` does with numbers is done here with steps.

use super::NoForm;
use super::graph::{Graph, Less, Nulls, Side, TruthId, Truths, WholeId};
use crate::range::{Exact, Range, Rounding, Truth, ZERO};

/// Both ends of an interval as whole counts of a part of the base unit; null where there is no end.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ends {
    pub low: WholeId,
    pub high: WholeId,
    /// An end is its count ÷ this; above zero.
    pub over: i64,
}

impl Graph {
    /// An interval that is the same for all.
    pub(super) fn range(&mut self, range: Range) -> Result<Ends, NoForm> {
        let denominator = |end: Option<Exact>| end.map_or(1, |end| *end.denom());
        let over = common(denominator(range.low), denominator(range.high))?;
        let count = |end: Option<Exact>| match end {
            None => Ok(None),
            Some(end) => {
                let count = i128::from(over) / end.denom() * end.numer();
                let count = i64::try_from(count).map_err(|_| NoForm::TooLarge)?;
                Ok(Some(count))
            }
        };
        let (low, high) = (count(range.low)?, count(range.high)?);
        Ok(Ends {
            low: self.constant(low),
            high: self.constant(high),
            over,
        })
    }

    /// The one value that is the same for all, when it is.
    pub(super) fn single(&self, ends: Ends) -> Option<Exact> {
        let value = |id: WholeId| self.known_whole(id).flatten();
        let (low, high) = (value(ends.low)?, value(ends.high)?);
        (low == high).then(|| Exact::new(i128::from(low), i128::from(ends.over)))
    }

    /// Counts both in the same parts.
    pub(super) fn alike(&mut self, a: Ends, b: Ends) -> Result<(Ends, Ends), NoForm> {
        let over = common(i128::from(a.over), i128::from(b.over))?;
        Ok((self.in_parts(a, over)?, self.in_parts(b, over)?))
    }

    fn in_parts(&mut self, ends: Ends, over: i64) -> Result<Ends, NoForm> {
        let factor = over / ends.over;
        Ok(Ends {
            low: self.scaled(ends.low, factor)?,
            high: self.scaled(ends.high, factor)?,
            over,
        })
    }

    pub(super) fn sum(&mut self, a: Ends, b: Ends) -> Result<Ends, NoForm> {
        let (a, b) = self.alike(a, b)?;
        Ok(Ends {
            low: self.plus(a.low, b.low)?,
            high: self.plus(a.high, b.high)?,
            over: a.over,
        })
    }

    pub(super) fn difference(&mut self, a: Ends, b: Ends) -> Result<Ends, NoForm> {
        let (a, b) = self.alike(a, b)?;
        Ok(Ends {
            low: self.minus(a.low, b.high)?,
            high: self.minus(a.high, b.low)?,
            over: a.over,
        })
    }

    pub(super) fn negated(&mut self, a: Ends) -> Result<Ends, NoForm> {
        Ok(Ends {
            low: self.scaled(a.high, -1)?,
            high: self.scaled(a.low, -1)?,
            over: a.over,
        })
    }

    /// Times one number.
    pub(super) fn multiple(&mut self, a: Ends, by: Exact) -> Result<Ends, NoForm> {
        let fits = |value: i128| i64::try_from(value).map_err(|_| NoForm::TooLarge);
        let (above, below) = (fits(*by.numer())?, fits(*by.denom())?);
        let over = a.over.checked_mul(below).ok_or(NoForm::TooLarge)?;
        let a = if above < 0 { self.negated(a)? } else { a };
        let factor = above.checked_abs().ok_or(NoForm::TooLarge)?;
        Ok(Ends {
            low: self.scaled(a.low, factor)?,
            high: self.scaled(a.high, factor)?,
            over: if factor == 0 { 1 } else { over },
        })
    }

    pub(super) fn product(&mut self, a: Ends, b: Ends) -> Result<Ends, NoForm> {
        if let Some(by) = self.single(b) {
            return self.multiple(a, by);
        }
        if let Some(by) = self.single(a) {
            return self.multiple(b, by);
        }
        let positive = |ends: Ends| {
            let low = self.bounds(ends.low);
            !low.nullable && low.least >= 0
        };
        if !positive(a) || !positive(b) {
            return Err(NoForm::Product);
        }
        let over = a.over.checked_mul(b.over).ok_or(NoForm::TooLarge)?;
        let low = self.times(a.low, b.low)?;
        let high = self.times(a.high, b.high)?;
        // Nothing times what has no limit is nothing.
        let high = if self.bounds(high).nullable {
            let zero = [a, b].map(|ends| self.add_truth(Truths::AreZero(ends.low, ends.high)));
            let zero = self.any(zero.to_vec());
            let nothing = self.constant(Some(0));
            self.chosen(zero, (nothing, high), Side::High)
        } else {
            high
        };
        Ok(Ends { low, high, over })
    }

    pub(super) fn smaller(&mut self, a: Ends, b: Ends) -> Result<Ends, NoForm> {
        let (a, b) = self.alike(a, b)?;
        Ok(Ends {
            low: self.lesser(a.low, b.low, Nulls::Null),
            high: self.lesser(a.high, b.high, Nulls::Other),
            over: a.over,
        })
    }

    pub(super) fn larger(&mut self, a: Ends, b: Ends) -> Result<Ends, NoForm> {
        let (a, b) = self.alike(a, b)?;
        Ok(Ends {
            low: self.greater(a.low, b.low, Nulls::Other),
            high: self.greater(a.high, b.high, Nulls::Null),
            over: a.over,
        })
    }

    pub(super) fn not_negative(&mut self, a: Ends) -> Ends {
        let zero = self.constant(Some(0));
        Ends {
            low: self.greater(a.low, zero, Nulls::Other),
            high: self.greater(a.high, zero, Nulls::Null),
            over: a.over,
        }
    }

    /// One of two intervals; where the truth is unknown, the smallest that holds both.
    pub(super) fn either(&mut self, by: TruthId, yes: Ends, no: Ends) -> Result<Ends, NoForm> {
        let (yes, no) = self.alike(yes, no)?;
        Ok(Ends {
            low: self.chosen(by, (yes.low, no.low), Side::Low),
            high: self.chosen(by, (yes.high, no.high), Side::High),
            over: yes.over,
        })
    }

    /// Brought to a multiple of a step above zero.
    pub(super) fn rounded(&mut self, how: Rounding, step: Exact, a: Ends) -> Result<Ends, NoForm> {
        let fits = |value: i128| i64::try_from(value).map_err(|_| NoForm::TooLarge);
        let (above, below) = (fits(*step.numer())?, fits(*step.denom())?);
        let parts = a.over.checked_mul(above).ok_or(NoForm::TooLarge)?;
        let mut round = |end: WholeId| {
            let counted = self.scaled(end, below)?;
            let steps = match how {
                Rounding::Down => self.floor(counted, parts)?,
                Rounding::Up => {
                    let opposite = self.scaled(counted, -1)?;
                    let down = self.floor(opposite, parts)?;
                    self.scaled(down, -1)?
                }
                Rounding::Nearest => {
                    let doubled = self.scaled(counted, 2)?;
                    let half = self.constant(Some(parts));
                    let raised = self.plus(doubled, half)?;
                    let both = parts.checked_mul(2).ok_or(NoForm::TooLarge)?;
                    self.floor(raised, both)?
                }
            };
            self.scaled(steps, above)
        };
        Ok(Ends {
            low: round(a.low)?,
            high: round(a.high)?,
            over: below,
        })
    }

    pub(super) fn is_less(&mut self, a: Ends, b: Ends) -> Result<TruthId, NoForm> {
        let (a, b) = self.alike(a, b)?;
        Ok(self.less(Less {
            yes: (a.high, b.low),
            no: (a.low, b.high),
        }))
    }

    pub(super) fn is_equal(&mut self, a: Ends, b: Ends) -> Result<TruthId, NoForm> {
        if let (Some(a), Some(b)) = (self.single(a), self.single(b)) {
            return Ok(self.constant_truth(Truth::from(a == b)));
        }
        let (a, b) = self.alike(a, b)?;
        Ok(self.add_truth(Truths::Equal {
            a: (a.low, a.high),
            b: (b.low, b.high),
        }))
    }
}

/// The parts in which both can be counted.
fn common(a: i128, b: i128) -> Result<i64, NoForm> {
    let (mut x, mut y) = (a, b);
    while y != 0 {
        (x, y) = (y, x % y);
    }
    let all = (a / x).checked_mul(b).ok_or(NoForm::TooLarge)?;
    debug_assert!(Exact::from_integer(all) > ZERO);
    i64::try_from(all).map_err(|_| NoForm::TooLarge)
}
