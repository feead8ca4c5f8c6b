//! Asking for a letter: to make an account, or to get back into one.

use axum::extract::{Form, OriginalUri, State as With};
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use kernel::MailAddress;
use platform::Frame;
use serde::Deserialize;

use super::State;
use super::cookies::Asker;
use super::form::{Field, FormPage};
use super::shown::{ToldPage, broken};
use crate::actions::{Wish, ask_for_letter};

#[derive(Deserialize)]
pub struct Sent {
    #[serde(default)]
    email: String,
}

pub async fn show(With(state): With<State>, OriginalUri(uri): OriginalUri) -> Response {
    form(state.frame(&uri), Wish::Help, "").answer()
}

pub async fn sign_up(With(state): With<State>, OriginalUri(uri): OriginalUri) -> Response {
    form(state.frame(&uri), Wish::SignUp, "").answer()
}

pub async fn submit(
    With(state): With<State>,
    OriginalUri(uri): OriginalUri,
    asker: Asker,
    Form(sent): Form<Sent>,
) -> Response {
    ask(&state, &uri, &asker, &sent, Wish::Help).await
}

pub async fn ask_to_sign_up(
    With(state): With<State>,
    OriginalUri(uri): OriginalUri,
    asker: Asker,
    Form(sent): Form<Sent>,
) -> Response {
    ask(&state, &uri, &asker, &sent, Wish::SignUp).await
}

async fn ask(state: &State, uri: &Uri, asker: &Asker, sent: &Sent, wish: Wish) -> Response {
    let frame = state.frame(uri);
    let Ok(email) = MailAddress::parse(&sent.email) else {
        let mut page = form(frame, wish, &sent.email);
        page.fields[0].error = Some(page.frame.t("email-wrong"));
        return page.answer();
    };
    if let Err(fault) =
        ask_for_letter(&state.accounts, &email, wish, frame.lang, asker.visitor).await
    {
        return broken(&fault);
    }
    ToldPage::new(
        frame,
        "letter-sent",
        "info",
        &[("/", "to-home"), ("/sign-in", "to-sign-in")],
    )
    .answer(StatusCode::OK)
}

fn form(frame: Frame, wish: Wish, email: &str) -> FormPage {
    let (key, action, other) = match wish {
        Wish::SignUp => ("sign-up", "/sign-up", ("/sign-in", "sign-up-to-sign-in")),
        Wish::Help => ("help", "/sign-in/help", ("/sign-in", "to-sign-in")),
    };
    let fields = vec![Field::line(&frame, "email", "email", "email").with(email)];
    FormPage::new(frame, key, action, fields).links(&[other])
}
