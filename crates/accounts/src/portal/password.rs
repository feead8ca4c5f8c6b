//! Setting, changing and removing the password.

use axum::extract::{Form, OriginalUri, State as With};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use platform::{DbFault, Frame};
use serde::Deserialize;

use super::State;
use super::form::{Field, FormPage};
use super::set_up::after_a_way;
use super::shown::{ToldPage, broken, busy};
use super::signed_in::{Settling, SignedIn};
use crate::actions::{Stop, remove_password, set_password};
use crate::person::Ways;
use crate::session::Stage;
use crate::store::people;

#[derive(Deserialize)]
pub struct Sent {
    #[serde(default)]
    new_password: String,
}

pub async fn show(
    With(state): With<State>,
    OriginalUri(uri): OriginalUri,
    Settling(settling): Settling,
) -> Response {
    let frame = state.frame(&uri);
    if let Err(response) = settling.fresh(&state.accounts, &frame) {
        return *response;
    }
    form(frame, &settling).answer()
}

pub async fn submit(
    With(state): With<State>,
    OriginalUri(uri): OriginalUri,
    Settling(settling): Settling,
    Form(sent): Form<Sent>,
) -> Response {
    let frame = state.frame(&uri);
    if let Err(response) = settling.fresh(&state.accounts, &frame) {
        return *response;
    }
    let done = set_password(
        &state.accounts,
        &settling.person,
        &settling.session.id,
        sent.new_password,
    )
    .await;
    match done {
        Ok(()) if settling.person.ways.authenticator => {
            after_a_way(&state, &frame, &settling, "password").await
        }
        // The second half of this way.
        Ok(()) => Redirect::to(&frame.link("/account/authenticator")).into_response(),
        Err(Stop::Refused(fault)) => {
            let mut page = form(frame, &settling);
            page.fields[1].error = Some(page.frame.t(fault.key()));
            page.answer()
        }
        Err(Stop::Busy) => busy(),
        Err(Stop::NotFound) => StatusCode::NOT_FOUND.into_response(),
        Err(Stop::Fault(fault)) => broken(&fault),
    }
}

pub async fn remove(
    With(state): With<State>,
    OriginalUri(uri): OriginalUri,
    signed_in: SignedIn,
) -> Response {
    let frame = state.frame(&uri);
    if let Err(response) = signed_in.fresh_on(&state.accounts, &frame, "/account") {
        return *response;
    }
    let without = Ways {
        password: false,
        authenticator: false,
        ..signed_in.person.ways
    };
    if !without.are_enough() {
        return ToldPage::new(frame, "last-way", "warning", &[("/account", "to-account")])
            .answer(StatusCode::CONFLICT);
    }
    let done = async {
        let mut tx = state.accounts.db.begin().await?;
        // What was seen before may have changed: two last ways must not go at once.
        people::hold(&mut tx, &signed_in.person.id).await?;
        let now = people::find(&mut tx, &signed_in.person.id).await?;
        let ways = now.map(|person| person.ways).unwrap_or_default();
        if ways.passkeys == 0 && ways.providers == 0 {
            return Ok(false);
        }
        remove_password(&mut tx, &state.accounts, &signed_in.person).await?;
        tx.commit().await?;
        Ok(true)
    };
    let done: Result<bool, DbFault> = done.await;
    match done {
        Ok(false) => ToldPage::new(frame, "last-way", "warning", &[("/account", "to-account")])
            .answer(StatusCode::CONFLICT),
        Ok(true) => Redirect::to(&frame.link("/account?saved=password-removed")).into_response(),
        Err(fault) => broken(&fault),
    }
}

fn form(frame: Frame, settling: &super::signed_in::SignedIn) -> FormPage {
    let fields = vec![
        // A password manager wants to know whose password it is.
        Field {
            autocomplete: "username",
            ..Field::hidden("email", settling.person.email.as_str())
        },
        Field::line(&frame, "new_password", "password", "new-password"),
    ];
    let back = match settling.session.stage {
        Stage::Full => ("/account", "to-account"),
        Stage::SetUp => ("/account/set-up", "to-set-up"),
    };
    FormPage::new(frame, "password", "/account/password", fields).links(&[back])
}
