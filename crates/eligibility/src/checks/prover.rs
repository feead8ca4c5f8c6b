//! Proves that conditions cannot hold together, with the engine itself: somebody of whom nothing is known is judged
//! exactly, and who is refused then is refused whoever it is.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use kernel::{Date, Place};

use super::Span;
use super::days::days;
use crate::evaluate::{Memo, Scene};
use crate::fact::{FactId, Facts};
use crate::formula::walk::{self, Seen};
use crate::formula::{Cond, Num};
use crate::judge::{Applicant, Verdict};
use crate::profile::Profile;
use crate::range::Range;
use crate::rules::{Condition, Edition, Expenses, MOST_CONDITIONS, Rules};

/// So many steps are taken for one proof; what would take more is not proved.
const MOST_STEPS: u32 = 400;

pub(super) struct Prover<'a> {
    pub facts: &'a Facts,
    unknown: &'a Profile,
    expenses: Option<&'a Expenses>,
    pub span: Span,
    /// Nobody in particular, on the days that were looked at.
    applicants: RefCell<BTreeMap<Date, Applicant<'a>>>,
}

impl<'a> Prover<'a> {
    pub fn new(
        facts: &'a Facts,
        unknown: &'a Profile,
        expenses: Option<&'a Expenses>,
        span: Span,
    ) -> Prover<'a> {
        Prover {
            facts,
            unknown,
            expenses,
            span,
            applicants: RefCell::default(),
        }
    }

    /// Whether conditions can never hold together, given what else has to hold. Of what is given only that is looked
    /// at which shares facts with them, directly or through others.
    pub fn never(&self, together: &[Cond], given: &[Cond]) -> bool {
        self.never_in(self.span, together, given)
    }

    /// The same for the days of a part of the time.
    pub fn never_in(&self, span: Span, together: &[Cond], given: &[Cond]) -> bool {
        let near = self.near(together, given);
        let mut conds: Vec<&Cond> = together.iter().chain(near).collect();
        // What is asked once is not tried out value by value; what is asked twice is.
        conds.extend(together.iter().filter(|cond| names_choices(cond)));
        if conds.len() > MOST_CONDITIONS || span.is_empty() {
            return false;
        }
        let mut edition = Edition::of_conditions(conds.iter().map(|cond| plain(cond)).collect());
        edition.expenses = self.expenses.cloned();
        let days = days(&conds, span);
        let rules = Rules {
            editions: vec![(Date::MIN, edition)],
        };
        let mut applicants = self.applicants.borrow_mut();
        days.into_iter().all(|day| {
            let applicant = applicants
                .entry(day)
                .or_insert_with(|| Applicant::patient(self.unknown, day, MOST_STEPS));
            let answer = applicant.judge_exactly("", &rules, self.facts);
            answer.verdict == Verdict::Ineligible
        })
    }

    /// Whether a condition holds always, given what else has to hold.
    pub fn always(&self, cond: &Cond, given: &[Cond]) -> bool {
        self.never(&[denied(cond)], given)
    }

    fn near<'c>(&self, together: &[Cond], given: &'c [Cond]) -> Vec<&'c Cond> {
        let mut facts: BTreeSet<FactId> = BTreeSet::new();
        for cond in together {
            facts.extend(self.facts_of(cond));
        }
        let asked: Vec<BTreeSet<FactId>> = given.iter().map(|cond| self.facts_of(cond)).collect();
        let mut taken = vec![false; given.len()];
        while let Some(next) =
            (0..given.len()).find(|index| !taken[*index] && !asked[*index].is_disjoint(&facts))
        {
            taken[next] = true;
            facts.extend(&asked[next]);
        }
        let mut taken = taken.into_iter();
        given
            .iter()
            .filter(|_| taken.next().unwrap_or(false))
            .collect()
    }

    /// The facts that a condition asks about; for eligible costs those from which they are worked out.
    pub fn facts_of(&self, cond: &Cond) -> BTreeSet<FactId> {
        let mut found = BTreeSet::new();
        let mut costs = false;
        walk::condition(cond, &mut |seen| match seen {
            Seen::Fact(id) => {
                found.insert(id);
            }
            Seen::Number(Num::EligibleCost(_)) => costs = true,
            _ => {}
        });
        if let Some(expenses) = self.expenses.filter(|_| costs) {
            found.insert(expenses.list);
        }
        found
    }

    /// All values that a number can have, whoever it is.
    pub fn range(&self, num: &Num) -> Range {
        let day = self.span.first.or(self.span.last).unwrap_or(Date::MIN);
        let memo = Memo::default();
        Scene::new(self.unknown, day, &memo).number(num)
    }
}

/// Whether a condition names some of the choices of a fact: together they may be all there are.
fn names_choices(cond: &Cond) -> bool {
    let mut found = false;
    walk::condition(cond, &mut |seen| {
        found |= matches!(
            seen,
            Seen::Condition(Cond::OneOf(..) | Cond::Has(..) | Cond::Industry(..))
        );
    });
    found
}

pub(super) fn denied(cond: &Cond) -> Cond {
    match cond {
        Cond::Not(inner) => (**inner).clone(),
        other => Cond::Not(Box::new(other.clone())),
    }
}

fn plain(cond: &Cond) -> Condition {
    Condition {
        id: String::new(),
        rule: cond.clone(),
        basis: None,
        evidence: None,
        note: None,
        not_stated: None,
        place: Place::start_of(""),
        minimum_grant: None,
    }
}
