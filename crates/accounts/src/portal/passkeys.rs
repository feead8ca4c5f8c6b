//! Passkeys: what the script of a page asks for and answers (JSON), and the page on which people look after theirs.
//! What was begun goes to the script and not into a cookie: a page that waits for a passkey in one tab must not undo
//! what waits for a code in another.

use askama::Template;
use axum::extract::{Form, Json, OriginalUri, Path, State as With};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::Timestamp;
use platform::clock::day_in_japan;
use platform::page::page_with_status;
use platform::secret::Token;
use platform::{DbFault, Frame};
use serde::Deserialize;
use serde_json::{Value, json};

use super::State;
use super::cookies::{Asker, signed_in as with_session};
use super::shown::{broken, busy};
use super::signed_in::{Perhaps, Settling, SignedIn, with_next};
use crate::actions::{
    Challenge, Stop, begin_passkey_registration, begin_passkey_sign_in, complete_set_up,
    finish_passkey_registration, finish_passkey_sign_in, passkeys_of, prove_with_passkey,
    remove_passkey, rename_passkey,
};
use crate::passkey::{Passkey, PasskeyRefusal};
use crate::person::Person;

const PAGE: &str = "/account/passkeys";

/// What a script answers.
#[derive(Deserialize)]
pub struct Answered {
    attempt: String,
    answer: Value,
}

#[derive(Deserialize)]
pub struct Named {
    #[serde(default)]
    name: String,
}

#[derive(Template)]
#[template(path = "passkeys.html")]
struct PasskeysPage {
    frame: Frame,
    passkeys: Vec<Passkey>,
    /// Whether the site has a name to which keys can belong.
    possible: bool,
    wrong: Option<String>,
}

impl PasskeysPage {
    fn at(&self, moment: &Timestamp) -> String {
        self.frame.date(day_in_japan(*moment))
    }

    /// `DAY に作成`: a message with the day of a moment.
    fn on(&self, key: &str, moment: &Timestamp) -> String {
        self.frame.say(key, &[("day", &self.at(moment))])
    }
}

pub async fn begin_sign_in(
    With(state): With<State>,
    OriginalUri(uri): OriginalUri,
    asker: Asker,
) -> Response {
    let frame = state.frame(&uri);
    challenge(
        &frame,
        begin_passkey_sign_in(&state.accounts, asker.visitor).await,
    )
}

/// Signs in, or proves once more who it is when somebody is signed in.
pub async fn finish_sign_in(
    With(state): With<State>,
    OriginalUri(uri): OriginalUri,
    Perhaps(signed_in): Perhaps,
    asker: Asker,
    Json(sent): Json<Answered>,
) -> Response {
    let frame = state.frame(&uri);
    let Some(attempt) = Token::parse(&sent.attempt) else {
        return refused(&frame, PasskeyRefusal::Wrong);
    };
    let (accounts, browser) = (&state.accounts, asker.browser());
    let done = match &signed_in {
        None => finish_passkey_sign_in(accounts, &attempt, sent.answer, browser).await,
        Some(own) => {
            prove_with_passkey(accounts, &own.session, &attempt, sent.answer, browser).await
        }
    };
    match done {
        Ok(begun) => with_session(Json(json!({})).into_response(), &begun),
        Err(stop) => stopped(&frame, stop),
    }
}

pub async fn begin_registration(
    With(state): With<State>,
    OriginalUri(uri): OriginalUri,
    Settling(settling): Settling,
) -> Response {
    let frame = state.frame(&uri);
    if fresh(&state, &frame, &settling).is_err() {
        // A script goes on by itself where a page would be led on.
        let again = frame.link(&with_next("/sign-in/again", &frame.link(PAGE)));
        return Json(json!({ "go": again })).into_response();
    }
    challenge(
        &frame,
        begin_passkey_registration(&state.accounts, &settling.person).await,
    )
}

/// Adds the key; with it the set-up of an account is complete.
pub async fn finish_registration(
    With(state): With<State>,
    OriginalUri(uri): OriginalUri,
    Settling(settling): Settling,
    Json(sent): Json<Answered>,
) -> Response {
    let frame = state.frame(&uri);
    let Some(attempt) = Token::parse(&sent.attempt) else {
        return refused(&frame, PasskeyRefusal::Wrong);
    };
    let (accounts, session) = (&state.accounts, &settling.session);
    let made = finish_passkey_registration(accounts, session, &attempt, sent.answer, "").await;
    if let Err(stop) = made {
        return stopped(&frame, stop);
    }
    let completed = async {
        let mut tx = accounts.db.begin().await?;
        let browser = settling.asker.browser();
        let begun = complete_set_up(&mut tx, accounts, session, browser).await?;
        tx.commit().await?;
        Ok::<_, DbFault>(begun)
    };
    let response = Json(json!({})).into_response();
    match completed.await {
        Ok(Some(begun)) => with_session(response, &begun),
        Ok(None) => response,
        Err(fault) => broken(&fault),
    }
}

pub async fn show(
    With(state): With<State>,
    OriginalUri(uri): OriginalUri,
    signed_in: SignedIn,
) -> Response {
    let frame = state.frame(&uri);
    if let Err(response) = fresh(&state, &frame, &signed_in) {
        return *response;
    }
    list(&state, frame, &signed_in.person, None).await
}

