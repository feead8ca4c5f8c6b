//! Which facts the rules of a programme can ask about.

use std::collections::BTreeSet;

use super::{Amount, Condition, Edition, Limits, Measure};
use crate::fact::FactId;
use crate::formula::facts::{condition, number, numbers};

/// All facts that an edition can ask about.
pub fn of_edition(edition: &Edition) -> BTreeSet<FactId> {
    let mut found = BTreeSet::new();
    conditions(&edition.conditions, &mut found);
    if let Some(expenses) = &edition.expenses {
        found.insert(expenses.list);
        for item in &expenses.items {
            condition(&item.filter, &mut found);
            numbers(item.cap.iter(), &mut found);
        }
    }
    for course in &edition.courses {
        conditions(&course.conditions, &mut found);
        amounts(course.amount.iter(), &mut found);
    }
    amounts(edition.amount.iter(), &mut found);
    found
}

fn conditions(conditions: &[Condition], found: &mut BTreeSet<FactId>) {
    for one in conditions {
        condition(&one.rule, found);
        numbers(one.minimum_grant.iter(), found);
    }
}

fn amounts<'a>(all: impl Iterator<Item = &'a Amount>, found: &mut BTreeSet<FactId>) {
    for amount in all {
        limits(&amount.limits, found);
        for part in &amount.parts {
            if let Some(when) = &part.when {
                condition(when, found);
            }
            limits(&part.limits, found);
            match &part.measure {
                Measure::Share { base, less, rate } => {
                    number(base, found);
                    numbers(less.iter().chain(rate.iter()), found);
                }
                Measure::PerUnit {
                    each,
                    per,
                    at_least,
                    at_most,
                    ..
                } => {
                    number(each, found);
                    number(per, found);
                    numbers(at_least.iter().chain(at_most.iter()), found);
                }
            }
        }
    }
}

fn limits(limits: &Limits, found: &mut BTreeSet<FactId>) {
    numbers(limits.cap.iter().chain(limits.floor.iter()), found);
}
