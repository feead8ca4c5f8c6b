//! What each programme would give for every selection of the expenses that others want to pay for as well.
//! An expense that only one programme can pay for is always put before it.

use eligibility::Verdict;

use super::candidates::{Looked, Outcome};
use super::pairs::Pairs;

/// So many contested expenses that hang together are looked at one by one; further ones are kept together, and the
/// set is then not proven to be the best.
pub const MOST_EXPENSES: usize = 8;

/// The contested expenses and the options of every candidate.
pub struct Table {
    /// The expenses behind each bit of a selection.
    bits: Vec<Vec<usize>>,
    /// The bit of an expense; none when it is not contested.
    bit_of: Vec<Option<u32>>,
    /// By candidate.
    options: Vec<Vec<Choice>>,
    /// Whether expenses had to be kept together.
    pub is_cut: bool,
}

/// A selection of contested expenses and what is given for it.
pub struct Choice {
    pub mask: u64,
    pub outcome: Outcome,
}

/// A candidate that is a member, with its option.
#[derive(Clone, Copy, Debug)]
pub struct Taken {
    pub candidate: usize,
    pub choice: usize,
}

impl Table {
    pub fn of(looked: &Looked<'_>, pairs: &Pairs<'_>) -> Table {
        let mut table = Table {
            bits: Vec::new(),
            bit_of: vec![None; looked.expenses.len()],
            options: Vec::new(),
            is_cut: false,
        };
        for group in groups(looked, pairs) {
            for (position, expense) in group.into_iter().enumerate() {
                let is_full = position >= MOST_EXPENSES || table.bits.len() >= 64;
                match table.bits.last_mut() {
                    Some(last) if is_full => {
                        last.push(expense);
                        table.is_cut = true;
                    }
                    _ => table.bits.push(vec![expense]),
                }
                let last = u32::try_from(table.bits.len() - 1).expect("at most 64 bits");
                table.bit_of[expense] = Some(last);
            }
        }
        let candidates = 0..looked.candidates.len();
        table.options = candidates.map(|one| table.choices(looked, one)).collect();
        table
    }

    pub fn options(&self, candidate: usize) -> &[Choice] {
        &self.options[candidate]
    }

    /// Whether an expense is put before a programme that has this selection.
    pub fn shows(&self, mask: u64, expense: usize) -> bool {
        self.bit_of[expense].is_none_or(|bit| mask >> bit & 1 == 1)
    }

    pub fn is_contested(&self, expense: usize) -> bool {
        self.bit_of[expense].is_some()
    }

    /// The most that a programme could give if it had every expense for itself.
    pub fn alone(&self, candidate: usize) -> Option<&Outcome> {
        let outcomes = self.options[candidate].iter().map(|choice| &choice.outcome);
        outcomes.max_by_key(|outcome| {
            let amount = outcome.amount;
            (amount.high.is_none(), amount.high, amount.low)
        })
    }

    pub fn is_ever_eligible(&self, candidate: usize) -> bool {
        let mut choices = self.options[candidate].iter();
        choices.any(|choice| choice.outcome.verdict == Verdict::Eligible)
    }

    /// The options of a candidate. A selection that gives the same as one with an expense less is left out: the
    /// expense stays free for others.
    fn choices(&self, looked: &Looked<'_>, candidate: usize) -> Vec<Choice> {
        let own: Vec<u32> = (0..)
            .zip(&self.bits)
            .filter(|(_, expenses)| expenses.iter().any(|e| looked.reads(candidate, *e)))
            .map(|(bit, _)| bit)
            .collect();
        let one = &looked.candidates[candidate];
        let selections = 1usize << own.len();
        let mut outcomes: Vec<Option<Outcome>> = Vec::with_capacity(selections);
        let mut choices = Vec::new();
        for selection in 0..selections {
            let chosen = own
                .iter()
                .enumerate()
                .filter(|(at, _)| selection >> at & 1 == 1);
            let mask = chosen.fold(0, |mask, (_, bit)| mask | 1 << bit);
            let shows = |expense: usize| self.shows(mask, expense);
            let outcome = looked.outcome(one, shows);
            // What is not decided and pays for nothing that is planned has no part in the plan.
            let mut expenses = 0..looked.expenses.len();
            let pays = expenses.any(|e| shows(e) && looked.reads(candidate, e));
            let outcome = outcome.filter(|one| pays || one.verdict == Verdict::Eligible);
            let less = (0..own.len()).filter(|at| selection >> at & 1 == 1);
            let is_waste = less
                .map(|at| &outcomes[selection & !(1 << at)])
                .any(|fewer| {
                    let both = fewer.as_ref().zip(outcome.as_ref());
                    both.is_some_and(|(a, b)| (a.verdict, a.amount) == (b.verdict, b.amount))
                });
            if let (Some(outcome), false) = (&outcome, is_waste) {
                let outcome = outcome.clone();
                choices.push(Choice { mask, outcome });
            }
            outcomes.push(outcome);
        }
        choices
    }
}

/// The contested expenses, those that hang together by a programme in one group.
fn groups(looked: &Looked<'_>, pairs: &Pairs<'_>) -> Vec<Vec<usize>> {
    let readers = |expense: usize| -> Vec<usize> {
        let candidates = 0..looked.candidates.len();
        candidates
            .filter(|one| looked.reads(*one, expense))
            .collect()
    };
    let contested = (0..looked.expenses.len()).filter_map(|expense| {
        let readers = readers(expense);
        let mut others = readers.iter().enumerate();
        let is_contested = others.any(|(at, one)| {
            let mut later = readers[at + 1..].iter();
            later.any(|other| !pairs.may_share(*one, *other))
        });
        is_contested.then_some((expense, readers))
    });
    let mut groups: Vec<(Vec<usize>, Vec<usize>)> = Vec::new();
    for (expense, readers) in contested {
        let mut joined = (vec![expense], readers);
        let (touching, apart): (Vec<_>, Vec<_>) = groups
            .into_iter()
            .partition(|(_, of)| of.iter().any(|one| joined.1.contains(one)));
        for (expenses, of) in touching {
            joined.0.extend(expenses);
            joined.1.extend(of);
        }
        joined.0.sort_unstable();
        groups = apart;
        groups.push(joined);
    }
    groups.into_iter().map(|(expenses, _)| expenses).collect()
}
