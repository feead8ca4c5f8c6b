//! Conditions as steps.

use super::NoForm;
use super::graph::{TruthId, Truths};
use super::make::Maker;
use super::quotients;
use crate::formula::{Comparison, Cond, Num, Source, in_force};
use crate::range::Truth;

impl Maker<'_> {
    pub(super) fn condition(&mut self, cond: &Cond) -> Result<TruthId, NoForm> {
        let asked = self.asked_by(cond);
        if asked.columns.is_empty() && !asked.costs {
            let truth = self.with(None, |scene| scene.truth(cond));
            return Ok(self.graph.constant_truth(truth));
        }
        match cond {
            Cond::Constant(value) => Ok(self.graph.constant_truth(Truth::from(*value))),
            Cond::NotStated => Ok(self.graph.constant_truth(Truth::Unknown)),
            Cond::Fact(Source::Fact(id)) => Ok(self.graph.add_truth(Truths::YesNo(*id))),
            Cond::Not(inner) => {
                let inner = self.condition(inner)?;
                Ok(self.graph.not(inner))
            }
            Cond::All(parts) => {
                let parts = self.conditions(parts)?;
                Ok(self.graph.all(parts))
            }
            Cond::Any(parts) => {
                let parts = self.conditions(parts)?;
                Ok(self.graph.any(parts))
            }
            Cond::If(by, yes, no) => {
                let by = self.condition(by)?;
                let (yes, no) = (self.condition(yes)?, self.condition(no)?);
                Ok(self.graph.choose(by, yes, no))
            }
            Cond::Compare(comparison, left, right) => self.compare(cond, *comparison, left, right),
            Cond::CompareDates(comparison, left, right) => {
                self.compare_dates(*comparison, left, right)
            }
            Cond::Defined(definition) => match in_force(&definition.editions, self.on) {
                Some(means) => self.condition(means),
                None => Ok(self.graph.constant_truth(Truth::Unknown)),
            },
            Cond::ByDate(editions) => match in_force(editions, self.on) {
                Some(cond) => self.condition(cond),
                None => Ok(self.graph.constant_truth(Truth::Unknown)),
            },
            // Without the list nothing is known of its records, whatever else they are held against.
            Cond::Over { list, .. } if !self.layout.has(*list) => {
                let truth = self.with(None, |scene| scene.truth(cond));
                Ok(self.graph.constant_truth(truth))
            }
            Cond::Over { .. } => self.coded(cond).ok_or(NoForm::Lists),
            Cond::Fact(_)
            | Cond::OneOf(..)
            | Cond::Has(..)
            | Cond::Industry(..)
            | Cond::TextIs(..)
            | Cond::Holds { .. }
            | Cond::Awarded { .. }
            | Cond::Receiving { .. } => self.coded(cond).ok_or(NoForm::Together),
        }
    }

    fn conditions(&mut self, parts: &[Cond]) -> Result<Vec<TruthId>, NoForm> {
        parts.iter().map(|part| self.condition(part)).collect()
    }

    fn compare(
        &mut self,
        cond: &Cond,
        comparison: Comparison,
        left: &Num,
        right: &Num,
    ) -> Result<TruthId, NoForm> {
        if let Some(found) = self.compare_times(comparison, left, right)? {
            return Ok(found);
        }
        if quotients::is_quotient(left, self) || quotients::is_quotient(right, self) {
            return self.compare_quotients(comparison, left, right);
        }
        let number_of_list = |num: &Num| matches!(num, Num::Over { .. });
        if (number_of_list(left) || number_of_list(right))
            && let Some(found) = self.coded(cond)
        {
            return Ok(found);
        }
        let (a, b) = (self.number(left)?, self.number(right)?);
        match comparison {
            Comparison::Less => self.graph.is_less(a, b),
            Comparison::More => self.graph.is_less(b, a),
            Comparison::AtLeast => {
                let less = self.graph.is_less(a, b)?;
                Ok(self.graph.not(less))
            }
            Comparison::AtMost => {
                let more = self.graph.is_less(b, a)?;
                Ok(self.graph.not(more))
            }
            Comparison::Equal => self.graph.is_equal(a, b),
            Comparison::Unequal => {
                let equal = self.graph.is_equal(a, b)?;
                Ok(self.graph.not(equal))
            }
        }
    }
}
