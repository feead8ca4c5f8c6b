//! Which facts a compiled rule asks about, definitions included.

use std::collections::BTreeSet;

use super::{Cond, Day, Num, Source};
use crate::fact::FactId;

/// All facts that a condition can ask about.
pub fn of_condition(cond: &Cond) -> BTreeSet<FactId> {
    let mut found = BTreeSet::new();
    condition(cond, &mut found);
    found
}

/// Adds the facts of several numbers.
pub fn numbers<'a>(all: impl Iterator<Item = &'a Num>, found: &mut BTreeSet<FactId>) {
    for num in all {
        number(num, found);
    }
}

fn add(source: Source, found: &mut BTreeSet<FactId>) {
    found.insert(match source {
        Source::Fact(id) => id,
        Source::Field { list, .. } => list,
    });
}

/// Adds the facts of a condition.
pub fn condition(cond: &Cond, found: &mut BTreeSet<FactId>) {
    match cond {
        Cond::Constant(_) | Cond::NotStated => {}
        Cond::Fact(source)
        | Cond::OneOf(source, _)
        | Cond::Has(source, ..)
        | Cond::Industry(source, _)
        | Cond::TextIs(source, ..) => add(*source, found),
        Cond::Not(inner) => condition(inner, found),
        Cond::All(parts) | Cond::Any(parts) => {
            for part in parts {
                condition(part, found);
            }
        }
        Cond::Compare(_, left, right) => {
            number(left, found);
            number(right, found);
        }
        Cond::CompareDates(_, left, right) => {
            day(left, found);
            day(right, found);
        }
        Cond::If(one, yes, no) => {
            condition(one, found);
            condition(yes, found);
            condition(no, found);
        }
        Cond::Over { list, filter, .. } => {
            found.insert(*list);
            condition(filter, found);
        }
        Cond::Holds {
            certificates, day, ..
        } => {
            found.insert(*certificates);
            self::day(day, found);
        }
        Cond::Awarded { awards, year, .. } => {
            found.insert(*awards);
            number(year, found);
        }
        Cond::Receiving { receiving, .. } => {
            found.insert(*receiving);
        }
        Cond::Defined(definition) => {
            for (_, means) in &definition.editions {
                condition(means, found);
            }
        }
        Cond::ByDate(editions) => {
            for (_, means) in editions {
                condition(means, found);
            }
        }
    }
}

/// Adds the facts of a number.
pub fn number(num: &Num, found: &mut BTreeSet<FactId>) {
    match num {
        Num::Literal(..) | Num::FiscalYear | Num::EligibleCost(_) | Num::NotStated(_) => {}
        Num::Fact(source, _) => add(*source, found),
        Num::Negative(inner) | Num::InUnit(inner, _) => number(inner, found),
        Num::Calc(_, a, b) | Num::Round(_, a, b) | Num::Change(a, b) | Num::Fall(a, b) => {
            number(a, found);
            number(b, found);
        }
        Num::Least(parts) | Num::Most(parts) => numbers(parts.iter(), found),
        Num::Elapsed(a, b) | Num::Days(a, b) | Num::Age(a, b) => {
            day(a, found);
            day(b, found);
        }
        Num::If(one, yes, no) => {
            condition(one, found);
            number(yes, found);
            number(no, found);
        }
        Num::Marginal(of, bands, _) => {
            number(of, found);
            numbers(bands.iter().map(|(_, rate)| rate), found);
        }
        Num::Over {
            list,
            value,
            filter,
            ..
        } => {
            found.insert(*list);
            number(value, found);
            condition(filter, found);
        }
        Num::Awards { awards, .. } => {
            found.insert(*awards);
        }
        Num::AwardsFrom { awards, year, .. } => {
            found.insert(*awards);
            number(year, found);
        }
        Num::Defined(definition) => {
            numbers(definition.editions.iter().map(|(_, n)| n), found);
        }
        Num::ByDate(editions) => numbers(editions.iter().map(|(_, n)| n), found),
    }
}

fn day(day: &Day, found: &mut BTreeSet<FactId>) {
    match day {
        Day::Literal(_) | Day::On => {}
        Day::Fact(source) => add(*source, found),
        Day::Later(from, ..) => self::day(from, found),
    }
}
