//! What is run for each programme, and in which order: verdicts for all applicants, what programmes share only once;
//! amounts for those alone who are not refused.

use std::collections::{HashMap, HashSet};

use super::limits::limit;
use crate::settled::{Ready, Settled, Step, TruthId};

/// The steps of one programme, each after those that it is made of.
pub(super) struct Part {
    /// For the verdict; what an earlier programme has worked out already is not there again.
    pub verdict: Vec<Step>,
    /// For the amount.
    pub money: Vec<Step>,
    /// Truths that the verdict has worked out and the amount needs.
    pub picked: Vec<TruthId>,
}

/// The steps of all programmes in their order.
pub(super) fn parts(settled: &Settled) -> Vec<Part> {
    let mut done: HashSet<Step> = HashSet::new();
    let each = settled.programmes.iter().map(|ready| {
        let verdict = cone(settled, &[Step::Truth(ready.verdict)], &HashSet::new());
        let own: HashSet<Step> = verdict
            .iter()
            .copied()
            .filter(|step| matches!(step, Step::Truth(_)))
            .collect();
        let money = cone(settled, &money(ready), &own);
        let (picked, money): (Vec<Step>, Vec<Step>) =
            money.into_iter().partition(|step| own.contains(step));
        Part {
            verdict: verdict
                .into_iter()
                .filter(|step| done.insert(*step))
                .collect(),
            money,
            picked: picked
                .into_iter()
                .filter_map(|step| match step {
                    Step::Truth(id) => Some(id),
                    Step::Whole(_) => None,
                })
                .collect(),
        }
    });
    each.collect()
}

fn money(ready: &Ready) -> Vec<Step> {
    let money = ready.money.iter();
    money
        .flat_map(|money| {
            [
                Step::Truth(money.given),
                Step::Whole(money.low),
                Step::Whole(money.high),
            ]
        })
        .collect()
}

/// The steps that one needs to have been run: none for what is read from a column at once.
pub(super) fn needed(settled: &Settled, step: Step) -> Vec<Step> {
    match step {
        Step::Truth(id) if limit(settled, id).is_some() => Vec::new(),
        Step::Truth(id) => settled.graph.truth(id).parts(),
        Step::Whole(id) => settled.graph.whole(id).parts(),
    }
}

/// Everything that some steps are made of and these themselves, each after its parts; no further than what is known.
fn cone(settled: &Settled, ends: &[Step], known: &HashSet<Step>) -> Vec<Step> {
    let mut found = Vec::new();
    let mut seen: HashSet<Step> = HashSet::new();
    // Whether its parts have been looked at.
    let mut open: Vec<(Step, bool)> = ends.iter().map(|step| (*step, false)).collect();
    while let Some((step, ready)) = open.pop() {
        if ready {
            found.push(step);
        } else if seen.insert(step) {
            open.push((step, true));
            if !known.contains(&step) {
                let parts = needed(settled, step).into_iter();
                open.extend(parts.map(|part| (part, false)));
            }
        }
    }
    found
}

/// Places for results, of one sort.
#[derive(Default)]
pub(super) struct Places {
    at: HashMap<u32, usize>,
    free: Vec<usize>,
    pub count: usize,
}

impl Places {
    pub fn take(&mut self, step: u32) -> usize {
        let place = self.free.pop().unwrap_or_else(|| {
            self.count += 1;
            self.count - 1
        });
        self.at.insert(step, place);
        place
    }

    pub fn of(&self, step: u32) -> usize {
        self.at[&step]
    }

    /// The place of a step may hold another one from now on.
    pub fn give_back(&mut self, step: u32) {
        if let Some(place) = self.at.remove(&step) {
            self.free.push(place);
        }
    }

    pub fn give_back_all(&mut self) {
        self.free.extend(self.at.drain().map(|(_, place)| place));
    }
}
