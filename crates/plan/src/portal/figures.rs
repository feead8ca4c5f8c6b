//! All reported figures that may be shown, and why others may not.

use askama::Template;
use axum::extract::{OriginalUri, State as With};
use axum::response::Response;
use platform::{Frame, page};

use super::{State, said};
use crate::figure::{Figure, Measure};

#[derive(Template)]
#[template(path = "figures.html")]
struct FiguresPage<'a> {
    frame: Frame,
    figures: FigureSet<'a>,
    hidden: Vec<&'a Figure>,
}

/// Figures as a page shows them: single values share one table, all others have their own.
pub struct FigureSet<'a> {
    pub values: Vec<&'a Figure>,
    pub tables: Vec<&'a Figure>,
}

impl<'a> FigureSet<'a> {
    pub fn of(figures: impl Iterator<Item = &'a Figure>) -> FigureSet<'a> {
        let (values, tables) = figures.partition(|figure| match figure.measure {
            Measure::Value { .. } => true,
            Measure::Series { .. } | Measure::Table(_) => false,
        });
        FigureSet { values, tables }
    }

    pub fn is_empty(&self) -> bool {
        self.values.is_empty() && self.tables.is_empty()
    }
}

pub async fn show(With(state): With<State>, OriginalUri(uri): OriginalUri) -> Response {
    let figures = &state.plan.figures;
    page(&FiguresPage {
        frame: state.frame(&uri),
        figures: FigureSet::of(figures.iter().filter(|figure| figure.is_shown())),
        hidden: figures.iter().filter(|figure| !figure.is_shown()).collect(),
    })
}
