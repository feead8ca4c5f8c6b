//! Requirements: the conditions of all programmes taken apart where they are joined by "and", each once.

use std::fmt::Write;

use eligibility::formula::walk::{self, Seen};
use eligibility::formula::{Cond, in_force};
use eligibility::rules::{Condition, Edition, Rules};
use eligibility::{Applicant, FactId, Profile, Verdict, rules};
use kernel::Date;

use super::Split;

/// One requirement, judged for itself.
#[derive(Debug)]
pub struct Requirement {
    rules: Rules,
    pub facts: Vec<FactId>,
    /// How it splits by each of its facts while nothing else is known.
    pub alone: Vec<Split>,
}

impl Requirement {
    fn new(condition: &Condition, rule: &Cond, facts: Vec<FactId>, on: Date) -> Requirement {
        let alone = Condition {
            rule: rule.clone(),
            minimum_grant: None,
            ..condition.clone()
        };
        let edition = Edition::of_conditions(vec![alone]);
        Requirement {
            rules: Rules {
                editions: vec![(on, edition)],
            },
            facts,
            alone: Vec::new(),
        }
    }

    pub fn verdict(&self, applicant: &Applicant<'_>) -> Verdict {
        applicant.judge("", &self.rules).verdict
    }

    /// Whether nothing is known of what it asks.
    pub fn is_untouched(&self, profile: &Profile) -> bool {
        let mut facts = self.facts.iter();
        !self.facts.is_empty() && facts.all(|fact| profile.get(*fact).is_unknown())
    }
}

/// The requirements of some conditions, each with what it is known by: the same rule is the same requirement
/// wherever it stands.
pub fn parts(conditions: &[Condition], edition: &Edition, on: Date) -> Vec<(String, Requirement)> {
    let mut found = Vec::new();
    for condition in conditions {
        if condition.minimum_grant.is_some() {
            // It waits for the amount: no single answer is known to decide it.
            let facts: Vec<FactId> = rules::facts_of(edition).into_iter().collect();
            let key = format!("{} {:?}", condition.place.file, condition.id);
            found.push((
                key,
                Requirement::new(condition, &Cond::NotStated, facts, on),
            ));
            continue;
        }
        let mut joined = Vec::new();
        take_apart(&condition.rule, on, &mut joined);
        for rule in joined {
            let facts = walk::facts_of(rule).into_iter().collect();
            found.push((key(rule), Requirement::new(condition, rule, facts, on)));
        }
    }
    found
}

/// The parts of a condition that must all be fulfilled.
fn take_apart<'r>(rule: &'r Cond, on: Date, parts: &mut Vec<&'r Cond>) {
    match rule {
        Cond::All(all) => all.iter().for_each(|part| take_apart(part, on, parts)),
        Cond::Defined(definition) => match in_force(&definition.editions, on) {
            Some(means @ Cond::All(_)) => take_apart(means, on, parts),
            _ => parts.push(rule),
        },
        Cond::ByDate(editions) => match in_force(editions, on) {
            Some(means) => take_apart(means, on, parts),
            None => parts.push(rule),
        },
        rule => parts.push(rule),
    }
}

/// What two conditions that ask the same have in common.
fn key(rule: &Cond) -> String {
    let mut key = String::new();
    // Definitions are known by their number: written out they would be long.
    if let Cond::Defined(definition) = rule {
        let _ = write!(key, "definition {}", definition.number);
    } else {
        let mut shared = 0;
        walk::condition(rule, &mut |seen| {
            shared += usize::from(matches!(seen, Seen::Definition(_)));
        });
        let _ = write!(key, "{shared} {rule:?}");
    }
    key
}
