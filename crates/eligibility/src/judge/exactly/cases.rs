//! The cases that a search tells apart, and what they say together.

use super::search::Found;
use crate::evaluate::Missing;
use crate::fact::FactId;
use crate::formula::Cond;
use crate::judge::amounts;
use crate::profile::Value;
use crate::range::{Range, Truth};

/// One case: what was taken for known, and what comes out.
pub(super) struct Case<'r> {
    pub truth: Truth,
    /// The requirement that is not met.
    refusing: Option<usize>,
    pub granted: Option<Range>,
    /// What is still open in it.
    pub waits_for: Vec<FactId>,
    pub steps: Vec<Step<'r>>,
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

impl<'r> Case<'r> {
    pub(super) fn plain(truth: Truth, steps: &[Step<'r>]) -> Case<'r> {
        Case {
            truth,
            refusing: None,
            granted: None,
            waits_for: Vec::new(),
            steps: steps.to_vec(),
        }
    }

    pub(super) fn refused(by: usize, steps: &[Step<'r>]) -> Case<'r> {
        Case {
            refusing: Some(by),
            ..Case::plain(Truth::No, steps)
        }
    }

    /// Whether another case has another answer. The amounts count only where they depend on what is changed.
    pub(super) fn differs(&self, other: &Case<'_>, with_amount: bool) -> bool {
        if self.truth != other.truth {
            return true;
        }
        let waits = |case: &Case<'_>| !case.waits_for.is_empty();
        let amount = |case: &Case<'_>| case.granted.map(amounts::award);
        match self.truth {
            Truth::No => false,
            Truth::Unknown if with_amount && (waits(self) || waits(other)) => true,
            Truth::Unknown | Truth::Yes => {
                with_amount
                    && match (amount(self), amount(other)) {
                        (None, None) => false,
                        (Some(one), Some(two)) => one != two || !one.is_exact(),
                        _ => true,
                    }
            }
        }
    }
}

/// What all cases say together.
pub(super) fn found(cases: &[Case<'_>], matters: Missing) -> Found {
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
        granted: possible.filter_map(|case| case.granted).reduce(Range::hull),
        missing: matters.into_facts(),
    }
}
