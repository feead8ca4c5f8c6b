//! What is asked next: the first question, in the order in which rules are evaluated, whose answer is not known.

use super::Search;
use crate::evaluate::{Missing, Scene};
use crate::fact::FactId;
use crate::formula::{Cond, Num, in_force};
use crate::judge::exactly::count;
use crate::range::Truth;
use crate::rules::{Amount, Condition, Limits, Measure};

/// Which questions are asked.
pub(super) enum Wanted<'w> {
    All,
    /// Those about one of these facts that something else asks about too: the others cannot bring amounts and
    /// requirements into conflict.
    Shared(&'w [FactId]),
}

impl<'r, 'a> Search<'r, 'a> {
    /// The first open question of a condition.
    pub(super) fn open_condition(
        &self,
        cond: &'r Cond,
        scene: &Scene<'_>,
        wanted: &Wanted<'_>,
    ) -> Option<&'r Cond> {
        if scene.truth(cond) != Truth::Unknown {
            return None;
        }
        match cond {
            Cond::Constant(_) | Cond::NotStated => None,
            Cond::Not(inner) => self.open_condition(inner, scene, wanted),
            Cond::All(parts) | Cond::Any(parts) => parts
                .iter()
                .find_map(|part| self.open_condition(part, scene, wanted)),
            Cond::If(condition, yes, no) => match scene.truth(condition) {
                Truth::Yes => self.open_condition(yes, scene, wanted),
                Truth::No => self.open_condition(no, scene, wanted),
                Truth::Unknown => [condition, yes, no]
                    .into_iter()
                    .find_map(|one| self.open_condition(one, scene, wanted)),
            },
            Cond::Defined(definition) if self.is_one_question(definition) => {
                self.is_wanted(cond, scene, wanted).then_some(cond)
            }
            Cond::Defined(definition) => {
                let means = in_force(&definition.editions, scene.on)?;
                self.open_condition(means, scene, wanted)
            }
            Cond::ByDate(editions) => {
                self.open_condition(in_force(editions, scene.on)?, scene, wanted)
            }
            Cond::Compare(_, left, right) => self
                .open_number(left, scene, wanted)
                .or_else(|| self.open_number(right, scene, wanted))
                .or_else(|| self.asked(cond, scene, wanted)),
            Cond::Fact(_)
            | Cond::CompareDates(..)
            | Cond::OneOf(..)
            | Cond::Has(..)
            | Cond::Industry(..)
            | Cond::TextIs(..)
            | Cond::Over { .. }
            | Cond::Holds { .. }
            | Cond::Awarded { .. }
            | Cond::Receiving { .. } => self.asked(cond, scene, wanted),
        }
    }

    fn asked(&self, cond: &'r Cond, scene: &Scene<'_>, wanted: &Wanted<'_>) -> Option<&'r Cond> {
        self.is_wanted(cond, scene, wanted).then_some(cond)
    }

    /// Whether a question is one of those that are wanted.
    fn is_wanted(&self, cond: &Cond, scene: &Scene<'_>, wanted: &Wanted<'_>) -> bool {
        let Wanted::Shared(among) = wanted else {
            return true;
        };
        let mut open = Missing::default();
        open.of_condition(cond, scene);
        let mut open = open.into_facts().into_iter();
        open.any(|fact| among.contains(&fact) && count(&self.counts, fact) > 1)
    }

    /// The first open question on which it depends what a number is.
    fn open_number(
        &self,
        num: &'r Num,
        scene: &Scene<'_>,
        wanted: &Wanted<'_>,
    ) -> Option<&'r Cond> {
        if scene.number(num).is_single() {
            return None;
        }
        let any = |nums: &[&'r Num]| {
            let mut nums = nums.iter();
            nums.find_map(|num| self.open_number(num, scene, wanted))
        };
        match num {
            Num::Literal(..)
            | Num::Fact(..)
            | Num::FiscalYear
            | Num::Elapsed(..)
            | Num::Days(..)
            | Num::Age(..)
            | Num::Over { .. }
            | Num::Awards { .. }
            | Num::AwardsFrom { .. }
            | Num::NotStated(_) => None,
            Num::Negative(inner) | Num::InUnit(inner, _) => any(&[inner]),
            Num::Calc(_, a, b) | Num::Round(_, a, b) | Num::Change(a, b) | Num::Fall(a, b) => {
                any(&[a, b])
            }
            Num::Least(parts) | Num::Most(parts) => parts
                .iter()
                .find_map(|part| self.open_number(part, scene, wanted)),
            Num::If(condition, yes, no) => match scene.truth(condition) {
                Truth::Yes => any(&[yes]),
                Truth::No => any(&[no]),
                Truth::Unknown => self
                    .open_condition(condition, scene, wanted)
                    .or_else(|| any(&[yes, no])),
            },
            Num::Marginal(of, bands, _) => any(&[of]).or_else(|| {
                bands
                    .iter()
                    .find_map(|(_, rate)| self.open_number(rate, scene, wanted))
            }),
            Num::EligibleCost(_) => {
                let items = self.edition.expenses.iter().flat_map(|all| &all.items);
                let mut caps = items.filter_map(|item| item.cap.as_ref());
                caps.find_map(|cap| self.open_number(cap, scene, wanted))
            }
            Num::Defined(definition) => any(&[in_force(&definition.editions, scene.on)?]),
            Num::ByDate(editions) => any(&[in_force(editions, scene.on)?]),
        }
    }

    /// The first open question about money that is asked elsewhere too.
    pub(super) fn open_in_money(
        &self,
        picked: Option<&'a str>,
        scene: &Scene<'_>,
        waits_for: &[FactId],
    ) -> Option<&'r Cond> {
        let edition = self.edition;
        let wanted = &Wanted::Shared(waits_for);
        let courses = edition.courses.iter();
        let mut courses = courses.filter(|course| picked.is_none_or(|id| id == course.id));
        self.open_minimum(&edition.conditions, scene, wanted)
            .or_else(|| {
                courses.find_map(|course| {
                    let conditions = course.conditions.iter();
                    let mut rules = conditions.filter(|one| one.minimum_grant.is_none());
                    rules
                        .find_map(|one| self.open_condition(&one.rule, scene, wanted))
                        .or_else(|| self.open_minimum(&course.conditions, scene, wanted))
                        .or_else(|| self.open_amount(course.amount.as_ref()?, scene, wanted))
                })
            })
            .or_else(|| self.open_amount(edition.amount.as_ref()?, scene, wanted))
    }

    fn open_minimum(
        &self,
        conditions: &'r [Condition],
        scene: &Scene<'_>,
        wanted: &Wanted<'_>,
    ) -> Option<&'r Cond> {
        let mut minimums = conditions.iter().filter_map(|c| c.minimum_grant.as_ref());
        minimums.find_map(|minimum| self.open_number(minimum, scene, wanted))
    }

    fn open_amount(
        &self,
        amount: &'r Amount,
        scene: &Scene<'_>,
        wanted: &Wanted<'_>,
    ) -> Option<&'r Cond> {
        let any = |nums: [Option<&'r Num>; 4]| {
            let mut nums = nums.into_iter().flatten();
            nums.find_map(|num| self.open_number(num, scene, wanted))
        };
        let limits =
            |limits: &'r Limits| any([limits.cap.as_ref(), limits.floor.as_ref(), None, None]);
        let mut parts = amount.parts.iter();
        parts
            .find_map(|part| {
                let when = part.when.as_ref();
                if when.is_some_and(|when| scene.truth(when) == Truth::No) {
                    return None;
                }
                when.and_then(|when| self.open_condition(when, scene, wanted))
                    .or_else(|| match &part.measure {
                        Measure::Share { base, less, rate } => {
                            any([Some(base), less.as_ref(), rate.as_ref(), None])
                        }
                        Measure::PerUnit {
                            each,
                            per,
                            at_least,
                            at_most,
                            ..
                        } => any([Some(each), Some(per), at_least.as_ref(), at_most.as_ref()]),
                    })
                    .or_else(|| limits(&part.limits))
            })
            .or_else(|| limits(&amount.limits))
    }
}
