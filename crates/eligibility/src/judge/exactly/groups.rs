//! Open requirements, put together where they share facts.

use std::collections::BTreeMap;

use crate::fact::FactId;
use crate::formula::Cond;
use crate::rules::Counts;

/// A requirement that is open, or everything about money together.
pub(super) struct Open<'r> {
    /// The rule and the position of its condition; none for money.
    pub rule: Option<(&'r Cond, usize)>,
    /// Its number in the study; money comes after all requirements.
    pub number: usize,
    /// The facts that it waits for.
    pub facts: Vec<FactId>,
    pub counts: &'r Counts,
    /// All facts on which it can depend what a look at it finds.
    pub near: &'r [FactId],
}

/// Open requirements that share facts.
pub(super) struct Group<'r>(pub Vec<Open<'r>>);

impl<'r> Group<'r> {
    pub(super) fn rules(&self) -> impl Iterator<Item = (&'r Cond, usize)> {
        self.0.iter().filter_map(|one| one.rule)
    }

    pub(super) fn conditions(&self) -> impl Iterator<Item = usize> {
        self.rules().map(|(_, index)| index)
    }

    pub(super) fn has_money(&self) -> bool {
        self.0.iter().any(|one| one.rule.is_none())
    }

    pub(super) fn counts(&self) -> Counts {
        let mut sum: BTreeMap<FactId, u32> = BTreeMap::new();
        for (fact, count) in self.0.iter().flat_map(|one| one.counts) {
            *sum.entry(*fact).or_default() += count;
        }
        sum.into_iter().collect()
    }
}

/// Puts together what shares a fact.
pub(super) fn together(all: Vec<Open<'_>>) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    for one in all {
        let shares = |group: &Group<'_>| {
            let mut facts = group.0.iter().flat_map(|other| &other.facts);
            facts.any(|fact| one.facts.contains(fact))
        };
        let (mut joined, apart): (Vec<Group<'_>>, _) = groups.into_iter().partition(shares);
        groups = apart;
        let mut group = Group(joined.drain(..).flat_map(|group| group.0).collect());
        group.0.push(one);
        groups.push(group);
    }
    groups
}

/// How often a fact is asked about.
pub(super) fn count(counts: &Counts, fact: FactId) -> u32 {
    let found = counts.binary_search_by_key(&fact, |(id, _)| *id);
    found.map_or(0, |index| counts[index].1)
}

pub(super) fn is_repeated(counts: &Counts, facts: &[FactId]) -> bool {
    facts.iter().any(|fact| count(counts, *fact) > 1)
}
