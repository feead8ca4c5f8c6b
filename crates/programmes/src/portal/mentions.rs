//! What rules mention besides facts: definitions, and programmes whose earlier or present support counts.

use std::collections::BTreeSet;
use std::sync::Arc;

use eligibility::formula::{Cond, Definition, Num};
use eligibility::rules::{Amount, Condition, Edition, Limits, Measure};

/// All mentions of some rules, each once, in the order in which they are met.
#[derive(Default)]
pub struct Mentions {
    /// The definitions that are conditions; those that are numbers are said where they stand.
    pub definitions: Vec<Arc<Definition<Cond>>>,
    /// Programmes about which rules ask whether support was awarded earlier.
    pub awarded: BTreeSet<String>,
    /// Programmes about which rules ask whether support is being received.
    pub receiving: BTreeSet<String>,
}

impl Mentions {
    pub fn of<'e>(editions: impl IntoIterator<Item = &'e Edition>) -> Mentions {
        let mut found = Mentions::default();
        for edition in editions {
            found.edition(edition);
        }
        found
    }

    fn edition(&mut self, edition: &Edition) {
        self.conditions(&edition.conditions);
        for item in edition.expenses.iter().flat_map(|expenses| &expenses.items) {
            self.condition(&item.filter);
            self.numbers(&item.cap);
        }
        for course in &edition.courses {
            self.conditions(&course.conditions);
            self.amounts(&course.amount);
        }
        self.amounts(&edition.amount);
    }

    fn conditions(&mut self, conditions: &[Condition]) {
        for one in conditions {
            self.condition(&one.rule);
            self.numbers(&one.minimum_grant);
        }
    }

    fn amounts(&mut self, amount: &Option<Amount>) {
        let Some(amount) = amount else {
            return;
        };
        self.limits(&amount.limits);
        for part in &amount.parts {
            part.when.iter().for_each(|when| self.condition(when));
            self.limits(&part.limits);
            match &part.measure {
                Measure::Share { base, less, rate } => {
                    self.number(base);
                    self.numbers(less.iter().chain(rate));
                }
                Measure::PerUnit {
                    each,
                    per,
                    at_least,
                    at_most,
                    ..
                } => {
                    self.numbers([each, per]);
                    self.numbers(at_least.iter().chain(at_most));
                }
            }
        }
    }

    fn limits(&mut self, limits: &Limits) {
        self.numbers(limits.cap.iter().chain(&limits.floor));
    }

    fn condition(&mut self, cond: &Cond) {
        match cond {
            Cond::Constant(_)
            | Cond::NotStated
            | Cond::Fact(_)
            | Cond::OneOf(..)
            | Cond::Has(..)
            | Cond::Industry(..)
            | Cond::TextIs(..)
            // Days name facts and nothing else.
            | Cond::CompareDates(..)
            | Cond::Holds { .. } => {}
            Cond::Not(inner) => self.condition(inner),
            Cond::All(parts) | Cond::Any(parts) => {
                parts.iter().for_each(|part| self.condition(part));
            }
            Cond::Compare(_, left, right) => self.numbers([left, right]),
            Cond::If(one, yes, no) => {
                for part in [one, yes, no] {
                    self.condition(part);
                }
            }
            Cond::Over { filter, .. } => self.condition(filter),
            Cond::Awarded {
                programmes, year, ..
            } => {
                self.awarded.extend(programmes.iter().cloned());
                self.number(year);
            }
            Cond::Receiving { programmes, .. } => {
                self.receiving.extend(programmes.iter().cloned());
            }
            Cond::Defined(definition) => self.definition(definition),
            Cond::ByDate(editions) => editions.iter().for_each(|(_, means)| self.condition(means)),
        }
    }

    fn definition(&mut self, definition: &Arc<Definition<Cond>>) {
        if self
            .definitions
            .iter()
            .any(|known| known.id == definition.id)
        {
            return;
        }
        self.definitions.push(Arc::clone(definition));
        for (_, means) in &definition.editions {
            self.condition(means);
        }
    }

    fn numbers<'n>(&mut self, all: impl IntoIterator<Item = &'n Num>) {
        all.into_iter().for_each(|num| self.number(num));
    }

    fn number(&mut self, num: &Num) {
        match num {
            Num::Literal(..)
            | Num::Fact(..)
            | Num::FiscalYear
            | Num::EligibleCost(_)
            | Num::Elapsed(..)
            | Num::Days(..)
            | Num::Age(..)
            | Num::NotStated(_) => {}
            Num::Negative(inner) | Num::InUnit(inner, _) => self.number(inner),
            Num::AwardsFrom {
                programmes, year, ..
            } => {
                self.awarded.extend(programmes.iter().cloned());
                self.number(year);
            }
            Num::Calc(_, a, b) | Num::Round(_, a, b) | Num::Change(a, b) | Num::Fall(a, b) => {
                self.number(a);
                self.number(b);
            }
            Num::Least(parts) | Num::Most(parts) => self.numbers(parts),
            Num::If(one, yes, no) => {
                self.condition(one);
                self.number(yes);
                self.number(no);
            }
            Num::Marginal(of, bands, _) => {
                self.number(of);
                self.numbers(bands.iter().map(|(_, rate)| rate));
            }
            Num::Over { value, filter, .. } => {
                self.number(value);
                self.condition(filter);
            }
            Num::Awards { programmes, .. } => self.awarded.extend(programmes.iter().cloned()),
            Num::Defined(definition) => self.numbers(definition.editions.iter().map(|(_, n)| n)),
            Num::ByDate(editions) => self.numbers(editions.iter().map(|(_, n)| n)),
        }
    }
}
