//! The component book (見本帳): every class of our stylesheets, shown live beside when to use it. Makers of
//! pages look here first; the tests see to it that no class is missing and none is made up.

#[cfg(test)]
mod tests;

use askama::Template;
use axum::Router;
use axum::extract::{OriginalUri, State};
use axum::response::Response;
use axum::routing::get;

use crate::{Frame, Shell, public_page};

#[derive(Template)]
#[template(path = "components.html")]
struct ComponentsPage {
    frame: Frame,
}

/// The page `/components`, relative to the root of a language.
pub fn components_routes(shell: Shell) -> Router {
    Router::new()
        .route("/components", get(show))
        .with_state(shell)
}

async fn show(State(shell): State<Shell>, OriginalUri(uri): OriginalUri) -> Response {
    public_page(&ComponentsPage {
        frame: shell.frame(&uri, crate::words()),
    })
}
