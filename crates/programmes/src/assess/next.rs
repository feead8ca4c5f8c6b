//! Which fact to ask for next.

use std::collections::BTreeMap;

use eligibility::{FactId, Verdict};

use super::Assessed;
use crate::programme::WindowState;

/// The fact that most undecided programmes are waiting for. Programmes that cannot be applied for any more
/// count only when nothing else is open; the earlier fact of the catalogue wins a tie.
pub(super) fn question(answers: &[Assessed<'_>]) -> Option<FactId> {
    let current = most_wanted(
        answers
            .iter()
            .filter(|assessed| assessed.window != WindowState::Closed),
    );
    current.or_else(|| most_wanted(answers.iter()))
}

fn most_wanted<'a>(answers: impl Iterator<Item = &'a Assessed<'a>>) -> Option<FactId> {
    let mut wanted: BTreeMap<FactId, (usize, usize)> = BTreeMap::new();
    for assessed in answers {
        let undecided = assessed.answer.verdict == Verdict::Undecided;
        for fact in &assessed.answer.missing {
            let (verdicts, amounts) = wanted.entry(*fact).or_default();
            if undecided {
                *verdicts += 1;
            } else {
                *amounts += 1;
            }
        }
    }
    wanted
        .into_iter()
        .max_by(|(a, wanted_a), (b, wanted_b)| wanted_a.cmp(wanted_b).then(b.cmp(a)))
        .map(|(fact, _)| fact)
}
