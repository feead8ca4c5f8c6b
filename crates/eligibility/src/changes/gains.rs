//! What would raise the amount of somebody who is eligible: the next tier, a higher rate, a course with better terms.
//! Spending more is not among them: that more costs give more money goes without saying.

use std::collections::BTreeSet;

use super::state::{Candidate, State};
use super::{Change, Changes, Changing, Raised, Slot, Target, records};
use crate::evaluate::{Memo, Scene};
use crate::fact::{FactId, FactKind};
use crate::formula::walk::{self, Seen};
use crate::formula::{Cond, Num, Source};
use crate::judge::{Answer, Verdict, YenRange};
use crate::profile::Value;
use crate::range::Range;
use crate::rules::{Amount, Condition, Edition, Measure, Rules};

/// Gains that are told.
const MOST_GAINS: usize = 3;

pub(super) fn raising(
    changing: &Changing<'_>,
    programme: &str,
    rules: &Rules,
    answer: &Answer<'_>,
) -> Changes {
    let Some(amount) = answer.amount else {
        return Changes::Unneeded;
    };
    let mut state = State::new(changing, programme, rules);
    let edition = rules.on(changing.on);
    let asked = Asked::by(edition);
    let targets = asked.targets(&state);
    if targets.is_empty() {
        return Changes::Unneeded;
    }
    let before = slots(edition, &state);
    let mut found: Vec<Change> = Vec::new();
    for target in targets {
        for candidate in asked.candidates(&mut state, target) {
            state.take(target, candidate);
            let answer = state.judge();
            let raised = raised(&before, &slots(edition, &state));
            let more = answer
                .amount
                .is_some_and(|new| is_more(amount, new, &raised));
            if answer.verdict == Verdict::Eligible && more {
                found.push(Change {
                    raised,
                    ..state.change(&answer)
                });
            }
            state.undo();
        }
    }
    match Change::nearest(found, MOST_GAINS) {
        none if none.is_empty() => Changes::Unneeded,
        some => Changes::To(some),
    }
}

/// Nowhere less, and somewhere more: in yen, or in a rate or cap while yen are not known.
fn is_more(old: YenRange, new: YenRange, raised: &[Raised]) -> bool {
    let high = |range: YenRange| range.high.map_or(i64::MAX, |high| high.0);
    let (lows, highs) = ((old.low.0, new.low.0), (high(old), high(new)));
    let less = lows.1 < lows.0 || highs.1 < highs.0;
    let more = lows.1 > lows.0 || highs.1 > highs.0;
    !less && (more || !raised.is_empty() && !old.is_exact())
}

/// The facts on which the amount depends otherwise than by what is spent.
struct Asked<'r> {
    edition: &'r Edition,
    turning: BTreeSet<FactId>,
    spent: BTreeSet<FactId>,
}

