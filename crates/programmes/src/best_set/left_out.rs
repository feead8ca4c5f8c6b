//! Why a programme is not in a set.

use eligibility::range::Truth;
use eligibility::rules::{Condition, Edition};
use eligibility::{Answer, FactId, Verdict};
use kernel::Date;

use super::candidates::Looked;
use super::choosing::Taken;
use super::options::Table;
use super::pairs::{Pairs, Says};
use super::{LeftOut, Member};
use crate::programme::Programme;

/// The reason, the most decisive one first.
#[derive(Clone)]
pub enum Reason<'c> {
    /// Its window is over.
    Closed(Option<Date>),
    /// Its window opens after the horizon of the plan.
    AfterHorizon(Date),
    NotWished,
    /// The conditions that are not met.
    Ineligible(Vec<(&'c Condition, &'c Edition)>),
    /// It has nothing to pay for in this plan.
    Nothing,
    /// Not certain yet: what is missing, or must be obtained first.
    Undecided {
        missing: Vec<FactId>,
        needs: Vec<usize>,
    },
    /// Not certain: its source is old and does not tell whether it is open.
    Old,
    /// A member of the set and it exclude each other.
    Excluded(&'c Programme, Vec<Says<'c>>),
    /// What it would pay for is paid for by these members.
    PaidByOthers(Vec<&'c Programme>),
}

/// The refusal of an answer.
pub fn unmet<'c>(answer: &Answer<'c>) -> Reason<'c> {
    let edition = answer.edition;
    let unmet = answer
        .outcomes()
        .filter(|(_, _, truth)| *truth == Truth::No);
    Reason::Ineligible(
        unmet
            .map(|(_, condition, _)| (condition, edition))
            .collect(),
    )
}

/// The programmes that are not members, with their reasons.
pub fn left_out<'c>(
    looked: &Looked<'c>,
    table: &Table,
    pairs: &Pairs<'c>,
    taken: &[Taken],
    members: &[Member<'c>],
    certain: bool,
) -> Vec<LeftOut<'c>> {
    let others =
        (0..looked.candidates.len()).filter(|one| taken.iter().all(|t| t.candidate != *one));
    let mut left_out: Vec<LeftOut<'c>> = others
        .map(|candidate| LeftOut {
            programme: looked.candidates[candidate].programme,
            reason: reason(looked, table, pairs, taken, members, candidate, certain),
            alone: table.alone(candidate).map(|outcome| outcome.amount),
        })
        .collect();
    left_out.extend(looked.outside.iter().map(|one| LeftOut {
        programme: one.programme,
        reason: one.reason.clone(),
        alone: None,
    }));
    left_out.sort_by(|a, b| a.programme.id.cmp(&b.programme.id));
    left_out
}

fn reason<'c>(
    looked: &Looked<'c>,
    table: &Table,
    pairs: &Pairs<'c>,
    taken: &[Taken],
    members: &[Member<'c>],
    candidate: usize,
    certain: bool,
) -> Reason<'c> {
    let mut expenses = 0..looked.expenses.len();
    let pays = expenses.any(|expense| looked.reads(candidate, expense));
    let Some(alone) = table.alone(candidate) else {
        let (answer, _) = looked.answer(&looked.candidates[candidate], |_| true);
        return match answer.verdict {
            Verdict::Ineligible if pays => unmet(&answer),
            Verdict::Ineligible | Verdict::Eligible | Verdict::Undecided => Reason::Nothing,
        };
    };
    if certain && !table.is_ever_eligible(candidate) {
        return Reason::Undecided {
            missing: alone.missing.clone(),
            needs: alone.needs.clone(),
        };
    }
    if certain && looked.candidates[candidate].is_old {
        return Reason::Old;
    }
    let mut others = taken.iter().map(|one| one.candidate);
    if let Some(other) = others.find(|other| pairs.is_forbidden(candidate, *other)) {
        let says = pairs.get(candidate, other).says.clone();
        return Reason::Excluded(looked.candidates[other].programme, says);
    }
    let reads = |expense: &usize| looked.reads(candidate, *expense);
    let paying = members
        .iter()
        .filter(|member| member.pays.iter().any(reads));
    let paying: Vec<&'c Programme> = paying.map(|member| member.programme).collect();
    Reason::PaidByOthers(paying)
}
