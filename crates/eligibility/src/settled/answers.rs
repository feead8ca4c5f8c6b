//! What a programme answers, as steps: the same order of conditions, courses, amounts and minimum grants as in
//! `crate::judge`.

use super::ends::Ends;
use super::graph::{Nulls, Side, TruthId};
use super::make::Maker;
use super::{Money, NoForm, Ready};
use crate::range::{Exact, ONE, Range, Rounding, Truth, ZERO};
use crate::rules::{Amount, Choose, Condition, Course, Edition, Limits, Measure, Part};

/// An amount and whether there is one: yes or no, never unknown.
#[derive(Clone, Copy)]
struct Sum {
    given: TruthId,
    ends: Ends,
}

struct Weighed {
    truth: TruthId,
    amount: Option<Sum>,
}

impl Maker<'_> {
    pub(super) fn answer(&mut self, edition: &Edition) -> Result<Ready, NoForm> {
        let courses = edition.courses.iter();
        let courses: Vec<Weighed> = courses
            .map(|course| self.weigh(course))
            .collect::<Result<_, _>>()?;
        let raw = self.raw(edition, &courses)?;
        let common = self.fulfilled(&edition.conditions, raw)?;
        let any = if courses.is_empty() {
            self.graph.constant_truth(Truth::Yes)
        } else {
            let truths = courses.iter().map(|course| course.truth);
            self.graph.any(truths.collect())
        };
        let verdict = self.graph.all(vec![common, any]);
        let money = match raw {
            None => None,
            Some(raw) => {
                let granted = self.least(&edition.conditions, raw.ends)?;
                // Of a minimum grant, too, what is left of a yen is dropped.
                let granted = self.graph.rounded(Rounding::Down, ONE, granted)?;
                Some(Money {
                    given: raw.given,
                    low: granted.low,
                    high: self.graph.greater(granted.high, granted.low, Nulls::Null),
                })
            }
        };
        Ok(Ready { verdict, money })
    }

    fn weigh(&mut self, course: &Course) -> Result<Weighed, NoForm> {
        let plain = self.plain(&course.conditions)?;
        let amount = match &course.amount {
            None => None,
            Some(amount) => {
                let ends = self.amount(amount)?;
                let ends = self.whole_yen(ends)?;
                let given = if minimum(&course.conditions).is_some() {
                    self.graph.constant_truth(Truth::Yes)
                } else {
                    let refused = self.graph.is_no(plain);
                    self.graph.not(refused)
                };
                Some(Sum { given, ends })
            }
        };
        let truth = self.fulfilled(&course.conditions, amount)?;
        let amount = match amount {
            None => None,
            Some(sum) => Some(Sum {
                ends: self.least(&course.conditions, sum.ends)?,
                ..sum
            }),
        };
        Ok(Weighed { truth, amount })
    }

    /// The conditions that do not depend on the amount, together.
    fn plain(&mut self, conditions: &[Condition]) -> Result<TruthId, NoForm> {
        let plain = conditions.iter().filter(|c| c.minimum_grant.is_none());
        let truths: Vec<TruthId> = plain
            .map(|condition| self.condition(&condition.rule))
            .collect::<Result<_, _>>()?;
        Ok(self.graph.all(truths))
    }

    /// All conditions together; a minimum grant decides only where there is an amount.
    fn fulfilled(
        &mut self,
        conditions: &[Condition],
        amount: Option<Sum>,
    ) -> Result<TruthId, NoForm> {
        let mut all = vec![self.plain(conditions)?];
        for minimum in conditions.iter().filter_map(|c| c.minimum_grant.as_ref()) {
            let Some(amount) = amount else { continue };
            let least = self.number(minimum)?;
            let less = self.graph.is_less(amount.ends, least)?;
            let enough = self.graph.not(less);
            let yes = self.graph.constant_truth(Truth::Yes);
            all.push(self.graph.choose(amount.given, enough, yes));
        }
        Ok(self.graph.all(all))
    }

    /// The amount in whole yen, before a minimum grant.
    fn raw(&mut self, edition: &Edition, courses: &[Weighed]) -> Result<Option<Sum>, NoForm> {
        let amount = edition.amount.as_ref();
        let raw = if courses.is_empty() {
            let Some(amount) = amount else {
                return Ok(None);
            };
            Sum {
                given: self.graph.constant_truth(Truth::Yes),
                ends: self.amount(amount)?,
            }
        } else {
            let Some(over) = self.over_courses(edition.choose, courses)? else {
                return Ok(None);
            };
            let ends = match amount {
                Some(amount) => self.limited(&amount.limits, over.ends)?,
                None => over.ends,
            };
            Sum { ends, ..over }
        };
        Ok(Some(Sum {
            ends: self.whole_yen(raw.ends)?,
            ..raw
        }))
    }

    /// The amount over the courses, before what limits their sum.
    fn over_courses(&mut self, choose: Choose, courses: &[Weighed]) -> Result<Option<Sum>, NoForm> {
        let given = courses.iter().filter_map(|course| course.amount);
        let given: Vec<TruthId> = given.map(|sum| sum.given).collect();
        if given.is_empty() {
            return Ok(None);
        }
        let nothing = self.graph.range(Range::point(ZERO))?;
        let none = self.graph.range(Range::ANY)?;
        let mut found: Option<Ends> = None;
        let mut lowest = none;
        for course in courses {
            let amount = course.amount.map_or(nothing, |sum| sum.ends);
            let part = self.graph.either(course.truth, amount, nothing)?;
            found = Some(match (found, choose) {
                (None, _) => part,
                (Some(before), Choose::One) => self.graph.larger(before, part)?,
                (Some(before), Choose::Any) => self.graph.sum(before, part)?,
            });
            let refused = self.graph.is_no(course.truth);
            let (before, amount) = self.graph.alike(lowest, amount)?;
            let low = self
                .graph
                .chosen(refused, (none.low, amount.low), Side::Low);
            lowest = Ends {
                low: self.graph.lesser(before.low, low, Nulls::Other),
                ..before
            };
        }
        let sure = courses.iter().map(|course| course.truth);
        let sure: Vec<TruthId> = sure.map(|truth| self.graph.is_yes(truth)).collect();
        let sure = self.graph.any(sure);
        let (found, lowest) = self.graph.alike(found.unwrap_or(nothing), lowest)?;
        // While no course is sure, the programme is only eligible with at least one of them.
        let ends = Ends {
            low: self.graph.chosen(sure, (found.low, lowest.low), Side::Low),
            ..found
        };
        let given = self.graph.any(given);
        Ok(Some(Sum { given, ends }))
    }

    /// If less than the minimum grant would be granted, nothing is: what is granted is at least that.
    fn least(&mut self, conditions: &[Condition], ends: Ends) -> Result<Ends, NoForm> {
        let Some(minimum) = minimum(conditions) else {
            return Ok(ends);
        };
        let minimum = self.number(minimum)?;
        let raised = self.graph.larger(ends, minimum)?;
        let (raised, ends) = self.graph.alike(raised, ends)?;
        Ok(Ends {
            low: raised.low,
            ..ends
        })
    }

    /// The sum of the parts after all limits, with fractions of a yen.
    fn amount(&mut self, amount: &Amount) -> Result<Ends, NoForm> {
        if amount.not_stated {
            return self.graph.range(Range::at_least_zero());
        }
        let mut sum = self.graph.range(Range::point(ZERO))?;
        for part in &amount.parts {
            let part = self.part(part)?;
            sum = self.graph.sum(sum, part)?;
        }
        self.limited(&amount.limits, sum)
    }

    fn part(&mut self, part: &Part) -> Result<Ends, NoForm> {
        let applies = match &part.when {
            Some(when) => self.condition(when)?,
            None => self.graph.constant_truth(Truth::Yes),
        };
        let (measured, counts) = self.measured(&part.measure)?;
        let granted = self.limited(&part.limits, measured)?;
        let nothing = self.graph.range(Range::point(ZERO))?;
        let applies = self.graph.all(vec![applies, counts]);
        self.graph.either(applies, granted, nothing)
    }

    /// What comes out before all limits, and whether it counts at all.
    fn measured(&mut self, measure: &Measure) -> Result<(Ends, TruthId), NoForm> {
        let yes = self.graph.constant_truth(Truth::Yes);
        match measure {
            Measure::Share { base, less, rate } => {
                let mut base = self.number(base)?;
                if let Some(less) = less {
                    let less = self.number(less)?;
                    base = self.graph.difference(base, less)?;
                }
                let base = self.graph.not_negative(base);
                let rate = match rate {
                    Some(rate) => self.number(rate)?,
                    None => self.graph.range(Range::point(ONE))?,
                };
                let rate = self.graph.not_negative(rate);
                Ok((self.graph.product(base, rate)?, yes))
            }
            Measure::PerUnit {
                each,
                per,
                unit,
                at_least,
                at_most,
            } => {
                let per = self.number(per)?;
                let per = self.graph.not_negative(per);
                let enough = match at_least {
                    None => yes,
                    Some(least) => {
                        let least = self.number(least)?;
                        let less = self.graph.is_less(per, least)?;
                        self.graph.not(less)
                    }
                };
                let counted = match at_most {
                    Some(most) => {
                        let most = self.number(most)?;
                        self.graph.smaller(per, most)?
                    }
                    None => per,
                };
                let each = self.number(each)?;
                let each = self.graph.not_negative(each);
                let counted = self.graph.multiple(counted, ONE / unit.factor)?;
                Ok((self.graph.product(each, counted)?, enough))
            }
        }
    }

    /// Cap, floor, rounding, in this order; rounding never lifts above the cap.
    fn limited(&mut self, limits: &Limits, amount: Ends) -> Result<Ends, NoForm> {
        let mut found = amount;
        let cap = match &limits.cap {
            None => None,
            Some(cap) => {
                let cap = self.number(cap)?;
                Some(self.graph.not_negative(cap))
            }
        };
        if let Some(cap) = cap {
            found = self.graph.smaller(found, cap)?;
        }
        if let Some(floor) = &limits.floor {
            let floor = self.number(floor)?;
            found = self.graph.larger(found, floor)?;
        }
        if let Some((how, step)) = limits.rounding {
            let before = found;
            found = self.graph.rounded(how, step, found)?;
            if let Some(cap) = cap {
                let most = self.graph.larger(cap, before)?;
                found = self.graph.smaller(found, most)?;
            }
        }
        Ok(self.graph.not_negative(found))
    }

    /// What is left of a yen is dropped.
    fn whole_yen(&mut self, ends: Ends) -> Result<Ends, NoForm> {
        let yen: Exact = ONE;
        let whole = self.graph.rounded(Rounding::Down, yen, ends)?;
        Ok(self.graph.not_negative(whole))
    }
}

fn minimum(conditions: &[Condition]) -> Option<&crate::formula::Num> {
    conditions.iter().find_map(|c| c.minimum_grant.as_ref())
}
