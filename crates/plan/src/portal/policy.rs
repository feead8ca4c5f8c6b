//! One basic policy with its directions.

use askama::Template;
use axum::extract::{OriginalUri, Path, State as With};
use axum::response::Response;
use platform::{Frame, page};

use super::{State, said};
use crate::strategy::{Policy, Strategy};

#[derive(Template)]
#[template(path = "policy.html")]
struct PolicyPage<'a> {
    frame: Frame,
    strategy: &'a Strategy,
    policy: &'a Policy,
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
    match found {
        Some((strategy, policy)) => page(&PolicyPage {
            frame,
            strategy,
            policy,
        }),
        None => platform::page::not_found(frame),
    }
}
