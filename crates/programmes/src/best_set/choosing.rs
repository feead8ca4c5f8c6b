//! From what every programme would give to one set: the search, and what is said of its members.

use eligibility::{Verdict, YenRange};
use kernel::Yen;

use super::calendar::steps;
use super::candidates::{Candidate, Looked, Outcome};
use super::left_out::left_out;
use super::options::{Table, Taken};
use super::pairs::{Pair, Pairs, Relation};
use super::search::{self, Choice, Problem, Worth, capped};
use super::{Chosen, Member};
use crate::catalogue::Catalogue;
use crate::programme::{JointCap, Kind, joint_caps};

/// What is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goal {
    Certain,
    Possible,
    /// The highest certain amount of which no pair must be asked about.
    Unasked,
}

pub fn choose<'c>(
    catalogue: &'c Catalogue,
    looked: &Looked<'c>,
    table: &Table,
    pairs: &Pairs<'c>,
    goal: Goal,
) -> Chosen<'c> {
    let count = looked.candidates.len();
    let caps = joint_caps(&catalogue.programmes);
    let mut taken: Vec<Taken> = Vec::new();
    let mut proven = !table.is_cut;
    for part in parts(looked, table, pairs, &caps, goal) {
        let (problem, kept) = problem(looked, table, pairs, &caps, goal, &part);
        let found = search::search(&problem);
        proven &= found.proven;
        for (position, at) in found.taken.iter().enumerate() {
            let candidate = part[position];
            taken.extend(at.map(|at| Taken {
                candidate,
                choice: kept[position][at],
            }));
        }
    }
    taken.sort_by_key(|one| one.candidate);
    debug_assert!(taken.len() <= count);
    let members: Vec<Member<'c>> = taken
        .iter()
        .map(|one| member(looked, table, *one))
        .collect();
    let caps: Vec<JointCap<'c>> = caps
        .into_iter()
        .filter(|cap| {
            let under = members
                .iter()
                .filter(|m| cap.members.contains(m.programme.id.as_str()));
            under.count() > 0
        })
        .collect();
    Chosen {
        total: total(members.iter(), &caps),
        ask: ask(pairs, &taken),
        left_out: match goal {
            Goal::Certain => left_out(
                looked,
                table,
                pairs,
                &taken,
                &members,
                search::Goal::Certain,
            ),
            Goal::Possible => left_out(
                looked,
                table,
                pairs,
                &taken,
                &members,
                search::Goal::Possible,
            ),
            Goal::Unasked => Vec::new(),
        },
        steps: steps(looked, &members),
        members,
        caps,
        proven,
    }
}

