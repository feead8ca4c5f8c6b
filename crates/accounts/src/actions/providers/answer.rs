//! The second half: the browser comes back from the provider with a code.

use openidconnect::Nonce;
use platform::secret::Token;
use serde::Deserialize;

use super::super::{Accounts, Begun, Stop};
use super::begin::{Kept, ProviderWish, redirect};
use super::exchange::{Exchange, exchange};
use super::link::link_or_sign_in;
use crate::provider::ProviderRefusal;
use crate::session::Session;

/// What stands in the address to which the provider has led back.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Answered {
    pub code: Option<String>,
    pub state: Option<String>,
    /// Who answers (RFC 9207).
    pub iss: Option<String>,
    /// Why there is no code.
    pub error: Option<String>,
}

/// Finishes what was begun. `own` is the session of the browser, if somebody is signed in; nothing is begun when a
/// provider was linked.
pub async fn finish_provider(
    accounts: &Accounts,
    kept: &Kept,
    answered: Answered,
    own: Option<&Session>,
    browser: (Option<Token>, &str),
) -> Result<Option<Begun>, Stop<ProviderRefusal>> {
    let refused = |refusal| Err(Stop::Refused(refusal));
    let provider = accounts.providers.find(&kept.provider);
    let provider = provider.ok_or(Stop::NotFound)?.clone();
    if answered.state.as_deref() != Some(&kept.state) {
        return refused(ProviderRefusal::WrongState);
    }
    if answered.iss.is_some_and(|issuer| issuer != provider.issuer) {
        return refused(ProviderRefusal::MixedUp);
    }
    if answered.error.is_some() {
        return refused(ProviderRefusal::Declined);
    }
    let Some(code) = answered.code.filter(|code| !code.is_empty()) else {
        return refused(ProviderRefusal::NoCode);
    };
    let wish = match &kept.session {
        None => ProviderWish::SignIn,
        Some(id) => match own.filter(|own| own.id.as_str() == id) {
            Some(own) if kept.is_link() => ProviderWish::Link(own),
            Some(own) => ProviderWish::Prove(own),
            None => return refused(ProviderRefusal::OtherPerson),
        },
    };
    let asked = Exchange {
        redirect: redirect(accounts, &provider).map_err(Stop::Refused)?,
        provider: provider.clone(),
        code,
        nonce: Nonce::new(kept.nonce.clone()),
        verifier: kept.verifier.clone(),
        now: accounts.now(),
        proved_since: matches!(wish, ProviderWish::Prove(_)).then_some(kept.begun_at),
    };
    let told = accounts
        .providers
        .away(move |providers| exchange(providers, asked))
        .await?;
    link_or_sign_in(accounts, &provider, &told, wish, kept.lang(), browser).await
}