pub async fn rename(
    With(state): With<State>,
    OriginalUri(uri): OriginalUri,
    Path(id): Path<String>,
    signed_in: SignedIn,
    Form(sent): Form<Named>,
) -> Response {
    let frame = state.frame(&uri);
    let done = rename_passkey(&state.accounts, &signed_in.person.id, &id, &sent.name).await;
    after(&state, frame, &signed_in, done).await
}

pub async fn remove(
    With(state): With<State>,
    OriginalUri(uri): OriginalUri,
    Path(id): Path<String>,
    signed_in: SignedIn,
) -> Response {
    let frame = state.frame(&uri);
    if let Err(response) = fresh(&state, &frame, &signed_in) {
        return *response;
    }
    let done = remove_passkey(&state.accounts, &signed_in.session, &id).await;
    after(&state, frame, &signed_in, done).await
}

async fn after(
    state: &State,
    frame: Frame,
    signed_in: &SignedIn,
    done: Result<(), Stop<PasskeyRefusal>>,
) -> Response {
    match done {
        Ok(()) => Redirect::to(&frame.link(PAGE)).into_response(),
        Err(Stop::Refused(refusal)) => list(state, frame, &signed_in.person, Some(refusal)).await,
        Err(Stop::NotFound) => StatusCode::NOT_FOUND.into_response(),
        Err(Stop::Busy) => busy(),
        Err(Stop::Fault(fault)) => broken(&fault),
    }
}

async fn list(
    state: &State,
    frame: Frame,
    person: &Person,
    refusal: Option<PasskeyRefusal>,
) -> Response {
    let passkeys = match passkeys_of(&state.accounts, &person.id).await {
        Ok(passkeys) => passkeys,
        Err(fault) => return broken(&fault),
    };
    let page = PasskeysPage {
        wrong: refusal.map(|refusal| frame.t(refusal.key())),
        possible: state.accounts.passkeys.is_some(),
        passkeys,
        frame,
    };
    page_with_status(refusal.map_or(StatusCode::OK, status), &page)
}

/// Whoever must prove again who they are comes back to the list, not to the address of a form.
fn fresh(state: &State, frame: &Frame, signed_in: &SignedIn) -> Result<(), Box<Response>> {
    let back = Frame {
        path: PAGE.to_owned(),
        ..frame.clone()
    };
    signed_in.fresh(&state.accounts, &back)
}

fn challenge(frame: &Frame, begun: Result<Challenge, Stop<PasskeyRefusal>>) -> Response {
    match begun {
        Ok(begun) => Json(json!({
            "attempt": begun.attempt.text(),
            "publicKey": begun.question["publicKey"],
        }))
        .into_response(),
        Err(stop) => stopped(frame, stop),
    }
}

fn stopped(frame: &Frame, stop: Stop<PasskeyRefusal>) -> Response {
    match stop {
        Stop::Refused(refusal) => refused(frame, refusal),
        Stop::NotFound => refused(frame, PasskeyRefusal::Wrong),
        Stop::Busy => busy(),
        Stop::Fault(fault) => broken(&fault),
    }
}

/// Machines read the key, the script shows the sentence.
fn refused(frame: &Frame, refusal: PasskeyRefusal) -> Response {
    let said = json!({ "key": refusal.key(), "sentence": frame.t(refusal.key()) });
    (status(refusal), Json(said)).into_response()
}

fn status(refusal: PasskeyRefusal) -> StatusCode {
    match refusal {
        PasskeyRefusal::TooOften => StatusCode::TOO_MANY_REQUESTS,
        PasskeyRefusal::LastWay | PasskeyRefusal::NoName | PasskeyRefusal::Enough => {
            StatusCode::CONFLICT
        }
        PasskeyRefusal::Wrong | PasskeyRefusal::OtherPerson | PasskeyRefusal::BadName => {
            StatusCode::UNPROCESSABLE_ENTITY
        }
    }
}

#[cfg(test)]
mod tests {
    use kernel::Lang;

    use super::*;

    #[test]
    fn the_page_is_drawn_in_both_languages() {
        for lang in Lang::ALL {
            for (count, possible, wrong) in [(0, false, false), (2, true, true)] {
                let frame = Frame::sample(lang, crate::words());
                let passkey = |number: usize| Passkey {
                    id: format!("k{number}"),
                    name: "<Firefox> / Mac".to_owned(),
                    created_at: Timestamp::UNIX_EPOCH,
                    used_at: (number == 1).then_some(Timestamp::UNIX_EPOCH),
                };
                let page = PasskeysPage {
                    wrong: wrong.then(|| frame.t(PasskeyRefusal::LastWay.key())),
                    passkeys: (0..count).map(passkey).collect(),
                    possible,
                    frame,
                };
                let html = page.render().expect("a page");
                assert!(!html.contains("<Firefox>"), "names are only text");
                assert_eq!(html.contains("data-passkey=\"add\""), possible);
                assert!(!html.contains('⟦'), "every message is there: {html}");
            }
        }
    }
}
