//! One programme of the list.

use eligibility::wording::Wording;
use platform::Frame;

use super::super::said;
use super::amount::amount_line;
use crate::listing::{Found, Hit};
use crate::programme::{Programme, WindowState};
use crate::search::{Piece, Snippet};
use crate::standing::{Most, days_between};

pub struct Card<'a> {
    pub programme: &'a Programme,
    pub window: WindowState,
    pub name: Vec<Piece>,
    pub summary: Vec<Piece>,
    pub snippet: Option<Snippet>,
    /// How long it is still open.
    pub days_left: Option<String>,
    pub amount: Option<String>,
    /// The amount by which the list is sorted.
    pub most: String,
}

impl<'a> Card<'a> {
    pub fn of(frame: &Frame, wording: &Wording<'_>, found: &Found<'a>, hit: &Hit<'a>) -> Card<'a> {
        let marked = found.marked(hit);
        let programme = hit.programme;
        Card {
            window: hit.window,
            days_left: days_left(frame, hit),
            amount: amount_line(frame, wording, programme.rules.on(frame.today)),
            most: most(frame, hit.most),
            name: marked.name,
            summary: marked.summary,
            snippet: marked.snippet,
            programme,
        }
    }

    pub fn path(&self) -> String {
        format!("/programmes/{}", self.programme.id)
    }

    pub fn as_of(&self, frame: &Frame) -> String {
        let as_of = said::as_of(frame, &self.programme.as_of);
        frame.say("list-as-of", &[("as_of", &as_of)])
    }
}

/// Where the words stand, when the name and the summary do not show them.
pub fn snippet_field(frame: &Frame, snippet: &Snippet) -> String {
    frame.t(&format!("list-field-{}", snippet.field.word()))
}

fn days_left(frame: &Frame, hit: &Hit<'_>) -> Option<String> {
    let closes = hit.closes.filter(|_| hit.window == WindowState::Open)?;
    Some(match days_between(frame.today, closes) {
        0 => frame.t("list-closes-today"),
        1 => frame.t("list-closes-tomorrow"),
        days => frame.say("list-days-left", &[("days", &days.to_string())]),
    })
}

fn most(frame: &Frame, most: Most) -> String {
    match most {
        Most::UpTo(yen) => frame.say("list-most-up-to", &[("amount", &said::yen(frame, yen))]),
        Most::NoLimit => frame.t("list-most-no-limit"),
        Most::NotStated => frame.t("list-most-not-stated"),
        Most::NoAmount => frame.t("list-most-none"),
    }
}
