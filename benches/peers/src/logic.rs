//! Compiled conditions as JSONLogic. Definitions are expanded to the edition of the day; what is not stated
//! is taken as fulfilled, since JSONLogic has no unknown. A translation that would not mean the same is refused.

use std::collections::BTreeSet;

use eligibility::formula::{Comparison, Cond, Day, Source, in_force};
use eligibility::language::{Fold, Quantity};
use eligibility::rules::Expenses;
use eligibility::{FactId, FactKind, Facts};
use kernel::Date;
use serde_json::{Value as Json, json};

use crate::input::{Preparations, Prepared, day_number};
use crate::table::codes;

/// Why something has no translation.
pub type Translated<T> = Result<T, String>;

pub struct Translator<'a> {
    pub facts: &'a Facts,
    pub on: Date,
    pub prepared: &'a mut Preparations,
    /// The expenses of the edition at hand.
    pub expenses: Option<&'a Expenses>,
    /// The keys of the input that are asked for.
    pub used: BTreeSet<String>,
    /// The list whose record is looked at.
    pub record: Option<FactId>,
}

impl Translator<'_> {
    pub fn condition(&mut self, cond: &Cond) -> Translated<Json> {
        self.sided(cond, true)
    }

    /// `wanted` is what an unstated part is taken as: true, or false below a `not`.
    fn sided(&mut self, cond: &Cond, wanted: bool) -> Translated<Json> {
        Ok(match cond {
            Cond::Constant(value) => json!(value),
            Cond::NotStated => json!(wanted),
            Cond::Fact(source) => self.variable(*source),
            Cond::Not(inner) => json!({"!": [self.sided(inner, !wanted)?]}),
            Cond::All(parts) => json!({"and": self.parts(parts, wanted)?}),
            Cond::Any(parts) => json!({"or": self.parts(parts, wanted)?}),
            Cond::Compare(comparison, left, right) => {
                json!({word(*comparison): [self.number(left)?, self.number(right)?]})
            }
            Cond::CompareDates(comparison, left, right) => {
                json!({word(*comparison): [self.day(left), self.day(right)]})
            }
            Cond::OneOf(source, bits) => {
                let ids = self.choices(*source, *bits);
                let var = self.variable(*source);
                match ids.as_slice() {
                    [one] => json!({"==": [var, one]}),
                    _ => json!({"in": [var, ids]}),
                }
            }
            Cond::Has(source, quantity, bits) => {
                let var = self.variable(*source);
                let each: Vec<Json> = self
                    .choices(*source, *bits)
                    .iter()
                    .map(|id| json!({"in": [id, var]}))
                    .collect();
                match quantity {
                    Quantity::Any => either(each),
                    Quantity::All => json!({"and": each}),
                    Quantity::None => json!({"!": [either(each)]}),
                }
            }
            Cond::Industry(Source::Fact(id), set) => self.industry(*id, &set.1.to_string())?,
            Cond::Industry(Source::Field { .. }, _) => {
                return Err("industry of a record".to_owned());
            }
            Cond::TextIs(source, texts, _) => json!({"in": [self.variable(*source), texts]}),
            Cond::If(condition, yes, no) => {
                let condition = match states_all(condition) {
                    true => self.sided(condition, wanted)?,
                    false => return Err("a case that is not stated".to_owned()),
                };
                json!({"if": [condition, self.sided(yes, wanted)?, self.sided(no, wanted)?]})
            }
            Cond::Over { fold, list, filter } => {
                let rows = self.fact(*list);
                match fold {
                    Fold::All => {
                        // JSONLogic's `all` is false of an empty list, ours is true.
                        let not = self.filter(*list, filter, wanted)?;
                        json!({"!": [{"some": [rows, {"!": [not]}]}]})
                    }
                    Fold::None => json!({"none": [rows, self.filter(*list, filter, !wanted)?]}),
                    _ => json!({"some": [rows, self.filter(*list, filter, wanted)?]}),
                }
            }
            Cond::Holds {
                certificates,
                kind,
                day: Day::On,
            } => {
                let kind = self.facts.get(*certificates).choices()[*kind].id.clone();
                json!({"in": [kind, self.fact(*certificates)]})
            }
            Cond::Holds { .. } => return Err("a certificate on another day".to_owned()),
            Cond::Awarded {
                awards,
                programmes,
                year,
            } => {
                let rows = self.fact(*awards);
                let year = self.within(*awards, |this| this.number(year))?;
                json!({"some": [rows, {"and": [
                    {"in": [{"var": "programme"}, programmes]}, {"==": [{"var": "year"}, year]},
                ]}]})
            }
            Cond::Receiving {
                receiving,
                programmes,
            } => {
                let var = self.fact(*receiving);
                either(
                    programmes
                        .iter()
                        .map(|id| json!({"in": [id, var]}))
                        .collect(),
                )
            }
            Cond::Defined(definition) => match in_force(&definition.editions, self.on) {
                Some(means) => self.sided(means, wanted)?,
                None => json!(wanted),
            },
            Cond::ByDate(editions) => match in_force(editions, self.on) {
                Some(means) => self.sided(means, wanted)?,
                None => json!(wanted),
            },
        })
    }

    fn parts(&mut self, parts: &[Cond], wanted: bool) -> Translated<Vec<Json>> {
        parts.iter().map(|part| self.sided(part, wanted)).collect()
    }

    fn filter(&mut self, list: FactId, filter: &Cond, wanted: bool) -> Translated<Json> {
        self.within(list, |this| this.sided(filter, wanted))
    }

    /// Translates something that is looked at record by record.
    pub fn within<T>(&mut self, list: FactId, what: impl FnOnce(&mut Self) -> T) -> T {
        let before = self.record.replace(list);
        let found = what(self);
        self.record = before;
        found
    }

    pub fn variable(&mut self, source: Source) -> Json {
        match source {
            Source::Fact(id) => self.fact(id),
            Source::Field { list, index } => {
                json!({"var": self.facts.get(list).fields()[index as usize].id})
            }
        }
    }

    pub fn fact(&mut self, id: FactId) -> Json {
        let name = self.facts.get(id).id.clone();
        self.key(name)
    }

    /// A key of the input, from wherever we are.
    pub fn key(&mut self, name: String) -> Json {
        let found = match self.record {
            None => json!({"var": name}),
            Some(_) => json!({"val": [[2], name]}),
        };
        self.used.insert(name);
        found
    }

    pub fn prepared(&mut self, what: Prepared) -> Json {
        let name = self.prepared.name(self.record, what);
        match self.record {
            None => self.key(name),
            Some(_) => json!({"var": name}),
        }
    }

    pub fn day(&mut self, day: &Day) -> Json {
        match day {
            Day::Literal(date) => json!(day_number(*date)),
            Day::On => self.key("on".to_owned()),
            Day::Fact(source) => self.variable(*source),
            Day::Later(..) => self.prepared(Prepared::Day(day.clone())),
        }
    }

    fn choices(&self, source: Source, bits: u64) -> Vec<String> {
        let fact = match source {
            Source::Fact(id) => self.facts.get(id),
            Source::Field { list, index } => &self.facts.get(list).fields()[index as usize],
        };
        let chosen = fact
            .choices()
            .iter()
            .enumerate()
            .filter(|(bit, _)| bits >> bit & 1 == 1);
        chosen.map(|(_, choice)| choice.id.clone()).collect()
    }

    /// The codes of the set by their length, each asked of the code of that length in the input.
    fn industry(&mut self, id: FactId, set: &str) -> Translated<Json> {
        assert!(matches!(self.facts.get(id).kind, FactKind::Industry));
        let codes = codes(set)?;
        let mut tests = Vec::new();
        for length in 1..=4 {
            let of_length: Vec<&String> =
                codes.iter().filter(|code| code.len() == length).collect();
            let var = self.key_if(!of_length.is_empty(), || {
                format!("{}_{length}", self_name(self.facts, id))
            });
            match (var, of_length.as_slice()) {
                (Some(var), [one]) => tests.push(json!({"==": [var, one]})),
                (Some(var), _) => tests.push(json!({"in": [var, of_length]})),
                (None, _) => {}
            }
        }
        Ok(either(tests))
    }

    fn key_if(&mut self, asked: bool, name: impl FnOnce() -> String) -> Option<Json> {
        asked.then(|| self.key(name()))
    }
}

