//! What I was told, and when it is mailed.

use askama::Template;
use axum::extract::{Form, OriginalUri, Path, Query, State as With};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::Timestamp;
use platform::clock::time_in_japan;
use platform::{DbFault, Frame, page};
use serde::Deserialize;

use super::State;
use super::form::{Field, FormPage};
use super::shown::broken;
use super::signed_in::SignedIn;
use crate::actions::sentence;
use crate::notice::{Digest, Told};
use crate::store::{notices, people};

const ON_A_PAGE: i64 = 30;

#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    page: i64,
}

#[derive(Deserialize)]
pub struct Sent {
    #[serde(default)]
    digest: String,
}

/// A notice with its sentence.
struct Line {
    told: Told,
    sentence: String,
}

#[derive(Template)]
#[template(path = "notices.html")]
struct NoticesPage {
    frame: Frame,
    lines: Vec<Line>,
    unread: i64,
    number: i64,
    more: bool,
}

impl NoticesPage {
    fn at(&self, moment: &Timestamp) -> String {
        time_in_japan(*moment, self.frame.lang)
    }
}

pub async fn show(
    With(state): With<State>,
    OriginalUri(uri): OriginalUri,
    Query(asked): Query<Asked>,
    signed_in: SignedIn,
) -> Response {
    let frame = state.frame(&uri);
    let number = asked.page.clamp(0, 10_000);
    let found = async {
        let mut tx = state.accounts.db.read().await?;
        notices::of_person(
            &mut tx,
            &signed_in.person.id,
            ON_A_PAGE + 1,
            number * ON_A_PAGE,
        )
        .await
    };
    let mut found = match found.await {
        Ok(found) => found,
        Err(fault) => return broken(&fault),
    };
    let more = found.len() as i64 > ON_A_PAGE;
    found.truncate(usize::try_from(ON_A_PAGE).unwrap_or_default());
    let lines = found
        .into_iter()
        .map(|told| Line {
            sentence: sentence(&state.accounts, frame.lang, &told),
            told,
        })
        .collect();
    page(&NoticesPage {
        frame,
        lines,
        unread: signed_in.unread,
        number,
        more,
    })
}

/// Marks a notice read and goes where it leads.
pub async fn open(
    With(state): With<State>,
    OriginalUri(uri): OriginalUri,
    Path(id): Path<String>,
    signed_in: SignedIn,
) -> Response {
    let frame = state.frame(&uri);
    let opened = async {
        let mut tx = state.accounts.db.begin().await?;
        let found = notices::find(&mut tx, &signed_in.person.id, &id).await?;
        notices::mark_read(&mut tx, &signed_in.person.id, &id, state.accounts.now()).await?;
        tx.commit().await?;
        Ok::<_, DbFault>(found)
    };
    match opened.await {
        Ok(Some(told)) => {
            let path = told.path.unwrap_or_else(|| "/account/notices".to_owned());
            Redirect::to(&frame.link(&path)).into_response()
        }
        Ok(None) => StatusCode::NOT_FOUND.into_response(),
        Err(fault) => broken(&fault),
    }
}

pub async fn read_all(
    With(state): With<State>,
    OriginalUri(uri): OriginalUri,
    signed_in: SignedIn,
) -> Response {
    let done = async {
        let mut tx = state.accounts.db.begin().await?;
        notices::mark_all_read(&mut tx, &signed_in.person.id, state.accounts.now()).await?;
        tx.commit().await
    };
    match done.await {
        Ok(()) => Redirect::to(&state.frame(&uri).link("/account/notices")).into_response(),
        Err(fault) => broken(&fault),
    }
}

pub async fn settings(
    With(state): With<State>,
    OriginalUri(uri): OriginalUri,
    signed_in: SignedIn,
) -> Response {
    form(state.frame(&uri), signed_in.person.digest).answer()
}

pub async fn set(
    With(state): With<State>,
    OriginalUri(uri): OriginalUri,
    signed_in: SignedIn,
    Form(sent): Form<Sent>,
) -> Response {
    let frame = state.frame(&uri);
    let Some(digest) = Digest::of_word(&sent.digest) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let done = async {
        let mut tx = state.accounts.db.begin().await?;
        people::set_digest(&mut tx, &signed_in.person.id, digest).await?;
        tx.commit().await
    };
    match done.await {
        Ok(()) => Redirect::to(&frame.link("/account?saved=notices")).into_response(),
        Err(fault) => broken(&fault),
    }
}

fn form(frame: Frame, digest: Digest) -> FormPage {
    let choices = Digest::ALL.map(|digest| {
        let label = frame.t(&format!("digest-{}", digest.word()));
        (digest.word().to_owned(), label)
    });
    let fields = vec![Field::choice(
        &frame,
        "digest",
        choices.to_vec(),
        digest.word(),
    )];
    FormPage::new(
        frame,
        "notices-settings",
        "/account/notices/settings",
        fields,
    )
    .links(&[
        ("/account/notices", "to-notices"),
        ("/account", "to-account"),
    ])
}
