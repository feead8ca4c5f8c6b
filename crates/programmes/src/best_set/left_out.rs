//! Why a programme is not in a set.

use eligibility::Verdict;

use super::candidates::Looked;
use super::options::{Table, Taken};
use super::pairs::Pairs;
use super::reason::{Reason, unmet};
use super::search::Goal;
use super::{LeftOut, Member};
use crate::programme::Programme;

/// The programmes that are not members, with their reasons.
pub fn left_out<'c>(
    looked: &Looked<'c>,
    table: &Table,
    pairs: &Pairs<'c>,
    taken: &[Taken],
    members: &[Member<'c>],
    goal: Goal,
) -> Vec<LeftOut<'c>> {
    let others =
        (0..looked.candidates.len()).filter(|one| taken.iter().all(|t| t.candidate != *one));
    let mut left_out: Vec<LeftOut<'c>> = others
        .map(|candidate| LeftOut {
            programme: looked.candidates[candidate].programme,
            reason: reason(looked, table, pairs, taken, members, candidate, goal),
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
    goal: Goal,
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
    if goal == Goal::Certain && !table.is_ever_eligible(candidate) {
        return Reason::Undecided {
            missing: alone.missing.clone(),
            needs: alone.needs.clone(),
        };
    }
    if goal == Goal::Certain && looked.candidates[candidate].is_old {
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
