//! Completing the ways to sign in, after an account was made or recovered.

use askama::Template;
use axum::extract::{OriginalUri, State as With};
use axum::response::{IntoResponse, Redirect, Response};
use platform::{DbFault, Frame, page};

use super::State;
use super::cookies::signed_in as with_session;
use super::shown::broken;
use super::signed_in::{Settling, SignedIn};
use crate::actions::complete_set_up;
use crate::person::Ways;
use crate::session::Stage;

#[derive(Template)]
#[template(path = "set_up.html")]
struct SetUpPage {
    frame: Frame,
    ways: Ways,
}

pub async fn show(
    With(state): With<State>,
    OriginalUri(uri): OriginalUri,
    Settling(settling): Settling,
) -> Response {
    let frame = state.frame(&uri);
    match settling.session.stage {
        Stage::Full => Redirect::to(&frame.link("/account")).into_response(),
        Stage::SetUp => page(&SetUpPage {
            frame,
            ways: settling.person.ways,
        }),
    }
}

/// Where somebody goes who has just set up a way to sign in: on with the set-up, or into the account.
pub(super) async fn after_a_way(
    state: &State,
    frame: &Frame,
    settling: &SignedIn,
    saved: &str,
) -> Response {
    let account = format!("/account?saved={saved}");
    if settling.session.stage == Stage::Full {
        return Redirect::to(&frame.link(&account)).into_response();
    }
    let completed = async {
        let mut tx = state.accounts.db.begin().await?;
        let begun = complete_set_up(
            &mut tx,
            &state.accounts,
            &settling.session,
            settling.asker.browser(),
        )
        .await?;
        tx.commit().await?;
        Ok::<_, DbFault>(begun)
    };
    match completed.await {
        Ok(Some(begun)) => with_session(
            Redirect::to(&frame.link("/account/codes")).into_response(),
            &begun,
        ),
        Ok(None) => Redirect::to(&frame.link("/account/set-up")).into_response(),
        Err(fault) => broken(&fault),
    }
}
