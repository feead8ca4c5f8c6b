//! One direction: where it stands in the strategy, what carries it out, and what is reported about it.

use askama::Template;
use axum::extract::{OriginalUri, Path, State as With};
use axum::response::Response;
use platform::{Frame, public_page};

use super::drawing::Shape;
use super::figures::FigureSet;
use super::programmes::{Openness, ProgrammeList};
use super::turn::Turn;
use super::{State, said};
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
    programmes: ProgrammeList,
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
        .and_then(|strategy| Some((strategy, strategy.direction(&id)?)));
    let Some((strategy, (policy, direction))) = found else {
        return platform::page::not_found(frame);
    };
    let figures = state.plan.figures.iter().filter(|f| f.bears_on(&id));
    let pages: Vec<(String, String)> = strategy
        .directions()
        .map(|(_, direction)| {
            let title = format!("{} {}", direction.id, frame.text(&direction.title));
            (path(direction), title)
        })
        .collect();
    public_page(&DirectionPage {
        strategy,
        policy,
        direction,
        themes: strategy.themes_of(&id),
        figures: FigureSet::of(&frame, figures),
        programmes: ProgrammeList::of((state.programmes)(&id)),
        turn: Turn::at(&path(direction), &pages),
        frame,
    })
}

fn path(direction: &Direction) -> String {
    format!("/strategy/directions/{}", direction.id)
}
