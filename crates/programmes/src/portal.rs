//! The public pages of the support programmes: the catalogue, one programme, and the finder. Nobody signs in and
//! nothing is kept: what a reader answers stands in the address alone. Not here: applying for anything.

mod children;
mod comparison;
mod editions;
mod files;
mod finder;
mod list;
pub(crate) mod mentions;
mod programme;
mod said;
pub mod simulation;
#[cfg(test)]
pub(crate) mod tests;

use std::sync::Arc;

use axum::Router;
use axum::http::Uri;
use axum::routing::get;
use eligibility::wording::Wording;
use kernel::{Date, Lang};
use platform::{Frame, Shell};

use crate::Catalogue;

pub use comparison::comparison_file;
pub use simulation::Firms;

/// What the pages need.
#[derive(Clone)]
pub struct State {
    pub catalogue: Arc<Catalogue>,
    /// With whom rules are tried out.
    pub firms: Arc<Firms>,
    pub shell: Shell,
}

/// The pages, relative to the root of a language.
pub fn routes(state: State) -> Router {
    Router::new()
        .route("/programmes", get(list::show))
        .route("/programmes/{id}", get(programme::show))
        .route("/children", get(children::show))
        .merge(finder::routes())
        .merge(files::routes())
        .merge(simulation::routes())
        .with_state(state)
}

impl State {
    fn frame(&self, uri: &Uri) -> Frame {
        self.shell.frame(uri, crate::words())
    }
}

impl Catalogue {
    /// Puts the rules of this city into words, as they are on a day.
    fn wording(&self, on: Date, lang: Lang) -> Wording<'_> {
        Wording {
            facts: &self.facts,
            programmes: &self.names,
            on,
            lang,
        }
    }
}
