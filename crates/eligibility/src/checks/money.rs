//! Amounts as one number, computed as they are granted: only then can they be compared with their limits.

use super::numbers::{may_be_negative, nothing};
use super::prover::Prover;
use crate::formula::{Calc, Comparison, Cond, Num};
use crate::range::ONE;
use crate::rules::{Amount, Condition, Limits, Measure, Part};

impl Prover<'_> {
    /// What a part comes to before its limits.
    pub(super) fn measured(&self, measure: &Measure) -> Num {
        match measure {
            Measure::Share { base, less, rate } => {
                let base = match less {
                    None => base.clone(),
                    Some(less) => calc(Calc::Minus, base.clone(), less.clone()),
                };
                let base = self.raised(base);
                match rate {
                    None => base,
                    Some(rate) => calc(Calc::Times, base, self.raised(rate.clone())),
                }
            }
            Measure::PerUnit {
                each,
                per,
                unit,
                at_least,
                at_most,
            } => {
                let each = self.raised(each.clone());
                let times = |count: Num| {
                    let count = if unit.factor == ONE {
                        count
                    } else {
                        Num::InUnit(Box::new(count), unit.clone())
                    };
                    calc(Calc::Times, each.clone(), count)
                };
                let per = self.raised(per.clone());
                let paid = match at_most {
                    None => times(per.clone()),
                    Some(most) => Num::Least(vec![times(per.clone()), times(most.clone())]),
                };
                match at_least {
                    None => paid,
                    Some(least) => chosen(compared(Comparison::AtLeast, &per, least), paid),
                }
            }
        }
    }

    /// What a part grants.
    fn granted(&self, part: &Part) -> Num {
        let granted = self.limited(&part.limits, self.measured(&part.measure));
        match &part.when {
            None => granted,
            Some(when) => chosen(when.clone(), granted),
        }
    }

    /// The sum of the parts, before what limits it.
    pub(super) fn sum(&self, parts: &[Part]) -> Num {
        let parts = parts.iter().map(|part| self.granted(part));
        parts
            .reduce(|sum, part| calc(Calc::Plus, sum, part))
            .unwrap_or_else(nothing)
    }

    /// The amount as it is granted, before it is compared with a minimum grant.
    pub(super) fn whole(&self, amount: &Amount) -> Num {
        self.limited(&amount.limits, self.sum(&amount.parts))
    }

    /// A number after cap, floor and rounding.
    pub(super) fn limited(&self, limits: &Limits, num: Num) -> Num {
        let mut found = num;
        let cap = limits.cap.as_ref().map(|cap| self.raised(cap.clone()));
        if let Some(cap) = &cap {
            found = Num::Least(vec![found, cap.clone()]);
        }
        if let Some(floor) = &limits.floor {
            found = Num::Most(vec![found, floor.clone()]);
        }
        if let Some((rounding, step)) = limits.rounding {
            let before = found.clone();
            let unit = crate::unit::Unit::ratio();
            let step = Num::Literal(step, Box::new(unit));
            found = Num::Round(rounding, Box::new(found), Box::new(step));
            if let Some(cap) = cap {
                found = Num::Least(vec![found, Num::Most(vec![cap, before])]);
            }
        }
        found
    }

    /// A number that is never below zero.
    pub(super) fn raised(&self, num: Num) -> Num {
        if may_be_negative(self.range(&num)) {
            Num::Most(vec![num, nothing()])
        } else {
            num
        }
    }
}

/// The minimum grant among conditions.
pub(super) fn minimum(conditions: &[Condition]) -> Option<&Num> {
    conditions.iter().find_map(|one| one.minimum_grant.as_ref())
}

pub(super) fn compared(how: Comparison, a: &Num, b: &Num) -> Cond {
    Cond::Compare(how, a.clone(), b.clone())
}

fn calc(how: Calc, a: Num, b: Num) -> Num {
    Num::Calc(how, Box::new(a), Box::new(b))
}

fn chosen(when: Cond, then: Num) -> Num {
    Num::If(Box::new(when), Box::new(then), Box::new(nothing()))
}
