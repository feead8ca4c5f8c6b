//! A rule as it holds on the day of its side, over the common list of facts: editions are chosen, definitions are
//! opened or only named, the eligible cost is a number like any other. Then both sides can be asked the same.

mod amounts;

use std::sync::Arc;

use kernel::{Bilingual, Date};

use super::joint::{Joint, Places, range_of};
use crate::fact::FactId;
use crate::formula::{Cond, Day, Definition, Num, Source, in_force};
use crate::range::Range;
use crate::unit::Unit;

/// What becomes of shared definitions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Definitions {
    /// What they mean stands in their place.
    Opened,
    /// They are the same when they have the same name.
    Named,
}

/// Writes the rules of one side anew.
#[derive(Clone, Copy)]
pub(super) struct Rewrite<'j> {
    pub joint: &'j Joint,
    pub places: &'j Places,
    pub day: Date,
    pub definitions: Definitions,
    /// The list of whose records a rule speaks: each field is then a fact.
    pub record: Option<FactId>,
}

impl Rewrite<'_> {
    fn source(&self, source: Source) -> Source {
        match source {
            Source::Fact(id) => Source::Fact(self.places.fact(id)),
            Source::Field { list, index } if self.record == Some(list) => {
                Source::Fact(self.places.field(list, index))
            }
            // A field is told by the fact that would stand for it.
            Source::Field { list, index } => Source::Field {
                list: self.places.fact(list),
                index: self.places.field(list, index).0,
            },
        }
    }

    fn conds(&self, all: &[Cond]) -> Vec<Cond> {
        all.iter().map(|cond| self.cond(cond)).collect()
    }

    fn nums(&self, all: &[Num]) -> Vec<Num> {
        all.iter().map(|num| self.num(num)).collect()
    }

    fn boxed(&self, num: &Num) -> Box<Num> {
        Box::new(self.num(num))
    }

    /// Inside a list the records are those of that list.
    fn inside(&self) -> Self {
        Rewrite {
            record: None,
            ..*self
        }
    }

    pub fn cond(&self, cond: &Cond) -> Cond {
        match cond {
            Cond::Constant(value) => Cond::Constant(*value),
            Cond::NotStated => Cond::NotStated,
            Cond::Fact(source) => Cond::Fact(self.source(*source)),
            Cond::Not(inner) => Cond::Not(Box::new(self.cond(inner))),
            Cond::All(parts) => Cond::All(self.conds(parts)),
            Cond::Any(parts) => Cond::Any(self.conds(parts)),
            Cond::Compare(how, a, b) => Cond::Compare(*how, self.num(a), self.num(b)),
            Cond::CompareDates(how, a, b) => Cond::CompareDates(*how, self.on(a), self.on(b)),
            Cond::OneOf(source, bits) => {
                Cond::OneOf(self.source(*source), self.places.choices(*source, *bits))
            }
            Cond::Has(source, quantity, bits) => {
                let bits = self.places.choices(*source, *bits);
                Cond::Has(self.source(*source), *quantity, bits)
            }
            Cond::Industry(source, set) => Cond::Industry(self.source(*source), set.clone()),
            Cond::TextIs(source, folded, written) => {
                Cond::TextIs(self.source(*source), folded.clone(), written.clone())
            }
            Cond::If(one, yes, no) => Cond::If(
                Box::new(self.cond(one)),
                Box::new(self.cond(yes)),
                Box::new(self.cond(no)),
            ),
            Cond::Over { fold, list, filter } => Cond::Over {
                fold: *fold,
                list: self.places.fact(*list),
                filter: Box::new(self.inside().cond(filter)),
            },
            Cond::Holds {
                certificates,
                kind,
                day,
            } => Cond::Holds {
                certificates: self.places.fact(*certificates),
                kind: self.places.choice(Source::Fact(*certificates), *kind),
                day: self.on(day),
            },
            Cond::Awarded {
                awards,
                programmes,
                year,
            } => Cond::Awarded {
                awards: self.places.fact(*awards),
                programmes: programmes.clone(),
                year: self.boxed(year),
            },
            Cond::Receiving {
                receiving,
                programmes,
            } => Cond::Receiving {
                receiving: self.places.fact(*receiving),
                programmes: programmes.clone(),
            },
            Cond::Defined(definition) => match self.definitions {
                Definitions::Opened => self.dated(&definition.editions),
                Definitions::Named => Cond::Defined(named(&definition.id)),
            },
            Cond::ByDate(editions) => self.dated(editions),
        }
    }

    fn dated(&self, editions: &[(Date, Cond)]) -> Cond {
        in_force(editions, self.day).map_or(Cond::NotStated, |means| self.cond(means))
    }

    pub fn num(&self, num: &Num) -> Num {
        match num {
            Num::Literal(value, unit) => Num::Literal(*value, unit.clone()),
            Num::Fact(source, about) => self.fact(self.source(*source), &about.0),
            Num::FiscalYear => Num::FiscalYear,
            Num::Negative(inner) => Num::Negative(self.boxed(inner)),
            Num::InUnit(inner, unit) => Num::InUnit(self.boxed(inner), unit.clone()),
            Num::Calc(calc, a, b) => Num::Calc(*calc, self.boxed(a), self.boxed(b)),
            Num::Least(parts) => Num::Least(self.nums(parts)),
            Num::Most(parts) => Num::Most(self.nums(parts)),
            Num::Round(how, a, b) => Num::Round(*how, self.boxed(a), self.boxed(b)),
            Num::Change(a, b) => Num::Change(self.boxed(a), self.boxed(b)),
            Num::Fall(a, b) => Num::Fall(self.boxed(a), self.boxed(b)),
            Num::Elapsed(a, b) => Num::Elapsed(self.on(a), self.on(b)),
            Num::Days(a, b) => Num::Days(self.on(a), self.on(b)),
            Num::Age(a, b) => Num::Age(self.on(a), self.on(b)),
            Num::If(one, yes, no) => {
                Num::If(Box::new(self.cond(one)), self.boxed(yes), self.boxed(no))
            }
            Num::Marginal(of, bands, unit) => {
                let bands = bands.iter().map(|(end, rate)| (*end, self.num(rate)));
                Num::Marginal(self.boxed(of), bands.collect(), unit.clone())
            }
            Num::Over {
                fold,
                list,
                value,
                filter,
            } => Num::Over {
                fold: *fold,
                list: self.places.fact(*list),
                value: Box::new(self.inside().num(value)),
                filter: Box::new(self.inside().cond(filter)),
            },
            Num::Awards {
                measure,
                awards,
                programmes,
            } => Num::Awards {
                measure: *measure,
                awards: self.places.fact(*awards),
                programmes: programmes.clone(),
            },
            Num::AwardsFrom {
                awards,
                programmes,
                year,
            } => Num::AwardsFrom {
                awards: self.places.fact(*awards),
                programmes: programmes.clone(),
                year: self.boxed(year),
            },
            Num::EligibleCost(item) => match self.places.cost(*item) {
                Some(cost) => self.fact(Source::Fact(cost), &Unit::ratio()),
                None => Num::EligibleCost(*item),
            },
            Num::Defined(definition) => match self.definitions {
                Definitions::Opened => self.dated_number(&definition.editions),
                Definitions::Named => Num::Defined(named(&definition.id)),
            },
            Num::ByDate(editions) => self.dated_number(editions),
            Num::NotStated(range) => Num::NotStated(*range),
        }
    }

    fn dated_number(&self, editions: &[(Date, Num)]) -> Num {
        in_force(editions, self.day).map_or(Num::NotStated(Range::ANY), |means| self.num(means))
    }

    /// A fact with the unit and the range of the common list.
    fn fact(&self, source: Source, unit: &Unit) -> Num {
        let id = match source {
            Source::Fact(id) => id,
            Source::Field { index, .. } => FactId(index),
        };
        let fact = self.joint.get(id);
        let unit = match &fact.kind {
            crate::fact::FactKind::Number { unit, .. } => unit,
            _ => unit,
        };
        Num::Fact(source, Box::new((unit.clone(), range_of(fact))))
    }

    fn on(&self, day: &Day) -> Day {
        match day {
            Day::Literal(date) => Day::Literal(*date),
            Day::On => Day::On,
            Day::Fact(source) => Day::Fact(self.source(*source)),
            Day::Later(from, much, step, unit) => {
                Day::Later(Box::new(self.on(from)), *much, *step, unit.clone())
            }
        }
    }

    /// What a record of a list must fulfil, with its fields as facts.
    pub fn in_record(&self, list: FactId, filter: &Cond) -> Cond {
        let inside = Rewrite {
            record: Some(list),
            ..*self
        };
        inside.cond(filter)
    }
}

/// A definition of which only the name is known.
fn named<T>(id: &str) -> Arc<Definition<T>> {
    Arc::new(Definition {
        id: id.to_owned(),
        label: Bilingual::default(),
        basis: None,
        note: None,
        editions: Vec::new(),
        unit: Unit::ratio(),
        number: usize::MAX,
    })
}

/// Whether two rules that were written anew are the same. A rule shows all of itself, and nothing else.
pub(super) fn same<T: std::fmt::Debug>(old: &T, new: &T) -> bool {
    format!("{old:?}") == format!("{new:?}")
}
