//! The parts of sentences: names, expenses, amounts, days.

use std::collections::BTreeSet;

use eligibility::{FactId, YenRange};
use kernel::{Date, Lang, Yen, wareki};

use super::Telling;
use crate::best_set::candidates::certificates;
use crate::best_set::{Expense, Label};
use crate::programme::Programme;

impl Telling<'_, '_> {
    pub(super) fn expense(&self, expense: &Expense) -> String {
        let label = |fact| self.catalogue.facts.get(fact).label.get(self.lang);
        match &expense.label {
            Label::Own(own) => own.get(self.lang).to_owned(),
            Label::Whole(fact) => label(*fact).to_owned(),
            Label::Record { fact, number, kind } => {
                let record = match number {
                    None => label(*fact).to_owned(),
                    Some(number) => {
                        let number = number.to_string();
                        let args = [("fact", label(*fact)), ("number", &number)];
                        self.say("best-expense-record", &args)
                    }
                };
                match kind {
                    None => record,
                    Some(kind) => {
                        let args = [("label", record.as_str()), ("kind", kind.get(self.lang))];
                        self.say("best-expense-kind", &args)
                    }
                }
            }
        }
    }

    pub(super) fn kinds(&self, kinds: &[usize]) -> String {
        let fact = certificates(self.catalogue).map(|id| self.catalogue.facts.get(id));
        let choices = fact.map_or(&[][..], |fact| fact.choices());
        let kinds = kinds.iter().filter_map(|kind| choices.get(*kind));
        let kinds: Vec<&str> = kinds.map(|choice| choice.label.get(self.lang)).collect();
        self.joined(&kinds)
    }

    pub(super) fn facts(&self, facts: &[FactId]) -> String {
        let label = |id| self.catalogue.facts.get(id).label.get(self.lang);
        let labels: Vec<&str> = facts.iter().map(|id| label(*id)).collect();
        self.joined(&labels)
    }

    pub(super) fn names<'p>(&self, programmes: impl Iterator<Item = &'p Programme>) -> String {
        let names: Vec<String> = programmes.map(|one| self.name(one)).collect();
        self.joined(&names)
    }

    /// Joined, each once.
    pub(super) fn joined(&self, texts: &[impl AsRef<str>]) -> String {
        let joint = self.say("best-joint", &[]).replace('_', " ");
        let mut seen = BTreeSet::new();
        let texts = texts.iter().map(AsRef::as_ref);
        let texts: Vec<&str> = texts.filter(|text| seen.insert(text.to_string())).collect();
        texts.join(&joint)
    }

    pub(super) fn name(&self, programme: &Programme) -> String {
        programme.name.get(self.lang).to_owned()
    }

    pub(super) fn amount(&self, amount: YenRange) -> String {
        let low = self.yen(amount.low);
        match amount.high {
            Some(_) if amount.is_exact() => self.say("best-amount-exact", &[("low", &low)]),
            Some(high) if amount.low == Yen(0) => {
                self.say("best-amount-up-to", &[("high", &self.yen(high))])
            }
            Some(high) => {
                let high = self.yen(high);
                self.say("best-amount-between", &[("low", &low), ("high", &high)])
            }
            None => self.say("best-amount-no-limit", &[("low", &low)]),
        }
    }

    pub(super) fn yen(&self, yen: Yen) -> String {
        match self.lang {
            Lang::Ja => yen.ja(),
            Lang::En => yen.en(),
        }
    }

    pub(super) fn day(&self, day: Date) -> String {
        match self.lang {
            Lang::Ja => wareki::date_ja(day),
            Lang::En => wareki::date_en(day),
        }
    }

    pub(super) fn say(&self, key: &str, args: &[(&str, &str)]) -> String {
        crate::words().say(self.lang, key, args)
    }
}
