//! The pages on which people make an account, sign in, and look after what is theirs.

mod account;
mod authenticator;
mod code;
mod codes;
pub mod cookies;
mod email;
pub(crate) mod form;
mod help;
mod invitations;
mod leaving;
mod links;
mod name;
mod notices;
mod organisation;
mod organisations;
mod own_data;
mod passkeys;
mod password;
mod providers;
mod sessions;
mod set_up;
pub(crate) mod shown;
mod sign_in;
pub mod signed_in;

use axum::Router;
use axum::extract::FromRef;
use axum::http::Uri;
use axum::routing::{get, post};
use platform::Frame;

use crate::Accounts;

/// What the pages need.
#[derive(Clone)]
pub struct State {
    pub accounts: Accounts,
}

impl FromRef<State> for Accounts {
    fn from_ref(state: &State) -> Accounts {
        state.accounts.clone()
    }
}

impl State {
    fn frame(&self, uri: &Uri) -> Frame {
        self.accounts.shell.frame(uri, crate::words())
    }
}

/// The pages, relative to the root of a language.
pub fn routes(state: State) -> Router {
    Router::new()
        .route("/sign-up", get(help::sign_up).post(help::ask_to_sign_up))
        .route("/sign-in", get(sign_in::show).post(sign_in::submit))
        .route("/sign-in/again", get(sign_in::again))
        .route("/sign-in/code", get(code::show).post(code::submit))
        .route("/sign-in/help", get(help::show).post(help::submit))
        .route("/sign-out", post(leaving::sign_out))
        .route("/links/{token}", get(links::show).post(links::submit))
        .route("/account", get(account::show))
        .route("/account/set-up", get(set_up::show))
        .route("/account/name", get(name::show).post(name::submit))
        .route("/account/email", get(email::show).post(email::submit))
        .route("/sign-in/passkey", post(passkeys::begin_sign_in))
        .route("/sign-in/passkey/answer", post(passkeys::finish_sign_in))
        .route(
            "/account/passkeys",
            get(passkeys::show).post(passkeys::finish_registration),
        )
        .route(
            "/account/passkeys/challenge",
            post(passkeys::begin_registration),
        )
        .route("/account/passkeys/{passkey}/name", post(passkeys::rename))
        .route(
            "/account/passkeys/{passkey}/removal",
            post(passkeys::remove),
        )
        .route(
            "/account/password",
            get(password::show).post(password::submit),
        )
        .route("/account/password/removal", post(password::remove))
        .route(
            "/account/authenticator",
            get(authenticator::show).post(authenticator::submit),
        )
        .route(
            "/account/authenticator/secret",
            post(authenticator::propose),
        )
        .route("/sign-in/providers/{provider}", post(providers::sign_in))
        .route(
            "/sign-in/providers/{provider}/answer",
            get(providers::answer),
        )
        .route("/account/providers", get(providers::show))
        .route("/account/providers/{provider}", post(providers::link))
        .route(
            "/account/providers/{provider}/removal",
            post(providers::unlink),
        )
        .route("/account/codes", get(codes::show).post(codes::submit))
        .route("/account/sessions", get(sessions::show))
        .route("/account/sessions/others/end", post(sessions::end_others))
        .route("/account/sessions/{session}/end", post(sessions::end))
        .route("/account/events", get(sessions::events))
        .route("/account/notices", get(notices::show))
        .route("/account/notices/read", post(notices::read_all))
        .route(
            "/account/notices/settings",
            get(notices::settings).post(notices::set),
        )
        .route("/account/notices/{notice}", get(notices::open))
        .merge(organisation_routes())
        .route("/account/data.json", get(own_data::download))
        .route(
            "/account/deletion",
            get(leaving::show).post(leaving::delete),
        )
        .with_state(state)
}

fn organisation_routes() -> Router<State> {
    use organisation::{agents, members, name};
    let of = |rest: &str| format!("/account/organisations/{{organisation}}{rest}");
    Router::new()
        .route("/account/organisations", get(organisations::show))
        .route(
            "/account/organisations/new",
            get(organisations::new).post(organisations::enter),
        )
        .route(&of(""), get(organisation::show))
        .route(&of("/name"), get(name::show).post(name::submit))
        .route(&of("/members"), get(members::show).post(members::invite))
        .route(&of("/members/{member}/role"), post(members::set_role))
        .route(&of("/members/{member}/end"), post(members::end))
        .route(&of("/own-membership/end"), post(members::leave))
        .route(
            &of("/invitations/{invitation}/withdrawal"),
            post(members::withdraw),
        )
        .route(&of("/delegations"), get(agents::show).post(agents::grant))
        .route(&of("/delegations/{delegation}/end"), post(agents::end))
}

#[cfg(test)]
mod tests;
