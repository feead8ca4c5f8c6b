//! The public pages of the plan: the strategy as a tree, its parts, the reported figures, the organisations.
//! Which programmes carry a direction out is told by the composition; the plan knows none.

mod direction;
mod figures;
mod organisations;
mod policy;
mod said;
mod strategy;
#[cfg(test)]
mod tests;
mod theme;

use std::sync::Arc;

use axum::Router;
use axum::http::Uri;
use axum::routing::get;
use kernel::Bilingual;
use platform::{Frame, Shell};

use crate::Plan;

/// What the pages need.
#[derive(Clone)]
pub struct State {
    pub plan: Arc<Plan>,
    pub shell: Shell,
    /// The programmes of a direction, in the order in which they are shown.
    pub programmes: Arc<ProgrammesOf>,
}

/// The programmes of the direction with that id.
pub type ProgrammesOf = dyn Fn(&str) -> Vec<ProgrammeLine> + Send + Sync;

/// One programme as a line on the page of a direction.
#[derive(Clone, Debug)]
pub struct ProgrammeLine {
    /// Its address without the language, such as `/programmes/kz-equip`.
    pub path: String,
    pub name: Bilingual,
    pub kind_label: Bilingual,
    pub window_label: Bilingual,
    pub open: bool,
}

/// The pages, relative to the root of a language.
pub fn routes(state: State) -> Router {
    Router::new()
        .route("/strategy", get(strategy::show))
        .route("/strategy/policies/{id}", get(policy::show))
        .route("/strategy/directions/{id}", get(direction::show))
        .route("/strategy/themes/{id}", get(theme::show))
        .route("/strategy/figures", get(figures::show))
        .route("/organisations", get(organisations::show))
        .with_state(state)
}

impl State {
    fn frame(&self, uri: &Uri) -> Frame {
        self.shell.frame(uri, crate::words())
    }
}
