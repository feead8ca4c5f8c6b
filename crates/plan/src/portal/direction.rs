//! One direction: where it stands in the strategy, what is reported about it, and what carries it out.

use askama::Template;
use axum::extract::{OriginalUri, Path, State as With};
use axum::response::Response;
use platform::{Frame, page};

use super::figures::FigureSet;
use super::{ProgrammeLine, State, said};
use crate::figure::Measure;
use crate::strategy::{Direction, Policy, Strategy, Theme};

#[derive(Template)]
#[template(path = "direction.html")]
struct DirectionPage<'a> {
    frame: Frame,
    strategy: &'a Strategy,
    policy: &'a Policy,
    direction: &'a Direction,
    themes: Vec<&'a Theme>,
    figures: FigureSet<'a>,
    programmes: Vec<ProgrammeLine>,
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
        .and_then(|strategy| Some((strategy, strategy.direction(&id)?)));
    let Some((strategy, (policy, direction))) = found else {
        return platform::page::not_found(frame);
    };
    page(&DirectionPage {
        frame,
        strategy,
        policy,
        direction,
        themes: strategy.themes_of(&id),
        figures: FigureSet::of(
            (state.plan.figures.iter()).filter(|figure| figure.is_shown() && figure.bears_on(&id)),
        ),
        programmes: (state.programmes)(&id),
    })
}
