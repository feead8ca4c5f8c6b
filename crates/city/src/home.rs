//! The first page: what the site is for, the strategy at a glance, and what is open now.

#[cfg(test)]
mod tests;

use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::extract::{OriginalUri, State as Shared};
use axum::response::Response;
use axum::routing::get;
use plan::Plan;
use platform::{Frame, Shell, public_page};
use programmes::assess::window_state;
use programmes::{Catalogue, Programme, WindowState};

use crate::words;

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
    name: Option<String>,
    vision: Option<String>,
    policies: Vec<PolicyCard>,
    open: Vec<OpenLine>,
    count: String,
}

/// A policy with the number of programmes that carry it out.
struct PolicyCard {
    link: String,
    title: String,
    count: String,
    directions: Vec<(String, String)>,
}

/// A programme whose dates in the source contain today.
struct OpenLine {
    link: String,
    name: String,
    closes: String,
    as_of: String,
}

async fn show(Shared(state): Shared<State>, OriginalUri(uri): OriginalUri) -> Response {
    public_page(&home(&state, state.shell.frame(&uri, words())))
}

fn home(state: &State, frame: Frame) -> HomePage {
    let strategy = state.plan.strategy.as_ref();
    let open = state
        .catalogue
        .programmes
        .iter()
        .filter(|programme| window_state(programme, frame.today) == WindowState::Open)
        .map(|programme| open_line(programme, &frame))
        .collect();
    let policies = strategy.map_or_else(Vec::new, |strategy| {
        strategy
            .current
            .policies
            .iter()
            .map(|policy| {
                let directions = policy.directions();
                let carries = |programme: &&Programme| {
                    programme
                        .directions
                        .first()
                        .is_some_and(|main| directions.iter().any(|d| d.id.as_str() == main))
                };
                let count = state.catalogue.programmes.iter().filter(carries).count();
                PolicyCard {
                    link: frame.link(&format!("/strategy/policies/{}", policy.id.as_str())),
                    title: frame.text(policy.title.text()).to_owned(),
                    count: frame.say("home-programmes", &[("count", &count.to_string())]),
                    directions: directions
                        .iter()
                        .map(|direction| {
                            let path = format!("/strategy/directions/{}", direction.id.as_str());
                            (frame.link(&path), frame.text(&direction.title).to_owned())
                        })
                        .collect(),
                }
            })
            .collect()
    });
    HomePage {
        name: strategy.map(|strategy| frame.text(&strategy.name).to_owned()),
        vision: strategy.map(|strategy| frame.text(&strategy.vision.title).to_owned()),
        policies,
        open,
        count: state.catalogue.programmes.len().to_string(),
        frame,
    }
}

fn open_line(programme: &Programme, frame: &Frame) -> OpenLine {
    let closes = programme.window.known().and_then(|window| window.closes);
    OpenLine {
        link: frame.link(&format!("/programmes/{}", programme.id)),
        name: frame.text(&programme.name).to_owned(),
        closes: closes.map_or_else(String::new, |closes| frame.date(closes.day)),
        as_of: frame.text(&programme.as_of).to_owned(),
    }
}
