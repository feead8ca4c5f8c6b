//! The result as a sheet for those who decide: what was answered, what can be used with amount, deadline and
//! papers, what would decide the rest, and why not. Made for paper; everything on it stands in its address.

use askama::Template;
use axum::extract::{OriginalUri, Query, State as With};
use axum::response::Response;
use platform::{Frame, page};

use super::address::Address;
use super::answers::Answers;
use super::effect::Effects;
use super::judged::{AnswerLine, Day, Judged};
use super::results::{Making, Outcome, Results};
use crate::portal::{State, said};
use crate::programme::Programme;

#[derive(Template)]
#[template(path = "finder_result.html")]
struct SheetPage<'a> {
    frame: Frame,
    only: Option<&'a Programme>,
    on: Day,
    answers: Vec<AnswerLine>,
    results: Results<'a>,
    finder: String,
    /// Which programmes go together.
    best: String,
    /// This sheet's own address, to be copied.
    own: String,
    /// The same answers as files.
    files: Vec<(&'static str, String)>,
}

pub async fn show(
    With(state): With<State>,
    OriginalUri(uri): OriginalUri,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Response {
    let frame = state.frame(&uri);
    let catalogue = &*state.catalogue;
    let answers = Answers::new(pairs);
    let address = Address::new(&answers, &catalogue.facts);
    let Some(judged) = Judged::of(&frame, catalogue, &address) else {
        return platform::page::not_found(frame);
    };
    let wording = catalogue.wording(judged.on.day, frame.lang);
    let making = Making {
        frame: &frame,
        wording: &wording,
        address: &address,
        on: judged.on.day,
        catalogue,
    };
    let file = |path| frame.link(&address.without_names(path, &["view"]));
    page(&SheetPage {
        only: judged.only,
        results: making.results(&judged.assessment),
        answers: judged.answer_lines(&frame, catalogue, &address, &Effects::default()),
        finder: frame.link(&address.with("/finder", &[])),
        best: frame.link(&address.without_names("/finder/best", &["view", "only"])),
        own: frame.link(&address.without_names("/finder/result", &["view"])),
        files: vec![
            ("finder-file-calendar", file("/finder/deadlines.ics")),
            ("finder-file-excel", file("/finder/result.xlsx")),
            ("finder-file-json", file("/finder/result.json")),
            ("finder-file-profile", file("/finder/profile.json")),
        ],
        on: judged.on,
        frame: frame.clone(),
    })
}

impl SheetPage<'_> {
    fn title(&self) -> String {
        match self.only {
            None => self.frame.t("finder-sheet-title"),
            Some(programme) => {
                let name = self.frame.text(&programme.name);
                self.frame.say("finder-sheet-title-only", &[("name", name)])
            }
        }
    }

    fn joint(&self) -> String {
        self.frame.t("finder-list-joint").replace('_', " ")
    }

    /// How many programmes are left out because they are over.
    fn past(&self) -> usize {
        self.results
            .groups
            .iter()
            .map(|group| group.past.len())
            .sum()
    }

    fn counts(&self) -> String {
        self.results.counts(&self.frame)
    }

    fn usable(&self) -> &Outcome<'_> {
        &self.results.groups[0]
    }

    fn open(&self) -> &Outcome<'_> {
        &self.results.groups[1]
    }

    fn not_usable(&self) -> &Outcome<'_> {
        &self.results.groups[2]
    }
}
