//! Sentences made from the rules themselves, in Japanese and English: what is shown is what computes.

mod amounts;
mod numbers;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use kernel::industry::IndustryCode;
use kernel::{Bilingual, Date, Lang, Words, wareki};

use crate::fact::{Fact, FactId, Facts};
use crate::formula::{Comparison, Cond, Day, Num, Source, facts, in_force};
use crate::language::{Fold, Quantity};
use crate::rules::{Condition, Edition};

pub use amounts::AmountLine;

/// The messages that sentences are built from.
pub fn words() -> &'static Words {
    static WORDS: LazyLock<Words> = LazyLock::new(|| {
        Words::read(
            include_str!("../messages/wording.ja.txt"),
            include_str!("../messages/wording.en.txt"),
        )
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
        let mut found: Vec<&str> = Vec::new();
        for id in facts::of_condition(&condition.rule) {
            if let Some(evidence) = &self.facts.get(id).evidence {
                let text = evidence.get(self.lang);
                if !found.contains(&text) {
                    found.push(text);
                }
            }
        }
        (!found.is_empty()).then(|| found.join(self.alternatives()))
    }

    /// A rule in words, for pages about definitions.
    pub fn rule(&self, cond: &Cond) -> String {
        self.sentence(self.cond(cond, Said::So, None))
    }

    pub(crate) fn say(&self, key: &str, args: &[(&str, &str)]) -> String {
        words().say(self.lang, key, args)
    }

    /// Between texts that may contain commas themselves.
    fn alternatives(&self) -> &'static str {
        match self.lang {
            Lang::Ja => "／",
            Lang::En => "; ",
        }
    }

    fn listing(&self) -> &'static str {
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

    fn cond(&self, cond: &Cond, said: Said, edition: Option<&Edition>) -> String {
        let pick = |so: &'static str, not: &'static str| if said == Said::So { so } else { not };
        match cond {
            Cond::Constant(value) => {
                let holds = *value == (said == Said::So);
                self.say(if holds { "always" } else { "never" }, &[])
            }
            Cond::NotStated => self.say("not-stated", &[]),
            Cond::Fact(source) => self.statement(self.fact(*source), said),
            Cond::Not(inner) => {
                let opposite = match said {
                    Said::So => Said::NotSo,
                    Said::NotSo => Said::So,
                };
                self.cond(inner, opposite, edition)
            }
            Cond::All(parts) => self.joined(parts, said, pick("and", "or"), edition),
            Cond::Any(parts) => self.joined(parts, said, pick("or", "and"), edition),
            Cond::Compare(comparison, left, right) => {
                let comparison = turned(*comparison, said);
                self.compared(comparison, left, right, edition)
            }
            Cond::CompareDates(comparison, left, right) => {
                let key = match turned(*comparison, said) {
                    Comparison::Less => "day-before",
                    Comparison::AtMost => "day-until",
                    Comparison::More => "day-after",
                    Comparison::AtLeast => "day-from",
                    Comparison::Equal => "equal",
                    Comparison::Unequal => "unequal",
                };
                self.say(key, &[("a", &self.day(left)), ("b", &self.day(right))])
            }
            Cond::OneOf(source, bits) => {
                let key = match bits.count_ones() {
                    1 => pick("is", "is-not"),
                    _ => pick("is-one-of", "is-none-of"),
                };
                let choices = self.choices(*source, *bits);
                self.say(key, &[("fact", self.label(*source)), ("choices", &choices)])
            }
            Cond::Has(source, quantity, bits) => {
                let key = match (quantity, bits.count_ones()) {
                    (Quantity::None, _) => pick("has-none", "has-any"),
                    (_, 1) => pick("has", "has-not"),
                    (Quantity::Any, _) => pick("has-any", "has-none"),
                    (Quantity::All, _) => pick("has-all", "has-not-all"),
                };
                let choices = self.choices(*source, *bits);
                self.say(key, &[("fact", self.label(*source)), ("choices", &choices)])
            }
            Cond::Industry(source, set) => {
                let key = pick("industry-in", "industry-not-in");
                let codes = self.industries(&set.1.to_string());
                self.say(key, &[("fact", self.label(*source)), ("codes", &codes)])
            }
            Cond::TextIs(source, _, texts) => {
                let quoted: Vec<String> = texts.iter().map(|text| format!("「{text}」")).collect();
                let key = pick("is-one-of", "is-none-of");
                let choices = quoted.join(self.listing());
                self.say(key, &[("fact", self.label(*source)), ("choices", &choices)])
            }
            Cond::If(condition, yes, no) => {
                let condition = self.cond(condition, Said::So, edition);
                let (yes, no) = (self.cond(yes, said, edition), self.cond(no, said, edition));
                self.say("if", &[("c", &condition), ("a", &yes), ("b", &no)])
            }
            Cond::Over { fold, list, filter } => {
                let key = match fold {
                    Fold::All => pick("over-all", "over-not-all"),
                    Fold::None => pick("over-none", "over-any"),
                    _ => pick("over-any", "over-none"),
                };
                let filter = self.cond(filter, Said::So, edition);
                self.say(
                    key,
                    &[("list", self.list_label(*list)), ("filter", &filter)],
                )
            }
            Cond::Holds {
                certificates,
                kind,
                day,
            } => {
                let kind = self.facts.get(*certificates).choices()[*kind]
                    .label
                    .get(self.lang);
                match day {
                    Day::On => self.say(pick("holds", "holds-not"), &[("kind", kind)]),
                    other => {
                        let day = self.day(other);
                        let key = pick("holds-on", "holds-not-on");
                        self.say(key, &[("kind", kind), ("day", &day)])
                    }
                }
            }
            Cond::Awarded {
                programmes, year, ..
            } => {
                let year = self.fiscal_year(year);
                let key = pick("awarded", "awarded-not");
                let names = self.programme_names(programmes);
                self.say(key, &[("programmes", &names), ("year", &year)])
            }
            Cond::Receiving { programmes, .. } => {
                let key = pick("receiving", "receiving-not");
                self.say(key, &[("programmes", &self.programme_names(programmes))])
            }
            Cond::Defined(definition) => {
                let key = pick("counts-as", "counts-not-as");
                self.say(key, &[("what", definition.label.get(self.lang))])
            }
            Cond::ByDate(editions) => match in_force(editions, self.on) {
                Some(cond) => self.cond(cond, said, edition),
                None => self.say("not-stated", &[]),
            },
        }
    }

    fn statement(&self, fact: &Fact, said: Said) -> String {
        match (said, &fact.denied) {
            (Said::So, _) => fact.label.get(self.lang).to_owned(),
            (Said::NotSo, Some(denied)) => denied.get(self.lang).to_owned(),
            (Said::NotSo, None) => self.say("not-so", &[("what", fact.label.get(self.lang))]),
        }
    }

    fn joined(&self, parts: &[Cond], said: Said, key: &str, edition: Option<&Edition>) -> String {
        let said: Vec<String> = parts
            .iter()
            .map(|part| {
                let text = self.cond(part, said, edition);
                match part {
                    Cond::All(inner) | Cond::Any(inner) if inner.len() > 1 => {
                        self.say("bracket", &[("text", &text)])
                    }
                    Cond::If(..) => self.say("bracket", &[("text", &text)]),
                    _ => text,
                }
            })
            .collect();
        let joint = self.say(key, &[]).replace('_', " ");
        said.join(&joint)
    }

    fn compared(
        &self,
        comparison: Comparison,
        left: &Num,
        right: &Num,
        edition: Option<&Edition>,
    ) -> String {
        let b = self.number(right, edition);
        if let (Num::Awards { programmes, .. }, Num::Literal(zero, _)) = (left, right) {
            let none = comparison == Comparison::Equal && *zero == crate::range::ZERO;
            if none {
                let programmes = self.programme_names(programmes);
                return self.say("never-awarded", &[("programmes", &programmes)]);
            }
        }
        if let Num::Elapsed(from, Day::On) = left {
            let key = match comparison {
                Comparison::Less => "passed-less",
                Comparison::AtMost => "passed-at-most",
                Comparison::More => "passed-more",
                Comparison::AtLeast => "passed-at-least",
                Comparison::Equal => "passed-equal",
                Comparison::Unequal => "passed-unequal",
            };
            return self.say(key, &[("from", &self.day(from)), ("time", &b)]);
        }
        let key = match comparison {
            Comparison::Less => "less",
            Comparison::AtMost => "at-most",
            Comparison::More => "more",
            Comparison::AtLeast => "at-least",
            Comparison::Equal => "equal",
            Comparison::Unequal => "unequal",
        };
        self.say(key, &[("a", &self.number(left, edition)), ("b", &b)])
    }

    fn choices(&self, source: Source, bits: u64) -> String {
        let chosen: Vec<&str> = self
            .fact(source)
            .choices()
            .iter()
            .enumerate()
            .filter(|(index, _)| bits >> index & 1 == 1)
            .map(|(_, choice)| choice.label.get(self.lang))
            .collect();
        chosen.join(self.listing())
    }

    /// `JSIC14[E, 411]` with the names that are known: "製造業（E）、411".
    fn industries(&self, set: &str) -> String {
        let codes = set
            .split_once('[')
            .map_or(set, |(_, codes)| codes.trim_end_matches(']'));
        let named: Vec<String> = codes
            .split(',')
            .map(|code| {
                let code = code.trim();
                let parsed = IndustryCode::parse(code).ok();
                let name = parsed.and_then(|parsed| match self.lang {
                    Lang::Ja => parsed.ja_name(),
                    Lang::En => parsed.en_name(),
                });
                match name {
                    Some(name) => self.say("industry", &[("name", name), ("code", code)]),
                    None => code.to_owned(),
                }
            })
            .collect();
        named.join(self.listing())
    }

    fn programme_names(&self, ids: &[String]) -> String {
        let names: Vec<String> = ids
            .iter()
            .map(|id| {
                let name = self.programmes.get(id).map(|name| name.get(self.lang));
                self.say("programme", &[("name", name.unwrap_or(id))])
            })
            .collect();
        names.join(self.listing())
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

/// The comparison that says the opposite.
fn turned(comparison: Comparison, said: Said) -> Comparison {
    if said == Said::So {
        return comparison;
    }
    match comparison {
        Comparison::Less => Comparison::AtLeast,
        Comparison::AtMost => Comparison::More,
        Comparison::More => Comparison::AtMost,
        Comparison::AtLeast => Comparison::Less,
        Comparison::Equal => Comparison::Unequal,
        Comparison::Unequal => Comparison::Equal,
    }
}
