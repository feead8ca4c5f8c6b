//! Which costs count (補助対象経費), after the limits of each kind.

use std::cell::OnceCell;

use super::{Missing, Scene};
use crate::fact::FactId;
use crate::profile::Value;
use crate::range::{Exact, ONE, Range, Truth, ZERO};
use crate::rules::{ExpenseItem, Expenses};

/// The eligible costs of a profile under one programme.
pub(crate) struct Costs {
    pub items: Vec<Range>,
    pub total: Range,
    /// What is missing for them to be single numbers.
    pub missing: Vec<FactId>,
}

/// Eligible costs that are worked out when a rule first asks for them.
pub(crate) struct LazyCosts<'a> {
    expenses: &'a Expenses,
    worked_out: OnceCell<Costs>,
}

impl<'a> LazyCosts<'a> {
    pub(crate) fn new(expenses: &'a Expenses) -> LazyCosts<'a> {
        LazyCosts {
            expenses,
            worked_out: OnceCell::new(),
        }
    }

    /// The costs. Rules inside expenses cannot name eligible costs, so this never asks for itself.
    pub(super) fn of(&self, scene: &Scene<'_>) -> &Costs {
        let bare = Scene {
            costs: None,
            record: None,
            ..*scene
        };
        self.worked_out
            .get_or_init(|| eligible(self.expenses, &bare))
    }
}

/// Sorts the records into items and applies caps, shares of what was claimed, and shares of the total.
fn eligible(expenses: &Expenses, scene: &Scene<'_>) -> Costs {
    let claimed = claimed(expenses, scene);
    let capped: Vec<Range> = expenses
        .items
        .iter()
        .zip(&claimed)
        .map(|(item, claimed)| match &item.cap {
            Some(cap) => claimed.min(scene.number(cap)),
            None => *claimed,
        })
        .collect();
    let all = capped
        .iter()
        .fold(Range::point(ZERO), |sum, x| sum.plus(*x));
    let shared: Vec<Range> = expenses
        .items
        .iter()
        .zip(&capped)
        .map(|(item, capped)| match item.share_of_claimed {
            Some(share) => capped.min(all.times(Range::point(share))),
            None => *capped,
        })
        .collect();
    // Raising any cost never lowers what counts, so the ends can be computed each for itself.
    let low = end(&expenses.items, &shared, |range| range.low);
    let high = end(&expenses.items, &shared, |range| range.high);
    let items: Vec<Range> = (0..shared.len())
        .map(|index| Range {
            low: low.as_ref().map(|items| items[index]),
            high: high.as_ref().map(|items| items[index]),
        })
        .collect();
    let total = items.iter().fold(Range::point(ZERO), |sum, x| sum.plus(*x));
    // A record whose item is not known yet may count in several, but only in one of them.
    let total = Range {
        low: total.low,
        high: total.min(most(expenses, scene)).high,
    };
    let missing = if total.is_single() {
        Vec::new()
    } else {
        missing(expenses, scene)
    };
    Costs {
        items,
        total,
        missing,
    }
}

fn claimed(expenses: &Expenses, scene: &Scene<'_>) -> Vec<Range> {
    let Value::List(records) = scene.profile.get(expenses.list) else {
        return vec![Range::at_least_zero(); expenses.items.len()];
    };
    let mut claimed = vec![Range::point(ZERO); expenses.items.len()];
    for record in records {
        let scene = scene.with_record(record);
        let cost = match &record[expenses.amount as usize] {
            Value::Number(range) => range.not_negative(),
            _ => Range::at_least_zero(),
        };
        let mut sure = true;
        for (item, sum) in expenses.items.iter().zip(&mut claimed) {
            match scene.truth(&item.filter) {
                Truth::No => {}
                Truth::Yes if sure => {
                    *sum = sum.plus(cost);
                    break;
                }
                Truth::Yes => {
                    *sum = sum.plus(cost.hull(Range::point(ZERO)));
                    break;
                }
                Truth::Unknown => {
                    *sum = sum.plus(cost.hull(Range::point(ZERO)));
                    sure = false;
                }
            }
        }
    }
    claimed
}

/// The costs of all records that may count at all.
fn most(expenses: &Expenses, scene: &Scene<'_>) -> Range {
    let Value::List(records) = scene.profile.get(expenses.list) else {
        return Range::ANY;
    };
    records.iter().fold(Range::point(ZERO), |sum, record| {
        let scene = scene.with_record(record);
        let counts = |item: &ExpenseItem| scene.truth(&item.filter) != Truth::No;
        match &record[expenses.amount as usize] {
            _ if !expenses.items.iter().any(counts) => sum,
            Value::Number(cost) => sum.plus(cost.not_negative()),
            _ => sum.plus(Range::at_least_zero()),
        }
    })
}

/// What counts of each item at one end of the intervals; `None` when an end is open.
fn end(
    items: &[ExpenseItem],
    costs: &[Range],
    side: impl Fn(&Range) -> Option<Exact>,
) -> Option<Vec<Exact>> {
    let costs: Vec<Exact> = costs.iter().map(side).collect::<Option<_>>()?;
    let shares: Vec<Option<Exact>> = items.iter().map(|item| item.share_of_total).collect();
    Some(within_shares(&costs, &shares))
}

/// The largest costs, none above what was claimed, for which every item with a share keeps it: item ≤ share × total.
fn within_shares(costs: &[Exact], shares: &[Option<Exact>]) -> Vec<Exact> {
    let mut total: Exact = costs.iter().sum();
    let mut bound = vec![false; costs.len()];
    // Each round binds one more item at least, so there are no more rounds than items.
    loop {
        let mut changed = false;
        for (index, share) in shares.iter().enumerate() {
            if let Some(share) = share
                && !bound[index]
                && costs[index] > share * total
            {
                bound[index] = true;
                changed = true;
            }
        }
        if !changed {
            break;
        }
        let free: Exact = (0..costs.len())
            .filter(|index| !bound[*index])
            .map(|index| costs[index])
            .sum();
        let parts: Exact = (0..costs.len())
            .filter(|index| bound[*index])
            .filter_map(|index| shares[index])
            .sum();
        total = if parts < ONE {
            free / (ONE - parts)
        } else {
            ZERO
        };
    }
    costs
        .iter()
        .zip(shares)
        .map(|(cost, share)| match share {
            Some(share) => (*cost).min(share * total),
            None => *cost,
        })
        .collect()
}

fn missing(expenses: &Expenses, scene: &Scene<'_>) -> Vec<FactId> {
    let mut missing = Missing::default();
    missing.of_list(expenses.list, scene);
    if let Value::List(records) = scene.profile.get(expenses.list) {
        for record in records {
            if !matches!(&record[expenses.amount as usize], Value::Number(cost) if cost.is_single())
            {
                missing.insert(expenses.list);
            }
            let scene = scene.with_record(record);
            for item in &expenses.items {
                missing.of_condition(&item.filter, &scene);
            }
        }
    }
    for item in &expenses.items {
        if let Some(cap) = &item.cap {
            missing.of_number(cap, scene);
        }
    }
    missing.into_facts()
}
