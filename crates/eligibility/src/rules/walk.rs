//! Looks through all rules of an edition.

use std::collections::BTreeSet;

use super::{Amount, Condition, Edition, Limits, Measure};
use crate::fact::FactId;
use crate::formula::walk::{See, Seen, condition, number, numbers};

/// All facts that an edition can ask about.
pub fn facts_of(edition: &Edition) -> BTreeSet<FactId> {
    let mut found = BTreeSet::new();
    walk(edition, &mut |seen| {
        if let Seen::Fact(id) = seen {
            found.insert(id);
        }
    });
    found
}

/// Looks through the rules of an edition.
pub fn walk<'a>(edition: &'a Edition, see: See<'_, 'a>) {
    conditions(&edition.conditions, see);
    expenses(edition, see);
    courses(edition, see);
    amounts(edition.amount.iter(), see);
}

/// Looks through what says which costs count.
pub(super) fn expenses<'a>(edition: &'a Edition, see: See<'_, 'a>) {
    if let Some(expenses) = &edition.expenses {
        see(Seen::Fact(expenses.list));
        for item in &expenses.items {
            condition(&item.filter, see);
            numbers(item.cap.iter(), see);
        }
    }
}

/// Looks through courses, amounts and minimum grants.
pub(super) fn money<'a>(edition: &'a Edition, see: See<'_, 'a>) {
    let minimums = edition
        .conditions
        .iter()
        .filter_map(|c| c.minimum_grant.as_ref());
    numbers(minimums, see);
    courses(edition, see);
    amounts(edition.amount.iter(), see);
}

fn courses<'a>(edition: &'a Edition, see: See<'_, 'a>) {
    for course in &edition.courses {
        conditions(&course.conditions, see);
        amounts(course.amount.iter(), see);
    }
}

fn conditions<'a>(conditions: &'a [Condition], see: See<'_, 'a>) {
    for one in conditions {
        condition(&one.rule, see);
        numbers(one.minimum_grant.iter(), see);
    }
}

fn amounts<'a>(all: impl Iterator<Item = &'a Amount>, see: See<'_, 'a>) {
    for amount in all {
        limits(&amount.limits, see);
        for part in &amount.parts {
            if let Some(when) = &part.when {
                condition(when, see);
            }
            limits(&part.limits, see);
            match &part.measure {
                Measure::Share { base, less, rate } => {
                    number(base, see);
                    numbers(less.iter().chain(rate.iter()), see);
                }
                Measure::PerUnit {
                    each,
                    per,
                    at_least,
                    at_most,
                    ..
                } => {
                    number(each, see);
                    number(per, see);
                    numbers(at_least.iter().chain(at_most.iter()), see);
                }
            }
        }
    }
}

fn limits<'a>(limits: &'a Limits, see: See<'_, 'a>) {
    numbers(limits.cap.iter().chain(limits.floor.iter()), see);
}