impl<'r> Asked<'r> {
    fn by(edition: &'r Edition) -> Asked<'r> {
        let mut asked = Asked {
            edition,
            turning: BTreeSet::new(),
            spent: BTreeSet::new(),
        };
        for course in &edition.courses {
            for condition in &course.conditions {
                asked.condition(condition);
            }
        }
        for item in edition.expenses.iter().flat_map(|of| &of.items) {
            asked.turning.extend(walk::facts_of(&item.filter));
        }
        for amount in amounts(edition) {
            asked.amount(amount);
        }
        asked
    }

    fn condition(&mut self, condition: &Condition) {
        self.turning.extend(walk::facts_of(&condition.rule));
    }

    fn amount(&mut self, amount: &'r Amount) {
        let limits = [&amount.limits.cap, &amount.limits.floor];
        limits
            .into_iter()
            .flatten()
            .for_each(|num| self.number(num));
        for part in &amount.parts {
            if let Some(when) = &part.when {
                self.turning.extend(walk::facts_of(when));
            }
            let limits = [&part.limits.cap, &part.limits.floor];
            limits
                .into_iter()
                .flatten()
                .for_each(|num| self.number(num));
            match &part.measure {
                Measure::Share { base, less, rate } => {
                    for num in [Some(base), less.as_ref()].into_iter().flatten() {
                        self.number(num);
                        self.spending(num);
                    }
                    rate.iter().for_each(|num| self.number(num));
                }
                Measure::PerUnit {
                    each,
                    per,
                    at_least,
                    ..
                } => {
                    self.number(each);
                    self.number(per);
                    if let (Some(_), Num::Fact(Source::Fact(id), _)) = (at_least, per) {
                        self.turning.insert(*id);
                    }
                }
            }
        }
    }

    /// What the cases of a number ask about.
    fn number(&mut self, num: &Num) {
        let turning = &mut self.turning;
        walk::number(num, &mut |seen| {
            if let Seen::Condition(cond) = seen {
                turning.extend(walk::facts_of(cond));
            }
        });
    }

    fn spending(&mut self, num: &Num) {
        let spent = &mut self.spent;
        walk::number(num, &mut |seen| {
            if let Seen::Number(Num::Fact(Source::Fact(id), _)) = seen {
                spent.insert(*id);
            }
        });
    }

    fn targets(&self, state: &State<'_, '_>) -> Vec<Target> {
        let mut targets = Vec::new();
        for id in &self.turning {
            let fact = state.changing.facts.get(*id);
            let known = state.profile.get(*id);
            if !fact.can_change() || known.is_unknown() {
                continue;
            }
            match &fact.kind {
                FactKind::List(_) => {
                    let all = records::targets(*id, fact, known, state.on);
                    targets.extend(all.into_iter().filter(|target| self.is_asked(*target)));
                }
                FactKind::Number { unit, .. } if unit.is_yen() && self.spent.contains(id) => {}
                _ => targets.push(Target::Fact(*id)),
            }
        }
        targets
    }

    /// Of records only what conditions ask about; what they cost is spent.
    fn is_asked(&self, target: Target) -> bool {
        let Target::Field { list, field, .. } = target else {
            return false;
        };
        let expenses = self.edition.expenses.as_ref();
        expenses.is_none_or(|of| of.list != list || of.amount as usize != field)
    }

    fn candidates(&self, state: &mut State<'_, '_>, target: Target) -> Vec<Candidate> {
        let mut candidates = state.named(target);
        for part in amounts(self.edition).flat_map(|amount| &amount.parts) {
            if let Measure::PerUnit {
                per: Num::Fact(source, _),
                at_least: Some(Num::Literal(least, _)),
                ..
            } = &part.measure
                && let (Source::Fact(id), Target::Fact(of)) = (source, target)
                && *id == of
                && let Value::Number(known) = state.profile.get(of)
                && known.high.is_some_and(|high| high < *least)
            {
                candidates.push(Candidate {
                    to: Value::Number(Range::point(*least)),
                    beyond: None,
                });
            }
        }
        candidates
    }
}

fn amounts(edition: &Edition) -> impl Iterator<Item = &Amount> {
    let of_courses = edition
        .courses
        .iter()
        .filter_map(|course| course.amount.as_ref());
    of_courses.chain(edition.amount.as_ref())
}

/// The rates and caps of an edition as they are for somebody.
fn slots(edition: &Edition, state: &State<'_, '_>) -> Vec<(Slot, Range)> {
    let memo = Memo::default();
    let scene = Scene::new(&state.profile, state.on, &memo);
    let mut slots = Vec::new();
    for amount in amounts(edition) {
        for part in &amount.parts {
            let applies = part.when.as_ref().is_none_or(|when| applies(when, &scene));
            if let (
                true,
                Measure::Share {
                    rate: Some(rate), ..
                },
            ) = (applies, &part.measure)
            {
                slots.push((Slot::Rate, scene.number(rate)));
            } else {
                slots.push((Slot::Rate, Range::ANY));
            }
            let cap = part.limits.cap.as_ref();
            slots.push((Slot::Cap, cap.map_or(Range::ANY, |cap| scene.number(cap))));
        }
        let cap = amount.limits.cap.as_ref();
        slots.push((Slot::Cap, cap.map_or(Range::ANY, |cap| scene.number(cap))));
    }
    slots
}

fn applies(when: &Cond, scene: &Scene<'_>) -> bool {
    scene.truth(when) == crate::range::Truth::Yes
}

fn raised(before: &[(Slot, Range)], after: &[(Slot, Range)]) -> Vec<Raised> {
    let mut found: Vec<Raised> = Vec::new();
    for ((what, old), (_, new)) in before.iter().zip(after) {
        if let (Some(from), Some(to)) = (old.single(), new.single())
            && to > from
        {
            let raised = Raised {
                what: *what,
                from,
                to,
            };
            if !found.contains(&raised) {
                found.push(raised);
            }
        }
    }
    found
}
