//! Where I am signed in, and what happened to my account.

use askama::Template;
use axum::extract::{OriginalUri, Path, State as With};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::Timestamp;
use platform::clock::time_in_japan;
use platform::{DbFault, Frame, page};

use super::State;
use super::cookies::signed_out;
use super::shown::broken;
use super::signed_in::SignedIn;
use crate::SessionId;
use crate::actions::{end_other_sessions, end_session};
use crate::event::Event;
use crate::session::Session;
use crate::store::events::{self, Happened};
use crate::store::sessions;

const MOST_EVENTS: i64 = 100;

#[derive(Template)]
#[template(path = "sessions.html")]
struct SessionsPage {
    frame: Frame,
    sessions: Vec<Session>,
    own: SessionId,
}

#[derive(Template)]
#[template(path = "events.html")]
struct EventsPage {
    frame: Frame,
    events: Vec<Happened>,
}

impl SessionsPage {
    fn at(&self, moment: &Timestamp) -> String {
        time_in_japan(*moment, self.frame.lang)
    }

    fn method(&self, session: &Session) -> String {
        self.frame.t(&format!("method-{}", session.method.word()))
    }
}

impl EventsPage {
    fn at(&self, moment: &Timestamp) -> String {
        time_in_japan(*moment, self.frame.lang)
    }

    fn sentence(&self, event: &Happened) -> String {
        self.frame.t(&format!("event-{}", event.kind))
    }
}

pub async fn show(
    With(state): With<State>,
    OriginalUri(uri): OriginalUri,
    signed_in: SignedIn,
) -> Response {
    let found = async {
        let mut tx = state.accounts.db.read().await?;
        sessions::of_person(&mut tx, &signed_in.person.id).await
    };
    match found.await {
        Ok(sessions) => page(&SessionsPage {
            frame: state.frame(&uri),
            sessions,
            own: signed_in.session.id,
        }),
        Err(fault) => broken(&fault),
    }
}

/// Ends one of my own sessions. Somebody else's is not found.
pub async fn end(
    With(state): With<State>,
    OriginalUri(uri): OriginalUri,
    Path(id): Path<String>,
    signed_in: SignedIn,
) -> Response {
    let frame = state.frame(&uri);
    let id = SessionId::of(id);
    let ended = async {
        let mut tx = state.accounts.db.begin().await?;
        let ended = end_session(
            &mut tx,
            &state.accounts,
            &signed_in.person.id,
            &id,
            Event::SessionEnded,
        )
        .await?;
        tx.commit().await?;
        Ok::<bool, DbFault>(ended)
    };
    match ended.await {
        Ok(false) => StatusCode::NOT_FOUND.into_response(),
        Ok(true) if id == signed_in.session.id => {
            signed_out(Redirect::to(&frame.link("/")).into_response())
        }
        Ok(true) => Redirect::to(&frame.link("/account/sessions")).into_response(),
        Err(fault) => broken(&fault),
    }
}

pub async fn end_others(
    With(state): With<State>,
    OriginalUri(uri): OriginalUri,
    signed_in: SignedIn,
) -> Response {
    let frame = state.frame(&uri);
    let ended = async {
        let mut tx = state.accounts.db.begin().await?;
        end_other_sessions(&mut tx, &state.accounts, &signed_in.session).await?;
        tx.commit().await
    };
    match ended.await {
        Ok(()) => Redirect::to(&frame.link("/account/sessions")).into_response(),
        Err(fault) => broken(&fault),
    }
}

pub async fn events(
    With(state): With<State>,
    OriginalUri(uri): OriginalUri,
    signed_in: SignedIn,
) -> Response {
    let found = async {
        let mut tx = state.accounts.db.read().await?;
        events::of_person(&mut tx, &signed_in.person.id, MOST_EVENTS).await
    };
    match found.await {
        Ok(events) => page(&EventsPage {
            frame: state.frame(&uri),
            events,
        }),
        Err(fault) => broken(&fault),
    }
}
