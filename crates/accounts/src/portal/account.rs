//! My account: what the site knows of me, and the ways to change it.

use askama::Template;
use axum::extract::{OriginalUri, Query, State as With};
use axum::response::Response;
use platform::{Frame, page};
use serde::Deserialize;

use super::State;
use super::signed_in::SignedIn;
use crate::person::Person;

/// What was just saved: the words that may stand in the address.
const SAVED: [&str; 8] = [
    "name",
    "password",
    "password-removed",
    "authenticator",
    "passkey",
    "notices",
    "provider",
    "sessions",
];

#[derive(Deserialize)]
pub struct Asked {
    saved: Option<String>,
}

#[derive(Template)]
#[template(path = "account.html")]
struct AccountPage {
    frame: Frame,
    person: Person,
    unread: i64,
    on_duty: bool,
    saved: Option<&'static str>,
    /// Whether there are other providers, or the person has one of earlier days.
    has_providers: bool,
}

pub async fn show(
    With(state): With<State>,
    OriginalUri(uri): OriginalUri,
    Query(asked): Query<Asked>,
    signed_in: SignedIn,
) -> Response {
    let saved = SAVED
        .into_iter()
        .find(|word| asked.saved.as_deref() == Some(*word));
    let has_providers =
        !state.accounts.providers.all().is_empty() || signed_in.person.ways.providers > 0;
    page(&AccountPage {
        has_providers,
        frame: state.frame(&uri),
        person: signed_in.person,
        unread: signed_in.unread,
        on_duty: signed_in.on_duty,
        saved,
    })
}

impl AccountPage {
    fn kana(&self) -> Option<String> {
        let (family, given) = self.person.name.as_ref()?.kana.as_ref()?;
        Some(format!("{family} {given}"))
    }

    fn count(&self, key: &str, count: impl std::fmt::Display) -> String {
        self.frame.say(key, &[("count", &count.to_string())])
    }
}
