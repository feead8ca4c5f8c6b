//! One background theme: what it says, the directions that answer it, what of theirs is open now, and what is
//! reported about them.

use askama::Template;
use axum::extract::{OriginalUri, Path, State as With};
use axum::response::Response;
use platform::{Frame, public_page};

use super::drawing::Shape;
use super::figures::FigureSet;
use super::programmes::{Openness, ProgrammeLine, ProgrammeList};
use super::turn::Turn;
use super::{State, said};
use crate::figure::Measure;
use crate::strategy::{Direction, Theme};

#[derive(Template)]
#[template(path = "theme.html")]
struct ThemePage<'a> {
    frame: Frame,
    theme: &'a Theme,
    directions: Vec<(&'a Direction, ProgrammeList)>,
    /// Each programme once, however many of the directions it carries out.
    open: Vec<ProgrammeLine>,
    figures: FigureSet<'a>,
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
        .and_then(|strategy| Some((strategy, strategy.theme(&id)?)));
    let Some((strategy, theme)) = found else {
        return platform::page::not_found(frame);
    };
    let named = theme.directions.ids.iter();
    let directions: Vec<(&Direction, ProgrammeList)> = named
        .filter_map(|id| strategy.direction(id.as_str()))
        .map(|(_, direction)| {
            let lines = (state.programmes)(direction.id.as_str());
            (direction, ProgrammeList::of(lines))
        })
        .collect();
    let bears_on_theme = |figure: &&crate::Figure| {
        let ids = &theme.directions.ids;
        ids.iter().any(|id| figure.bears_on(id.as_str()))
    };
    let pages: Vec<(String, String)> = strategy
        .themes
        .iter()
        .map(|theme| (path(theme), frame.text(&theme.title).to_owned()))
        .collect();
    public_page(&ThemePage {
        theme,
        open: open_ones(&directions),
        figures: FigureSet::of(&frame, state.plan.figures.iter().filter(bears_on_theme)),
        directions,
        turn: Turn::at(&path(theme), &pages),
        frame,
    })
}

fn open_ones(directions: &[(&Direction, ProgrammeList)]) -> Vec<ProgrammeLine> {
    let mut open: Vec<ProgrammeLine> = Vec::new();
    for line in directions.iter().flat_map(|(_, list)| &list.current) {
        let is_new = open.iter().all(|earlier| earlier.path != line.path);
        if line.openness == Openness::Open && is_new {
            open.push(line.clone());
        }
    }
    open
}

fn path(theme: &Theme) -> String {
    format!("/strategy/themes/{}", theme.id)
}
