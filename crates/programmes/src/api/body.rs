//! The body of `/api/assess`: from bytes that somebody sent to values, or to a list of what is wrong and where.
//! Numbers keep the digits with which they were sent, and every value knows its JSON Pointer.

use std::collections::BTreeMap;

use eligibility::profile::set_from_text;
use eligibility::{FactKind, Facts, Profile};
use kernel::corporate_number::CorporateNumberFault;
use kernel::document::Content;
use kernel::{CorporateNumber, Date, Fault, Faults, Lang, Node, Place, wareki};
use platform::api::Text;
use platform::problem::FieldError;
use serde_json::value::RawValue;

use super::words;
use crate::Catalogue;

mod days;
mod json;

use json::{Entries, items, kind_of, pointer, text_of, tree};

/// A body larger than this is refused: real profiles have a few kilobytes.
pub const LARGEST_BODY: usize = 64 * 1024;
/// More mistakes than this are not told at once.
const MOST_ERRORS: usize = 50;
/// A key longer than this is no key of ours; it is not looked for among them.
const LONGEST_KEY: usize = 80;

/// What somebody asks.
#[derive(Debug)]
pub struct Question {
    pub profile: Profile,
    /// The day for which the answer is given; today when it is left out.
    pub on: Option<Date>,
    /// All programmes when it is left out.
    pub programmes: Option<Vec<String>>,
    pub lang: Lang,
}

/// The keys of the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    Facts,
    On,
    Programmes,
    Lang,
    Name,
    CorporateNumber,
    Courses,
}

impl Key {
    pub const ALL: [Key; 7] = [
        Key::Facts,
        Key::On,
        Key::Programmes,
        Key::Lang,
        Key::Name,
        Key::CorporateNumber,
        Key::Courses,
    ];

    pub fn word(self) -> &'static str {
        match self {
            Key::Facts => "facts",
            Key::On => "on",
            Key::Programmes => "programmes",
            Key::Lang => "lang",
            Key::Name => "name",
            Key::CorporateNumber => "corporate_number",
            Key::Courses => "courses",
        }
    }

    fn of_word(word: &str) -> Option<Key> {
        Key::ALL.into_iter().find(|key| key.word() == word)
    }
}

/// Why a body is not read at all.
#[derive(Debug, PartialEq, Eq)]
pub enum Unreadable {
    Empty,
    NotUtf8,
    NotJson { line: usize, column: usize },
    TooDeep,
}

/// Why a question is refused.
#[derive(Debug)]
pub enum Refused {
    Unreadable(Unreadable),
    Mistaken(Vec<FieldError>),
}

/// Reads a question. All mistakes are told together; nothing of a mistaken body is used.
pub fn read(bytes: &[u8], catalogue: &Catalogue) -> Result<Question, Refused> {
    let raw = json::parse(bytes).map_err(Refused::Unreadable)?;
    let mut reading = Reading {
        catalogue,
        errors: Vec::new(),
    };
    let question = reading.question(raw);
    reading.errors.truncate(MOST_ERRORS);
    match question {
        Some(question) if reading.errors.is_empty() => Ok(question),
        _ => Err(Refused::Mistaken(reading.errors)),
    }
}

struct Reading<'c> {
    catalogue: &'c Catalogue,
    errors: Vec<FieldError>,
}

