//! Which unknown facts can still change a value. What is decided misses nothing.

use super::Scene;
use crate::fact::FactId;
use crate::formula::{Cond, Day, Num, Source, in_force};
use crate::profile::Value;
use crate::range::{Range, Truth};

/// Collects facts that are missing: a handful, so a row is quicker than a set.
#[derive(Default)]
pub(crate) struct Missing(Vec<FactId>);

impl Missing {
    pub(crate) fn insert(&mut self, fact: FactId) {
        if !self.0.contains(&fact) {
            self.0.push(fact);
        }
    }

    pub(crate) fn contains(&self, fact: FactId) -> bool {
        self.0.contains(&fact)
    }

    /// The facts in the order of the catalogue.
    pub(crate) fn into_facts(mut self) -> Vec<FactId> {
        self.0.sort_unstable();
        self.0
    }

    /// The facts that keep a condition unknown.
    pub(crate) fn of_condition(&mut self, cond: &Cond, scene: &Scene<'_>) {
        if scene.truth(cond) != Truth::Unknown {
            return;
        }
        match cond {
            Cond::Constant(_) | Cond::NotStated => {}
            Cond::Fact(source)
            | Cond::OneOf(source, _)
            | Cond::Has(source, ..)
            | Cond::Industry(source, _)
            | Cond::TextIs(source, ..) => self.add(*source),
            Cond::Not(inner) => self.of_condition(inner, scene),
            Cond::All(parts) | Cond::Any(parts) => {
                for part in parts {
                    self.of_condition(part, scene);
                }
            }
            Cond::Compare(_, left, right) => {
                self.of_number(left, scene);
                self.of_number(right, scene);
            }
            Cond::CompareDates(_, left, right) => {
                self.of_day(left, scene);
                self.of_day(right, scene);
            }
            Cond::If(condition, yes, no) => match scene.truth(condition) {
                Truth::Yes => self.of_condition(yes, scene),
                Truth::No => self.of_condition(no, scene),
                Truth::Unknown => {
                    self.of_condition(condition, scene);
                    self.of_condition(yes, scene);
                    self.of_condition(no, scene);
                }
            },
            Cond::Over { list, filter, .. } => {
                self.of_list(*list, scene);
                for record in records(*list, scene) {
                    self.of_condition(filter, &scene.with_record(record));
                }
            }
            Cond::Holds {
                certificates, day, ..
            } => {
                if scene.profile.get(*certificates).is_unknown() {
                    self.insert(*certificates);
                }
                self.of_day(day, scene);
            }
            Cond::Awarded { awards, year, .. } => {
                self.insert(*awards);
                self.of_number(year, scene);
            }
            Cond::Receiving { receiving, .. } => {
                self.insert(*receiving);
            }
            Cond::Defined(definition) => {
                if let Some(means) = in_force(&definition.editions, scene.on) {
                    self.of_condition(means, scene);
                }
            }
            Cond::ByDate(editions) => {
                if let Some(cond) = in_force(editions, scene.on) {
                    self.of_condition(cond, scene);
                }
            }
        }
    }

    /// The facts that keep a number from being a single one.
    pub(crate) fn of_number(&mut self, num: &Num, scene: &Scene<'_>) {
        if scene.number(num).is_single() {
            return;
        }
        match num {
            Num::Literal(..) | Num::FiscalYear | Num::NotStated(_) => {}
            Num::Fact(source, _) => self.add(*source),
            Num::Negative(inner) | Num::InUnit(inner, _) => self.of_number(inner, scene),
            Num::Calc(_, left, right)
            | Num::Round(_, left, right)
            | Num::Change(left, right)
            | Num::Fall(left, right) => {
                self.of_number(left, scene);
                self.of_number(right, scene);
            }
            Num::Least(parts) => self.of_extreme(parts, scene, |own, others| {
                others
                    .high
                    .is_some_and(|high| own.low.is_some_and(|low| low >= high))
            }),
            Num::Most(parts) => self.of_extreme(parts, scene, |own, others| {
                others
                    .low
                    .is_some_and(|low| own.high.is_some_and(|high| high <= low))
            }),
            Num::Elapsed(from, to) | Num::Days(from, to) | Num::Age(from, to) => {
                self.of_day(from, scene);
                self.of_day(to, scene);
            }
            Num::If(condition, yes, no) => match scene.truth(condition) {
                Truth::Yes => self.of_number(yes, scene),
                Truth::No => self.of_number(no, scene),
                Truth::Unknown => {
                    self.of_condition(condition, scene);
                    self.of_number(yes, scene);
                    self.of_number(no, scene);
                }
            },
            Num::Marginal(of, bands, _) => {
                self.of_number(of, scene);
                for (_, rate) in bands {
                    self.of_number(rate, scene);
                }
            }
            Num::Over {
                list,
                value,
                filter,
                ..
            } => {
                self.of_list(*list, scene);
                for record in records(*list, scene) {
                    let scene = scene.with_record(record);
                    self.of_condition(filter, &scene);
                    self.of_number(value, &scene);
                }
            }
            Num::Awards { awards, .. } => {
                self.insert(*awards);
            }
            Num::AwardsFrom { awards, year, .. } => {
                self.insert(*awards);
                self.of_number(year, scene);
            }
            Num::EligibleCost(_) => {
                if let Some(costs) = scene.costs.map(|costs| costs.of(scene)) {
                    costs.missing.iter().for_each(|fact| self.insert(*fact));
                }
            }
            Num::Defined(definition) => {
                if let Some(means) = in_force(&definition.editions, scene.on) {
                    self.of_number(means, scene);
                }
            }
            Num::ByDate(editions) => {
                if let Some(value) = in_force(editions, scene.on) {
                    self.of_number(value, scene);
                }
            }
        }
    }

    /// Parts that can never be the smallest (or largest) do not matter.
    fn of_extreme(
        &mut self,
        parts: &[Num],
        scene: &Scene<'_>,
        never: impl Fn(&Range, &Range) -> bool,
    ) {
        let ranges: Vec<Range> = parts.iter().map(|part| scene.number(part)).collect();
        for (index, part) in parts.iter().enumerate() {
            let beaten = ranges
                .iter()
                .enumerate()
                .any(|(other, range)| other != index && never(&ranges[index], range));
            if !beaten {
                self.of_number(part, scene);
            }
        }
    }

    fn of_day(&mut self, day: &Day, scene: &Scene<'_>) {
        if scene.day(day).is_some() {
            return;
        }
        match day {
            Day::Literal(_) | Day::On => {}
            Day::Fact(source) => self.add(*source),
            Day::Later(from, ..) => self.of_day(from, scene),
        }
    }

    /// A list that is known is only missing where a field of its records is.
    pub(crate) fn of_list(&mut self, list: FactId, scene: &Scene<'_>) {
        if scene.profile.get(list).is_unknown() {
            self.insert(list);
        }
    }

    /// A field of a record that is unknown makes its list the fact that is missing.
    fn add(&mut self, source: Source) {
        self.insert(match source {
            Source::Fact(id) => id,
            Source::Field { list, .. } => list,
        });
    }
}

fn records<'a>(list: FactId, scene: &Scene<'a>) -> &'a [Vec<Value>] {
    match scene.profile.get(list) {
        Value::List(records) => records,
        _ => &[],
    }
}
