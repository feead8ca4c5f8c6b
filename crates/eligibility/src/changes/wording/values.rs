//! Values in words: what something is and what it becomes.

use kernel::{Lang, Yen, wareki};

use crate::changes::Step;
use crate::fact::{Fact, FactKind};
use crate::profile::Value;
use crate::range::{Exact, Range};
use crate::unit::Unit;
use crate::wording::Wording;

impl Wording<'_> {
    /// A value as it is said, for a fact or a day.
    pub fn value(&self, fact: Option<&Fact>, value: &Value) -> String {
        let choices = fact.map_or(&[][..], Fact::choices);
        let choice = |index: usize| match choices.get(index) {
            Some(choice) => choice.label.get(self.lang).to_owned(),
            None => String::new(),
        };
        let listed = |values: Vec<String>| match values.as_slice() {
            [] => self.say("change-none", &[]),
            values => values.join(self.listing()),
        };
        match value {
            Value::Unknown | Value::List(_) | Value::Awards(_) => String::new(),
            Value::YesNo(yes) => match (fact, yes) {
                (Some(fact), true) => fact.label.get(self.lang).to_owned(),
                (Some(fact), false) => self.denied(fact),
                (None, _) => String::new(),
            },
            Value::Number(range) => match fact.map(|fact| &fact.kind) {
                Some(FactKind::Number { unit, .. }) => self.range(unit, range),
                _ => String::new(),
            },
            Value::Date(day) => match self.lang {
                Lang::Ja => wareki::date_ja(*day),
                Lang::En => wareki::date_en(*day),
            },
            Value::Choice(index) => choice(*index),
            Value::Choices(bits) => {
                let chosen = (0..choices.len()).filter(|index| bits >> index & 1 == 1);
                listed(chosen.map(choice).collect())
            }
            Value::Industry(codes) => {
                listed(codes.iter().map(|(code, _)| code.to_string()).collect())
            }
            Value::Text(_, text) => text.clone(),
            Value::Certificates(held) => listed(held.iter().map(|one| choice(one.kind)).collect()),
            Value::Receiving(ids) => self.programme_names(ids),
        }
    }

    pub(super) fn turned(&self, step: &Step, fact: &Fact, label: &str) -> String {
        let (from, to) = (&step.from, &step.to);
        let say = |key: &str, to: &str| self.say(key, &[("fact", label), ("to", to)]);
        match (from, to) {
            (Value::YesNo(_), Value::YesNo(_)) => self.value(Some(fact), to),
            (Value::Number(known), Value::Number(to)) => {
                let up = known
                    .high
                    .is_some_and(|high| to.low.is_some_and(|to| to > high));
                let key = match (up, step.beyond) {
                    (true, None) => "change-at-least",
                    (false, None) => "change-at-most",
                    (true, Some(_)) => "change-above",
                    (false, Some(_)) => "change-below",
                };
                let limit = step.beyond.map_or(*to, Range::point);
                say(key, &self.value(Some(fact), &Value::Number(limit)))
            }
            (Value::Date(from), Value::Date(day)) => {
                let key = if day > from {
                    "change-later"
                } else {
                    "change-earlier"
                };
                say(key, &self.value(None, to))
            }
            (Value::Choices(has), Value::Choices(wanted)) => {
                let added = self.value(Some(fact), &Value::Choices(wanted & !has));
                let taken = self.value(Some(fact), &Value::Choices(has & !wanted));
                let mut clauses = Vec::new();
                if wanted & !has != 0 {
                    clauses.push(say("change-added", &added));
                }
                if has & !wanted != 0 {
                    clauses.push(say("change-taken-away", &taken));
                }
                clauses.join(&self.say("change-and", &[]).replace('_', " "))
            }
            (Value::Certificates(has), Value::Certificates(wanted)) => {
                let new = wanted.iter().filter(|one| !has.contains(one)).cloned();
                let new = self.value(Some(fact), &Value::Certificates(new.collect()));
                self.say("change-certified", &[("kind", &new)])
            }
            (Value::Receiving(has), Value::Receiving(left)) => {
                let gone = has.iter().filter(|one| !left.contains(one)).cloned();
                let gone = self.value(Some(fact), &Value::Receiving(gone.collect()));
                self.say("change-given-up", &[("programmes", &gone)])
            }
            (_, to) => say("change-is", &self.value(Some(fact), to)),
        }
    }

    pub(super) fn yen(&self, yen: Yen) -> String {
        match self.lang {
            Lang::Ja => yen.ja(),
            Lang::En => yen.en(),
        }
    }

    fn range(&self, unit: &Unit, range: &Range) -> String {
        let write = |value: Exact| unit.write(value, self.lang);
        match (range.low, range.high) {
            (Some(low), Some(high)) if low == high => write(low),
            (low, high) => {
                let (low, high) = (low.map(write), high.map(write));
                let args = [
                    ("low", low.as_deref().unwrap_or_default()),
                    ("high", high.as_deref().unwrap_or_default()),
                ];
                self.say("change-between", &args)
                    .replace('_', " ")
                    .trim()
                    .to_owned()
            }
        }
    }
}
