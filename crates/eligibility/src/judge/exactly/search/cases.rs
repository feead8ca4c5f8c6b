//! The cases that a search tells apart, and what they say together.

use super::Found;
use crate::evaluate::Missing;
use crate::fact::FactId;
use crate::formula::Cond;
use crate::judge::YenRange;
use crate::profile::Value;
use crate::range::Truth;

/// One case: what was taken for known, and what comes out.
pub(super) struct Case {
    pub truth: Truth,
    /// The requirement that is not met.
    refusing: Option<usize>,
    pub amount: Option<YenRange>,
    /// Whether it waits for what the source does not say.
    pub silent: bool,
    /// What is still open in it.
    pub waits_for: Vec<FactId>,
    /// The positions of the steps that lead to it.
    pub path: Vec<usize>,
}

/// What was taken for known on the way to a case.
#[derive(Clone)]
pub(super) enum Step<'r> {
    /// A number lies here; it is so or not.
    Lies(FactId, Value),
    /// One of the values that stand for a fact; bits of those for which the question can be answered yes, and no.
    Among {
        fact: FactId,
        yes: u64,
        no: u64,
        holds: bool,
    },
    /// Taken for what it is, whatever its facts are.
    Taken {
        asked: &'r Cond,
        facts: Vec<FactId>,
        holds: bool,
    },
}

impl Case {
    pub(super) fn plain(truth: Truth, path: &[usize]) -> Case {
        Case {
            truth,
            refusing: None,
            amount: None,
            silent: truth == Truth::Unknown,
            waits_for: Vec::new(),
            path: path.to_vec(),
        }
    }

    pub(super) fn refused(by: usize, path: &[usize]) -> Case {
        Case {
            refusing: Some(by),
            ..Case::plain(Truth::No, path)
        }
    }

    /// Whether another case has another answer. The amounts count only where they depend on what is changed.
    pub(super) fn differs(&self, other: &Case, with_amount: bool) -> bool {
        if self.truth != other.truth || self.silent != other.silent {
            return true;
        }
        let waits = !self.waits_for.is_empty() || !other.waits_for.is_empty();
        match (self.truth, self.amount, other.amount) {
            (Truth::No, ..) => false,
            _ if !with_amount => false,
            (Truth::Unknown, ..) if waits => true,
            (_, None, None) => false,
            (_, Some(one), Some(two)) => one != two || !one.is_exact(),
            _ => true,
        }
    }
}

/// What all cases say together.
pub(super) fn found(cases: &[Case], matters: Missing) -> Found {
    let all = |truth: Truth| cases.iter().all(|case| case.truth == truth);
    let truth = if all(Truth::Yes) {
        Truth::Yes
    } else if all(Truth::No) {
        Truth::No
    } else {
        Truth::Unknown
    };
    let possible = cases.iter().filter(|case| case.truth != Truth::No);
    Found {
        truth,
        refusing: cases.iter().filter_map(|case| case.refusing).max(),
        granted: possible.filter_map(|case| case.amount).reduce(both),
        missing: matters.into_facts(),
    }
}

/// The smallest interval that holds two.
fn both(one: YenRange, other: YenRange) -> YenRange {
    YenRange {
        low: one.low.min(other.low),
        high: one.high.zip(other.high).map(|(a, b)| a.max(b)),
    }
}
