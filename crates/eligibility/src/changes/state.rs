//! Where a search stands: the profile and the day as changed so far, and what else could change.

use kernel::Date;

use super::{Change, Changing, Pace, Step, Target, Told, candidates};
use crate::evaluate::{LazyCosts, Memo, Scene};
use crate::fact::{Fact, FactId};
use crate::judge::{Answer, Applicant, Briefly, Known, Verdict};
use crate::profile::{Profile, Value};
use crate::range::{Exact, Truth};
use crate::rules::{Condition, Course, Rules};

/// A value to try. Where only a limit is known, `beyond` is the limit that must not be reached.
pub(super) struct Candidate {
    pub to: Value,
    pub beyond: Option<Exact>,
}

impl Candidate {
    pub(super) fn plain(to: Value) -> Candidate {
        Candidate { to, beyond: None }
    }
}

pub(super) struct State<'s, 'p> {
    pub changing: &'s Changing<'p>,
    pub programme: &'s str,
    pub rules: &'s Rules,
    pub profile: Profile,
    pub on: Date,
    pub steps: Vec<Step>,
    /// What can change in what a condition of some day asks about, found once.
    pub(super) targets: Vec<(*const Condition, Date, Vec<Target>)>,
    /// What came out for all conditions before anything changed; empty while nobody asked.
    truths: Vec<Truth>,
    /// The later days on which conditions can turn.
    pub(super) days: Vec<(*const Condition, Vec<Date>)>,
    /// The days worth waiting for.
    pub(super) waits: Vec<Date>,
    /// Values to try that do not depend on what else is changed.
    pub(super) values: Vec<(FactId, Date, Vec<Value>)>,
}

impl<'s, 'p> State<'s, 'p> {
    pub(super) fn new(changing: &'s Changing<'p>, programme: &'s str, rules: &'s Rules) -> Self {
        State {
            changing,
            programme,
            rules,
            profile: (changing.scratch.take()).unwrap_or_else(|| changing.profile.clone()),
            on: changing.on,
            steps: Vec::new(),
            targets: Vec::new(),
            values: Vec::new(),
            truths: Vec::new(),
            days: Vec::new(),
            waits: Vec::new(),
        }
    }

    /// Remembers what comes out before anything changes, for all conditions of the day.
    pub(super) fn remember(&mut self) {
        let memo = Memo::default();
        let edition = self.rules.on(self.on);
        let costs = edition.expenses.as_ref().map(LazyCosts::new);
        let scene = Scene {
            costs: costs.as_ref(),
            ..Scene::new(&self.profile, self.on, &memo)
        };
        let all = edition.all_conditions();
        self.truths = all.map(|condition| scene.truth(&condition.rule)).collect();
    }

    /// The verdict alone.
    pub(super) fn verdict(&self) -> Verdict {
        self.briefly(|briefly| briefly.verdict(self.programme, self.rules))
    }

