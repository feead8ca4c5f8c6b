//! The best set as a page: which programmes to apply for together, by the answers in the address. The lists among the
//! answers are the plan of expenses. Made for paper too, and kept by nobody, like the sheet.

use askama::Template;
use axum::extract::{OriginalUri, Query, State as With};
use axum::response::Response;
use platform::{Frame, page};

use super::address::Address;
use super::answers::Answers;
use super::effect::Effects;
use super::judged::{AnswerLine, Day, Judged};
use crate::best_set::{Plan, Told, best_set, tell};
use crate::portal::State;

#[derive(Template)]
#[template(path = "finder_best.html")]
struct BestPage {
    frame: Frame,
    on: Day,
    told: Told,
    answers: Vec<AnswerLine>,
    finder: String,
    sheet: String,
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
    let plan = Plan {
        wishes: address.wishes().into_iter().map(str::to_owned).collect(),
        ..Plan::default()
    };
    let best = best_set(catalogue, &judged.read.profile, &plan, judged.on.day);
    page(&BestPage {
        told: tell(&best, catalogue, frame.lang),
        answers: judged.answer_lines(&frame, catalogue, &address, &Effects::default()),
        finder: frame.link(&address.with("/finder", &[])),
        sheet: frame.link(&address.without_names("/finder/result", &["view"])),
        on: judged.on,
        frame: frame.clone(),
    })
}

impl BestPage {
    fn path(&self, id: &str) -> String {
        self.frame.link(&format!("/programmes/{id}"))
    }

    /// What is worth saying under a programme: labels with what is not empty.
    fn facts<'a>(&self, member: &'a crate::best_set::ToldMember) -> Vec<(String, &'a str)> {
        let facts = [
            ("best-label-pays", &member.pays),
            ("best-label-needs", &member.needs),
            ("best-label-missing", &member.missing),
            ("best-label-window", &member.window),
            ("best-label-papers", &member.papers),
        ];
        let said = facts.into_iter().filter(|(_, value)| !value.is_empty());
        said.map(|(key, value)| (self.frame.t(key), value.as_str()))
            .collect()
    }
}
