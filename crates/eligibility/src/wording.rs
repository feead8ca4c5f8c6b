//! Sentences made from the rules themselves, in Japanese and English: what is shown is what computes.

mod amounts;
mod conditions;
mod numbers;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use kernel::{Bilingual, Date, Lang, Words, wareki};

use crate::fact::{Fact, FactId, Facts};
use crate::formula::{Cond, Day, Source, walk};
use crate::rules::{Condition, Edition};

pub use amounts::AmountLine;

/// The messages that sentences are built from.
pub fn words() -> &'static Words {
    static WORDS: LazyLock<Words> = LazyLock::new(|| {
        Words::joined([
            &Words::read(
                include_str!("../messages/wording.ja.txt"),
                include_str!("../messages/wording.en.txt"),
            ),
            &Words::read(
                include_str!("../messages/changes.ja.txt"),
                include_str!("../messages/changes.en.txt"),
            ),
        ])
    });
    &WORDS
}

/// Puts rules into words: the catalogue for labels, programme names, the day for what is dated.
#[derive(Clone, Copy)]
pub struct Wording<'a> {
    pub facts: &'a Facts,
    pub programmes: &'a BTreeMap<String, Bilingual>,
    pub on: Date,
    pub lang: Lang,
}

/// Whether a statement or its opposite is said.
#[derive(Clone, Copy, PartialEq)]
enum Said {
    So,
    NotSo,
}

impl<'a> Wording<'a> {
    /// The sentence of a condition.
    pub fn condition(&self, condition: &Condition, edition: &Edition) -> String {
        if let Some(named) = &condition.not_stated {
            return self.say("named-not-stated", &[("what", named.get(self.lang))]);
        }
        if let Some(minimum) = &condition.minimum_grant {
            let minimum = self.number(minimum, Some(edition));
            return self.say("minimum-grant", &[("amount", &minimum)]);
        }
        let said = self.cond(&condition.rule, Said::So, Some(edition));
        self.sentence(said)
    }

    /// What proves a condition: its own evidence, else that of the facts it asks about.
    pub fn evidence(&self, condition: &Condition) -> Option<String> {
        if let Some(evidence) = &condition.evidence {
            return Some(evidence.get(self.lang).to_owned());
        }
        // Several facts are often proved by the same paper: it is named once.
        let mut found: Vec<&str> = Vec::new();
        for id in walk::facts_of(&condition.rule) {
            let evidence = self.facts.get(id).evidence.as_ref();
            let pieces = evidence.map(|text| text.get(self.lang).split(self.listing()));
            for piece in pieces.into_iter().flatten() {
                if !found.contains(&piece) {
                    found.push(piece);
                }
            }
        }
        (!found.is_empty()).then(|| found.join(self.listing()))
    }

    /// A rule in words, for pages about definitions.
    pub fn rule(&self, cond: &Cond) -> String {
        self.sentence(self.cond(cond, Said::So, None))
    }

    pub(crate) fn say(&self, key: &str, args: &[(&str, &str)]) -> String {
        words().say(self.lang, key, args)
    }

    pub(crate) fn listing(&self) -> &'static str {
        match self.lang {
            Lang::Ja => "、",
            Lang::En => ", ",
        }
    }

    /// English sentences begin with a capital letter.
    fn sentence(&self, text: String) -> String {
        match self.lang {
            Lang::Ja => text,
            Lang::En => {
                let mut chars = text.chars();
                chars.next().map_or(String::new(), |first| {
                    first.to_uppercase().chain(chars).collect()
                })
            }
        }
    }

    pub(crate) fn fact(&self, source: Source) -> &'a Fact {
        match source {
            Source::Fact(id) => self.facts.get(id),
            Source::Field { list, index } => &self.facts.get(list).fields()[index as usize],
        }
    }

    fn label(&self, source: Source) -> &'a str {
        self.fact(source).label.get(self.lang)
    }

    fn list_label(&self, id: FactId) -> &'a str {
        self.facts.get(id).label.get(self.lang)
    }

    pub(crate) fn day(&self, day: &Day) -> String {
        match day {
            Day::Literal(date) => match self.lang {
                Lang::Ja => wareki::date_ja(*date),
                Lang::En => wareki::date_en(*date),
            },
            Day::On => self.say("today", &[]),
            Day::Fact(source) => self.label(*source).to_owned(),
            Day::Later(from, steps, _, unit) => {
                let size = crate::range::Exact::from_integer(i128::from(steps.abs()));
                let size = unit.write(size, self.lang);
                let key = if *steps < 0 { "earlier" } else { "later" };
                self.say(key, &[("day", &self.day(from)), ("time", &size)])
            }
        }
    }
}
