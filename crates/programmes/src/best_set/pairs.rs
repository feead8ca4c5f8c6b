//! Which two programmes may be had together, and whether they may pay for one expense, as far as their sources say.
//! Both sources must allow; one that forbids is enough. Where one is silent the office is asked: nothing is assumed.

use std::collections::BTreeSet;

use eligibility::fact::FactKind;
use eligibility::formula::walk::Seen;
use eligibility::profile::Value;
use eligibility::range::Truth;
use eligibility::rules::{Condition, walk};
use eligibility::{Profile, Verdict};

use super::candidates::{Candidate, Looked};
use super::reason::Says;
use crate::catalogue::Catalogue;
use crate::programme::{Combines, Programme};

/// Two programmes and what their sources say about having both.
#[derive(Clone)]
pub struct Pair<'c> {
    pub first: &'c Programme,
    pub second: &'c Programme,
    pub relation: Relation,
    /// The statements that bear on it.
    pub says: Vec<Says<'c>>,
    /// The programmes whose source does not say whether both may be had.
    pub silent: Vec<&'c Programme>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    Forbidden,
    /// Both sources allow it.
    Allowed,
    Ask,
}

/// All pairs of candidates.
pub struct Pairs<'c> {
    count: usize,
    /// At `first * count + second`, where `first` is the smaller one.
    pairs: Vec<Option<Pair<'c>>>,
    shares: Vec<bool>,
}

impl<'c> Pairs<'c> {
    pub fn of(catalogue: &'c Catalogue, looked: &Looked<'c>) -> Pairs<'c> {
        let count = looked.candidates.len();
        let mut pairs = vec![None; count * count];
        let mut shares = vec![false; count * count];
        let asked: Vec<BTreeSet<&str>> = looked.candidates.iter().map(asked_about).collect();
        for first in 0..count {
            for second in first + 1..count {
                let (a, b) = (&looked.candidates[first], &looked.candidates[second]);
                let sides = [(a, b, &asked[first]), (b, a, &asked[second])];
                let pair = pair(catalogue, looked, sides);
                let both = allows(a.programme, b.programme, |says| says.same_expense)
                    && allows(b.programme, a.programme, |says| says.same_expense);
                let at = first * count + second;
                pairs[at] = Some(pair);
                shares[at] = both;
            }
        }
        Pairs {
            count,
            pairs,
            shares,
        }
    }

    pub fn get(&self, a: usize, b: usize) -> &Pair<'c> {
        let pair = self.pairs[self.at(a, b)].as_ref();
        pair.expect("two different candidates are a pair")
    }

    pub fn is_forbidden(&self, a: usize, b: usize) -> bool {
        self.get(a, b).relation == Relation::Forbidden
    }

    /// Whether both may pay for the same expense.
    pub fn may_share(&self, a: usize, b: usize) -> bool {
        self.shares[self.at(a, b)]
    }

    fn at(&self, a: usize, b: usize) -> usize {
        a.min(b) * self.count + a.max(b)
    }
}

fn pair<'c>(
    catalogue: &'c Catalogue,
    looked: &Looked<'c>,
    sides: [(&Candidate<'c>, &Candidate<'c>, &BTreeSet<&str>); 2],
) -> Pair<'c> {
    let mut forbidding = Vec::new();
    let mut allowing = Vec::new();
    let mut silent = Vec::new();
    for (one, other, asked) in sides {
        let (own, other_programme) = (one.programme, other.programme);
        let statements = own
            .combines
            .iter()
            .filter(|says| says.with.includes(other_programme));
        let before = (forbidding.len(), allowing.len());
        for statement in statements {
            match statement.together {
                Some(true) => allowing.push(Says::Statement(own, statement)),
                Some(false) => forbidding.push(Says::Statement(own, statement)),
                None => {}
            }
        }
        if asked.contains(other_programme.id.as_str()) {
            forbidding.extend(refusing(catalogue, looked, one, other_programme));
        }
        if before == (forbidding.len(), allowing.len()) {
            silent.push(own);
        }
    }
    let (relation, says) = match (forbidding.is_empty(), silent.is_empty()) {
        (false, _) => (Relation::Forbidden, forbidding),
        (true, true) => (Relation::Allowed, allowing),
        (true, false) => (Relation::Ask, allowing),
    };
    let [(first, second, _), _] = sides;
    Pair {
        first: first.programme,
        second: second.programme,
        relation,
        says,
        silent,
    }
}

/// Whether the source of one says yes about the other, and nowhere no.
fn allows(one: &Programme, other: &Programme, matter: impl Fn(&Combines) -> Option<bool>) -> bool {
    let said = one.combines.iter().filter(|says| says.with.includes(other));
    let said: Vec<bool> = said.filter_map(matter).collect();
    !said.is_empty() && said.iter().all(|yes| *yes)
}

/// The programmes that a candidate asks about as being received: looked up once, for there are many pairs.
fn asked_about<'a>(candidate: &'a Candidate<'_>) -> BTreeSet<&'a str> {
    let mut asked = BTreeSet::new();
    for (_, edition) in &candidate.programme.rules.editions {
        walk(edition, &mut |seen| {
            if let Seen::Receiving(programmes) = seen {
                asked.extend(programmes.iter().map(String::as_str));
            }
        });
    }
    asked
}

/// The conditions by which a programme refuses whoever receives the other one.
fn refusing<'c>(
    catalogue: &'c Catalogue,
    looked: &Looked<'c>,
    candidate: &Candidate<'c>,
    other: &Programme,
) -> Vec<Says<'c>> {
    let fact = catalogue
        .facts
        .only(|kind| matches!(kind, FactKind::Receiving));
    let Some(fact) = fact else {
        return Vec::new();
    };
    let mut also: Profile = looked.profile.clone();
    let mut receiving = match also.get(fact) {
        Value::Receiving(programmes) => programmes.clone(),
        _ => Vec::new(),
    };
    receiving.push(other.id.clone());
    also.set(fact, Value::Receiving(receiving));
    let with = looked.open(candidate, &also);
    if with.verdict != Verdict::Ineligible {
        return Vec::new();
    }
    let refusing = with.outcomes().filter(|(_, _, truth)| *truth == Truth::No);
    let refusing = refusing.filter(|(_, condition, _)| names(condition, &other.id));
    refusing
        .map(|(_, condition, _)| Says::Condition(candidate.programme, condition, with.edition))
        .collect()
}

/// Whether a condition asks if a programme is being received.
fn names(condition: &Condition, programme: &str) -> bool {
    let mut named = false;
    eligibility::formula::walk::condition(&condition.rule, &mut |seen| {
        if let Seen::Receiving(programmes) = seen {
            named |= programmes.iter().any(|id| id == programme);
        }
    });
    named
}
