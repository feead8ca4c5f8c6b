//! A sieve (篩) for catalogues too large to judge every programme by itself: programmes that ask the same stand together,
//! and one condition that is not fulfilled puts all of them aside at once. Whoever is put aside is ineligible for
//! certain; what falls through is judged in full. Not here: verdicts, amounts and sentences.

mod chance;
mod order;
#[cfg(test)]
mod tests;

use std::ops::Range;
use std::sync::{Arc, RwLock};

use eligibility::decisive::{Respondent, decisive};
use eligibility::formula::Cond;
use eligibility::rules::Condition;
use eligibility::{Facts, Profile, Truth};
use kernel::Date;

use crate::programme::Programme;

/// The programmes of a catalogue by their decisive conditions, for one day.
///
/// A tree written as a row: each node is a condition that all programmes below it ask, followed by its children. The
/// programmes stand in the order in which the tree is walked, so that those below a node are a range.
#[derive(Debug)]
pub struct Sieve {
    pub on: Date,
    /// Every decisive condition once.
    conditions: Vec<Cond>,
    nodes: Vec<Node>,
    /// Places of programmes in the catalogue.
    programmes: Vec<usize>,
}

#[derive(Debug)]
struct Node {
    /// Its place in `conditions`.
    condition: usize,
    /// The programmes that ask it, as a range of `programmes`.
    asking: Range<usize>,
    /// The node after all that stand below this one.
    next: usize,
}

/// What a profile leaves of a catalogue. Programmes are called by their places in it.
#[derive(Debug)]
pub struct Sifted<'s> {
    /// Those that no decisive condition refuses, in the order of the catalogue.
    pub open: Vec<usize>,
    /// How many conditions were looked at: at most so much work was done for those that are put aside.
    pub looked_at: usize,
    aside: Vec<&'s Node>,
    sieve: &'s Sieve,
}

impl Sieve {
    pub fn of(programmes: &[Programme], facts: &Facts, on: Date) -> Sieve {
        let order::Ordered { conditions, asked } = order::ordered(programmes, facts, on);
        let mut nodes: Vec<Node> = Vec::new();
        // The nodes below which the programme at hand stands.
        let mut path: Vec<usize> = Vec::new();
        for (at, (_, own)) in asked.iter().enumerate() {
            let above = path.iter().map(|node| nodes[*node].condition);
            let kept = above.zip(own).take_while(|(a, b)| a == *b).count();
            close(&mut nodes, &mut path, kept, at);
            for condition in &own[kept..] {
                path.push(nodes.len());
                nodes.push(Node {
                    condition: *condition,
                    asking: at..at,
                    next: 0,
                });
            }
        }
        close(&mut nodes, &mut path, 0, asked.len());
        Sieve {
            on,
            conditions,
            nodes,
            programmes: asked.into_iter().map(|(programme, _)| programme).collect(),
        }
    }

    /// How many conditions are kept, and how many nodes.
    pub fn size(&self) -> (usize, usize) {
        (self.conditions.len(), self.nodes.len())
    }

    pub fn sift(&self, profile: &Profile) -> Sifted<'_> {
        let respondent = Respondent::new(profile, self.on);
        let mut told: Vec<Option<Truth>> = vec![None; self.conditions.len()];
        let (mut open, mut aside) = (Vec::new(), Vec::new());
        let (mut node, mut programme, mut looked_at) = (0, 0, 0);
        while let Some(here) = self.nodes.get(node) {
            // Those before it ask no more than what was found to hold.
            open.extend_from_slice(&self.programmes[programme..here.asking.start]);
            let holds = *told[here.condition]
                .get_or_insert_with(|| respondent.holds(&self.conditions[here.condition]));
            looked_at += 1;
            (node, programme) = if holds == Truth::No {
                aside.push(here);
                (here.next, here.asking.end)
            } else {
                (node + 1, here.asking.start)
            };
        }
        open.extend_from_slice(&self.programmes[programme..]);
        open.sort_unstable();
        Sifted {
            open,
            looked_at,
            aside,
            sieve: self,
        }
    }
}

/// Ends the nodes of a path that the programme at a place no longer asks.
fn close(nodes: &mut [Node], path: &mut Vec<usize>, kept: usize, at: usize) {
    let next = nodes.len();
    for node in path.drain(kept..) {
        nodes[node].asking.end = at;
        nodes[node].next = next;
    }
}

impl<'s> Sifted<'s> {
    /// Those put aside, each with what it asks that is not fulfilled.
    pub fn refused(&self) -> impl Iterator<Item = (usize, &'s Cond)> {
        self.aside.iter().flat_map(|node| {
            let asking = &self.sieve.programmes[node.asking.clone()];
            let condition = &self.sieve.conditions[node.condition];
            asking.iter().map(move |programme| (*programme, condition))
        })
    }

    pub fn count_of_refused(&self) -> usize {
        self.aside.iter().map(|node| node.asking.len()).sum()
    }
}

/// The condition of a programme in which a part stands that refuses.
pub fn condition_with<'c>(
    programme: &'c Programme,
    part: &Cond,
    on: Date,
) -> Option<&'c Condition> {
    let edition = programme.rules.on(on);
    let mut all = decisive(edition).into_iter();
    let found = all.find(|(_, own)| *own == part)?;
    Some(found.0)
}

/// The sieve of the day that was last asked about.
#[derive(Debug, Default)]
pub struct LatestSieve(RwLock<Option<Arc<Sieve>>>);

impl LatestSieve {
    /// The sieve of a day, made when it is another day than the last time.
    pub fn on(&self, on: Date, make: impl FnOnce() -> Sieve) -> Arc<Sieve> {
        let kept = self.0.read().ok().and_then(|kept| kept.clone());
        if let Some(sieve) = kept.filter(|sieve| sieve.on == on) {
            return sieve;
        }
        let sieve = Arc::new(make());
        if let Ok(mut kept) = self.0.write() {
            *kept = Some(Arc::clone(&sieve));
        }
        sieve
    }
}
