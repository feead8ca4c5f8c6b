//! The best set (組合せ): which programmes to apply for together, when they exclude each other and each expense is paid
//! once. Two answers: the set with the highest certain amount and the one with the highest possible, each with what
//! it pays, what must be asked of an office, why every other programme was left out, and what to do first.
//! Not here: whether one programme can be used (`eligibility`), and the pages and files that show it.

mod calendar;
mod candidates;
mod choosing;
mod expenses;
mod json;
mod left_out;
mod options;
mod pairs;
mod plan;
mod reason;
mod report;
mod search;
#[cfg(test)]
mod tests;
mod told;

use eligibility::{FactId, Profile, Verdict, YenRange};
use kernel::Date;

use crate::catalogue::Catalogue;
use crate::programme::{JointCap, Programme, WindowState};

pub use calendar::Step;
pub use expenses::{Expense, Label};
pub use json::to_json;
pub use pairs::{Pair, Relation};
pub use plan::{Plan, Planned, read_plan};
pub use reason::{Reason, Says};
pub use report::to_text;
pub use told::{Told, ToldAsk, ToldMember, ToldOut, ToldSet, ToldStep, tell};

/// The best sets for one profile and plan on one day.
pub struct BestSet<'c> {
    pub on: Date,
    pub horizon: Option<Date>,
    /// What is planned, as far as a programme that is looked at pays for it; members name these by position.
    pub expenses: Vec<Expense>,
    /// The set with the highest certain amount: only programmes that can be used.
    pub certain: Chosen<'c>,
    /// The set with the highest possible amount: also what is not decided, or waits for a certificate.
    pub possible: Chosen<'c>,
    /// The best set in which no pair has to be asked about: what remains if every office says no.
    pub unasked: Chosen<'c>,
}

/// One set of programmes that no stated exclusion forbids.
pub struct Chosen<'c> {
    /// In the order of the catalogue.
    pub members: Vec<Member<'c>>,
    /// The money of all members but loans, after joint caps.
    pub total: YenRange,
    /// The pairs of members about which a source is silent.
    pub ask: Vec<Pair<'c>>,
    /// The joint caps that members stand under.
    pub caps: Vec<JointCap<'c>>,
    /// Every other programme that gives money, with the reason.
    pub left_out: Vec<LeftOut<'c>>,
    /// What to do, in order.
    pub steps: Vec<Step<'c>>,
    /// Whether no better set exists. False only where the search was cut short; then the set is still compatible.
    pub proven: bool,
}

/// One programme of a set.
pub struct Member<'c> {
    pub programme: &'c Programme,
    pub verdict: Verdict,
    /// It can be used, and its source is not too old to count on.
    pub is_certain: bool,
    pub amount: YenRange,
    /// False for a loan: it is paid back and not added up.
    pub counted: bool,
    /// The expenses that it pays for.
    pub pays: Vec<usize>,
    pub window: WindowState,
    /// The facts that can still change its answer.
    pub missing: Vec<FactId>,
    /// The certificates (choices of the fact) that must be obtained first.
    pub needs: Vec<usize>,
}

/// A programme that gives money and is not in a set.
pub struct LeftOut<'c> {
    pub programme: &'c Programme,
    pub reason: Reason<'c>,
    /// What it could give if it were alone.
    pub alone: Option<YenRange>,
}

impl Chosen<'_> {
    /// The sum of the members of which it is known that they are open or will open.
    pub fn open_total(&self) -> YenRange {
        let known = self.members.iter().filter(|member| match member.window {
            WindowState::Open | WindowState::Upcoming => true,
            WindowState::Closed | WindowState::Unknown => false,
        });
        choosing::total(known, &self.caps)
    }

    /// Whether both sets hold the same programmes paying the same expenses.
    pub fn is_same(&self, other: &Chosen<'_>) -> bool {
        let key = |chosen: &Chosen<'_>| {
            let members = chosen.members.iter();
            let pairs = members.map(|member| (member.programme.id.clone(), member.pays.clone()));
            pairs.collect::<Vec<_>>()
        };
        key(self) == key(other)
    }
}

/// The best sets of a catalogue for a profile with a plan of expenses.
pub fn best_set<'c>(
    catalogue: &'c Catalogue,
    profile: &Profile,
    plan: &Plan,
    on: Date,
) -> BestSet<'c> {
    let looked = candidates::look(catalogue, profile, plan, on);
    let pairs = pairs::Pairs::of(catalogue, &looked);
    let table = options::Table::of(&looked, &pairs);
    let choose = |goal| choosing::choose(catalogue, &looked, &table, &pairs, goal);
    BestSet {
        on,
        horizon: plan.horizon,
        certain: choose(choosing::Goal::Certain),
        possible: choose(choosing::Goal::Possible),
        unasked: choose(choosing::Goal::Unasked),
        expenses: looked.expenses,
    }
}
