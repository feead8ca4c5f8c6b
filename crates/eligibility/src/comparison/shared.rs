//! What rules share: the facts that must be answered, and the definitions.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use kernel::{Date, Lang};

use super::joint::Joint;
use super::rewrite::same;
use super::{Change, Pair, Part, Row, Side};
use crate::fact::{Fact, FactId, FactKind};
use crate::formula::walk::Seen;
use crate::formula::{Cond, Definition, Num};
use crate::rules::{facts_of, walk};

impl Pair<'_> {
    /// The facts that the rules ask about: no longer, newly, or asked in another way.
    pub(super) fn facts(&self) -> Vec<Row> {
        let asked = |side: &Side<'_>| -> BTreeMap<String, FactId> {
            let ids: BTreeSet<FactId> = facts_of(side.edition);
            ids.into_iter()
                .map(|id| (side.facts.get(id).id.clone(), id))
                .collect()
        };
        let (old, new) = (asked(&self.old.side), asked(&self.new.side));
        let mut rows = Vec::new();
        for name in old.keys().chain(new.keys()).collect::<BTreeSet<_>>() {
            let was = old.get(name).map(|id| self.old.side.facts.get(*id));
            let now = new.get(name).map(|id| self.new.side.facts.get(*id));
            rows.push(self.fact(name, was, now));
        }
        rows
    }

    fn fact(&self, name: &str, old: Option<&Fact>, new: Option<&Fact>) -> Row {
        let mut row = self.row(Part::Facts, name, self.say("label-fact", &[("id", name)]));
        let said = |fact: &Fact| fact.label.get(self.lang).to_owned();
        row.old = old.map(said);
        row.new = new.map(said);
        match (old, new) {
            (Some(was), Some(now)) => self.asked_otherwise(was, now, &mut row),
            (None, _) => {
                row.change = Change::Added;
                row.meaning.push(self.say("fact-added", &[]));
            }
            (_, None) => {
                row.change = Change::Removed;
                row.meaning.push(self.say("fact-removed", &[]));
            }
        }
        row
    }

    fn asked_otherwise(&self, old: &Fact, new: &Fact, row: &mut Row) {
        let unit = |fact: &Fact| match &fact.kind {
            FactKind::Number { unit, range } => Some((unit.clone(), *range)),
            _ => None,
        };
        if old.kind.word() != new.kind.word() || unit(old) != unit(new) {
            row.change = Change::Unproven;
            row.meaning.push(self.say("fact-other-kind", &[]));
        }
        let missing = |from: &Fact, other: &Fact| -> Vec<String> {
            let choices = from.choices().iter();
            let gone = choices.filter(|choice| other.choice(&choice.id).is_none());
            let gone = gone.map(|choice| choice.label.get(self.lang).to_owned());
            let fields = from.fields().iter();
            let fields = fields.filter(|field| other.fields().iter().all(|f| f.id != field.id));
            gone.chain(fields.map(|field| field.label.get(self.lang).to_owned()))
                .collect()
        };
        for (key, names) in [
            ("fact-choices-added", missing(new, old)),
            ("fact-choices-removed", missing(old, new)),
        ] {
            if !names.is_empty() {
                row.change = Change::Different;
                let names = names.join(self.listing());
                row.meaning.push(self.say(key, &[("names", &names)]));
            }
        }
        let texts = |fact: &Fact| {
            let more = [&fact.denied, &fact.question, &fact.help, &fact.evidence];
            (fact.label.clone(), more.map(Clone::clone))
        };
        if row.change == Change::Same && texts(old) != texts(new) {
            row.change = Change::Text;
            let text = |fact: &Fact| {
                let asked = fact.question.as_ref().unwrap_or(&fact.label);
                asked.get(self.lang).to_owned()
            };
            let (was, now) = (text(old), text(new));
            if was == now {
                row.meaning.push(self.say("fact-texts", &[]));
            } else {
                let args = [("old", was.as_str()), ("new", now.as_str())];
                row.meaning.push(self.say("fact-asked-otherwise", &args));
            }
        }
    }

    fn definition(&self, id: &str, old: Option<&Shared>, new: Option<&Shared>) -> Row {
        let either = new.or(old).expect("a line is about something");
        let label = self.say(
            "label-definition",
            &[("name", either.label(self.lang)), ("id", id)],
        );
        let mut row = self.row(Part::Definitions, id, label);
        row.old = old.map(|one| one.said(&self.old));
        row.new = new.map(|one| one.said(&self.new));
        match (old, new) {
            (Some(Shared::Cond(was)), Some(Shared::Cond(now))) => {
                let was = self.old.opened.cond(&Cond::Defined(was.clone()));
                let now = self.new.opened.cond(&Cond::Defined(now.clone()));
                if !same(&was, &now) {
                    let found = self.truths(&was, &now);
                    self.tell(&found, "definition", None, &mut row);
                }
            }
            (Some(Shared::Num(was)), Some(Shared::Num(now))) => {
                let unit = Some(now.unit.clone());
                let was = self.old.opened.num(&Num::Defined(was.clone()));
                let now = self.new.opened.num(&Num::Defined(now.clone()));
                if !same(&was, &now) {
                    let found = self.numbers(Some(&was), Some(&now));
                    self.tell(&found, "number", unit, &mut row);
                }
            }
            (Some(_), Some(_)) => {
                row.change = Change::Unproven;
                row.meaning.push(self.say("must-be-read", &[]));
            }
            (None, _) => {
                row.change = Change::Added;
                row.meaning.push(self.say("definition-added", &[]));
            }
            (_, None) => {
                row.change = Change::Removed;
                row.meaning.push(self.say("definition-removed", &[]));
            }
        }
        row
    }
}

/// A definition or parameter that rules use.
enum Shared {
    Cond(Arc<Definition<Cond>>),
    Num(Arc<Definition<Num>>),
}

impl Shared {
    fn label(&self, lang: Lang) -> &str {
        match self {
            Shared::Cond(definition) => definition.label.get(lang),
            Shared::Num(definition) => definition.label.get(lang),
        }
    }

    fn said(&self, side: &super::Looked<'_>) -> String {
        match self {
            Shared::Cond(definition) => side
                .wording
                .rule(&Cond::ByDate(definition.editions.clone())),
            Shared::Num(definition) => side
                .wording
                .number(&Num::ByDate(definition.editions.clone()), None),
        }
    }
}

/// The definitions that the editions of both sides use, each once: lines of the same table.
pub fn definitions(old: &[Side<'_>], new: &[Side<'_>], on: Date, lang: Lang) -> Vec<Row> {
    let (was, now) = (used(old), used(new));
    let (Some(first), Some(second)) = (old.first(), new.first()) else {
        return Vec::new();
    };
    let joint = Joint::new(first, second);
    let pair = Pair::new(&joint, first, second, on, lang);
    let ids: BTreeSet<&String> = was.keys().chain(now.keys()).collect();
    ids.into_iter()
        .map(|id| pair.definition(id, was.get(id), now.get(id)))
        .collect()
}

fn used(sides: &[Side<'_>]) -> BTreeMap<String, Shared> {
    let mut found = BTreeMap::new();
    for side in sides {
        walk(side.edition, &mut |seen| match seen {
            Seen::Definition(definition) => {
                found
                    .entry(definition.id.clone())
                    .or_insert_with(|| Shared::Cond(definition.clone()));
            }
            Seen::Number(Num::Defined(definition)) => {
                found
                    .entry(definition.id.clone())
                    .or_insert_with(|| Shared::Num(definition.clone()));
            }
            _ => {}
        });
    }
    found
}
