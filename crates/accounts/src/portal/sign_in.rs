//! Signing in: passkey, or address and password.

use axum::extract::{Form, OriginalUri, Query, State as With};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use kernel::MailAddress;
use platform::Frame;
use serde::Deserialize;

use super::State;
use super::cookies::{Asker, attempting};
use super::form::{Field, FormPage};
use super::shown::{broken, busy};
use super::signed_in::{Perhaps, SignedIn, next_of, with_next};
use crate::actions::{SignInRefusal, Stop, Waiting, give_password};

#[derive(Deserialize)]
pub struct Asked {
    next: Option<String>,
}

#[derive(Deserialize)]
pub struct Sent {
    #[serde(default)]
    email: String,
    #[serde(default)]
    password: String,
    next: Option<String>,
}

pub async fn show(
    With(state): With<State>,
    OriginalUri(uri): OriginalUri,
    Query(asked): Query<Asked>,
    Perhaps(signed_in): Perhaps,
) -> Response {
    let frame = state.frame(&uri);
    let next = next_of(asked.next.as_deref(), &frame);
    match signed_in {
        Some(_) => Redirect::to(&next).into_response(),
        None => form(&state, frame, &next, "").answer(),
    }
}

/// Before something important: the person is signed in and proves once more who they are.
pub async fn again(
    With(state): With<State>,
    OriginalUri(uri): OriginalUri,
    Query(asked): Query<Asked>,
    signed_in: SignedIn,
) -> Response {
    let frame = state.frame(&uri);
    let next = next_of(asked.next.as_deref(), &frame);
    let ways = signed_in.person.ways;
    let email = signed_in.person.email.as_str().to_owned();
    let mut page = form(&state, frame, &next, &email);
    page.title = page.frame.t("sign-in-again-title");
    page.lead = vec![page.frame.t("sign-in-again-lead")];
    if !ways.password {
        page.fields.clear();
    }
    if ways.passkeys == 0 {
        page.passkey = None;
    }
    if ways.providers == 0 {
        page.providers.clear();
    }
    page.links.clear();
    page.answer()
}

pub async fn submit(
    With(state): With<State>,
    OriginalUri(uri): OriginalUri,
    asker: Asker,
    Form(sent): Form<Sent>,
) -> Response {
    let frame = state.frame(&uri);
    let next = next_of(sent.next.as_deref(), &frame);
    let Ok(email) = MailAddress::parse(&sent.email) else {
        let mut page = form(&state, frame, &next, &sent.email);
        page.fields[0].error = Some(page.frame.t("email-wrong"));
        return page.answer();
    };
    let done = give_password(
        &state.accounts,
        &email,
        sent.password,
        asker.browser.as_ref(),
        asker.visitor,
    )
    .await;
    match done {
        Ok(Waiting(token)) => {
            let on = Redirect::to(&frame.link(&with_next("/sign-in/code", &next)));
            attempting(on.into_response(), &token)
        }
        Err(Stop::Refused(refusal)) => refused(&state, frame, &next, &sent.email, refusal),
        Err(Stop::Busy) => busy(),
        Err(Stop::Fault(fault)) => broken(&fault),
        Err(Stop::NotFound) => refused(&state, frame, &next, &sent.email, SignInRefusal::Wrong),
    }
}

fn refused(
    state: &State,
    frame: Frame,
    next: &str,
    email: &str,
    refusal: SignInRefusal,
) -> Response {
    let page = form(state, frame, next, email).wrong(refusal.key());
    match refusal {
        SignInRefusal::TooMany => page.answer_with(StatusCode::TOO_MANY_REQUESTS),
        SignInRefusal::Wrong
        | SignInRefusal::WrongCode
        | SignInRefusal::BeginAgain
        | SignInRefusal::Incomplete => page.answer(),
    }
}

fn form(state: &State, frame: Frame, next: &str, email: &str) -> FormPage {
    let fields = vec![
        Field::line(&frame, "email", "email", "username webauthn").with(email),
        Field::line(&frame, "password", "password", "current-password"),
        Field::hidden("next", next),
    ];
    let mut page = FormPage::new(frame, "sign-in", "/sign-in", fields).links(&[
        ("/sign-in/help", "sign-in-to-help"),
        ("/sign-up", "sign-in-to-sign-up"),
    ]);
    page.passkey = Some(("sign-in", next.to_owned()));
    page.providers = super::providers::buttons(&state.accounts, &page.frame, next);
    page
}
