//! The desk: where people with a duty in the city work. Here are its first page, people and sections; what other
//! modules do for the city stands behind entries that the composition gives. To everybody without a duty there is no
//! desk.

mod duties;
mod home;
mod people;
mod section_forms;
mod sections;

use std::sync::Arc;

use axum::Router;
use axum::extract::FromRef;
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use kernel::Words;
use platform::{DbFault, Frame, Tx};

use crate::portal::shown::broken;
use crate::role::Duty;
use crate::store;
use crate::{Accounts, OnDuty};

/// A tile on the desk that leads to the work of another module.
#[derive(Clone, Copy, Debug)]
pub struct DeskEntry {
    /// Where it leads, without the language.
    pub path: &'static str,
    /// The messages of the module, with the keys of title and text.
    pub words: &'static Words,
    pub title: &'static str,
    pub text: &'static str,
    /// Who finds it on the desk: whoever has one of these duties.
    pub duties: &'static [Duty],
}

/// What the pages need.
#[derive(Clone)]
pub struct State {
    pub accounts: Accounts,
    pub entries: Arc<[DeskEntry]>,
}

impl FromRef<State> for Accounts {
    fn from_ref(state: &State) -> Accounts {
        state.accounts.clone()
    }
}

impl State {
    fn frame(&self, uri: &Uri) -> Frame {
        self.accounts.shell.frame(uri, crate::words())
    }
}

/// How somebody sees people, duties and sections.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sight {
    /// An auditor reads everything and changes nothing.
    Reads,
    Administers,
}

/// How this person sees them today; `None`: not at all.
async fn sight(tx: &mut Tx, state: &State, on_duty: &OnDuty) -> Result<Option<Sight>, DbFault> {
    let today = state.accounts.clock.today();
    let person = &on_duty.0.person.id;
    for (duty, sight) in [
        (Duty::Administrator, Sight::Administers),
        (Duty::Auditor, Sight::Reads),
    ] {
        if store::duties::may_on_duty(tx, person, duty, None, today).await? {
            return Ok(Some(sight));
        }
    }
    Ok(None)
}

/// Lets only administrators on, such as to a form; to all others there is no such page.
async fn administers(state: &State, on_duty: &OnDuty) -> Result<(), Box<Response>> {
    let found = async {
        let mut tx = state.accounts.db.read().await?;
        sight(&mut tx, state, on_duty).await
    };
    match found.await {
        Ok(Some(Sight::Administers)) => Ok(()),
        Ok(Some(Sight::Reads) | None) => Err(Box::new(StatusCode::NOT_FOUND.into_response())),
        Err(fault) => Err(Box::new(broken(&fault))),
    }
}

/// The pages, relative to the root of a language.
pub fn routes(state: State) -> Router {
    Router::new()
        .route("/desk", get(home::show))
        .route("/desk/people", get(people::list))
        .route("/desk/people/{person}", get(people::show))
        .route("/desk/people/{person}/recovery", post(people::recover))
        .route("/desk/duties", get(duties::show).post(duties::give))
        .route("/desk/duties/{duty}/end", post(duties::end))
        .route(
            "/desk/invitations/{invitation}/withdrawal",
            post(duties::withdraw),
        )
        .route("/desk/sections", get(sections::list))
        .route(
            "/desk/sections/new",
            get(section_forms::new).post(section_forms::add),
        )
        .route("/desk/sections/{section}", get(sections::show))
        .route(
            "/desk/sections/{section}/name",
            get(section_forms::name).post(section_forms::rename),
        )
        .route(
            "/desk/sections/{section}/end",
            get(section_forms::end).post(section_forms::close),
        )
        .with_state(state)
}

#[cfg(test)]
mod tests;
