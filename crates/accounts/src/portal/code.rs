//! The code after the password.

use axum::extract::{Form, OriginalUri, Query, State as With};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use platform::Frame;
use serde::Deserialize;

use super::State;
use super::cookies::{Asker, signed_in};
use super::form::{Field, FormPage};
use super::shown::{broken, busy};
use super::signed_in::{Perhaps, next_of};
use crate::actions::{SignInRefusal, Stop, end_session, give_code};
use crate::event::Event;

#[derive(Deserialize)]
pub struct Asked {
    next: Option<String>,
}

#[derive(Deserialize)]
pub struct Sent {
    #[serde(default)]
    code: String,
    next: Option<String>,
}

pub async fn show(
    With(state): With<State>,
    OriginalUri(uri): OriginalUri,
    Query(asked): Query<Asked>,
    asker: Asker,
) -> Response {
    let frame = state.frame(&uri);
    let next = next_of(asked.next.as_deref(), &frame);
    match asker.attempt {
        Some(_) => form(frame, &next).answer(),
        None => Redirect::to(&frame.link("/sign-in")).into_response(),
    }
}

pub async fn submit(
    With(state): With<State>,
    OriginalUri(uri): OriginalUri,
    asker: Asker,
    Perhaps(before): Perhaps,
    Form(sent): Form<Sent>,
) -> Response {
    let frame = state.frame(&uri);
    let next = next_of(sent.next.as_deref(), &frame);
    let Some(waiting) = &asker.attempt else {
        return Redirect::to(&frame.link("/sign-in")).into_response();
    };
    match give_code(&state.accounts, waiting, &sent.code, asker.browser()).await {
        Ok(begun) => {
            // Another proof, another session: the one before is worth nothing any more.
            if let Some(before) = before
                && let Err(fault) = end(&state, &before).await
            {
                return broken(&fault);
            }
            signed_in(Redirect::to(&next).into_response(), &begun)
        }
        Err(Stop::Refused(SignInRefusal::TooMany)) => form(frame, &next)
            .wrong("sign-in-too-many-codes")
            .answer_with(StatusCode::TOO_MANY_REQUESTS),
        Err(Stop::Refused(refusal)) => form(frame, &next).wrong(refusal.key()).answer(),
        Err(Stop::NotFound) => form(frame, &next)
            .wrong(SignInRefusal::BeginAgain.key())
            .answer(),
        Err(Stop::Busy) => busy(),
        Err(Stop::Fault(fault)) => broken(&fault),
    }
}

async fn end(state: &State, before: &super::signed_in::SignedIn) -> Result<(), platform::DbFault> {
    let mut tx = state.accounts.db.begin().await?;
    end_session(
        &mut tx,
        &state.accounts,
        &before.person.id,
        &before.session.id,
        Event::SignedOut,
    )
    .await?;
    tx.commit().await
}

fn form(frame: Frame, next: &str) -> FormPage {
    let fields = vec![
        Field::line(&frame, "code", "text", "one-time-code").short(),
        Field::hidden("next", next),
    ];
    FormPage::new(frame, "code", "/sign-in/code", fields).links(&[
        ("/sign-in/help", "sign-in-to-help"),
        ("/sign-in", "code-begin-again"),
    ])
}
