//! The order in which steps are run and where their results are kept: each as early as one programme needs it, its place
//! free again as soon as nobody does.

use std::collections::HashMap;

use crate::settled::{Ready, Settled, Step};

/// Steps of one programme.
pub(super) struct Part {
    /// For the verdict, and for whatever others need as well.
    pub first: Vec<Step>,
    /// For its amount alone: left out where everybody is refused.
    pub then: Vec<Step>,
}

/// The steps of all programmes in their order, each once.
pub(super) fn parts(settled: &Settled) -> Vec<Part> {
    let uses = uses(settled);
    let mut done: HashMap<Step, ()> = HashMap::new();
    let mut parts = Vec::new();
    for ready in &settled.programmes {
        let verdict = cone(settled, &[Step::Truth(ready.verdict)]);
        let money = cone(settled, &money(ready));
        let mut part = Part {
            first: Vec::new(),
            then: Vec::new(),
        };
        for step in verdict {
            if done.insert(step, ()).is_none() {
                part.first.push(step);
            }
        }
        for step in money {
            if done.insert(step, ()).is_some() {
                continue;
            }
            if uses.get(&step) == Some(&1) {
                part.then.push(step);
            } else {
                part.first.push(step);
            }
        }
        parts.push(part);
    }
    parts
}

pub(super) fn money(ready: &Ready) -> Vec<Step> {
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

/// By how many programmes each step is used.
fn uses(settled: &Settled) -> HashMap<Step, usize> {
    let mut uses = HashMap::new();
    for ready in &settled.programmes {
        let mut ends = money(ready);
        ends.push(Step::Truth(ready.verdict));
        for step in cone(settled, &ends) {
            *uses.entry(step).or_insert(0) += 1;
        }
    }
    uses
}

/// Everything that some steps are made of and these themselves, each after its parts.
fn cone(settled: &Settled, ends: &[Step]) -> Vec<Step> {
    let mut found = Vec::new();
    let mut seen: HashMap<Step, ()> = HashMap::new();
    // Whether its parts have been looked at.
    let mut open: Vec<(Step, bool)> = ends.iter().map(|step| (*step, false)).collect();
    while let Some((step, ready)) = open.pop() {
        if ready {
            found.push(step);
            continue;
        }
        if seen.insert(step, ()).is_some() {
            continue;
        }
        open.push((step, true));
        let parts = match step {
            Step::Truth(id) => settled.graph.truth(id).parts(),
            Step::Whole(id) => settled.graph.whole(id).parts(),
        };
        open.extend(parts.into_iter().map(|part| (part, false)));
    }
    found
}

/// Places for results, of one sort.
#[derive(Default)]
pub(super) struct Places {
    free: Vec<usize>,
    pub count: usize,
}

impl Places {
    pub fn take(&mut self) -> usize {
        self.free.pop().unwrap_or_else(|| {
            self.count += 1;
            self.count - 1
        })
    }

    pub fn give(&mut self, place: usize) {
        self.free.push(place);
    }
}
