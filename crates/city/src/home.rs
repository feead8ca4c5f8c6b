//! The first page: what the site is for, the first question of the finder, what is open now and closes next,
//! and the way to everything else.

mod deadlines;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::extract::{OriginalUri, State as Shared};
use axum::response::Response;
use axum::routing::get;
use plan::{Plan, Policy};
use platform::{Frame, Shell, public_page};
use programmes::{Catalogue, Programme};

use self::deadlines::Deadline;
use crate::words;

/// The fact that the finder asks first: who the reader is.
const FIRST_QUESTION: &str = "applicant";

/// What the page needs.
#[derive(Clone)]
pub struct State {
    pub plan: Arc<Plan>,
    pub catalogue: Arc<Catalogue>,
    pub shell: Shell,
}

pub fn routes(state: State) -> Router {
    Router::new().route("/", get(show)).with_state(state)
}

#[derive(Template)]
#[template(path = "home.html")]
struct HomePage {
    frame: Frame,
    /// `None` in a city whose rules do not ask who applies.
    question: Option<Question>,
    open: Vec<Deadline>,
    upcoming: Vec<Deadline>,
    strategy: Option<StrategyCard>,
    count: String,
}

/// The first question with its answers: the link into the finder, and the words.
struct Question {
    text: String,
    picks: Vec<(String, String)>,
}

struct StrategyCard {
    name: String,
    vision: String,
    policies: Vec<PolicyCard>,
}

/// A policy with the number of programmes that carry it out.
struct PolicyCard {
    id: String,
    link: String,
    title: String,
    count: String,
}

async fn show(Shared(state): Shared<State>, OriginalUri(uri): OriginalUri) -> Response {
    public_page(&home(&state, state.shell.frame(&uri, words())))
}

fn home(state: &State, frame: Frame) -> HomePage {
    let strategy = state.plan.strategy.as_ref().map(|strategy| StrategyCard {
        name: frame.text(&strategy.name).to_owned(),
        vision: frame.text(&strategy.vision.title).to_owned(),
        policies: (strategy.current.policies.iter())
            .map(|policy| policy_card(policy, &state.catalogue, &frame))
            .collect(),
    });
    HomePage {
        question: question(&state.catalogue, &frame),
        open: deadlines::open(&state.catalogue, &frame),
        upcoming: deadlines::upcoming(&state.catalogue, &frame),
        strategy,
        count: state.catalogue.programmes.len().to_string(),
        frame,
    }
}

impl HomePage {
    /// What else there is: address, title and what it holds. A city without a plan has less of it.
    fn more(&self) -> Vec<(&'static str, &'static str, &'static str)> {
        let mut more = Vec::new();
        if self.strategy.is_some() {
            more.extend([
                ("/strategy/figures", "home-figures", "home-figures-what"),
                ("/organisations", "home-bodies", "home-bodies-what"),
            ]);
        }
        more.extend([
            ("/children", "home-children", "home-children-what"),
            ("/about", "home-about", "home-about-what"),
        ]);
        more
    }
}

fn question(catalogue: &Catalogue, frame: &Frame) -> Option<Question> {
    let fact = catalogue.facts.get(catalogue.facts.find(FIRST_QUESTION)?);
    let text = fact.question.as_ref().unwrap_or(&fact.label);
    let picks: Vec<(String, String)> = fact
        .choices()
        .iter()
        .map(|choice| {
            let path = format!("/finder?{FIRST_QUESTION}={}", choice.id);
            (frame.link(&path), capitalised(frame.text(&choice.label)))
        })
        .collect();
    (!picks.is_empty()).then(|| Question {
        text: frame.text(text).to_owned(),
        picks,
    })
}

fn policy_card(policy: &Policy, catalogue: &Catalogue, frame: &Frame) -> PolicyCard {
    let directions = policy.directions();
    let carries = |programme: &&Programme| {
        programme
            .directions
            .first()
            .is_some_and(|main| directions.iter().any(|d| d.id.as_str() == main))
    };
    let count = catalogue.programmes.iter().filter(carries).count();
    PolicyCard {
        id: policy.id.to_string(),
        link: frame.link(&format!("/strategy/policies/{}", policy.id)),
        title: frame.text(policy.title.text()).to_owned(),
        count: frame.say("home-programmes", &[("count", &count.to_string())]),
    }
}

/// A label that stands alone: English ones begin with a small letter, because sentences are built from them.
fn capitalised(label: &str) -> String {
    let mut letters = label.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}