impl Reading<'_> {
    fn refuse(&mut self, field: &str, code: &str, args: &[(&str, &str)]) {
        if self.errors.len() < MOST_ERRORS {
            self.errors.push(FieldError {
                field: field.to_owned(),
                code: code.to_owned(),
                message: Text::said(words(), code, args),
            });
        }
    }

    fn fault(&mut self, field: &str, fault: &Fault) {
        if self.errors.len() < MOST_ERRORS {
            self.errors.push(FieldError {
                field: field.to_owned(),
                code: fault.key.to_owned(),
                message: Text::of(|lang| fault.message(words(), lang)),
            });
        }
    }

    fn question(&mut self, raw: &RawValue) -> Option<Question> {
        let mut question = Question {
            profile: Profile::unknown(&self.catalogue.facts),
            on: None,
            programmes: None,
            lang: Lang::Ja,
        };
        let mut has_facts = false;
        for (name, value) in self.entries("", raw)? {
            let field = pointer("", &name);
            let Some(key) = Key::of_word(&name) else {
                self.unknown_key(&field, &name);
                continue;
            };
            if key == Key::Facts {
                has_facts = true;
                self.facts(value, &mut question.profile);
            } else if kind_of(value) != json::Kind::Null {
                self.optional(key, &field, value, &mut question);
            }
        }
        if !has_facts {
            self.refuse("/facts", "api-no-facts", &[]);
        }
        self.names(&question.profile);
        Some(question)
    }

    fn optional(&mut self, key: Key, field: &str, value: &RawValue, question: &mut Question) {
        match key {
            Key::Facts => {}
            Key::Name => question.profile.name = self.text(field, value),
            Key::CorporateNumber => self.corporate_number(field, value),
            Key::Courses => {
                if let Some(courses) = self.courses(field, value) {
                    question.profile.courses = courses;
                }
            }
            Key::On => question.on = self.day(field, value),
            Key::Programmes => question.programmes = self.programmes(field, value),
            Key::Lang => {
                if let Some(text) = self.text(field, value) {
                    match text.as_str() {
                        "ja" => question.lang = Lang::Ja,
                        "en" => question.lang = Lang::En,
                        _ => self.refuse(field, "api-bad-lang", &[("found", &short(&text))]),
                    }
                }
            }
        }
    }

    fn unknown_key(&mut self, field: &str, name: &str) {
        if self.catalogue.facts.find(name).is_some() {
            self.refuse(field, "api-fact-outside", &[("name", name)]);
            return;
        }
        let known = Key::ALL.map(Key::word).join(", ");
        let args = [("name", short(name)), ("known", known)];
        let args = args.each_ref().map(|(key, value)| (*key, value.as_str()));
        self.refuse(field, "api-unknown-key", &args);
    }

    fn facts(&mut self, raw: &RawValue, profile: &mut Profile) {
        let Some(entries) = self.entries("/facts", raw) else {
            return;
        };
        for (name, value) in entries {
            if self.errors.len() >= MOST_ERRORS {
                return;
            }
            let field = pointer("/facts", &name);
            if name.len() > LONGEST_KEY {
                self.refuse(
                    &short(&field),
                    "profile-unknown-fact",
                    &[("name", &short(&name))],
                );
                continue;
            }
            match tree(value, &field) {
                Ok(content) => {
                    self.days(&name, &field, &content);
                    self.fact(profile, &name, &field, content);
                }
                Err(bad) => self.refuse(&bad.field, bad.code, &[("key", &short(&bad.key))]),
            }
        }
    }

    fn days(&mut self, name: &str, field: &str, content: &Content) {
        let facts = &self.catalogue.facts;
        let Some(id) = facts.find(name) else {
            return;
        };
        for (field, text) in days::in_other_forms(facts.get(id), field, content) {
            self.refuse(&field, "api-bad-day", &[("found", &short(&text))]);
        }
    }

    fn fact(&mut self, profile: &mut Profile, name: &str, field: &str, content: Content) {
        let mut faults = Faults::default();
        set_from_text(profile, name, content, &self.catalogue.facts, &mut faults);
        for fault in faults.into_sorted() {
            // Values inside carry their own pointer; the fact itself is named by its id.
            let place = &*fault.place.file;
            let inside = place.starts_with(field);
            let at = if inside { place } else { field };
            self.fault(at, &fault);
        }
    }

    /// Slips in the names of programmes and courses.
    fn names(&mut self, profile: &Profile) {
        if !self.errors.is_empty() {
            return;
        }
        for fault in self.catalogue.check_names(profile, "") {
            let field = named_in(&fault, &self.catalogue.facts);
            self.fault(&field, &fault);
        }
    }

    fn corporate_number(&mut self, field: &str, value: &RawValue) {
        let Some(text) = self.text(field, value) else {
            return;
        };
        let found = short(&text);
        match CorporateNumber::parse(&text) {
            Ok(_) => {}
            Err(CorporateNumberFault::NotThirteenDigits) => {
                self.refuse(field, "profile-corporate-digits", &[("found", &found)]);
            }
            Err(CorporateNumberFault::CheckDigit { expected }) => {
                let expected = expected.to_string();
                let args = [("found", found.as_str()), ("expected", &expected)];
                self.refuse(field, "profile-corporate-check", &args);
            }
        }
    }

    fn courses(&mut self, field: &str, value: &RawValue) -> Option<BTreeMap<String, String>> {
        let mut courses = BTreeMap::new();
        for (programme, course) in self.entries(field, value)? {
            let inner = pointer(field, &programme);
            if let Some(course) = self.text(&inner, course) {
                courses.insert(programme, course);
            }
        }
        Some(courses)
    }

    fn day(&mut self, field: &str, value: &RawValue) -> Option<Date> {
        let text = self.text(field, value)?;
        let day = days::is_iso(&text)
            .then(|| wareki::parse_date(&text))
            .flatten();
        if day.is_none() {
            self.refuse(field, "api-bad-day", &[("found", &short(&text))]);
        }
        day
    }

    fn programmes(&mut self, field: &str, value: &RawValue) -> Option<Vec<String>> {
        let all = match items(value, field) {
            Ok(Some(all)) => all,
            Ok(None) => {
                self.refuse(field, "document-expected-list", &[]);
                return None;
            }
            Err(bad) => {
                self.refuse(&bad.field, bad.code, &[("key", &bad.key)]);
                return None;
            }
        };
        let mut ids = Vec::new();
        for (index, one) in all.into_iter().enumerate() {
            let inner = pointer(field, &index.to_string());
            let Some(id) = self.text(&inner, one) else {
                continue;
            };
            if self.catalogue.find(&id).is_none() {
                self.refuse(&inner, "api-no-such-programme", &[("id", &short(&id))]);
            }
            ids.push(id);
        }
        Some(ids)
    }

    fn text(&mut self, field: &str, value: &RawValue) -> Option<String> {
        match text_of(value) {
            Ok(Some(text)) => Some(text),
            Ok(None) => {
                self.refuse(field, "document-expected-text", &[]);
                None
            }
            Err(code) => {
                self.refuse(field, code, &[]);
                None
            }
        }
    }

    fn entries<'a>(
        &mut self,
        field: &str,
        value: &'a RawValue,
    ) -> Option<Vec<(String, &'a RawValue)>> {
        match Entries::of(value, field) {
            Ok(Some(entries)) => Some(entries),
            Ok(None) => {
                self.refuse(field, "api-not-object", &[]);
                None
            }
            Err(bad) => {
                self.refuse(&bad.field, bad.code, &[("key", &short(&bad.key))]);
                None
            }
        }
    }
}

/// The part of the body that a fault of `check_names` is about.
fn named_in(fault: &Fault, facts: &Facts) -> String {
    let arg = |name: &str| {
        let found = fault.args.iter().find(|(key, _)| *key == name);
        found.map_or("", |(_, value)| value.as_str())
    };
    let of_kind = |is: fn(&FactKind) -> bool| {
        let id = facts.only(is).map(|id| facts.get(id).id.clone());
        pointer("/facts", &id.unwrap_or_default())
    };
    match arg("key") {
        "awards" => of_kind(|kind| matches!(kind, FactKind::Awards)),
        "receiving" => of_kind(|kind| matches!(kind, FactKind::Receiving)),
        "courses" => pointer("/courses", arg("id")),
        _ => pointer("/courses", arg("programme")),
    }
}

/// A text of somebody else, short enough to repeat.
fn short(text: &str) -> String {
    match text.char_indices().nth(LONGEST_KEY) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// A value of a fact at its pointer.
fn node(field: &str, content: Content) -> Node {
    Node::made(Place::start_of(field), content)
}
