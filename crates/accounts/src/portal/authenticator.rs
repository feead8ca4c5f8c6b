//! Setting up an authenticator: its secret as a picture and as text, then a first code.

use askama::Template;
use axum::extract::{Form, OriginalUri, State as With};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use platform::page::page_with_status;
use platform::{DbFault, Frame};
use qrcode::render::svg;
use qrcode::{EcLevel, QrCode};
use serde::Deserialize;

use super::State;
use super::set_up::after_a_way;
use super::shown::broken;
use super::signed_in::{Settling, SignedIn};
use crate::actions::{confirm_authenticator, propose_authenticator, shown_authenticator};
use crate::session::Stage;

#[derive(Deserialize)]
pub struct Sent {
    #[serde(default)]
    code: String,
}

#[derive(Template)]
#[template(path = "authenticator.html")]
struct AuthenticatorPage {
    frame: Frame,
    /// The secret as a picture (SVG of ours) and as text; nothing when one is in use already.
    shown: Option<(String, String)>,
    wrong: bool,
    needs_password: bool,
    setting_up: bool,
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
    answer(&state, frame, &settling, false).await
}

/// Another secret in place of the one in use: for a new device.
pub async fn propose(
    With(state): With<State>,
    OriginalUri(uri): OriginalUri,
    Settling(settling): Settling,
) -> Response {
    let frame = state.frame(&uri);
    if let Err(response) = settling.fresh_on(&state.accounts, &frame, "/account/authenticator") {
        return *response;
    }
    match propose_new(&state, &settling).await {
        Ok(()) => Redirect::to(&frame.link("/account/authenticator")).into_response(),
        Err(fault) => broken(&fault),
    }
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
    let confirmed = async {
        let mut tx = state.accounts.db.begin().await?;
        let right =
            confirm_authenticator(&mut tx, &state.accounts, &settling.person.id, &sent.code)
                .await?;
        tx.commit().await?;
        Ok::<bool, DbFault>(right)
    };
    match confirmed.await {
        Ok(true) => after_a_way(&state, &frame, &settling, "authenticator").await,
        Ok(false) => answer(&state, frame, &settling, true).await,
        Err(fault) => broken(&fault),
    }
}

async fn propose_new(state: &State, settling: &SignedIn) -> Result<(), DbFault> {
    let mut tx = state.accounts.db.begin().await?;
    propose_authenticator(&mut tx, &state.accounts, &settling.person).await?;
    tx.commit().await
}

async fn answer(state: &State, frame: Frame, settling: &SignedIn, wrong: bool) -> Response {
    let ways = settling.person.ways;
    let shown = async {
        let mut tx = state.accounts.db.read().await?;
        let shown = shown_authenticator(&mut tx, &state.accounts, &settling.person).await?;
        drop(tx);
        if shown.is_some() || ways.authenticator || !ways.password {
            return Ok::<_, DbFault>(shown);
        }
        propose_new(state, settling).await?;
        let mut tx = state.accounts.db.read().await?;
        shown_authenticator(&mut tx, &state.accounts, &settling.person).await
    };
    let shown = match shown.await {
        Ok(shown) => shown.map(|shown| (picture(&shown.address), shown.secret)),
        Err(fault) => return broken(&fault),
    };
    let page = AuthenticatorPage {
        frame,
        shown,
        wrong,
        needs_password: !ways.password,
        setting_up: settling.session.stage == Stage::SetUp,
    };
    let status = match wrong {
        true => StatusCode::UNPROCESSABLE_ENTITY,
        false => StatusCode::OK,
    };
    page_with_status(status, &page)
}

/// The QR code as SVG without a width of its own: the stylesheet gives it one.
fn picture(address: &str) -> String {
    let Ok(code) = QrCode::with_error_correction_level(address, EcLevel::M) else {
        return String::new();
    };
    let svg = code
        .render::<svg::Color<'_>>()
        .min_dimensions(200, 200)
        .build();
    // Inside of HTML there is no XML declaration.
    svg.find("<svg")
        .map_or(String::new(), |start| svg[start..].to_owned())
}
