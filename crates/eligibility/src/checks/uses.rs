//! What the rules of a city use: facts, fields of records, definitions and parameters.

use std::collections::BTreeSet;

use crate::fact::FactId;
use crate::formula::walk::{Seen, condition};
use crate::formula::{Cond, Day, Num, Source};
use crate::rules::{Edition, walk};

/// What some rules use.
#[derive(Debug, Default)]
pub struct Uses {
    pub facts: BTreeSet<FactId>,
    /// Lists with the positions of their fields.
    pub fields: BTreeSet<(FactId, u32)>,
    /// Definitions and parameters, by id.
    pub definitions: BTreeSet<String>,
}

impl Uses {
    /// Adds what an edition uses.
    pub fn add(&mut self, edition: &Edition) {
        walk(edition, &mut |seen| self.see(&seen));
        if let Some(expenses) = &edition.expenses {
            self.fields.insert((expenses.list, expenses.amount));
        }
    }

    /// Adds what a condition uses.
    pub fn add_condition(&mut self, cond: &Cond) {
        condition(cond, &mut |seen| self.see(&seen));
    }

    fn see(&mut self, seen: &Seen<'_>) {
        match seen {
            Seen::Fact(id) => {
                self.facts.insert(*id);
            }
            Seen::Definition(definition) => {
                self.definitions.insert(definition.id.clone());
            }
            Seen::Condition(cond) => match cond {
                Cond::Fact(source)
                | Cond::OneOf(source, _)
                | Cond::Has(source, ..)
                | Cond::Industry(source, _)
                | Cond::TextIs(source, ..) => self.source(*source),
                Cond::CompareDates(_, a, b) => self.days(a, b),
                Cond::Holds { day, .. } => self.days(day, day),
                _ => {}
            },
            Seen::Number(num) => match num {
                Num::Fact(source, _) => self.source(*source),
                Num::Elapsed(a, b) | Num::Days(a, b) | Num::Age(a, b) => self.days(a, b),
                Num::Defined(definition) => {
                    self.definitions.insert(definition.id.clone());
                }
                _ => {}
            },
            Seen::Awarded(_) | Seen::Receiving(_) => {}
        }
    }

    fn source(&mut self, source: Source) {
        match source {
            Source::Fact(id) => {
                self.facts.insert(id);
            }
            Source::Field { list, index } => {
                self.fields.insert((list, index));
            }
        }
    }

    fn days(&mut self, a: &Day, b: &Day) {
        for day in [a, b] {
            match day {
                Day::Fact(source) => self.source(*source),
                Day::Later(from, ..) => self.days(from, from),
                Day::Literal(_) | Day::On => {}
            }
        }
    }
}
