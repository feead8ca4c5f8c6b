//! Recovery codes: how many are left, and new ones, shown once.

use askama::Template;
use axum::extract::{OriginalUri, State as With};
use axum::response::Response;
use platform::{DbFault, Frame, page};

use super::State;
use super::form::FormPage;
use super::shown::broken;
use super::signed_in::SignedIn;
use crate::actions::make_codes;

#[derive(Template)]
#[template(path = "codes.html")]
struct CodesPage {
    frame: Frame,
    codes: Vec<String>,
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
    let left = signed_in.person.ways.codes.to_string();
    let sentence = match signed_in.person.ways.codes {
        0 => frame.t("codes-none"),
        _ => frame.say("codes-left", &[("count", &left)]),
    };
    let mut page = FormPage::new(frame, "codes", "/account/codes", Vec::new())
        .links(&[("/account", "to-account")]);
    page.lead.push(sentence);
    page.answer()
}

pub async fn submit(
    With(state): With<State>,
    OriginalUri(uri): OriginalUri,
    signed_in: SignedIn,
) -> Response {
    let frame = state.frame(&uri);
    if let Err(response) = signed_in.fresh(&state.accounts, &frame) {
        return *response;
    }
    let made = async {
        let mut tx = state.accounts.db.begin().await?;
        let codes = make_codes(&mut tx, &state.accounts, &signed_in.person.id).await?;
        tx.commit().await?;
        Ok::<_, DbFault>(codes)
    };
    match made.await {
        Ok(codes) => page(&CodesPage { frame, codes }),
        Err(fault) => broken(&fault),
    }
}
