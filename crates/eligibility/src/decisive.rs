//! Decisive conditions: the parts of an edition's conditions of which each one alone, when it is not fulfilled, refuses
//! everybody. They depend on the profile and the day, never on the amount, so that one answer serves all programmes
//! that ask the same.

use kernel::Date;

use crate::evaluate::{Memo, Scene};
use crate::formula::walk::{Seen, condition};
use crate::formula::{Cond, Num};
use crate::profile::Profile;
use crate::range::Truth;
use crate::rules::{Condition, Edition};

/// The decisive parts of an edition, with the condition in which each stands.
pub fn decisive(edition: &Edition) -> Vec<(&Condition, &Cond)> {
    let mut found = Vec::new();
    for condition in &edition.conditions {
        // Such a condition is about the amount; its rule is not used.
        if condition.minimum_grant.is_none() {
            parts(&condition.rule, &mut |part| found.push((condition, part)));
        }
    }
    found
}

/// What must hold together is refused by each of its parts.
fn parts<'r>(rule: &'r Cond, found: &mut dyn FnMut(&'r Cond)) {
    match rule {
        Cond::All(all) => all.iter().for_each(|part| parts(part, found)),
        Cond::NotStated | Cond::Constant(true) => {}
        other if asks_for_costs(other) => {}
        other => found(other),
    }
}

fn asks_for_costs(rule: &Cond) -> bool {
    let mut costs = false;
    condition(rule, &mut |seen| {
        costs |= matches!(seen, Seen::Number(Num::EligibleCost(_)));
    });
    costs
}

/// Somebody who is asked decisive parts on one day. What the shared definitions say of them is worked out once.
pub struct Respondent<'p> {
    profile: &'p Profile,
    on: Date,
    memo: Memo,
}

impl<'p> Respondent<'p> {
    pub fn new(profile: &'p Profile, on: Date) -> Respondent<'p> {
        Respondent {
            profile,
            on,
            memo: Memo::default(),
        }
    }

    /// Whether a decisive part holds for them.
    pub fn holds(&self, part: &Cond) -> Truth {
        let scene = Scene::new(self.profile, self.on, &self.memo);
        scene.truth(part)
    }
}
