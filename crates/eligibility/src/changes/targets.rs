//! What else could change where a search stands, and which values there are to try.

use std::collections::BTreeSet;

use kernel::Date;

use super::state::{Candidate, State, outcomes};
use super::{Step, Target, candidates, days, free, records};
use crate::evaluate::{Memo, Scene};
use crate::fact::{FactId, FactKind};
use crate::formula::Source;
use crate::judge::{Answer, Verdict};
use crate::profile::{Profile, Value};
use crate::range::Truth;
use crate::rules::Condition;

impl State<'_, '_> {
    /// What a condition asks about and what can change, besides what is changed already.
    pub(super) fn targets(&mut self, condition: &Condition) -> Vec<Target> {
        let known = (self.targets.iter())
            .position(|(of, on, _)| std::ptr::eq(*of, condition) && *on == self.on);
        let index = known.unwrap_or_else(|| {
            let found = self.changeable(condition);
            self.targets.push((condition, self.on, found));
            self.targets.len() - 1
        });
        let taken = |target: &&Target| self.steps.iter().any(|step| step.target == **target);
        let all = self.targets[index].2.iter();
        all.filter(|target| !taken(target)).copied().collect()
    }

    fn changeable(&mut self, condition: &Condition) -> Vec<Target> {
        let edition = self.rules.on(self.on);
        let asking = edition.asking(condition);
        let mut targets: Vec<Target> = Vec::new();
        for id in &asking.facts {
            let fact = self.changing.facts.get(*id);
            let known = self.changing.profile.get(*id);
            if !fact.can_change() || known.is_unknown() {
                continue;
            }
            if let FactKind::List(_) = fact.kind {
                let all = records::targets(*id, fact, known, self.on);
                let is_open = |target: &Target| {
                    *target != Target::Record(*id) || self.can_be_had(*id, condition)
                };
                targets.extend(all.into_iter().filter(is_open));
                continue;
            }
            let number = matches!(fact.kind, FactKind::Number { .. });
            // A number has values to try wherever it is asked about; finding them takes longer than that.
            if number || !self.values_of(*id).is_empty() {
                targets.push(Target::Fact(*id));
            }
        }
        let (on, profile) = (self.changing.on, self.changing.profile);
        let may_turn = || {
            let mut coming = self.rules.editions.iter().filter(|(from, _)| *from > on);
            coming.next().is_some() || asking.may_turn_after(on) || asking.holds
        };
        if self.on == on && may_turn() {
            let days = days::of_condition(condition, self.rules, profile, on);
            if !days.is_empty() {
                targets.push(Target::Day);
                self.days.push((condition, days));
            }
        }
        targets
    }

    /// Finds the days worth waiting for: those on which something that is not fulfilled now can be.
    pub(super) fn wait_for(&mut self, answer: &Answer<'_>) {
        let changing = self.changing;
        let mut waits: BTreeSet<Date> = BTreeSet::new();
        for (_, condition, _) in outcomes(answer).filter(|(.., truth)| *truth == Truth::No) {
            if !self.targets(condition).contains(&Target::Day) {
                continue;
            }
            let found = self.days.iter();
            let mut found = found.filter(|(of, _)| std::ptr::eq(*of, condition));
            let Some((_, days)) = found.next().cloned() else {
                continue;
            };
            let edition = self.rules.on(changing.on);
            if edition.asking(condition).by_amount {
                waits.extend(days);
                continue;
            }
            let truth = |profile: &Profile, day: Date| {
                let memo = Memo::default();
                Scene::new(profile, day, &memo).truth(&condition.rule)
            };
            let mut before: Option<(Date, [Truth; 2])> = None;
            for day in days {
                let truths = [truth(changing.profile, day), truth(&changing.free, day)];
                let beside = |(last, same): (Date, [Truth; 2])| {
                    same == truths && last.tomorrow().is_ok_and(|next| next == day)
                };
                let begins = self.rules.editions.iter().any(|(from, _)| *from == day);
                let turns = truths[1] != Truth::No && !before.is_some_and(beside);
                if begins || turns {
                    waits.insert(day);
                }
                before = Some((day, truths));
            }
        }
        self.waits = waits.into_iter().collect();
    }

