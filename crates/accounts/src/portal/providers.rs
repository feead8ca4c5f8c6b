//! Signing in at another provider, and the page on which people link and unlink one.

use askama::Template;
use axum::extract::{Form, OriginalUri, Path, Query, State as With};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::Timestamp;
use platform::clock::day_in_japan;
use platform::{Frame, page};
use serde::Deserialize;

use super::State;
use super::cookies::{Asker, attempting, signed_in as with_session};
use super::shown::{ToldPage, broken, busy};
use super::signed_in::{Perhaps, SignedIn, next_of};
use crate::actions::{
    Accounts, Answered, OwnProvider, ProviderWish, Stop, begin_provider, finish_provider,
    provider_attempt, providers_of, unlink_provider,
};
use crate::provider::ProviderRefusal;

const PAGE: &str = "/account/providers";

#[derive(Deserialize)]
pub struct Sent {
    next: Option<String>,
}

/// The step between this site and the provider. A form may lead only to this site (`form-action 'self'`), and browsers
/// apply that to where its answer redirects to as well; opening it to providers would let a planted form send what
/// people type to them. So the answer to the form is a page of ours that goes on by itself, or by its link.
#[derive(Template)]
#[template(path = "onward.html")]
struct OnwardPage {
    frame: Frame,
    provider: String,
    address: String,
}

impl OnwardPage {
    fn title(&self) -> String {
        self.frame
            .say("provider-go-title", &[("provider", &self.provider)])
    }
}

#[derive(Template)]
#[template(path = "providers.html")]
struct ProvidersPage {
    frame: Frame,
    providers: Vec<OwnProvider>,
}

impl ProvidersPage {
    fn linked(&self, at: &Timestamp) -> String {
        let day = self.frame.date(day_in_japan(*at));
        self.frame.say("providers-linked", &[("day", &day)])
    }
}

/// The buttons of the sign-in page: where they lead, what they say, and where it goes on afterwards.
pub(super) fn buttons(
    accounts: &Accounts,
    frame: &Frame,
    next: &str,
) -> Vec<(String, String, String)> {
    let button = |provider: &crate::provider::Provider| {
        let named = [("provider", frame.text(&provider.name))];
        let path = format!("/sign-in/providers/{}", provider.id);
        (path, frame.say("provider-sign-in", &named), next.to_owned())
    };
    accounts.providers.all().iter().map(button).collect()
}

/// Begins to sign in; whoever is signed in proves once more who they are.
pub async fn sign_in(
    With(state): With<State>,
    OriginalUri(uri): OriginalUri,
    Path(provider): Path<String>,
    Perhaps(signed_in): Perhaps,
    asker: Asker,
    Form(sent): Form<Sent>,
) -> Response {
    let frame = state.frame(&uri);
    let next = next_of(sent.next.as_deref(), &frame);
    let wish = match &signed_in {
        Some(own) => ProviderWish::Prove(&own.session),
        None => ProviderWish::SignIn,
    };
    onward(&state, frame, &provider, wish, (&next, &asker)).await
}

/// Begins to link a provider to the account of whoever is signed in.
pub async fn link(
    With(state): With<State>,
    OriginalUri(uri): OriginalUri,
    Path(provider): Path<String>,
    signed_in: SignedIn,
) -> Response {
    let frame = state.frame(&uri);
    if let Err(response) = fresh(&state, &frame, &signed_in) {
        return *response;
    }
    let next = frame.link(PAGE);
    let wish = ProviderWish::Link(&signed_in.session);
    onward(&state, frame, &provider, wish, (&next, &signed_in.asker)).await
}

async fn onward(
    state: &State,
    frame: Frame,
    provider: &str,
    wish: ProviderWish<'_>,
    (next, asker): (&str, &Asker),
) -> Response {
    let accounts = &state.accounts;
    let back = (frame.lang, next);
    match begin_provider(accounts, provider, wish, back, asker.visitor).await {
        Ok(begun) => {
            let found = accounts.providers.find(provider);
            let name = found.map(|provider| frame.text(&provider.name).to_owned());
            let onward = OnwardPage {
                provider: name.unwrap_or_default(),
                address: begun.address,
                frame,
            };
            attempting(page(&onward), &begun.attempt)
        }
        Err(stop) => stopped(state, frame, provider, stop),
    }
}