/// The candidates in parts that have nothing to do with each other: each is searched for itself.
fn parts(
    looked: &Looked<'_>,
    table: &Table,
    pairs: &Pairs<'_>,
    caps: &[JointCap<'_>],
    goal: Goal,
) -> Vec<Vec<usize>> {
    let contested = |one: usize| {
        let masks = table.options(one).iter().map(|choice| choice.mask);
        masks.fold(0, |all, mask| all | mask)
    };
    let id = |one: usize| looked.candidates[one].programme.id.as_str();
    let touch = |a: usize, b: usize| {
        is_barred(pairs, a, b, goal)
            || contested(a) & contested(b) != 0
            || (caps.iter()).any(|cap| [a, b].iter().all(|one| cap.members.contains(id(*one))))
    };
    let mut parts: Vec<Vec<usize>> = Vec::new();
    for one in 0..looked.candidates.len() {
        let mut joined = vec![one];
        let touching = |part: &Vec<usize>| part.iter().any(|other| touch(one, *other));
        let (with, apart): (Vec<_>, Vec<_>) = parts.into_iter().partition(touching);
        joined.extend(with.into_iter().flatten());
        joined.sort_unstable();
        parts = apart;
        parts.push(joined);
    }
    parts
}

fn is_barred(pairs: &Pairs<'_>, a: usize, b: usize, goal: Goal) -> bool {
    match (pairs.get(a, b).relation, goal) {
        (Relation::Forbidden, _) | (Relation::Ask, Goal::Unasked) => true,
        (Relation::Ask, Goal::Certain | Goal::Possible) | (Relation::Allowed, _) => false,
    }
}

/// The problem in numbers, and for every option its place in the table.
fn problem(
    looked: &Looked<'_>,
    table: &Table,
    pairs: &Pairs<'_>,
    caps: &[JointCap<'_>],
    goal: Goal,
    part: &[usize],
) -> (Problem, Vec<Vec<usize>>) {
    let matrix = |of: &dyn Fn(usize, usize) -> bool| -> Vec<Vec<bool>> {
        let row = |a: usize| part.iter().map(|b| a != *b && of(a, *b)).collect();
        part.iter().map(|a| row(*a)).collect()
    };
    let mut options = Vec::new();
    let mut kept = Vec::new();
    for one in part {
        let choices = table.options(*one).iter().enumerate();
        let choices = choices.filter(|(_, choice)| match goal {
            Goal::Possible => true,
            Goal::Certain | Goal::Unasked => is_certain(&looked.candidates[*one], &choice.outcome),
        });
        let counted = is_counted(looked.candidates[*one].programme.kind);
        let (places, numbers): (Vec<usize>, Vec<Choice>) = choices
            .map(|(place, choice)| {
                let certain = is_certain(&looked.candidates[*one], &choice.outcome);
                let worth = worth(choice.outcome.amount, certain, counted);
                let mask = choice.mask;
                (place, Choice { mask, worth })
            })
            .unzip();
        options.push(numbers);
        kept.push(places);
    }
    let under = |cap: &JointCap<'_>| -> Vec<usize> {
        let part = part.iter().enumerate();
        let under = part.filter(|(_, one)| {
            let id = looked.candidates[**one].programme.id.as_str();
            cap.members.contains(id)
        });
        under.map(|(position, _)| position).collect()
    };
    let caps = caps.iter().map(|cap| (under(cap), cap.cap.0));
    let problem = Problem {
        options,
        forbidden: matrix(&|a, b| is_barred(pairs, a, b, goal)),
        may_share: matrix(&|a, b| pairs.may_share(a, b)),
        caps: caps.filter(|(members, _)| !members.is_empty()).collect(),
        goal: match goal {
            Goal::Certain | Goal::Unasked => search::Goal::Certain,
            Goal::Possible => search::Goal::Possible,
        },
    };
    (problem, kept)
}

/// A loan is paid back: it is shown, but not added up.
fn is_counted(kind: Kind) -> bool {
    kind != Kind::Loan
}

/// What is not decided is not certain, nor what an old source says of a programme that may be over.
fn is_certain(candidate: &Candidate<'_>, outcome: &Outcome) -> bool {
    outcome.verdict == Verdict::Eligible && !candidate.is_old
}

fn worth(amount: YenRange, is_certain: bool, counted: bool) -> Worth {
    let low = if is_certain { amount.low.0 } else { 0 };
    let high = amount.high.map(|high| high.0);
    Worth { low, high, counted }
}

fn member<'c>(looked: &Looked<'c>, table: &Table, taken: Taken) -> Member<'c> {
    let candidate = &looked.candidates[taken.candidate];
    let choice = &table.options(taken.candidate)[taken.choice];
    let outcome = &choice.outcome;
    let shown = |expense: usize| table.shows(choice.mask, expense);
    let gives = |visible: &dyn Fn(usize) -> bool| {
        let outcome = looked.outcome(candidate, visible);
        outcome.map(|outcome| (outcome.verdict, outcome.amount))
    };
    let own = (0..looked.expenses.len())
        .filter(|expense| shown(*expense) && looked.reads(taken.candidate, *expense));
    // An expense that changes nothing, neither by being left out nor alone, is not one that the programme pays for.
    let nothing = gives(&|_| false);
    let matters = |expense: &usize| {
        table.is_contested(*expense)
            || gives(&|e| shown(e) && e != *expense) != Some((outcome.verdict, outcome.amount))
            || gives(&|e| e == *expense) != nothing
    };
    Member {
        programme: candidate.programme,
        verdict: outcome.verdict,
        is_certain: is_certain(candidate, outcome),
        amount: outcome.amount,
        counted: is_counted(candidate.programme.kind),
        pays: own.filter(matters).collect(),
        window: candidate.window,
        missing: outcome.missing.clone(),
        needs: outcome.needs.clone(),
    }
}

/// The sum of a set: the low end of what can be used, the high end of everything.
pub fn total<'m, 'c: 'm>(
    members: impl Iterator<Item = &'m Member<'c>>,
    caps: &[JointCap<'_>],
) -> YenRange {
    let members: Vec<&Member<'_>> = members.collect();
    let worth = |member: &Member<'_>| worth(member.amount, member.is_certain, member.counted);
    let is_under = |cap: &JointCap<'_>, member: &Member<'_>| {
        cap.members.contains(member.programme.id.as_str())
    };
    let free = members
        .iter()
        .filter(|one| !caps.iter().any(|cap| is_under(cap, one)));
    let free: Vec<Worth> = free.map(|one| worth(one)).collect();
    let together = caps.iter().map(|cap| {
        let under = members.iter().filter(|one| is_under(cap, one));
        let under: Vec<Worth> = under.map(|one| worth(one)).collect();
        capped(&under, cap.cap.0)
    });
    let all = free
        .iter()
        .copied()
        .chain(together)
        .filter(|worth| worth.counted);
    let zero = (0_i64, Some(0_i64));
    let (low, high) = all.fold(zero, |(low, high), worth| {
        let high = high.zip(worth.high).map(|(a, b)| a.saturating_add(b));
        (low.saturating_add(worth.low), high)
    });
    YenRange {
        low: Yen(low),
        high: high.map(Yen),
    }
}

fn ask<'c>(pairs: &Pairs<'c>, taken: &[Taken]) -> Vec<Pair<'c>> {
    let mut found = Vec::new();
    for (at, one) in taken.iter().enumerate() {
        for other in &taken[at + 1..] {
            let pair = pairs.get(one.candidate, other.candidate);
            if pair.relation == Relation::Ask {
                found.push(pair.clone());
            }
        }
    }
    found
}
