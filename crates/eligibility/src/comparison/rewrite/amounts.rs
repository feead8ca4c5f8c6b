//! Amounts over the common list of facts.

use super::Rewrite;
use crate::rules::{Amount, Limits, Measure, Part};

impl Rewrite<'_> {
    pub fn amount(&self, amount: &Amount) -> Amount {
        Amount {
            parts: amount.parts.iter().map(|part| self.part(part)).collect(),
            limits: self.limits(&amount.limits),
            not_stated: amount.not_stated,
        }
    }

    fn part(&self, part: &Part) -> Part {
        Part {
            id: part.id.clone(),
            label: None,
            when: part.when.as_ref().map(|when| self.cond(when)),
            measure: match &part.measure {
                Measure::Share { base, less, rate } => Measure::Share {
                    base: self.num(base),
                    less: less.as_ref().map(|num| self.num(num)),
                    rate: rate.as_ref().map(|num| self.num(num)),
                },
                Measure::PerUnit {
                    each,
                    per,
                    unit,
                    at_least,
                    at_most,
                } => Measure::PerUnit {
                    each: self.num(each),
                    per: self.num(per),
                    unit: unit.clone(),
                    at_least: at_least.as_ref().map(|num| self.num(num)),
                    at_most: at_most.as_ref().map(|num| self.num(num)),
                },
            },
            limits: self.limits(&part.limits),
        }
    }

    fn limits(&self, limits: &Limits) -> Limits {
        Limits {
            cap: limits.cap.as_ref().map(|num| self.num(num)),
            floor: limits.floor.as_ref().map(|num| self.num(num)),
            rounding: limits.rounding,
        }
    }
}
