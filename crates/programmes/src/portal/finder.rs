//! The finder (使える支援を探す): questions, and what can be used. All answers stand in the address, so that
//! nothing about a company is stored here; whoever keeps the address keeps the answers.

mod address;
pub mod answers;
mod best;
mod effect;
mod file;
mod industries;
mod judged;
mod pairs;
mod question;
mod questions;
mod results;
mod said_values;
mod sheet;
mod start;
mod step;
#[cfg(test)]
mod tests;
mod wish;

use std::sync::LazyLock;

use askama::Template;
use axum::Router;
use axum::extract::{DefaultBodyLimit, OriginalUri, Query, State as With};
use axum::response::Response;
use axum::routing::get;
use kernel::Words;
use platform::{Frame, page};

pub use self::address::Address;
use self::address::{DONT_KNOW, View};
use self::answers::Answers;
use self::effect::Effects;
use self::judged::{AnswerLine, Day, Judged};
pub use self::question::{Asking, Question};
use self::question::{Control, LineKind, YesNo};
use self::questions::{Form, Questions};
use self::results::{Making, Results};
pub use self::said_values::value_said;
use self::step::{Asks, Step};
use self::wish::Wish;
use super::{State, said};
use crate::portal::mentions::Mentions;
use crate::programme::{Programme, Stated};

/// What other pages with the same fields need of them.
pub mod parts {
    pub use super::address::written;
    pub use super::question::{Control, LineKind, YesNo};
}

pub fn routes() -> Router<State> {
    let start = get(start::show)
        .post(start::begin)
        .layer(DefaultBodyLimit::max(start::LARGEST_UPLOAD));
    Router::new()
        .route("/finder", get(show))
        .route("/finder/result", get(sheet::show))
        .route("/finder/best", get(best::show))
        .route("/finder/profile.json", get(file::download))
        .route("/finder/start", start)
}

#[derive(Template)]
#[template(path = "finder.html")]
struct FinderPage<'a> {
    frame: Frame,
    /// The one programme that is judged, where only one is.
    only: Option<&'a Programme>,
    view: View,
    on: Day,
    step: Step<'a>,
    questions: Questions<'a>,
    wish: Wish,
    answers: Vec<AnswerLine>,
    /// `None` until something is answered.
    results: Option<Results<'a>>,
    links: Links,
}

/// The addresses of this page in its other forms.
struct Links {
    /// From one programme to all, with the answers so far.
    all: String,
    /// The same form without any answer.
    empty: String,
    steps: String,
    form: String,
    sheet: String,
    /// Which programmes go together.
    best: String,
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
    let programmes: Vec<&Programme> = judged.programmes().collect();
    let editions = programmes
        .iter()
        .flat_map(|programme| &programme.rules.editions);
    let mentions = Mentions::of(editions.map(|(_, edition)| edition));
    let asking = |view| Asking {
        frame: &frame,
        facts: &catalogue.facts,
        address: &address,
        read: &judged.read,
        mentions: &mentions,
        names: &catalogue.names,
        view,
    };
    let wishes = address.wishes();
    let passed = address.passed();
    let effects = Effects::of(
        catalogue,
        &answers,
        &judged.read.profile,
        &judged.assessment,
        judged.only,
    );
    let wanted = judged.wanted(catalogue, &wishes, &passed);
    let wish = Wish::of(
        &frame,
        &catalogue.headings.directions,
        &address,
        &judged.assessment,
    );
    let step = Step::of(
        &asking("s"),
        &address,
        &judged.assessment,
        &wanted,
        &wish,
        &effects,
    );
    let form = asking("q");
    let questions = Form {
        asking: &form,
        address: &address,
        only: judged.only,
        judged: &programmes,
        wanted: &wanted,
        effects: &effects,
    }
    .questions();
    let results = answers.any(&catalogue.facts).then(|| {
        let wording = catalogue.wording(judged.on.day, frame.lang);
        let making = Making {
            frame: &frame,
            wording: &wording,
            address: &address,
            on: judged.on.day,
            catalogue,
        };
        making.results(&judged.assessment)
    });
    page(&FinderPage {
        only: judged.only,
        view: address.view(),
        step,
        questions,
        wish,
        answers: judged.answer_lines(&frame, catalogue, &address, &effects),
        results,
        links: Links::of(&address, judged.only),
        on: judged.on,
        frame: frame.clone(),
    })
}

/// What can be wrong in answers is said by the modules that read them.
fn words() -> &'static Words {
    static WORDS: LazyLock<Words> =
        LazyLock::new(|| Words::joined([eligibility::words(), platform::words(), crate::words()]));
    &WORDS
}

impl Links {
    fn of(address: &Address<'_>, only: Option<&Programme>) -> Links {
        Links {
            all: address.without_names("/finder", &["only"]),
            empty: match only {
                None => "/finder".to_owned(),
                Some(programme) => format!("/finder?only={}", programme.id),
            },
            steps: address.with("/finder", &[("view", "steps")]),
            form: address.with("/finder", &[("view", "form")]),
            sheet: address.without_names("/finder/result", &["view"]),
            best: address.without_names("/finder/best", &["view", "only"]),
        }
    }
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

    /// The class that says which view is shown.
    fn face(&self) -> &'static str {
        match self.view {
            View::Either => "finder-either",
            View::Steps => "finder-steps",
            View::Form => "finder-form",
        }
    }

    fn has_steps(&self) -> bool {
        match self.view {
            View::Either | View::Steps => true,
            View::Form => false,
        }
    }

    fn has_form(&self) -> bool {
        match self.view {
            View::Either | View::Form => true,
            View::Steps => false,
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

    fn industries(&self) -> Vec<industries::Industry> {
        industries::offered(self.frame.lang)
    }

    fn progress(&self) -> String {
        let [answered, decided, open] =
            [self.step.answered, self.step.decided, self.step.open].map(|n| n.to_string());
        self.frame.say(
            "finder-progress",
            &[
                ("answered", &answered),
                ("decided", &decided),
                ("open", &open),
            ],
        )
    }

    /// How many can be used, are open, and cannot be used; nothing before the first answer.
    fn counts(&self) -> Option<String> {
        let results = self.results.as_ref()?;
        Some(results.counts(&self.frame))
    }
}
