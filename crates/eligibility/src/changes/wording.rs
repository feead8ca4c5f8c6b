//! Changes in words. No sentence asks anybody to dismiss people or to spend for the sake of a grant: each says where
//! the limit lies and what holds now.

mod values;

use kernel::{Bilingual, Yen};

use super::{Change, Changes, Slot, Step, Target, Told};
use crate::fact::Direction;
use crate::formula::walk;
use crate::judge::{Answer, Verdict, YenRange};
use crate::profile::{Profile, Value};
use crate::range::Exact;
use crate::rules::Condition;
use crate::unit::Unit;
use crate::wording::Wording;

/// So many facts are named on which a proposal depends as well.
const MOST_NAMED: usize = 3;

/// Which programme gives a certificate.
pub type Gives<'a> = &'a dyn Fn(usize) -> Option<&'a Bilingual>;

impl Wording<'_> {
    /// What would change an answer, as one or two sentences. `before` is the amount as it is now.
    pub fn change(&self, change: &Change, before: Option<YenRange>, gives: Gives<'_>) -> String {
        let steps: Vec<String> = change.steps.iter().map(|step| self.step(step)).collect();
        let steps = steps.join(&self.say("change-and", &[]).replace('_', " "));
        let steps = steps.as_str();
        let waiting = matches!(change.steps.as_slice(), [step] if step.target == Target::Day);
        let limit = change.steps.iter().any(|step| step.told == Told::AsLimit);
        let now = self.now(change);
        let now = now.as_str();
        let mut said = match (change.verdict, before) {
            (Verdict::Eligible, Some(before)) => {
                let gain = self.gain(change, before);
                self.say(
                    "change-gain",
                    &[("steps", steps), ("now", now), ("gain", &gain)],
                )
            }
            (Verdict::Eligible, None) => {
                let key = match (waiting, limit) {
                    (true, _) => "change-from-day",
                    (false, true) => "change-limit",
                    (false, false) => "change-usable",
                };
                let day = change.steps.first().map(|step| self.value(None, &step.to));
                let day = day.unwrap_or_default();
                self.say(key, &[("steps", steps), ("now", now), ("day", &day)])
            }
            (Verdict::Undecided | Verdict::Ineligible, _) => {
                self.say("change-possible", &[("steps", steps), ("now", now)])
            }
        };
        let mut more: Vec<String> = Vec::new();
        if change.verdict == Verdict::Undecided {
            more.push(self.open(change));
        }
        more.extend(change.steps.iter().flat_map(|step| self.given(step, gives)));
        for sentence in more {
            said.push_str(
                &self
                    .say("change-next", &[("sentence", &sentence)])
                    .replace('_', " "),
            );
        }
        said
    }

    /// Why no change helps, as a sentence; nothing where one does or none is needed.
    pub fn no_change(
        &self,
        changes: &Changes,
        answer: &Answer<'_>,
        profile: &Profile,
    ) -> Option<String> {
        match changes {
            Changes::Unneeded | Changes::To(_) => None,
            Changes::TooMany => Some(self.say("change-too-many", &[])),
            Changes::Nothing { because } => {
                let mut what: Vec<String> = Vec::new();
                for (_, condition, _) in answer.outcomes().filter(|(id, ..)| because.contains(id)) {
                    for named in self.fixed(condition, answer, profile) {
                        if !what.contains(&named) {
                            what.push(named);
                        }
                    }
                }
                let what = what.join(self.listing());
                Some(self.say("change-nothing", &[("what", &what)]))
            }
        }
    }

    /// What cannot change in a condition: the facts that never do, or else the condition itself.
    fn fixed(&self, condition: &Condition, answer: &Answer<'_>, profile: &Profile) -> Vec<String> {
        let facts = walk::facts_of(&condition.rule).into_iter();
        let fixed =
            facts.filter(|id| !self.facts.get(*id).can_change() && !profile.get(*id).is_unknown());
        let labels: Vec<String> = fixed
            .map(|id| self.facts.get(id).label.get(self.lang).to_owned())
            .collect();
        if labels.is_empty() {
            let sentence = self.condition(condition, answer.edition);
            return vec![self.say("change-quoted", &[("sentence", &sentence)])];
        }
        labels
    }

    /// One step, as a clause.
    pub fn step(&self, step: &Step) -> String {
        match step.target {
            Target::Day => {
                let day = self.value(None, &step.to);
                self.say("change-day", &[("day", &day)])
            }
            Target::Record(list) => {
                let list = self.facts.get(list).label.get(self.lang);
                self.say("change-record", &[("list", list)])
            }
            Target::Fact(id) => {
                let fact = self.facts.get(id);
                self.turned(step, fact, fact.label.get(self.lang))
            }
            Target::Field {
                list,
                record,
                field,
            } => {
                let list = self.facts.get(list);
                let field = &list.fields()[field];
                let number = (record + 1).to_string();
                let args = [
                    ("list", list.label.get(self.lang)),
                    ("number", number.as_str()),
                    ("field", field.label.get(self.lang)),
                ];
                self.turned(step, field, &self.say("change-field", &args))
            }
        }
    }

    /// What holds now, where it is a number or a day.
    fn now(&self, change: &Change) -> String {
        let mut known: Vec<(String, String)> = Vec::new();
        for step in &change.steps {
            let (fact, label) = match step.target {
                Target::Fact(id) => {
                    let fact = self.facts.get(id);
                    (fact, fact.label.get(self.lang))
                }
                Target::Field { list, field, .. } => {
                    let field = &self.facts.get(list).fields()[field];
                    (field, field.label.get(self.lang))
                }
                Target::Record(_) | Target::Day => continue,
            };
            if let Value::Number(_) | Value::Date(_) | Value::Choice(_) = step.from {
                known.push((label.to_owned(), self.value(Some(fact), &step.from)));
            }
        }
        match known.as_slice() {
            [] => String::new(),
            [(_, value)] if change.steps.len() == 1 => self
                .say("change-now", &[("value", value)])
                .replace('_', " "),
            several => {
                let each: Vec<String> = several
                    .iter()
                    .map(|(fact, value)| {
                        self.say("change-now-each", &[("fact", fact), ("value", value)])
                    })
                    .collect();
                let all = each.join(self.listing());
                self.say("change-now", &[("value", &all)]).replace('_', " ")
            }
        }
    }

    /// What else it depends on.
    fn open(&self, change: &Change) -> String {
        let labels = change.missing.iter();
        let labels: Vec<&str> = labels
            .map(|id| self.facts.get(*id).label.get(self.lang))
            .collect();
        let key = match labels.len() {
            0 => return self.say("change-open-not-stated", &[]),
            1..=MOST_NAMED => "change-open",
            _ => "change-open-more",
        };
        let first = &labels[..labels.len().min(MOST_NAMED)];
        self.say(key, &[("facts", &first.join(self.listing()))])
    }

    /// Which programmes give the certificates of a step.
    fn given(&self, step: &Step, gives: Gives<'_>) -> Vec<String> {
        let sentence = |kind: usize| {
            let programme = gives(kind)?.get(self.lang);
            Some(self.say("change-given-by", &[("programme", programme)]))
        };
        step.certificates()
            .into_iter()
            .filter_map(sentence)
            .collect()
    }

    /// What is gained: higher rates and caps, and yen as far as they are known.
    fn gain(&self, change: &Change, before: YenRange) -> String {
        let mut gains: Vec<(&str, String, String)> = Vec::new();
        for raised in &change.raised {
            let (key, unit) = match raised.what {
                Slot::Rate => ("change-gain-rate", None),
                Slot::Cap => ("change-gain-cap", self.facts.units.find("yen")),
            };
            let write = |value: Exact| match unit {
                Some(unit) => unit.write(value, self.lang),
                None => Unit::ratio().write(value, self.lang),
            };
            gains.push((key, write(raised.from), write(raised.to)));
        }
        let after = change
            .amount
            .filter(|after| after.is_exact() && before.is_exact());
        let higher = |high: Yen| before.high.is_none_or(|before| high > before);
        if let Some(after) = after {
            let yen = self.yen(Yen(after.low.0 - before.low.0));
            gains.push(("change-gain-yen", String::new(), yen));
        } else if gains.is_empty() {
            gains.push(match change.amount.and_then(|after| after.high) {
                Some(high) if higher(high) => ("change-gain-up-to", String::new(), self.yen(high)),
                _ => ("change-gain-more", String::new(), String::new()),
            });
        }
        // In Japanese a clause that goes on ends otherwise than the last one.
        let last = gains.len() - 1;
        let said = gains.iter().enumerate().map(|(index, (key, from, to))| {
            let going_on = format!("{key}-and");
            let key = if index < last { &going_on } else { *key };
            self.say(key, &[("from", from), ("to", to)])
        });
        let said: Vec<String> = said.collect();
        said.join(&self.say("change-gain-joint", &[]).replace('_', " "))
    }
}

impl Step {
    /// The certificates that are to be had first.
    pub fn certificates(&self) -> Vec<usize> {
        match (&self.from, &self.to) {
            (Value::Certificates(has), Value::Certificates(wanted)) => {
                let new = wanted.iter().filter(|one| !has.contains(one));
                new.map(|one| one.kind).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Whether it asks for more or less of something.
    pub fn direction(&self) -> Option<Direction> {
        super::candidates::direction(&self.from, &self.to)
    }
}
