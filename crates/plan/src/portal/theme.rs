//! One background theme and the directions it bears on.

use askama::Template;
use axum::extract::{OriginalUri, Path, State as With};
use axum::response::Response;
use platform::{Frame, page};

use super::{State, said};
use crate::strategy::{Direction, Theme};

#[derive(Template)]
#[template(path = "theme.html")]
struct ThemePage<'a> {
    frame: Frame,
    theme: &'a Theme,
    directions: Vec<&'a Direction>,
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
        .and_then(|strategy| Some((strategy, strategy.theme(&id)?)));
    let Some((strategy, theme)) = found else {
        return platform::page::not_found(frame);
    };
    let named = theme.directions.ids.iter();
    page(&ThemePage {
        frame,
        theme,
        directions: named
            .filter_map(|id| strategy.direction(id.as_str()))
            .map(|(_, direction)| direction)
            .collect(),
    })
}
