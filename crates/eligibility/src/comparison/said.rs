//! What was found, in sentences.

use kernel::{Date, Lang, wareki};

use super::truths::Found;
use super::values::{End, Span, Values, Where};
use super::{Case, Change, Outcome, Pair, Row};
use crate::fact::FactKind;
use crate::range::{Exact, Truth};
use crate::unit::{Unit, plain};
use crate::wording;

/// The words of an end that is included, and of one that is not.
struct Ends {
    low: (&'static str, &'static str),
    high: (&'static str, &'static str),
}

const NUMBERS: Ends = Ends {
    low: ("from", "above"),
    high: ("until", "below"),
};
const DAYS: Ends = Ends {
    low: ("day-from", "day-from"),
    high: ("day-until", "day-until"),
};

impl Pair<'_> {
    /// Puts into a line what was found out about it. `what` names the words to use.
    pub(super) fn tell(&self, found: &Found, what: &str, unit: Option<Unit>, row: &mut Row) {
        row.change = found.change;
        if found.change == Change::Equivalent {
            row.meaning.push(self.say("equivalent", &[]));
        }
        for case in &found.cases {
            let said = self.case(case, what, unit.as_ref());
            row.meaning.push(match case.example {
                true => self.say("for-example", &[("case", &said)]),
                false if case.places.is_empty() => said,
                false => self.sentence(said),
            });
        }
        if found.more {
            row.meaning.push(self.say("more-cases", &[]));
        }
        if found.one_industry && !found.cases.is_empty() {
            row.meaning.push(self.say("one-industry", &[]));
        }
        if found.change == Change::Unproven {
            let key = match found.cases.is_empty() {
                true => "must-be-read",
                false => "not-all-tried",
            };
            row.meaning.push(self.say(key, &[]));
        }
        row.cases.clone_from(&found.cases);
    }

    /// English sentences begin with a capital letter.
    fn sentence(&self, text: String) -> String {
        let mut chars = text.chars();
        match (self.lang, chars.next()) {
            (Lang::En, Some(first)) => first.to_uppercase().chain(chars).collect(),
            (Lang::Ja, _) | (Lang::En, None) => text,
        }
    }

    fn case(&self, case: &Case, what: &str, unit: Option<&Unit>) -> String {
        let who = self.who(&case.places);
        if let (Outcome::Truth(old), Outcome::Truth(new)) = (case.old, case.new) {
            let key = match (old, new) {
                (Truth::No, Truth::Yes) => format!("{what}-gained"),
                (Truth::Yes, Truth::No) => format!("{what}-lost"),
                _ => {
                    let word = |truth| match truth {
                        Truth::Yes => self.say(&format!("{what}-yes"), &[]),
                        Truth::No => self.say(&format!("{what}-no"), &[]),
                        Truth::Unknown => self.say("undecided", &[]),
                    };
                    let (old, new) = (word(old), word(new));
                    return self.say("from-to", &[("who", &who), ("old", &old), ("new", &new)]);
                }
            };
            return self.say(&key, &[("who", &who)]);
        }
        let said = |outcome| match outcome {
            Outcome::Number(range) => match (range.single(), range.low, range.high) {
                (Some(value), ..) => self.written(value, unit),
                (None, Some(low), Some(high)) => {
                    let (low, high) = (self.written(low, unit), self.written(high, unit));
                    self.say("not-stated-between", &[("low", &low), ("high", &high)])
                }
                _ => self.say("not-stated", &[]),
            },
            Outcome::Truth(_) | Outcome::Nothing => self.say("nothing", &[]),
        };
        let (old, new) = (said(case.old), said(case.new));
        match case.places.as_slice() {
            [] => self.arrow(Some(&old), Some(&new)),
            _ => self.say("from-to", &[("who", &who), ("old", &old), ("new", &new)]),
        }
    }

    /// `30万円 → 20万円`.
    pub(super) fn arrow(&self, old: Option<&str>, new: Option<&str>) -> String {
        let nothing = self.say("nothing", &[]);
        let old = old.unwrap_or(&nothing);
        let new = new.unwrap_or(&nothing);
        self.say("arrow", &[("old", old), ("new", new)])
    }

    /// Whom it is about.
    pub(super) fn who(&self, places: &[Where]) -> String {
        if places.is_empty() {
            return self.say("everybody", &[]);
        }
        let said: Vec<String> = places.iter().map(|place| self.place(place)).collect();
        said.join(&self.say("and", &[]).replace('_', " "))
    }

    fn place(&self, place: &Where) -> String {
        let fact = self.joint.get(place.id);
        let label = fact.label.get(self.lang);
        match &place.values {
            Values::YesNo(true) => label.to_owned(),
            Values::YesNo(false) => match &fact.denied {
                Some(denied) => denied.get(self.lang).to_owned(),
                None => self.phrase("not-so", &[("what", label)]),
            },
            Values::Numbers(spans) => {
                let unit = match &fact.kind {
                    FactKind::Number { unit, .. } => Some(&**unit),
                    _ => None,
                };
                self.ranges(label, spans, &NUMBERS, |value| self.written(*value, unit))
            }
            Values::Days(spans) => {
                let write = |day: &Date| match self.lang {
                    Lang::Ja => wareki::date_ja(*day),
                    Lang::En => wareki::date_en(*day),
                };
                self.ranges(label, spans, &DAYS, write)
            }
            Values::Choices(ids) => {
                let key = if ids.len() == 1 { "is" } else { "is-one-of" };
                let choices = self.choices(fact, ids);
                self.phrase(key, &[("fact", label), ("choices", &choices)])
            }
            Values::Set { all, any, none } => self.set(fact, all, any, none),
            Values::Combinations { named, sets } => {
                let named = self.choices(fact, named);
                let sets: Vec<String> = sets
                    .iter()
                    .map(|set| match set.as_slice() {
                        [] => self.say("none-of-them", &[]),
                        set => self.choices(fact, set),
                    })
                    .collect();
                let sets = sets.join(&self.say("or", &[]).replace('_', " "));
                let args = [("fact", label), ("named", &named), ("sets", &sets)];
                self.say("combination", &args)
            }
            Values::Industries(codes) => {
                let codes = self.industries(codes);
                self.phrase("industry-in", &[("fact", label), ("codes", &codes)])
            }
            Values::Texts(texts, other) => {
                let mut said: Vec<String> =
                    texts.iter().map(|text| format!("「{text}」")).collect();
                if *other {
                    said.push(self.say("other-texts", &[]));
                }
                let choices = said.join(self.listing());
                self.phrase("is-one-of", &[("fact", label), ("choices", &choices)])
            }
        }
    }

    fn ranges<T: PartialEq>(
        &self,
        label: &str,
        spans: &[Span<T>],
        ends: &Ends,
        write: impl Fn(&T) -> String,
    ) -> String {
        let said: Vec<String> = spans
            .iter()
            .map(|span| self.span(span, ends, &write))
            .collect();
        let spans = said.join(&self.say("or", &[]).replace('_', " "));
        self.say("fact-range", &[("fact", label), ("range", &spans)])
    }

    fn span<T: PartialEq>(
        &self,
        span: &Span<T>,
        ends: &Ends,
        write: &impl Fn(&T) -> String,
    ) -> String {
        let say = |end: &End<T>, (included, excluded): (&str, &str)| {
            let key = if end.included { included } else { excluded };
            self.say(key, &[("x", &write(&end.at))])
        };
        match (&span.low, &span.high) {
            (Some(a), Some(b)) if a.at == b.at => write(&a.at),
            (Some(a), Some(b)) if a.included && b.included => {
                let (low, high) = (write(&a.at), write(&b.at));
                self.say("between", &[("low", &low), ("high", &high)])
            }
            (Some(a), Some(b)) => {
                let (low, high) = (say(a, ends.low), say(b, ends.high));
                self.say("both", &[("low", &low), ("high", &high)])
            }
            (Some(a), None) => say(a, ends.low),
            (None, Some(b)) => say(b, ends.high),
            (None, None) => self.say("anything", &[]),
        }
    }

    pub(super) fn written(&self, value: Exact, unit: Option<&Unit>) -> String {
        match unit {
            Some(unit) => unit.write(value, self.lang),
            None => plain(value),
        }
    }

    pub(super) fn yen(&self) -> Option<Unit> {
        self.new.side.facts.units.find("yen").cloned()
    }

    pub(super) fn listing(&self) -> &'static str {
        match self.lang {
            Lang::Ja => "、",
            Lang::En => ", ",
        }
    }

    pub(super) fn course_label(&self, id: &str) -> String {
        let sides = [self.new.side.edition, self.old.side.edition];
        let course = sides
            .iter()
            .find_map(|edition| edition.courses.iter().find(|course| course.id == id));
        course.map_or(String::new(), |course| {
            course.label.get(self.lang).to_owned()
        })
    }

    pub(super) fn phrase(&self, key: &str, args: &[(&str, &str)]) -> String {
        wording::words().say(self.lang, key, args)
    }
}
