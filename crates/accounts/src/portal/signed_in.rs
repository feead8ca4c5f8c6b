//! Who asks. Handlers name one of these types as an argument, and a request that does not fit never reaches them:
//! strangers are led to the sign-in page, and who has no duty in the city finds no desk.

use axum::extract::{FromRef, FromRequestParts, OriginalUri};
use axum::http::request::Parts;
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use platform::{Broken, DbFault, Frame};

use super::cookies::{Asker, signed_out};
use crate::Accounts;
use crate::actions;
use crate::person::Person;
use crate::session::{Session, Stage};
use crate::store::{notices, people, sessions};

/// Somebody who is signed in, in a full session.
#[derive(Clone, Debug)]
pub struct SignedIn {
    pub person: Person,
    pub session: Session,
    /// Whether the person has duties in the city today.
    pub on_duty: bool,
    /// Notices that the person has not read.
    pub unread: i64,
    pub asker: Asker,
}

/// Somebody who is signed in, or is completing the ways to sign in: for the pages on which that is done.
#[derive(Clone, Debug)]
pub struct Settling(pub SignedIn);

/// Somebody who has a duty in the city today. To all others the address does not exist.
#[derive(Clone, Debug)]
pub struct OnDuty(pub SignedIn);

/// Whether somebody is signed in, for pages that everybody sees.
#[derive(Clone, Debug)]
pub struct Perhaps(pub Option<SignedIn>);

impl SignedIn {
    /// Leads to the page on which people prove again who they are, unless they did a short while ago. After it they are
    /// back on this page.
    pub fn fresh(&self, accounts: &Accounts, frame: &Frame) -> Result<(), Box<Response>> {
        self.fresh_on(accounts, frame, &frame.path)
    }

    /// The same for a button: afterwards people are on the page that has it.
    pub fn fresh_on(
        &self,
        accounts: &Accounts,
        frame: &Frame,
        page: &str,
    ) -> Result<(), Box<Response>> {
        let settling = self.session.stage == Stage::SetUp;
        if settling || self.session.is_fresh(accounts.now()) {
            return Ok(());
        }
        let way = with_next("/sign-in/again", &frame.link(page));
        Err(Box::new(Redirect::to(&frame.link(&way)).into_response()))
    }
}

/// An address with the one to go on to. It holds no personal data: ours name things by random ids.
pub fn with_next(path: &str, next: &str) -> String {
    let next: String = form_urlencoded::byte_serialize(next.as_bytes()).collect();
    format!("{path}?next={next}")
}

/// Where to go on: an address of this site, or the account page. Never another site's.
pub fn next_of(asked: Option<&str>, frame: &Frame) -> String {
    let ours = |next: &&str| {
        next.starts_with('/')
            && !next.starts_with("//")
            && !next.contains('\\')
            && next.chars().all(|c| c.is_ascii_graphic())
            && next.len() < 1_000
    };
    asked
        .filter(ours)
        .map_or_else(|| frame.link("/account"), str::to_owned)
}

async fn look_up(accounts: &Accounts, asker: Asker) -> Result<Option<SignedIn>, DbFault> {
    let Some(token) = &asker.session else {
        return Ok(None);
    };
    let mut tx = accounts.db.read().await?;
    let Some((session, on_duty)) = actions::session_of(&mut tx, accounts, token).await? else {
        return Ok(None);
    };
    let Some(person) = people::find(&mut tx, &session.person).await? else {
        return Ok(None);
    };
    let unread = notices::count_unread(&mut tx, &session.person).await?;
    drop(tx);
    let now = accounts.now();
    if session.should_be_seen(now) {
        let mut tx = accounts.db.begin().await?;
        sessions::seen(&mut tx, &session.id, now).await?;
        tx.commit().await?;
    }
    Ok(Some(SignedIn {
        person,
        session,
        on_duty,
        unread,
        asker,
    }))
}

async fn found<S>(
    parts: &mut Parts,
    state: &S,
) -> Result<(Accounts, Frame, Option<SignedIn>), Response>
where
    S: Send + Sync,
    Accounts: FromRef<S>,
{
    let accounts = Accounts::from_ref(state);
    let uri = match OriginalUri::from_request_parts(parts, state).await {
        Ok(OriginalUri(uri)) => uri,
        Err(never) => match never {},
    };
    let frame = accounts.shell.frame(&uri, crate::words());
    match look_up(&accounts, Asker::of(parts)).await {
        Ok(signed_in) => Ok((accounts, frame, signed_in)),
        Err(fault) => Err(Broken::database("accounts", &fault).into_response()),
    }
}

/// To the sign-in page, and after it back to where somebody wanted to go. What was to be changed is not repeated.
fn to_sign_in(parts: &Parts, frame: &Frame) -> Response {
    let path = match parts.method {
        Method::GET | Method::HEAD => with_next("/sign-in", &frame.link(&frame.path)),
        _ => "/sign-in".to_owned(),
    };
    let response = Redirect::to(&frame.link(&path)).into_response();
    match Asker::of(parts).session {
        Some(_) => signed_out(response),
        None => response,
    }
}

impl<S> FromRequestParts<S> for Settling
where
    S: Send + Sync,
    Accounts: FromRef<S>,
{
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Settling, Response> {
        let (_, frame, found) = found(parts, state).await?;
        found.map(Settling).ok_or_else(|| to_sign_in(parts, &frame))
    }
}

impl<S> FromRequestParts<S> for SignedIn
where
    S: Send + Sync,
    Accounts: FromRef<S>,
{
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<SignedIn, Response> {
        let (_, frame, found) = found(parts, state).await?;
        match found {
            None => Err(to_sign_in(parts, &frame)),
            Some(settling) if settling.session.stage == Stage::SetUp => {
                Err(Redirect::to(&frame.link("/account/set-up")).into_response())
            }
            Some(signed_in) => Ok(signed_in),
        }
    }
}

impl<S> FromRequestParts<S> for OnDuty
where
    S: Send + Sync,
    Accounts: FromRef<S>,
{
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<OnDuty, Response> {
        let signed_in = SignedIn::from_request_parts(parts, state).await?;
        match signed_in.on_duty {
            true => Ok(OnDuty(signed_in)),
            false => Err(StatusCode::NOT_FOUND.into_response()),
        }
    }
}

impl<S> FromRequestParts<S> for Perhaps
where
    S: Send + Sync,
    Accounts: FromRef<S>,
{
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Perhaps, Response> {
        let (_, _, found) = found(parts, state).await?;
        Ok(Perhaps(
            found.filter(|found| found.session.stage == Stage::Full),
        ))
    }
}

#[cfg(test)]
mod tests {
    use kernel::Lang;

    use super::*;

    #[test]
    fn the_way_goes_on_within_this_site_alone() {
        let frame = Frame::sample(Lang::En, crate::words());
        let check =
            |asked: Option<&str>, next: &str| assert_eq!(next_of(asked, &frame), next, "{asked:?}");
        check(
            Some("/en/account/organisations"),
            "/en/account/organisations",
        );
        check(Some("/finder?employees=12"), "/finder?employees=12");
        for elsewhere in [
            "https://evil.example",
            "//evil.example",
            "/\\evil.example",
            "javascript:x",
            "",
            "/a b",
            "/\n",
        ] {
            check(Some(elsewhere), "/en/account");
        }
        check(None, "/en/account");
        assert_eq!(
            with_next("/sign-in", "/en/x?a=1&b=2"),
            "/sign-in?next=%2Fen%2Fx%3Fa%3D1%26b%3D2"
        );
    }
}
