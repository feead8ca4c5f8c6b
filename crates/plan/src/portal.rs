//! The public pages of the plan: the strategy as a tree, its parts, the reported figures, the organisations.
//! Which programmes carry a direction out is told by the composition; the plan knows none.

mod chart;
mod direction;
mod drawing;
mod figures;
mod organisations;
mod picture;
mod policy;
mod programmes;
mod said;
mod strategy;
#[cfg(test)]
mod tests;
mod theme;
mod turn;
mod wrap;

use std::sync::Arc;

use axum::Router;
use axum::http::Uri;
use axum::routing::get;
use platform::{Frame, Shell};

use crate::Plan;
pub use programmes::{Openness, ProgrammeLine, Support};

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
