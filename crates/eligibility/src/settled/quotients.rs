//! Comparisons of a quotient with one number: "sales fell by at least 20 %". Nothing is divided: both sides are
//! multiplied by the divisor, so that the answer is exact.

use super::NoForm;
use super::ends::Ends;
use super::graph::{Less, Side, TruthId, Truths, WholeId};
use super::make::Maker;
use crate::formula::{Calc, Comparison, Num};
use crate::range::{Exact, ONE, Truth, ZERO};

/// (above ÷ below) × by + more.
struct Quotient {
    above: Ends,
    below: Ends,
    by: Exact,
    more: Exact,
}

/// Whether a number is a quotient by something that is not the same for all.
pub(super) fn is_quotient(num: &Num, maker: &Maker<'_>) -> bool {
    match num {
        Num::Change(_, old) | Num::Fall(_, old) => !maker.asked_by_number(old).columns.is_empty(),
        Num::Calc(Calc::Divided, _, by) => !maker.asked_by_number(by).columns.is_empty(),
        _ => false,
    }
}

impl Maker<'_> {
    pub(super) fn compare_quotients(
        &mut self,
        comparison: Comparison,
        left: &Num,
        right: &Num,
    ) -> Result<TruthId, NoForm> {
        if !is_quotient(left, self) {
            return self.compare_quotients(mirrored(comparison), right, left);
        }
        if is_quotient(right, self) {
            return Err(NoForm::Division);
        }
        let limit = self.number(right)?;
        let limit = self.graph.single(limit).ok_or(NoForm::Division)?;
        let quotient = self.quotient(left)?;
        // above ÷ below is held against this, the other way round for a fall.
        let against = (limit - quotient.more) / quotient.by;
        let comparison = if quotient.by < ZERO {
            mirrored(comparison)
        } else {
            comparison
        };
        match comparison {
            Comparison::Less => self.below(&quotient, against),
            Comparison::AtLeast => {
                let below = self.below(&quotient, against)?;
                Ok(self.graph.not(below))
            }
            Comparison::More => self.beyond(&quotient, against),
            Comparison::AtMost => {
                let beyond = self.beyond(&quotient, against)?;
                Ok(self.graph.not(beyond))
            }
            Comparison::Equal | Comparison::Unequal => Err(NoForm::Division),
        }
    }

    fn quotient(&mut self, num: &Num) -> Result<Quotient, NoForm> {
        let (above, below, by, more) = match num {
            Num::Change(new, old) => (new, old, ONE, -ONE),
            Num::Fall(new, old) => (new, old, -ONE, ONE),
            Num::Calc(Calc::Divided, above, below) => (above, below, ONE, ZERO),
            _ => return Err(NoForm::Division),
        };
        let (above, below) = (self.number(above)?, self.number(below)?);
        let (above, below) = self.graph.alike(above, below)?;
        // With signs that can change, an interval has other ends; no rule that is known needs that.
        let positive = |end: WholeId| {
            let bounds = self.graph.bounds(end);
            !bounds.nullable && bounds.least >= 0
        };
        if !positive(above.low) || !positive(below.low) {
            return Err(NoForm::Division);
        }
        Ok(Quotient {
            above,
            below,
            by,
            more,
        })
    }

    /// Whether the quotient lies below a number: where the divisor may be zero, that is unknown.
    fn below(&mut self, quotient: &Quotient, against: Exact) -> Result<TruthId, NoForm> {
        let less = self.sides(quotient, against, Way::Below)?;
        self.where_divisible(quotient, less)
    }

    fn beyond(&mut self, quotient: &Quotient, against: Exact) -> Result<TruthId, NoForm> {
        let less = self.sides(quotient, against, Way::Beyond)?;
        self.where_divisible(quotient, less)
    }

    fn sides(&mut self, quotient: &Quotient, against: Exact, way: Way) -> Result<TruthId, NoForm> {
        let fits = |value: i128| i64::try_from(value).map_err(|_| NoForm::TooLarge);
        let (p, q) = (fits(*against.numer())?, fits(*against.denom())?);
        let (above, below) = (quotient.above, quotient.below);
        // The quotient is highest with the highest above and the lowest below. Nothing above is nothing, whatever is
        // below; a divisor without limit makes the lowest quotient nothing.
        let high = (
            self.graph.scaled(above.high, q)?,
            self.graph.scaled(below.low, p)?,
        );
        let zero = self.graph.constant(Some(0));
        let low_below = self.graph.scaled(below.high, p)?;
        let low_above = self.graph.scaled(above.low, q)?;
        let low = if self.graph.bounds(below.high).nullable {
            // Against no limit: 0 against p.
            let sign = self.graph.constant(Some(p.signum()));
            let known = self.is_known(below.high);
            (
                self.graph.chosen(known, (low_above, zero), Side::Low),
                self.graph.chosen(known, (low_below, sign), Side::Low),
            )
        } else {
            (low_above, low_below)
        };
        Ok(self.graph.less(match way {
            // high < against; low >= against.
            Way::Below => Less { yes: high, no: low },
            // against < low; against >= high.
            Way::Beyond => Less {
                yes: (low.1, low.0),
                no: (high.1, high.0),
            },
        }))
    }

    /// Yes where a number is not null, else no.
    fn is_known(&mut self, id: WholeId) -> TruthId {
        let less = self.graph.bounds(id).least.saturating_sub(1);
        let floor = self.graph.constant(Some(less));
        let known = self.graph.add_truth(Truths::Less(Less {
            yes: (floor, id),
            no: (floor, id),
        }));
        self.graph.is_yes(known)
    }

    fn where_divisible(&mut self, quotient: &Quotient, found: TruthId) -> Result<TruthId, NoForm> {
        let zero = self.graph.constant(Some(0));
        let low = quotient.below.low;
        let divisible = self.graph.less(Less {
            yes: (zero, low),
            no: (zero, low),
        });
        let divisible = self.graph.is_yes(divisible);
        let unknown = self.graph.constant_truth(Truth::Unknown);
        Ok(self.graph.choose(divisible, found, unknown))
    }
}

#[derive(Clone, Copy)]
enum Way {
    Below,
    Beyond,
}

fn mirrored(comparison: Comparison) -> Comparison {
    match comparison {
        Comparison::Less => Comparison::More,
        Comparison::AtMost => Comparison::AtLeast,
        Comparison::More => Comparison::Less,
        Comparison::AtLeast => Comparison::AtMost,
        Comparison::Equal => Comparison::Equal,
        Comparison::Unequal => Comparison::Unequal,
    }
}
