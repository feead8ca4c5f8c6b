//! Where a search stands: the profile and the day as changed so far, and what else could change.

use std::collections::BTreeSet;

use kernel::Date;

use super::candidates::{asks, by_amount};
use super::{Change, Changing, Pace, Step, Target, Told, candidates, days, free, records};
use crate::evaluate::{Memo, Scene};
use crate::fact::{Fact, FactId, FactKind};
use crate::formula::Source;
use crate::formula::walk;
use crate::judge::{Answer, Applicant, Verdict};
use crate::profile::{Profile, Value};
use crate::range::{Exact, Truth};
use crate::rules::{Condition, Rules, facts_of};

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
}

impl<'s, 'p> State<'s, 'p> {
    pub(super) fn new(changing: &'s Changing<'p>, programme: &'s str, rules: &'s Rules) -> Self {
        State {
            changing,
            programme,
            rules,
            profile: changing.profile.clone(),
            on: changing.on,
            steps: Vec::new(),
        }
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
    pub(super) fn truth(&self, id: &str, condition: &Condition) -> Truth {
        if by_amount(condition) {
            let answer = self.judge();
            let found = answer.outcomes().find(|(other, ..)| other == id);
            return found.map_or(Truth::Unknown, |(_, _, truth)| truth);
        }
        let memo = Memo::default();
        let scene = Scene::new(&self.profile, self.on, &memo);
        scene.truth(&condition.rule)
    }

    /// What a condition asks about and what can change.
    pub(super) fn targets(&self, condition: &Condition) -> Vec<Target> {
        let edition = self.rules.on(self.on);
        let mut facts: BTreeSet<FactId> = walk::facts_of(&condition.rule);
        if by_amount(condition) {
            facts.extend(facts_of(edition));
        }
        let mut targets: Vec<Target> = Vec::new();
        for id in facts {
            let fact = self.changing.facts.get(id);
            let known = self.profile.get(id);
            if !fact.can_change() || known.is_unknown() {
                continue;
            }
            if let FactKind::List(_) = fact.kind {
                targets.extend(records::targets(id, fact, known, self.on));
                continue;
            }
            let number = matches!(fact.kind, FactKind::Number { .. });
            let any = || {
                let (changing, profile) = (self.changing, &self.profile);
                !candidates::values(changing, edition, id, profile, self.on).is_empty()
            };
            // A number has values to try wherever it is asked about; finding them takes longer than that.
            if number || any() {
                targets.push(Target::Fact(id));
            }
        }
        if self.on == self.changing.on {
            let days = days::of_condition(condition, self.rules, &self.profile, self.on);
            if !days.is_empty() {
                targets.push(Target::Day);
            }
        }
        let taken = |target: &Target| self.steps.iter().any(|step| step.target == *target);
        targets.retain(|target| !taken(target));
        targets
    }

    /// What something is when it is open: unknown, as far as it may change. A day is one day or another.
    pub(super) fn opened(&self, target: Target) -> Vec<Candidate> {
        let value = match target {
            Target::Day | Target::Record(_) => return self.named(target),
            Target::Fact(id) => {
                let (facts, barred) = (self.changing.facts, self.changing.barred);
                free::opened(facts.get(id), self.profile.get(id), self.on, barred)
            }
            Target::Field { .. } => Value::Unknown,
        };
        vec![Candidate::plain(value)]
    }

    /// The values to try. The last step has to fulfil every condition, so that numbers which no rule names can be
    /// reached for.
    pub(super) fn candidates(&mut self, target: Target, last: bool) -> Vec<Candidate> {
        let mut candidates = self.named(target);
        if last {
            let answer = self.judge();
            let unmet = answer
                .outcomes()
                .filter(|(_, _, truth)| *truth == Truth::No);
            for (id, condition, _) in unmet {
                let reaching = match target {
                    Target::Field { list, .. } => asks(condition, list) || by_amount(condition),
                    Target::Fact(_) => by_amount(condition),
                    Target::Record(_) | Target::Day => false,
                };
                if reaching {
                    let reached = self.reached(target, &id, condition);
                    candidates.extend(reached.into_iter().map(Candidate::plain));
                }
            }
        }
        candidates
    }

    /// The values that the rules tell apart.
    pub(super) fn named(&self, target: Target) -> Vec<Candidate> {
        let edition = self.rules.on(self.on);
        let values = match target {
            Target::Day => (days::of_rules(self.rules, &self.profile, self.on).into_iter())
                .map(Value::Date)
                .collect(),
            Target::Record(list) => vec![self.unknown_record(list)],
            Target::Fact(fact) => {
                candidates::values(self.changing, edition, fact, &self.profile, self.on)
            }
            Target::Field { list, field, .. } => {
                let about = &self.changing.facts.get(list).fields()[field];
                let source = Source::Field {
                    list,
                    index: u32::try_from(field).expect("a list has fewer than 2^32 fields"),
                };
                records::values(edition, source, about, &self.value(target), self.on)
            }
        };
        values.into_iter().map(Candidate::plain).collect()
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

    fn unknown_record(&self, list: FactId) -> Value {
        let fields = self.changing.facts.get(list).fields();
        Value::List(vec![vec![Value::Unknown; fields.len()]])
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
