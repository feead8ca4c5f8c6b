//! What is kept of exact answers beyond one applicant: see [`crate::rules::Kept`].

use crate::fact::FactId;
use crate::judge::{Answer, Applicant, Outcomes, Verdict, YenRange};
use crate::rules::Key;

/// An exact answer without the rules that it is about.
pub(super) struct Exact {
    verdict: Verdict,
    conditions: Outcomes,
    courses: Vec<(Verdict, Option<YenRange>)>,
    amount: Option<YenRange>,
    missing: Vec<FactId>,
}

impl Exact {
    pub(super) fn of(answer: &Answer<'_>) -> Exact {
        let courses = answer.courses.iter();
        Exact {
            verdict: answer.verdict,
            conditions: answer.conditions,
            courses: courses.map(|one| (one.verdict, one.amount)).collect(),
            amount: answer.amount,
            missing: answer.missing.clone(),
        }
    }

    /// Makes the plain answer exact.
    pub(super) fn refine<'r>(&self, plain: Answer<'r>) -> Answer<'r> {
        let mut answer = plain;
        for (course, (verdict, amount)) in answer.courses.iter_mut().zip(&self.courses) {
            course.verdict = *verdict;
            course.amount = *amount;
        }
        Answer {
            verdict: self.verdict,
            conditions: self.conditions,
            amount: self.amount,
            missing: self.missing.clone(),
            ..answer
        }
    }
}

/// What is looked at: different things have different keys.
#[derive(Hash)]
pub(super) enum About {
    Edition,
    /// A requirement alone.
    Requirement(usize),
    /// Requirements together, in this order.
    Together(Vec<usize>),
}

impl Applicant<'_> {
    /// The key of what depends on these facts; what is unknown needs no place in it.
    pub(super) fn key(&self, about: About, wanted: Option<&str>, facts: &[FactId]) -> Key {
        let facts = facts.iter().map(|fact| (fact, self.profile.get(*fact)));
        let known: Vec<_> = facts.filter(|(_, value)| !value.is_unknown()).collect();
        Key::of((about, self.on, wanted, self.patience, known))
    }
}