    /// Whether no condition asks about something together with what else is changed.
    pub(super) fn is_alone(&self, target: Target, others: &[Step]) -> bool {
        let Some(own) = target.fact() else {
            return false;
        };
        let others = || others.iter().filter(|step| step.target != target);
        let mut all = self.rules.on(self.on).all_asking().iter();
        all.all(|asking| {
            let asks = |id: Option<FactId>| id.is_some_and(|id| asking.asks(id));
            !asking.asks(own) || !others().any(|step| asks(step.target.fact()))
        })
    }

    /// Whether all is fulfilled that asks about something.
    pub(super) fn is_sure(&self, target: Target) -> bool {
        let edition = self.rules.on(self.on);
        let mut all = edition.all_conditions().zip(edition.all_asking());
        all.all(|(condition, asking)| {
            let asks = target.fact().is_some_and(|id| asking.asks(id));
            !asks || self.truth(condition) == Truth::Yes
        })
    }

    /// Whether new records can be made today or later: days that have passed are not to be had any more.
    pub(super) fn is_open_to_new_records(&mut self) -> bool {
        let new: Vec<FactId> = (self.steps.iter())
            .filter_map(|step| match step.target {
                Target::Record(list) => Some(list),
                Target::Fact(_) | Target::Field { .. } | Target::Day => None,
            })
            .collect();
        new.into_iter()
            .all(|list| self.has_days(list, |state| state.verdict() != Verdict::Ineligible))
    }

    /// Whether a new record could still do something about a condition.
    fn can_be_had(&mut self, list: FactId, condition: &Condition) -> bool {
        let new = self.unknown_record(list);
        self.take(Target::Record(list), Candidate::plain(new));
        let can = self.has_days(list, |state| state.truth(condition) != Truth::No);
        self.undo();
        can
    }

    /// Whether the last record of a list may have days from today on.
    fn has_days(&mut self, list: FactId, does: impl Fn(&Self) -> bool) -> bool {
        let fields = self.changing.facts.get(list).fields();
        (0..fields.len()).all(|field| {
            !matches!(fields[field].kind, FactKind::Date) || self.has_day_for(list, field, &does)
        })
    }

    fn has_day_for(&mut self, list: FactId, field: usize, does: &impl Fn(&Self) -> bool) -> bool {
        let Value::List(records) = self.profile.get(list) else {
            return true;
        };
        let target = Target::Field {
            list,
            record: records.len() - 1,
            field,
        };
        let today = Candidate::plain(Value::Date(self.on));
        let days = self.named(target);
        [today].into_iter().chain(days).any(|day| {
            self.take(target, day);
            let does = does(self);
            self.undo();
            does
        })
    }

    /// The values to try for a fact. Only those of numbers and days depend on what else is changed.
    fn values_of(&mut self, id: FactId) -> Vec<Value> {
        let weighed = self.is_weighed(Target::Fact(id));
        let known =
            (self.values.iter()).find(|(of, on, _)| *of == id && *on == self.on && !weighed);
        if let Some((.., values)) = known {
            return values.clone();
        }
        let edition = self.rules.on(self.on);
        let values = candidates::values(self.changing, edition, id, &mut self.profile, self.on);
        if !weighed {
            self.values.push((id, self.on, values.clone()));
        }
        values
    }

    /// What something is when it is open: unknown, as far as it may change. A day is one day or another.
    pub(super) fn opened(&mut self, target: Target) -> Vec<Candidate> {
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
            let edition = self.rules.on(self.on);
            let answer = self.outcomes();
            for (_, condition, _) in outcomes(&answer).filter(|(.., truth)| *truth == Truth::No) {
                let asking = edition.asking(condition);
                let reaching = match target {
                    Target::Field { list, .. } => asking.by_amount || asking.facts.contains(&list),
                    Target::Fact(_) => asking.by_amount,
                    Target::Record(_) | Target::Day => false,
                };
                if reaching {
                    let reached = self.reached(target, condition);
                    candidates.extend(reached.into_iter().map(Candidate::plain));
                }
            }
        }
        candidates
    }

    /// The values that the rules tell apart.
    pub(super) fn named(&mut self, target: Target) -> Vec<Candidate> {
        let edition = self.rules.on(self.on);
        let values = match target {
            Target::Day => self.waits.iter().copied().map(Value::Date).collect(),
            Target::Record(list) => vec![self.unknown_record(list)],
            Target::Fact(fact) => self.values_of(fact),
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

    fn unknown_record(&self, list: FactId) -> Value {
        let fields = self.changing.facts.get(list).fields();
        Value::List(vec![vec![Value::Unknown; fields.len()]])
    }
}
