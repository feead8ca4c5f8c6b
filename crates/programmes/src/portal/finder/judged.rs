//! What an address gives: the day, the profile that was read, and every programme judged by it.

use eligibility::FactId;
use kernel::{Date, Faults, Place, wareki};
use platform::Frame;

use super::address::{Address, WISH};
use super::answers::{self, COURSE, Read};
use super::effect::Effects;
use super::said_values::value_said;
use super::wish::wanted;
use crate::assess::{self, Aim, Asked, Assessed, Assessment, Narrowing, Wanted, assess};
use crate::catalogue::Catalogue;
use crate::portal::said;
use crate::programme::{Kind, Programme, WindowState};

/// The answers judged.
pub struct Judged<'a> {
    /// The one programme that is judged, where only one is.
    pub only: Option<&'a Programme>,
    pub on: Day,
    pub read: Read,
    pub assessment: Assessment<'a>,
}

/// The day for which the answer is given.
pub struct Day {
    pub day: Date,
    pub typed: String,
    pub errors: Vec<String>,
}

/// One answer as it is said back, with the ways to change it and to take it back.
pub struct AnswerLine {
    pub label: String,
    pub value: String,
    pub change: Option<String>,
    pub undo: String,
    /// What the answer has decided.
    pub effect: Vec<String>,
}

impl<'a> Judged<'a> {
    /// Nothing where the address names a programme that does not exist.
    pub fn of(
        frame: &Frame,
        catalogue: &'a Catalogue,
        address: &Address<'_>,
    ) -> Option<Judged<'a>> {
        let only = match address.answers.first("only") {
            "" => None,
            id => Some(catalogue.find(id)?),
        };
        let on = day(frame, address.answers.first("on"));
        let read = address.answers.read(&catalogue.facts);
        let chosen: Vec<String> = only.iter().map(|programme| programme.id.clone()).collect();
        let asked = match only {
            None => Asked::All,
            Some(_) => Asked::These(&chosen),
        };
        Some(Judged {
            assessment: assess(catalogue, &read.profile, on.day, asked),
            only,
            on,
            read,
        })
    }

    pub fn programmes(&self) -> impl Iterator<Item = &'a Programme> {
        self.assessment.answers.iter().map(|one| one.programme)
    }

    /// The facts worth asking, as far as the wishes and what was skipped allow.
    pub fn wanted(
        &self,
        catalogue: &Catalogue,
        wishes: &[&str],
        skipped: &[FactId],
    ) -> Vec<Wanted> {
        let may_ask = |assessed: &Assessed<'_>| {
            let on_offer = assessed.window != WindowState::Closed;
            self.only.is_some() || on_offer && wanted(assessed.programme, wishes)
        };
        let narrowing = Narrowing {
            catalogue,
            profile: &self.read.profile,
            skipped,
            may_ask: &may_ask,
            aim: Aim::Money,
        };
        assess::questions(&self.assessment.answers, self.assessment.on, &narrowing)
    }

    /// What was answered and what was skipped, in the order of the answers.
    pub fn answer_lines(
        &self,
        frame: &Frame,
        catalogue: &Catalogue,
        address: &Address<'_>,
        effects: &Effects,
    ) -> Vec<AnswerLine> {
        let directions = &catalogue.headings.directions;
        let line = |name: &&str| {
            let mut effect = Vec::new();
            let (label, value) = match *name {
                WISH => {
                    let wishes = address.wishes();
                    let wish = |wish: &&str| match (Kind::of_word(wish), directions.get(*wish)) {
                        (Some(kind), _) => said::kind(frame, &kind),
                        (None, Some(title)) => frame.text(title).to_owned(),
                        (None, None) => (*wish).to_owned(),
                    };
                    let wishes: Vec<String> = wishes.iter().map(wish).collect();
                    (frame.t("finder-wish-label"), wishes.join("・"))
                }
                name => {
                    let id = catalogue.facts.find(name)?;
                    let fact = catalogue.facts.get(id);
                    let value = match address.answers.given(name) {
                        true if self.is_faulty(name) => frame.t("finder-not-read"),
                        true => {
                            effect = effects.said(frame, id);
                            let value = self.read.profile.get(id);
                            value_said(frame, fact, value, &catalogue.names)
                        }
                        false => String::new(),
                    };
                    (frame.text(&fact.label).to_owned(), value)
                }
            };
            let value = match value.as_str() {
                "" if address.is_not_known(name) => frame.t("finder-not-known"),
                "" => frame.t("finder-skipped"),
                _ => value,
            };
            let change = address.with("/finder", &[("ask", name)]);
            Some(AnswerLine {
                label,
                value,
                change: Some(frame.link(&format!("{change}#q-{name}"))),
                undo: frame.link(&address.without("/finder", name)),
                effect,
            })
        };
        let settled = address.settled();
        let answered = settled.iter().filter_map(line);
        let courses = address.answers.filled().filter_map(|(name, course)| {
            let programme = catalogue.find(name.strip_prefix(COURSE)?)?;
            let editions = programme.rules.editions.iter();
            let mut courses = editions.flat_map(|(_, edition)| &edition.courses);
            let course = courses.find(|one| one.id == course)?;
            let label = frame.text(&programme.name);
            Some(AnswerLine {
                label: frame.say("finder-course-of", &[("name", label)]),
                value: frame.text(&course.label).to_owned(),
                change: None,
                undo: frame.link(&address.without_names("/finder", &[name])),
                effect: Vec::new(),
            })
        });
        answered.chain(courses).collect()
    }

    fn is_faulty(&self, name: &str) -> bool {
        let mut faulty = self.read.faults.keys();
        faulty.any(|field| field.split('.').next() == Some(name))
    }
}

/// The day that was chosen; today when none was, or when it cannot be read.
fn day(frame: &Frame, typed: &str) -> Day {
    let read = wareki::parse_date(typed);
    let mut faults = Faults::default();
    if read.is_none() && !typed.is_empty() {
        let place = Place::start_of("on");
        faults.add(&place, "document-expected-date", [("found", &typed)]);
    }
    Day {
        day: read.unwrap_or(frame.today),
        typed: typed.to_owned(),
        errors: (faults.into_sorted().iter())
            .map(|fault| answers::sentence(fault, "", frame.lang))
            .collect(),
    }
}
