//! Trying both sides with everything that they can tell apart, and saying briefly where they differ.

use std::collections::{BTreeMap, BTreeSet};

use kernel::Date;

use super::joint::Joint;
use super::spots::{Spots, spots};
use crate::fact::FactId;
use crate::profile::Profile;
use crate::rules::Edition;

/// More combinations than this are not tried.
const MOST_CELLS: usize = 60_000;

/// The facts that are tried together.
pub(super) struct Cells {
    pub facts: Vec<Spots>,
    /// Facts of which nothing can be tried: lists, earlier awards.
    pub blind: bool,
}

/// One combination: of each fact the number of its value.
pub(super) type Cell = Vec<usize>;

/// Combinations in one description: of each fact the numbers of its values.
pub(super) type Boxed = Vec<BTreeSet<usize>>;

impl Cells {
    /// Prepares to try some facts; `None` when there would be too many combinations.
    pub fn of(
        joint: &Joint,
        asked: &BTreeSet<FactId>,
        sides: [&Edition; 2],
        on: Date,
    ) -> Option<Cells> {
        let mut facts = Vec::new();
        let mut blind = false;
        for id in asked {
            match spots(joint, *id, sides, on) {
                Some(found) => facts.push(found),
                None => blind = true,
            }
        }
        let cells = Cells { facts, blind };
        let count = cells
            .facts
            .iter()
            .try_fold(1usize, |count, fact| count.checked_mul(fact.values.len()));
        count.filter(|count| *count <= MOST_CELLS).map(|_| cells)
    }

    /// Whether everything was tried that there is.
    pub fn whole(&self) -> bool {
        !self.blind && self.facts.iter().all(|fact| fact.whole)
    }

    /// Whether who has several industries may be treated in another way.
    pub fn one_industry(&self) -> bool {
        self.facts.iter().any(|fact| fact.one_industry)
    }

    /// Tries every combination. Those with the same outcome stand together, in the order in which they are met.
    pub fn tried<T: PartialEq>(
        &self,
        joint: &Joint,
        outcome: impl Fn(&Profile) -> T,
    ) -> Vec<(T, Vec<Cell>)> {
        let mut found: Vec<(T, Vec<Cell>)> = Vec::new();
        let mut profile = Profile::blank(joint.len());
        let mut cell = vec![0; self.facts.len()];
        loop {
            for (index, fact) in self.facts.iter().enumerate() {
                profile.set(fact.fact, fact.values[cell[index]].value.clone());
            }
            let came = outcome(&profile);
            match found.iter_mut().find(|(known, _)| *known == came) {
                Some((_, cells)) => cells.push(cell.clone()),
                None => found.push((came, vec![cell.clone()])),
            }
            if !self.next(&mut cell) {
                return found;
            }
        }
    }

    /// The next combination, like a counter whose last wheel turns first.
    fn next(&self, cell: &mut Cell) -> bool {
        for index in (0..cell.len()).rev() {
            cell[index] += 1;
            if cell[index] < self.facts[index].values.len() {
                return true;
            }
            cell[index] = 0;
        }
        false
    }
}

/// Joins what differs in one fact alone, so that few descriptions say the same.
pub(super) fn boxed(cells: &[Cell]) -> Vec<Boxed> {
    let mut boxes: Vec<Boxed> = cells
        .iter()
        .map(|cell| cell.iter().map(|index| BTreeSet::from([*index])).collect())
        .collect();
    let count = cells.first().map_or(0, Vec::len);
    for fact in 0..count {
        let mut joined: BTreeMap<Boxed, BTreeSet<usize>> = BTreeMap::new();
        for mut one in boxes {
            let values = std::mem::take(&mut one[fact]);
            joined.entry(one).or_default().extend(values);
        }
        let whole = joined.into_iter().map(|(mut one, values)| {
            one[fact] = values;
            one
        });
        boxes = whole.collect();
    }
    boxes
}
