//! Signing out, and deleting the account.

use axum::extract::{Form, OriginalUri, State as With};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use platform::{DbFault, Frame};
use serde::Deserialize;

use super::State;
use super::cookies::signed_out;
use super::form::{Field, FormPage};
use super::shown::{ToldPage, broken, busy};
use super::signed_in::{Settling, SignedIn};
use crate::actions::{DeleteRefusal, Stop, delete_account, end_session};
use crate::event::Event;

#[derive(Deserialize)]
pub struct Sent {
    #[serde(default)]
    email: String,
}

pub async fn sign_out(
    With(state): With<State>,
    OriginalUri(uri): OriginalUri,
    Settling(settling): Settling,
) -> Response {
    let ended = async {
        let mut tx = state.accounts.db.begin().await?;
        let (person, session) = (&settling.person.id, &settling.session.id);
        end_session(&mut tx, &state.accounts, person, session, Event::SignedOut).await?;
        tx.commit().await
    };
    let ended: Result<(), DbFault> = ended.await;
    match ended {
        // What other pages of the site may have left in the browser goes as well.
        Ok(()) => {
            let clear = [("clear-site-data", "\"cache\", \"storage\"")];
            let on = Redirect::to(&state.frame(&uri).link("/"));
            signed_out((clear, on).into_response())
        }
        Err(fault) => broken(&fault),
    }
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
    form(frame, "").answer()
}

pub async fn delete(
    With(state): With<State>,
    OriginalUri(uri): OriginalUri,
    signed_in: SignedIn,
    Form(sent): Form<Sent>,
) -> Response {
    let frame = state.frame(&uri);
    if let Err(response) = signed_in.fresh(&state.accounts, &frame) {
        return *response;
    }
    // Typing the address is the second thought.
    let typed = kernel::MailAddress::parse(&sent.email).map(|email| email.key());
    if typed != Ok(signed_in.person.email.key()) {
        let mut page = form(frame, &sent.email);
        page.fields[0].error = Some(page.frame.t("deletion-other-email"));
        return page.answer();
    }
    match delete_account(&state.accounts, &signed_in.person).await {
        Ok(()) => signed_out(
            ToldPage::new(frame, "deleted", "success", &[("/", "to-home")]).answer(StatusCode::OK),
        ),
        Err(Stop::Refused(DeleteRefusal::LastOwner(names))) => {
            let list = names.join("、");
            let mut page = ToldPage::new(
                frame,
                "deletion-last-owner",
                "warning",
                &[("/account", "to-account")],
            );
            page.text.push(list);
            page.answer(StatusCode::CONFLICT)
        }
        Err(Stop::Refused(DeleteRefusal::LastAdministrator)) => ToldPage::new(
            frame,
            "deletion-last-administrator",
            "warning",
            &[("/account", "to-account")],
        )
        .answer(StatusCode::CONFLICT),
        Err(Stop::NotFound) => StatusCode::NOT_FOUND.into_response(),
        Err(Stop::Busy) => busy(),
        Err(Stop::Fault(fault)) => broken(&fault),
    }
}

fn form(frame: Frame, typed: &str) -> FormPage {
    let fields = vec![Field::line(&frame, "email", "email", "off").with(typed)];
    let page = FormPage::new(frame, "deletion", "/account/deletion", fields).links(&[
        ("/account/data.json", "deletion-to-data"),
        ("/account", "to-account"),
    ]);
    FormPage {
        danger: true,
        ..page
    }
}
