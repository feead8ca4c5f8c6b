//! What would change an answer: for a "no" the nearest permitted change, or the smallest set of up to three, that
//! makes it a "yes"; for a "yes" what would raise the amount. Only facts that can change are looked at, only in the
//! directions in which they can, and every proposal has been judged: nothing here reckons an answer by itself.
//! Not here: which programme gives a certificate, and when it is open.

mod candidates;
mod days;
mod free;
mod gains;
mod goals;
mod reach;
mod records;
mod search;
mod state;
mod steps;
mod targets;
#[cfg(test)]
mod tests;
mod tightening;
mod wording;

use std::cell::RefCell;

use kernel::Date;

use crate::evaluate::Memo;
use crate::fact::{FactId, Facts};
use crate::judge::{Answer, Verdict, YenRange};
use crate::profile::{Profile, Value};
use crate::range::Exact;
use crate::rules::Rules;

/// A set of changes is never larger than this.
pub const MOST_STEPS: usize = 3;

/// What would change an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Changes {
    /// There is nothing to gain, or the answer is not known yet.
    Unneeded,
    /// The nearest first, all of the smallest size; never empty.
    To(Vec<Change>),
    /// Nothing permitted would: these conditions rest on facts that cannot change. Those of a course are called
    /// `course.condition`.
    Nothing { because: Vec<String> },
    /// No set of up to three changes was found.
    TooMany,
}

/// Changes that together give another answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub steps: Vec<Step>,
    /// Eligible, or undecided while other facts are unknown.
    pub verdict: Verdict,
    pub amount: Option<YenRange>,
    /// The unknown facts on which it depends as well.
    pub missing: Vec<FactId>,
    /// The rates and caps that would be higher.
    pub raised: Vec<Raised>,
}

/// One thing that changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    pub target: Target,
    pub from: Value,
    pub to: Value,
    /// The limit itself, where `to` has to stay below or above it.
    pub beyond: Option<Exact>,
    pub pace: Pace,
    pub told: Told,
}

/// What changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Target {
    Fact(FactId),
    /// A field of a record of a list.
    Field {
        list: FactId,
        record: usize,
        field: usize,
    },
    /// One more record, of which nothing is known yet.
    Record(FactId),
    /// The day for which the answer is given: waiting.
    Day,
}

/// How fast it can change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pace {
    Quickly,
    ByWaiting,
    Slowly,
}

/// Whether a step is proposed or told as a limit only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Told {
    AsAdvice,
    AsLimit,
}

/// A rate or cap that would be higher.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Raised {
    pub what: Slot,
    pub from: Exact,
    pub to: Exact,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    Rate,
    Cap,
}

/// Somebody whose answers might change, asked about any number of programmes.
pub struct Changing<'p> {
    profile: &'p Profile,
    facts: &'p Facts,
    on: Date,
    /// Certificates that cannot be had, as bits.
    barred: u64,
    /// The profile with everything unknown that can change: what is refused even so is refused for good.
    free: Profile,
    /// What the shared definitions say of that.
    memo: Memo,
    /// The profile in which values are tried, while nobody does.
    scratch: RefCell<Option<Profile>>,
}

impl<'p> Changing<'p> {
    /// `barred` are the certificates that this applicant cannot have, as bits of the choices.
    pub fn new(profile: &'p Profile, facts: &'p Facts, on: Date, barred: u64) -> Changing<'p> {
        Changing {
            profile,
            facts,
            on,
            barred,
            free: free::profile(profile, facts, on, barred),
            memo: Memo::default(),
            scratch: RefCell::default(),
        }
    }

    /// What would change the answer of a programme's rules. `answer` is what they say now.
    pub fn of(&self, programme: &str, rules: &Rules, answer: &Answer<'_>) -> Changes {
        match answer.verdict {
            Verdict::Ineligible => search::nearest(self, programme, rules, answer),
            Verdict::Eligible => gains::raising(self, programme, rules, answer),
            Verdict::Undecided => Changes::Unneeded,
        }
    }
}

impl Target {
    /// The fact or list that changes.
    fn fact(self) -> Option<FactId> {
        match self {
            Target::Fact(id) | Target::Record(id) | Target::Field { list: id, .. } => Some(id),
            Target::Day => None,
        }
    }
}

impl Change {
    /// Nearer is less: sure before possible, advice before limits, quick before slow, little before much.
    fn distance(&self) -> (Verdict, Told, Vec<Pace>, u64) {
        let told = self.steps.iter().map(|step| step.told).max();
        let mut paces: Vec<Pace> = self.steps.iter().map(|step| step.pace).collect();
        paces.sort_unstable_by(|a, b| b.cmp(a));
        let way = self.steps.iter().map(steps::way).sum();
        (self.verdict, told.unwrap_or(Told::AsAdvice), paces, way)
    }

    fn targets(&self) -> Vec<Target> {
        let mut targets: Vec<Target> = self.steps.iter().map(|step| step.target).collect();
        targets.sort_unstable();
        targets
    }

    /// Of several changes the nearest few, each with other things that change.
    fn nearest(mut found: Vec<Change>, most: usize) -> Vec<Change> {
        found.sort_by_cached_key(|change| {
            let (verdict, told, paces, way) = change.distance();
            (verdict != Verdict::Eligible, told, paces, way)
        });
        let mut kept: Vec<Change> = Vec::new();
        for change in found {
            if kept.len() < most && kept.iter().all(|one| one.targets() != change.targets()) {
                kept.push(change);
            }
        }
        kept
    }
}
