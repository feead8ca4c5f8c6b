//! Numbers as steps for their two ends.

use super::NoForm;
use super::ends::Ends;
use super::graph::{Side, Whole, WholeId};
use super::make::Maker;
use crate::fact::FactId;
use crate::formula::{Calc, Num, Source, in_force};
use crate::range::{Exact, ONE, Range, ZERO};
use crate::registry::{Form, Numeric};

impl Maker<'_> {
    pub(super) fn number(&mut self, num: &Num) -> Result<Ends, NoForm> {
        let asked = self.asked_by_number(num);
        if asked.columns.is_empty() && !asked.costs {
            let range = self.with(None, |scene| scene.number(num));
            return self.graph.range(range);
        }
        match num {
            Num::Literal(..) | Num::FiscalYear | Num::NotStated(_) => {
                let range = self.with(None, |scene| scene.number(num));
                self.graph.range(range)
            }
            Num::Fact(Source::Fact(id), _) => self.fact(*id),
            Num::Fact(Source::Field { .. }, _) => Err(NoForm::Lists),
            Num::Negative(inner) => {
                let inner = self.number(inner)?;
                self.graph.negated(inner)
            }
            Num::InUnit(inner, unit) => {
                let inner = self.number(inner)?;
                self.graph.multiple(inner, ONE / unit.factor)
            }
            Num::Calc(calc, left, right) => {
                let (a, b) = (self.number(left)?, self.number(right)?);
                match calc {
                    Calc::Plus => self.graph.sum(a, b),
                    Calc::Minus => self.graph.difference(a, b),
                    Calc::Times => self.graph.product(a, b),
                    Calc::Divided => match self.graph.single(b).filter(|by| *by != ZERO) {
                        Some(by) => self.graph.multiple(a, ONE / by),
                        None => Err(NoForm::Division),
                    },
                }
            }
            Num::Least(parts) => self.extreme(parts, Ends::smaller),
            Num::Most(parts) => self.extreme(parts, Ends::larger),
            Num::Round(how, value, step) => {
                let step = self.number(step)?;
                let step = self.graph.single(step).filter(|step| *step > ZERO);
                let value = self.number(value)?;
                self.graph
                    .rounded(*how, step.ok_or(NoForm::Rounding)?, value)
            }
            Num::Change(..) | Num::Fall(..) => Err(NoForm::Division),
            Num::Elapsed(..) | Num::Days(..) | Num::Age(..) => Err(NoForm::Days),
            Num::If(by, yes, no) => {
                let by = self.condition(by)?;
                let (yes, no) = (self.number(yes)?, self.number(no)?);
                self.graph.either(by, yes, no)
            }
            Num::Marginal(of, bands, _) => self.marginal(of, bands),
            // Without the list nothing is known of its records, whatever else they are held against.
            Num::Over { list, .. } if !self.layout.has(*list) => {
                let range = self.with(None, |scene| scene.number(num));
                self.graph.range(range)
            }
            Num::Over { .. } => Err(NoForm::Lists),
            Num::Awards { .. } | Num::AwardsFrom { .. } => self.of_coded(num),
            Num::EligibleCost(_) => self.costs(num),
            Num::Defined(definition) => match in_force(&definition.editions, self.on) {
                Some(means) => self.number(means),
                None => self.graph.range(Range::ANY),
            },
            Num::ByDate(editions) => match in_force(editions, self.on) {
                Some(means) => self.number(means),
                None => self.graph.range(Range::ANY),
            },
        }
    }

    fn fact(&mut self, id: FactId) -> Result<Ends, NoForm> {
        let Some(Form::Number(about)) = self.layout.form(id) else {
            return Err(NoForm::Together);
        };
        let about = *about;
        Ok(Ends {
            low: self.end(id, about, Side::Low)?,
            high: self.end(id, about, Side::High)?,
            over: about.denominator,
        })
    }

    fn end(&mut self, id: FactId, about: Numeric, side: Side) -> Result<WholeId, NoForm> {
        let declared = match side {
            Side::Low => about.declared.low,
            Side::High => about.declared.high,
        };
        let counted = |end: Exact| {
            let count = end * Exact::from_integer(i128::from(about.denominator));
            let whole = count.is_integer().then(|| count.to_integer());
            whole.and_then(|count| i64::try_from(count).ok())
        };
        let declared = match declared {
            None => None,
            Some(end) => Some(counted(end).ok_or(NoForm::TooLarge)?),
        };
        let least = declared.map_or(about.least, |end| end.min(about.least));
        let most = declared.map_or(about.most, |end| end.max(about.most));
        let spread = (i128::from(least), i128::from(most));
        let whole = Whole::End(id, side, declared);
        self.graph.fitting(whole, spread, declared.is_none())
    }

    fn extreme(
        &mut self,
        parts: &[Num],
        choose: fn(Ends, Ends, &mut super::Graph) -> Result<Ends, NoForm>,
    ) -> Result<Ends, NoForm> {
        let mut found: Option<Ends> = None;
        for part in parts {
            let part = self.number(part)?;
            found = Some(match found {
                None => part,
                Some(before) => choose(before, part, self.graph)?,
            });
        }
        match found {
            Some(found) => Ok(found),
            None => self.graph.range(Range::ANY),
        }
    }

    /// Each band's rate for the part of the number that lies in it.
    fn marginal(&mut self, of: &Num, bands: &[(Option<Exact>, Num)]) -> Result<Ends, NoForm> {
        let of = self.number(of)?;
        let mut total = self.graph.range(Range::point(ZERO))?;
        let mut below = total;
        for (end, rate) in bands {
            let within = match end {
                Some(end) => {
                    let end = self.graph.range(Range::point(*end))?;
                    self.graph.smaller(of, end)?
                }
                None => of,
            };
            let part = self.graph.difference(within, below)?;
            let part = self.graph.not_negative(part);
            let rate = self.number(rate)?;
            let part = self.graph.product(part, rate)?;
            total = self.graph.sum(total, part)?;
            if let Some(end) = end {
                below = self.graph.range(Range::point(*end))?;
            }
        }
        Ok(total)
    }

    /// A whole number about one coded fact alone: it is counted once for each value that occurs.
    fn of_coded(&mut self, num: &Num) -> Result<Ends, NoForm> {
        let asked = self.asked_by_number(num);
        let only = self.only_coded(&asked).ok_or(NoForm::Together)?;
        // Awards are counted, or added up in yen that fit into 64 bits each.
        let spread = (0, i128::from(i64::MAX / 1_000));
        let mut end = |side: Side| {
            let whole = Whole::Coded(only, side, Box::new(num.clone()));
            self.graph.fitting(whole, spread, true)
        };
        Ok(Ends {
            low: end(Side::Low)?,
            high: end(Side::High)?,
            over: 1,
        })
    }
}

impl Ends {
    fn smaller(self, other: Ends, graph: &mut super::Graph) -> Result<Ends, NoForm> {
        graph.smaller(self, other)
    }

    fn larger(self, other: Ends, graph: &mut super::Graph) -> Result<Ends, NoForm> {
        graph.larger(self, other)
    }
}