fn self_name(facts: &Facts, id: FactId) -> &str {
    &facts.get(id).id
}

pub fn word(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Less => "<",
        Comparison::AtMost => "<=",
        Comparison::More => ">",
        Comparison::AtLeast => ">=",
        Comparison::Equal => "==",
        Comparison::Unequal => "!=",
    }
}

fn either(mut tests: Vec<Json>) -> Json {
    match tests.len() {
        1 => tests.remove(0),
        _ => json!({"or": tests}),
    }
}

/// Whether no part of a condition is left unstated by its source.
fn states_all(cond: &Cond) -> bool {
    match cond {
        Cond::NotStated => false,
        Cond::Not(inner) => states_all(inner),
        Cond::All(parts) | Cond::Any(parts) => parts.iter().all(states_all),
        Cond::If(condition, yes, no) => [condition, yes, no]
            .into_iter()
            .all(|part| states_all(part)),
        Cond::Over { filter, .. } => states_all(filter),
        Cond::Defined(definition) => definition
            .editions
            .iter()
            .all(|(_, means)| states_all(means)),
        Cond::ByDate(editions) => editions.iter().all(|(_, means)| states_all(means)),
        Cond::Constant(_)
        | Cond::Fact(_)
        | Cond::Compare(..)
        | Cond::CompareDates(..)
        | Cond::OneOf(..)
        | Cond::Has(..)
        | Cond::Industry(..)
        | Cond::TextIs(..)
        | Cond::Holds { .. }
        | Cond::Awarded { .. }
        | Cond::Receiving { .. } => true,
    }
}
