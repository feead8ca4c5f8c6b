//! The finder (使える支援を探す): questions, and what can be used. All answers stand in the address, so that
//! nothing about a company is stored here; whoever keeps the address keeps the answers.

pub(super) mod answers;
mod industries;
mod question;
mod questions;
mod results;
#[cfg(test)]
mod tests;

use std::sync::LazyLock;

use askama::Template;
use axum::extract::{OriginalUri, Query, State as With};
use axum::response::Response;
use kernel::{Date, Faults, Place, Words, wareki};
use platform::{Frame, page};

use self::answers::Answers;
use self::question::{Control, LineKind, YesNo};
use self::questions::Questions;
use self::results::{Outcome, Results};
use super::{State, said};
use crate::assess::{Asked, assess};
use crate::programme::Programme;

#[derive(Template)]
#[template(path = "finder.html")]
struct FinderPage<'a> {
    frame: Frame,
    /// The one programme that is judged, where only one is.
    only: Option<&'a Programme>,
    /// The way back from one programme to all, with the answers so far.
    all_path: String,
    on: Day,
    questions: Questions<'a>,
    /// `None` until something is answered.
    results: Option<Results<'a>>,
}

/// The day for which the answer is given.
struct Day {
    day: Date,
    typed: String,
    errors: Vec<String>,
}

pub async fn show(
    With(state): With<State>,
    OriginalUri(uri): OriginalUri,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Response {
    let frame = state.frame(&uri);
    let catalogue = &*state.catalogue;
    let answers = Answers::new(pairs);
    let only = match answers.first("only") {
        "" => None,
        id => match catalogue.find(id) {
            Some(programme) => Some(programme),
            None => return platform::page::not_found(frame),
        },
    };
    let on = day(&frame, answers.first("on"));
    let read = answers.read(&catalogue.facts);
    let chosen: Vec<String> = only.iter().map(|programme| programme.id.clone()).collect();
    let asked = match only {
        None => Asked::All,
        Some(_) => Asked::These(&chosen),
    };
    let assessment = assess(catalogue, &read.profile, on.day, asked);
    let questions = Questions::of(&frame, catalogue, only, &answers, &read, &assessment);
    let query = kept_query(uri.query().unwrap_or_default());
    let results = answers.any(&catalogue.facts).then(|| {
        let wording = catalogue.wording(on.day, frame.lang);
        Results::of(&frame, &wording, &assessment, &questions, &query)
    });
    page(&FinderPage {
        all_path: format!("/finder?{query}"),
        frame,
        only,
        on,
        questions,
        results,
    })
}

/// What can be wrong in answers is said by the modules that read them.
fn words() -> &'static Words {
    static WORDS: LazyLock<Words> =
        LazyLock::new(|| Words::joined([eligibility::words(), platform::words(), crate::words()]));
    &WORDS
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

/// The query as it came, without empty answers and without the choice of one programme.
fn kept_query(query: &str) -> String {
    let kept: Vec<&str> = query
        .split('&')
        .filter(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            name != "only" && !value.is_empty()
        })
        .collect();
    kept.join("&")
}

impl FinderPage<'_> {
    fn title(&self) -> String {
        match self.only {
            None => self.frame.t("finder-title"),
            Some(programme) => {
                let name = self.frame.text(&programme.name);
                self.frame.say("finder-title-only", &[("name", name)])
            }
        }
    }

    /// Every field with a mistake: where it is and what it asks for.
    fn mistakes(&self) -> Vec<(String, String)> {
        let mut found = self.questions.mistakes();
        if !self.on.errors.is_empty() {
            found.push(("q-on".to_owned(), self.frame.t("finder-on")));
        }
        found
    }

    /// The same form without any answer.
    fn empty_path(&self) -> String {
        match self.only {
            None => "/finder".to_owned(),
            Some(programme) => format!("/finder?only={}", programme.id),
        }
    }

    fn industries(&self) -> Vec<(String, &'static str)> {
        industries::offered(self.frame.lang)
    }

    fn counts(&self, results: &Results<'_>) -> String {
        let count = |outcome: &Outcome<'_>| outcome.count().to_string();
        let [usable, open, not] =
            [&results.groups[0], &results.groups[1], &results.groups[2]].map(count);
        self.frame.say(
            "finder-counts",
            &[("usable", &usable), ("open", &open), ("not", &not)],
        )
    }
}
