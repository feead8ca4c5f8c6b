//! In which order conditions are asked: first those about the facts that put most aside for each look, so that few are
//! looked at, and among them those that many programmes share.

use std::cmp::Reverse;
use std::collections::HashMap;

use eligibility::decisive::decisive;
use eligibility::formula::Cond;
use eligibility::formula::walk::facts_of;
use eligibility::{FactId, Facts};
use kernel::Date;

use super::chance::chance_of_no;
use crate::programme::Programme;

/// Every decisive condition once, in the order in which they are asked, and what each programme asks.
pub struct Ordered {
    pub conditions: Vec<Cond>,
    /// Programmes that begin alike stand beside each other.
    pub asked: Vec<(usize, Vec<usize>)>,
}

pub fn ordered(programmes: &[Programme], facts: &Facts, on: Date) -> Ordered {
    let mut places: HashMap<&Cond, usize> = HashMap::new();
    let mut found: Vec<(&Cond, u64)> = Vec::new();
    let mut asked: Vec<(usize, Vec<usize>)> = Vec::with_capacity(programmes.len());
    for (number, programme) in programmes.iter().enumerate() {
        let parts = decisive(programme.rules.on(on));
        let places = parts.into_iter().map(|(_, part)| {
            let place = *places.entry(part).or_insert_with(|| {
                found.push((part, 0));
                found.len() - 1
            });
            found[place].1 += 1;
            place
        });
        asked.push((number, places.collect()));
    }
    let ranks = ranks(&found, facts);
    for (_, own) in &mut asked {
        own.iter_mut().for_each(|place| *place = ranks[*place]);
        own.sort_unstable();
        own.dedup();
    }
    asked.sort_by(|a, b| a.1.cmp(&b.1));
    let mut conditions: Vec<(usize, &Cond)> = ranks
        .into_iter()
        .zip(found.iter().map(|(part, _)| *part))
        .collect();
    conditions.sort_unstable_by_key(|(rank, _)| *rank);
    Ordered {
        conditions: conditions
            .into_iter()
            .map(|(_, part)| part.clone())
            .collect(),
        asked,
    }
}

/// The conditions about the same facts.
#[derive(Default)]
struct Group {
    conditions: u64,
    programmes: u64,
    /// How many programmes they are likely to put aside, in hundredths.
    put_aside: u64,
}

impl Group {
    /// What asking these first gains for each programme, in percent: putting one aside saves a look at it, and each
    /// condition is a look. Conditions that nobody shares gain nothing and come last.
    fn gain(&self) -> i64 {
        let signed = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        (signed(self.put_aside) - 100 * signed(self.conditions)) / signed(self.programmes).max(1)
    }
}

/// For each condition its place in the order of asking.
fn ranks(found: &[(&Cond, u64)], facts: &Facts) -> Vec<usize> {
    let about: Vec<Vec<FactId>> = found
        .iter()
        .map(|(part, _)| facts_of(part).into_iter().collect())
        .collect();
    let mut groups: HashMap<&[FactId], Group> = HashMap::new();
    for ((part, programmes), about) in found.iter().zip(&about) {
        let group = groups.entry(about).or_default();
        group.conditions += 1;
        group.programmes += programmes;
        group.put_aside += programmes * chance_of_no(part, facts);
    }
    let mut order: Vec<usize> = (0..found.len()).collect();
    order.sort_by_key(|at| {
        let about = about[*at].as_slice();
        (Reverse(groups[about].gain()), about, Reverse(found[*at].1))
    });
    let mut ranks = vec![0; found.len()];
    for (rank, at) in order.into_iter().enumerate() {
        ranks[at] = rank;
    }
    ranks
}