    /// What is fulfilled, without what is missing.
    pub(super) fn outcomes(&self) -> Answer<'s> {
        self.briefly(|briefly| briefly.judge(self.programme, self.rules))
    }

    fn briefly<T>(&self, ask: impl FnOnce(Briefly<'_>) -> T) -> T {
        let changed: Vec<FactId> = (self.steps.iter())
            .filter_map(|step| step.target.fact())
            .collect();
        let known = Known {
            edition: self.rules.on(self.changing.on),
            truths: &self.truths,
            changed: &changed,
            on: self.changing.on,
        };
        ask(Briefly {
            profile: &self.profile,
            on: self.on,
            memo: &Memo::default(),
            known: (!self.truths.is_empty()).then_some(known),
        })
    }

    pub(super) fn judge(&self) -> Answer<'s> {
        Applicant::new(&self.profile, self.on).judge(self.programme, self.rules)
    }

    /// The changes made so far, with the answer to them.
    pub(super) fn change(&self, answer: &Answer<'_>) -> Change {
        Change {
            steps: self.steps.clone(),
            verdict: answer.verdict,
            amount: answer.amount,
            missing: match answer.verdict {
                Verdict::Undecided => answer.missing.clone(),
                Verdict::Eligible | Verdict::Ineligible => Vec::new(),
            },
            raised: Vec::new(),
        }
    }

    /// Whether a condition is fulfilled as things stand.
    pub(super) fn truth(&self, condition: &Condition) -> Truth {
        if condition.minimum_grant.is_some() {
            let answer = self.outcomes();
            let mut all = outcomes(&answer);
            let found = all.find(|(_, other, _)| std::ptr::eq(*other, condition));
            return found.map_or(Truth::Unknown, |(_, _, truth)| truth);
        }
        let memo = Memo::default();
        let edition = self.rules.on(self.on);
        let costs = edition.expenses.as_ref().map(LazyCosts::new);
        let scene = Scene {
            costs: costs.as_ref(),
            ..Scene::new(&self.profile, self.on, &memo)
        };
        scene.truth(&condition.rule)
    }

    /// Makes a step.
    pub(super) fn take(&mut self, target: Target, candidate: Candidate) {
        let Candidate { to, beyond } = candidate;
        let from = self.put(target, to.clone());
        let step = match self.about(target) {
            Some(about) => Step {
                pace: self.pace(target),
                ..candidates::step(about, target, from, to, beyond)
            },
            None => Step {
                target,
                from,
                to,
                beyond,
                pace: self.pace(target),
                told: Told::AsAdvice,
            },
        };
        self.steps.push(step);
    }

    /// Takes the last step back.
    pub(super) fn undo(&mut self) {
        if let Some(step) = self.steps.pop() {
            self.put(step.target, step.from);
        }
    }

    fn put(&mut self, target: Target, value: Value) -> Value {
        match target {
            Target::Fact(id) => self.profile.replace(id, value),
            Target::Day => {
                let before = Value::Date(self.on);
                if let Value::Date(day) = value {
                    self.on = day;
                }
                before
            }
            Target::Field {
                list,
                record,
                field,
            } => {
                let mut all = self.profile.replace(list, Value::Unknown);
                let before = match &mut all {
                    Value::List(records) => std::mem::replace(&mut records[record][field], value),
                    _ => Value::Unknown,
                };
                self.profile.replace(list, all);
                before
            }
            // A new record is put in as a list of one, and taken out by putting in what was there: nothing.
            Target::Record(list) => {
                let mut all = self.profile.replace(list, Value::Unknown);
                if let Value::List(records) = &mut all {
                    match value {
                        Value::List(new) => records.extend(new),
                        _ => drop(records.pop()),
                    }
                }
                self.profile.replace(list, all);
                Value::Unknown
            }
        }
    }

    pub(super) fn value(&self, target: Target) -> Value {
        match target {
            Target::Fact(id) => self.profile.get(id).clone(),
            Target::Day => Value::Date(self.on),
            Target::Record(_) => Value::Unknown,
            Target::Field {
                list,
                record,
                field,
            } => match self.profile.get(list) {
                Value::List(records) => records[record][field].clone(),
                _ => Value::Unknown,
            },
        }
    }

    /// The fact or field that a step changes.
    pub(super) fn about(&self, target: Target) -> Option<&'s Fact> {
        match target {
            Target::Fact(id) => Some(self.changing.facts.get(id)),
            Target::Field { list, field, .. } => {
                Some(&self.changing.facts.get(list).fields()[field])
            }
            Target::Record(_) | Target::Day => None,
        }
    }

    fn pace(&self, target: Target) -> Pace {
        match target {
            Target::Day => Pace::ByWaiting,
            Target::Fact(id) => candidates::pace(self.changing.facts.get(id)),
            Target::Field { list, field, .. } => {
                let list = self.changing.facts.get(list);
                let own = &list.fields()[field];
                candidates::pace(if own.can_change() { own } else { list })
            }
            Target::Record(list) => candidates::pace(self.changing.facts.get(list)),
        }
    }
}

impl Drop for State<'_, '_> {
    /// Leaves the profile to the next who tries values.
    fn drop(&mut self) {
        if self.steps.is_empty() {
            let profile = std::mem::take(&mut self.profile);
            self.changing.scratch.replace(Some(profile));
        }
    }
}

/// The conditions of an answer with their courses and outcomes.
pub(super) fn outcomes<'r>(
    answer: &Answer<'r>,
) -> impl Iterator<Item = (Option<&'r Course>, &'r Condition, Truth)> {
    let own = answer.edition.conditions.iter();
    let own = own.zip(answer.conditions.iter());
    let of_courses = answer.courses.iter().flat_map(|answered| {
        let conditions = answered.course.conditions.iter();
        let conditions = conditions.zip(answered.conditions.iter());
        conditions.map(|(condition, truth)| (Some(answered.course), condition, truth))
    });
    own.map(|(condition, truth)| (None, condition, truth))
        .chain(of_courses)
}