/// The provider leads back here.
pub async fn answer(
    With(state): With<State>,
    OriginalUri(uri): OriginalUri,
    Path(provider): Path<String>,
    Query(answered): Query<Answered>,
    Perhaps(signed_in): Perhaps,
    asker: Asker,
) -> Response {
    let accounts = &state.accounts;
    // What stands in this address is for us alone and must not be repeated in the links of a page.
    let frame = Frame {
        path: "/sign-in".to_owned(),
        ..state.frame(&uri)
    };
    let kept = match provider_attempt(accounts, &provider, asker.attempt.as_ref()).await {
        Ok(Some(kept)) => kept,
        Ok(None) => {
            let stop = Stop::Refused(ProviderRefusal::NoAttempt);
            return stopped(&state, frame, &provider, stop);
        }
        Err(fault) => return broken(&fault),
    };
    let frame = Frame {
        lang: kept.lang(),
        ..frame
    };
    let own = signed_in.as_ref().map(|own| &own.session);
    match finish_provider(accounts, &kept, answered, own, asker.browser()).await {
        Ok(begun) => {
            let on = Redirect::to(&next_of(Some(kept.next()), &frame)).into_response();
            match begun {
                Some(begun) => with_session(on, &begun),
                None => on,
            }
        }
        Err(stop) => stopped(&state, frame, &provider, stop),
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
    match providers_of(&state.accounts, &signed_in.person.id).await {
        Ok(providers) => page(&ProvidersPage { frame, providers }),
        Err(fault) => broken(&fault),
    }
}

pub async fn unlink(
    With(state): With<State>,
    OriginalUri(uri): OriginalUri,
    Path(provider): Path<String>,
    signed_in: SignedIn,
) -> Response {
    let frame = state.frame(&uri);
    if let Err(response) = fresh(&state, &frame, &signed_in) {
        return *response;
    }
    match unlink_provider(&state.accounts, &signed_in.person.id, &provider).await {
        Ok(()) => Redirect::to(&frame.link(PAGE)).into_response(),
        Err(stop) => stopped(&state, frame, &provider, stop),
    }
}

/// Whoever must prove again who they are comes back to the list, not to the address of a form.
fn fresh(state: &State, frame: &Frame, signed_in: &SignedIn) -> Result<(), Box<Response>> {
    let back = Frame {
        path: PAGE.to_owned(),
        ..frame.clone()
    };
    signed_in.fresh(&state.accounts, &back)
}

fn stopped(state: &State, frame: Frame, provider: &str, stop: Stop<ProviderRefusal>) -> Response {
    let refusal = match stop {
        Stop::Refused(refusal) => refusal,
        Stop::NotFound => return StatusCode::NOT_FOUND.into_response(),
        Stop::Busy => return busy(),
        Stop::Fault(fault) => return broken(&fault),
    };
    state.accounts.providers.log(provider, refusal);
    let links = match refusal {
        ProviderRefusal::LastWay | ProviderRefusal::LinkedElsewhere => [("/account", "to-account")],
        _ => [("/sign-in", "provider-to-sign-in")],
    };
    ToldPage::new(frame, refusal.key(), "warning", &links).answer(status(refusal))
}

fn status(refusal: ProviderRefusal) -> StatusCode {
    match refusal.key() {
        "provider-too-often" => StatusCode::TOO_MANY_REQUESTS,
        "provider-not-reachable" | "provider-no-address" => StatusCode::SERVICE_UNAVAILABLE,
        "provider-not-trusted" => StatusCode::BAD_GATEWAY,
        "provider-begin-again" | "provider-declined" => StatusCode::BAD_REQUEST,
        _ => StatusCode::CONFLICT,
    }
}

#[cfg(test)]
mod tests {
    use kernel::{Bilingual, Lang};

    use super::*;

    fn check(html: &str) {
        assert!(!html.contains('⟦'), "every message is there: {html}");
    }

    #[test]
    fn the_pages_are_drawn_in_both_languages() {
        for lang in Lang::ALL {
            let frame = Frame::sample(lang, crate::words());
            let onward = OnwardPage {
                frame: frame.clone(),
                provider: "GビズID".to_owned(),
                address: "https://p.example/?a=1&b=\"><script>".to_owned(),
            };
            let html = onward.render().expect("a page");
            check(&html);
            assert!(!html.contains("\"><script>"), "an address is only text");
            let provider = |id: &str, linked_at| OwnProvider {
                id: id.to_owned(),
                name: Bilingual::new("市職員", "City staff"),
                linked_at,
            };
            for providers in [
                vec![],
                vec![
                    provider("a", None),
                    provider("b", Some(Timestamp::UNIX_EPOCH)),
                ],
            ] {
                let frame = frame.clone();
                check(&ProvidersPage { frame, providers }.render().expect("a page"));
            }
            for refusal in ProviderRefusal::ALL {
                let page = ToldPage::new(frame.clone(), refusal.key(), "warning", &[]);
                check(&page.render().expect("a page"));
            }
        }
    }
}
