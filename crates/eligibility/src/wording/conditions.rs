//! Conditions in words, and their opposites.

use kernel::Lang;
use kernel::industry::IndustryCode;

use super::{Said, Wording};
use crate::fact::Fact;
use crate::formula::{Comparison, Cond, Day, Num, Source, in_force};
use crate::language::{Fold, Quantity};
use crate::rules::Edition;

impl Wording<'_> {
    pub(super) fn cond(&self, cond: &Cond, said: Said, edition: Option<&Edition>) -> String {
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
            Cond::If(..) => {
                let mut cases = Vec::new();
                let mut rest = cond;
                while let Cond::If(condition, yes, no) = rest {
                    let condition = self.cond(condition, Said::So, edition);
                    cases.push((condition, self.cond(yes, said, edition)));
                    rest = no;
                }
                self.cases(&cases, &self.cond(rest, said, edition))
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

    /// The statement of a yes/no fact that is not so.
    pub(crate) fn denied(&self, fact: &Fact) -> String {
        self.statement(fact, Said::NotSo)
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

    /// One value for each case, and one for the rest.
    pub(super) fn cases(&self, cases: &[(String, String)], rest: &str) -> String {
        let mut said: Vec<String> = cases
            .iter()
            .map(|(condition, value)| self.say("case", &[("c", condition), ("value", value)]))
            .collect();
        said.push(self.say("otherwise", &[("value", rest)]));
        said.join(match self.lang {
            Lang::Ja => "；",
            Lang::En => "; ",
        })
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

    pub(crate) fn programme_names(&self, ids: &[String]) -> String {
        let names: Vec<String> = ids
            .iter()
            .map(|id| {
                let name = self.programmes.get(id).map(|name| name.get(self.lang));
                self.say("programme", &[("name", name.unwrap_or(id))])
            })
            .collect();
        names.join(self.listing())
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
