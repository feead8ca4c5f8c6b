//! Asking for another address.

use axum::extract::{Form, OriginalUri, State as With};
use axum::http::StatusCode;
use axum::response::Response;
use kernel::MailAddress;
use platform::Frame;
use serde::Deserialize;

use super::State;
use super::form::{Field, FormPage};
use super::shown::{ToldPage, broken};
use super::signed_in::SignedIn;
use crate::actions::ask_to_change_email;

#[derive(Deserialize)]
pub struct Sent {
    #[serde(default)]
    email: String,
}

pub async fn show(
    With(state): With<State>,
    OriginalUri(uri): OriginalUri,
    signed_in: SignedIn,
) -> Response {
    let frame = state.frame(&uri);
    if let Err(response) = signed_in.fresh(&state.accounts, &frame) {
        return *response;
    }
    form(frame, &signed_in, "").answer()
}

pub async fn submit(
    With(state): With<State>,
    OriginalUri(uri): OriginalUri,
    signed_in: SignedIn,
    Form(sent): Form<Sent>,
) -> Response {
    let frame = state.frame(&uri);
    if let Err(response) = signed_in.fresh(&state.accounts, &frame) {
        return *response;
    }
    let email = match MailAddress::parse(&sent.email) {
        Ok(email) if email != signed_in.person.email => email,
        Ok(_) => return wrong(frame, &signed_in, &sent.email, "email-same"),
        Err(_) => return wrong(frame, &signed_in, &sent.email, "email-wrong"),
    };
    match ask_to_change_email(&state.accounts, &signed_in.person, &email).await {
        Ok(()) => ToldPage::new(
            frame,
            "email-letter-sent",
            "info",
            &[("/account", "to-account")],
        )
        .answer(StatusCode::OK),
        Err(fault) => broken(&fault),
    }
}

fn wrong(frame: Frame, signed_in: &SignedIn, typed: &str, key: &str) -> Response {
    let mut page = form(frame, signed_in, typed);
    page.fields[0].error = Some(page.frame.t(key));
    page.answer()
}

fn form(frame: Frame, signed_in: &SignedIn, typed: &str) -> FormPage {
    let fields = vec![Field::line(&frame, "email", "email", "email").with(typed)];
    let now = frame.say("email-now", &[("email", signed_in.person.email.as_str())]);
    let mut page = FormPage::new(frame, "email", "/account/email", fields)
        .links(&[("/account", "to-account")]);
    page.lead.push(now);
    page
}
