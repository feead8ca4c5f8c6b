//! Expenses: items that no record can fall into, and limits that never limit or leave nothing.

use super::Looking;
use super::numbers::Counted;
use super::spots::At;
use crate::formula::Cond;
use crate::range::{Exact, ONE, ZERO};
use crate::rules::Expenses;

impl Looking<'_> {
    pub(super) fn expenses(&mut self, expenses: &Expenses, at: &At<'_>, given: &[Cond]) {
        let nodes = at.field("items").map(At::into_items).unwrap_or_default();
        let mut earlier: Vec<Cond> = Vec::new();
        for (item, at) in expenses.items.iter().zip(&nodes) {
            // A record counts in the first item that fits.
            let taken = earlier.contains(&item.filter) || earlier.contains(&Cond::Constant(true));
            let place = at.field("where");
            let never = self.prover.never(std::slice::from_ref(&item.filter), &[]);
            if taken || never {
                let place = place.as_ref().unwrap_or(at);
                self.tell("item-never", "finding-item-never", place);
            }
            earlier.push(item.filter.clone());
            if let (Some(cap), Some(at)) = (&item.cap, at.field("cap")) {
                self.number(&at, cap, given, Counted::Alone);
            }
            for (key, share) in [
                ("share_of_total", item.share_of_total),
                ("share_of_claimed", item.share_of_claimed),
            ] {
                if let (Some(share), Some(at)) = (share, at.field(key))
                    && share >= ONE
                {
                    self.tell("share-idle", "finding-share-idle", &at);
                }
            }
        }
        // Shares of a total to which nothing else belongs, and that do not add up to it: only nothing keeps them.
        let shares: Option<Vec<Exact>> = expenses
            .items
            .iter()
            .map(|item| item.share_of_total)
            .collect();
        if let Some(shares) = shares.filter(|shares| !shares.is_empty())
            && shares.iter().fold(ZERO, |sum, share| sum + share) < ONE
        {
            let place = at.field("items");
            let place = place.as_ref().unwrap_or(at);
            self.tell("shares-nothing", "finding-shares-nothing", place);
        }
    }
}
