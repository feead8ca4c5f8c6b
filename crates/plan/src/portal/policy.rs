//! One basic policy with its directions, and what carries them out.

use askama::Template;
use axum::extract::{OriginalUri, Path, State as With};
use axum::response::Response;
use platform::{Frame, public_page};

use super::programmes::{Openness, ProgrammeList};
use super::turn::Turn;
use super::{State, said};
use crate::strategy::{Direction, Policy, Strategy};

#[derive(Template)]
#[template(path = "policy.html")]
struct PolicyPage<'a> {
    frame: Frame,
    strategy: &'a Strategy,
    policy: &'a Policy,
    directions: Vec<(&'a Direction, ProgrammeList)>,
    turn: Turn,
}

pub async fn show(
    With(state): With<State>,
    OriginalUri(uri): OriginalUri,
    Path(id): Path<String>,
) -> Response {
    let frame = state.frame(&uri);
    let found = state
        .plan
        .strategy
        .as_ref()
        .and_then(|strategy| Some((strategy, strategy.policy(&id)?)));
    let Some((strategy, policy)) = found else {
        return platform::page::not_found(frame);
    };
    let pages: Vec<(String, String)> = strategy
        .current
        .policies
        .iter()
        .map(|policy| {
            let title = format!("{} {}", policy.id, frame.text(policy.title.text()));
            (path(policy), title)
        })
        .collect();
    public_page(&PolicyPage {
        strategy,
        policy,
        directions: policy
            .directions()
            .iter()
            .map(|direction| {
                let lines = (state.programmes)(direction.id.as_str());
                (direction, ProgrammeList::of(lines))
            })
            .collect(),
        turn: Turn::at(&path(policy), &pages),
        frame,
    })
}

fn path(policy: &Policy) -> String {
    format!("/strategy/policies/{}", policy.id)
}
