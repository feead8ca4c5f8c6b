//! Looks through a compiled rule, definitions included: one walk for all who ask what a rule is about.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Cond, Day, Definition, Num, Source};
use crate::fact::FactId;

/// What is met on the way. The same thing may be met several times.
pub enum Seen<'a> {
    /// A fact that the rule asks about; for a field of a record, its list.
    Fact(FactId),
    /// A shared definition that is a condition; what it asks about is met after it.
    Definition(&'a Arc<Definition<Cond>>),
    /// Programmes whose earlier awards count.
    Awarded(&'a [String]),
    /// Programmes that are asked about as being received.
    Receiving(&'a [String]),
    /// A condition, before what it consists of.
    Condition(&'a Cond),
    /// A number, before what it consists of.
    Number(&'a Num),
}

/// Who looks.
pub type See<'s, 'a> = &'s mut dyn FnMut(Seen<'a>);

/// All facts that a condition can ask about.
pub fn facts_of(cond: &Cond) -> BTreeSet<FactId> {
    let mut found = BTreeSet::new();
    condition(cond, &mut |seen| {
        if let Seen::Fact(id) = seen {
            found.insert(id);
        }
    });
    found
}

/// Looks through several numbers.
pub fn numbers<'a>(all: impl Iterator<Item = &'a Num>, see: See<'_, 'a>) {
    for num in all {
        number(num, see);
    }
}

fn add<'a>(source: Source, see: See<'_, 'a>) {
    see(Seen::Fact(match source {
        Source::Fact(id) => id,
        Source::Field { list, .. } => list,
    }));
}

/// Looks through a condition.
pub fn condition<'a>(cond: &'a Cond, see: See<'_, 'a>) {
    see(Seen::Condition(cond));
    match cond {
        Cond::Constant(_) | Cond::NotStated => {}
        Cond::Fact(source)
        | Cond::OneOf(source, _)
        | Cond::Has(source, ..)
        | Cond::Industry(source, _)
        | Cond::TextIs(source, ..) => add(*source, see),
        Cond::Not(inner) => condition(inner, see),
        Cond::All(parts) | Cond::Any(parts) => {
            for part in parts {
                condition(part, see);
            }
        }
        Cond::Compare(_, left, right) => {
            number(left, see);
            number(right, see);
        }
        Cond::CompareDates(_, left, right) => {
            day(left, see);
            day(right, see);
        }
        Cond::If(one, yes, no) => {
            condition(one, see);
            condition(yes, see);
            condition(no, see);
        }
        Cond::Over { list, filter, .. } => {
            see(Seen::Fact(*list));
            condition(filter, see);
        }
        Cond::Holds {
            certificates, day, ..
        } => {
            see(Seen::Fact(*certificates));
            self::day(day, see);
        }
        Cond::Awarded {
            awards,
            programmes,
            year,
        } => {
            see(Seen::Fact(*awards));
            see(Seen::Awarded(programmes));
            number(year, see);
        }
        Cond::Receiving {
            receiving,
            programmes,
        } => {
            see(Seen::Fact(*receiving));
            see(Seen::Receiving(programmes));
        }
        Cond::Defined(definition) => {
            see(Seen::Definition(definition));
            for (_, means) in &definition.editions {
                condition(means, see);
            }
        }
        Cond::ByDate(editions) => {
            for (_, means) in editions {
                condition(means, see);
            }
        }
    }
}

/// Looks through a number.
pub fn number<'a>(num: &'a Num, see: See<'_, 'a>) {
    see(Seen::Number(num));
    match num {
        Num::Literal(..) | Num::FiscalYear | Num::EligibleCost(_) | Num::NotStated(_) => {}
        Num::Fact(source, _) => add(*source, see),
        Num::Negative(inner) | Num::InUnit(inner, _) => number(inner, see),
        Num::Calc(_, a, b) | Num::Round(_, a, b) | Num::Change(a, b) | Num::Fall(a, b) => {
            number(a, see);
            number(b, see);
        }
        Num::Least(parts) | Num::Most(parts) => numbers(parts.iter(), see),
        Num::Elapsed(a, b) | Num::Days(a, b) | Num::Age(a, b) => {
            day(a, see);
            day(b, see);
        }
        Num::If(one, yes, no) => {
            condition(one, see);
            number(yes, see);
            number(no, see);
        }
        Num::Marginal(of, bands, _) => {
            number(of, see);
            numbers(bands.iter().map(|(_, rate)| rate), see);
        }
        Num::Over {
            list,
            value,
            filter,
            ..
        } => {
            see(Seen::Fact(*list));
            number(value, see);
            condition(filter, see);
        }
        Num::Awards {
            awards, programmes, ..
        } => {
            see(Seen::Fact(*awards));
            see(Seen::Awarded(programmes));
        }
        Num::AwardsFrom {
            awards,
            programmes,
            year,
        } => {
            see(Seen::Fact(*awards));
            see(Seen::Awarded(programmes));
            number(year, see);
        }
        Num::Defined(definition) => {
            numbers(definition.editions.iter().map(|(_, n)| n), see);
        }
        Num::ByDate(editions) => numbers(editions.iter().map(|(_, n)| n), see),
    }
}

fn day<'a>(day: &'a Day, see: See<'_, 'a>) {
    match day {
        Day::Literal(_) | Day::On => {}
        Day::Fact(source) => add(*source, see),
        Day::Later(from, ..) => self::day(from, see),
    }
}
