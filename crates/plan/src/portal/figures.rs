//! All reported figures that may be shown, and why others may not.

use askama::Template;
use axum::extract::{OriginalUri, State as With};
use axum::response::Response;
use platform::{Frame, public_page};

use super::drawing::{Drawing, Shape, drawings};
use super::{State, said};
use crate::figure::{Figure, Measure};

#[derive(Template)]
#[template(path = "figures.html")]
struct FiguresPage<'a> {
    frame: Frame,
    figures: FigureSet<'a>,
    hidden: Vec<&'a Figure>,
}

/// Figures as a page shows them: single values as cards, all others with their charts and their tables.
pub struct FigureSet<'a> {
    pub values: Vec<&'a Figure>,
    pub drawn: Vec<DrawnFigure<'a>>,
}

pub struct DrawnFigure<'a> {
    pub figure: &'a Figure,
    pub drawings: Vec<Drawing>,
}

impl<'a> FigureSet<'a> {
    /// Those of the figures that may be shown.
    pub fn of(frame: &Frame, figures: impl Iterator<Item = &'a Figure>) -> FigureSet<'a> {
        let (values, others): (Vec<&Figure>, Vec<&Figure>) = figures
            .filter(|figure| figure.is_shown())
            .partition(|figure| match figure.measure {
                Measure::Value { .. } => true,
                Measure::Series { .. } | Measure::Table(_) => false,
            });
        let drawn = others.into_iter().map(|figure| DrawnFigure {
            figure,
            drawings: drawings(frame, figure),
        });
        FigureSet {
            values,
            drawn: drawn.collect(),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.values.is_empty() && self.drawn.is_empty()
    }
}

impl DrawnFigure<'_> {
    /// A single chart leaves room beside it.
    pub fn class(&self) -> &'static str {
        match self.drawings.len() {
            1 => "drawn drawn-one",
            _ => "drawn",
        }
    }
}

pub async fn show(With(state): With<State>, OriginalUri(uri): OriginalUri) -> Response {
    let figures = &state.plan.figures;
    let frame = state.frame(&uri);
    public_page(&FiguresPage {
        figures: FigureSet::of(&frame, figures.iter()),
        hidden: figures.iter().filter(|figure| !figure.is_shown()).collect(),
        frame,
    })
}
