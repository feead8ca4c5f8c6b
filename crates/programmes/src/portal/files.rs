//! The outcome of the finder as files to keep: for machines, for a spreadsheet, for a calendar. The address carries
//! the same answers as the page does; nothing of them is stored, and no cache may keep the file.

mod answered;
mod sheets;
#[cfg(test)]
mod tests;

use std::fmt::Display;

use axum::Router;
use axum::extract::{OriginalUri, Query, State as With};
use axum::response::Response;
use axum::routing::get;
use eligibility::Verdict;
use kernel::{Date, wareki};
use platform::file::{self, FileName};
use platform::{Frame, page};
use serde_json::json;

use super::State;
use super::finder::answers::{self, Answers, Read};
use crate::assess::{Asked, Assessment, assess, to_json};
use crate::open_data::calendar::{Calendar, Making, write};
use crate::programme::Programme;
use crate::workbook;

/// The files, beside the page of the finder.
pub fn routes() -> Router<State> {
    Router::new()
        .route("/finder/result.json", get(result_json))
        .route("/finder/result.xlsx", get(result_xlsx))
        .route("/finder/deadlines.ics", get(deadlines))
}

/// What the address asks for.
struct Wanted<'s> {
    frame: Frame,
    state: &'s State,
    only: Option<&'s Programme>,
    on: Date,
    answers: Answers,
    read: Read,
}

type Pairs = Query<Vec<(String, String)>>;

async fn result_json(With(state): With<State>, uri: OriginalUri, pairs: Pairs) -> Response {
    answer(&state, uri, pairs, |wanted, assessment| {
        let name = wanted.file_name("json");
        file::private(
            "application/json; charset=utf-8",
            &name,
            wanted.json(assessment),
        )
    })
}

async fn result_xlsx(With(state): With<State>, uri: OriginalUri, pairs: Pairs) -> Response {
    answer(&state, uri, pairs, |wanted, assessment| {
        let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
        let sheets = sheets::of(wanted, assessment);
        match workbook::write(&sheets, wanted.frame.today) {
            Ok(bytes) => file::private(kind, &wanted.file_name("xlsx"), bytes),
            // Only our own names of sheets and sizes can be wrong; the reason has nothing of a visitor in it.
            Err(why) => broke(&wanted.frame, "finder/result.xlsx", &why),
        }
    })
}

async fn deadlines(With(state): With<State>, uri: OriginalUri, pairs: Pairs) -> Response {
    answer(&state, uri, pairs, |wanted, assessment| {
        let text = write(&wanted.calendar(assessment));
        let name = wanted.file_name("ics");
        file::private("text/calendar; charset=utf-8", &name, text)
    })
}

fn answer(
    state: &State,
    OriginalUri(uri): OriginalUri,
    Query(pairs): Pairs,
    make: impl Fn(&Wanted<'_>, &Assessment<'_>) -> Response,
) -> Response {
    let frame = state.frame(&uri);
    let catalogue = &*state.catalogue;
    let answers = Answers::new(pairs);
    let only = match answers.first("only") {
        "" => None,
        id => match catalogue.find(id) {
            Some(programme) => Some(programme),
            None => return page::not_found(frame),
        },
    };
    let read = answers.read(&catalogue.facts);
    let wanted = Wanted {
        on: wareki::parse_date(answers.first("on")).unwrap_or(frame.today),
        frame,
        state,
        only,
        answers,
        read,
    };
    let chosen: Vec<String> = only.iter().map(|programme| programme.id.clone()).collect();
    let asked = match only {
        None => Asked::All,
        Some(_) => Asked::These(&chosen),
    };
    let assessment = assess(catalogue, &wanted.read.profile, wanted.on, asked);
    make(&wanted, &assessment)
}

fn broke(frame: &Frame, what: &str, why: &impl Display) -> Response {
    eprintln!("{what}: {why}");
    page::fault_page(frame.clone(), what)
}

impl Wanted<'_> {
    fn file_name(&self, ending: &str) -> FileName {
        let day = self.on.to_string();
        FileName {
            plain: format!("support-{day}.{ending}"),
            full: format!("{}.{ending}", self.frame.say("file-name", &[("day", &day)])),
        }
    }

    /// The form of `assess --format json`, and what could not be read of the answers.
    fn json(&self, assessment: &Assessment<'_>) -> String {
        let lang = self.frame.lang;
        let text = to_json(assessment, &self.state.catalogue, lang);
        let mut json: serde_json::Value =
            serde_json::from_str(&text).expect("what we have just written");
        let mistakes = self.mistakes();
        json["mistakes"] = mistakes
            .iter()
            .map(|(field, sentence)| json!({"field": field, "message": sentence}))
            .collect();
        serde_json::to_string_pretty(&json).expect("text keys and finite numbers")
    }

    /// What could not be read, by the name of its field.
    fn mistakes(&self) -> Vec<(String, String)> {
        let facts = &self.state.catalogue.facts;
        let mut found = Vec::new();
        for (field, faults) in &self.read.faults {
            let id = field.split('.').next().unwrap_or_default();
            let label = facts
                .find(id)
                .map_or(id, |id| self.frame.text(&facts.get(id).label));
            found.extend(faults.iter().map(|fault| {
                let sentence = answers::sentence(fault, label, self.frame.lang);
                (field.clone(), sentence)
            }));
        }
        let on = self.answers.first("on");
        if !on.is_empty() && wareki::parse_date(on).is_none() {
            let said =
                platform::words().say(self.frame.lang, "document-expected-date", &[("found", on)]);
            found.push(("on".to_owned(), said));
        }
        found
    }

    /// The days still to come of what can or may be used.
    fn calendar(&self, assessment: &Assessment<'_>) -> Calendar {
        let making = Making {
            catalogue: &self.state.catalogue,
            site: self.state.shell.address(),
            lang: self.frame.lang,
        };
        let usable = assessment
            .answers
            .iter()
            .filter(|one| one.answer.verdict != Verdict::Ineligible);
        let events = usable.flat_map(|assessed| {
            let key = format!("file-verdict-{}", assessed.answer.verdict.word());
            let remark = format!("{}：{}", self.frame.t("file-verdict"), self.frame.t(&key));
            making.events(assessed.programme, &remark)
        });
        Calendar {
            name: self.frame.t("calendar-own-name"),
            description: self.frame.t("calendar-own-description"),
            events: events
                .filter(|event| event.when.last_day() >= self.on)
                .collect(),
        }
    }
}
