//! The questions after the answer: the code becomes tokens, the identity token is verified, and what the provider
//! tells of the person is fetched with the other one. All of it waits for the network: run it away from the pages.

use std::time::SystemTime;

use jiff::Timestamp;
use openidconnect::core::{
    CoreClient, CoreIdToken, CoreIdTokenClaims, CoreJwsSigningAlgorithm, CoreProviderMetadata,
};
use openidconnect::http::{Method, Request, StatusCode, header};
use openidconnect::{
    AuthorizationCode, ClaimsVerificationError, ClientId, ClientSecret, JsonWebKeySet, Nonce,
    OAuth2TokenResponse as _, PkceCodeVerifier, RedirectUrl, RequestTokenError,
    SignatureVerificationError, TokenResponse as _,
};
use serde_json::Value;

use super::Providers;
use crate::provider::{Provider, ProviderRefusal, Told, told};

/// Seconds by which the provider's clock may be behind ours.
const CLOCKS_DIFFER: i64 = 60;

/// What must fit, beside the code.
pub(super) struct Exchange {
    pub provider: Provider,
    pub redirect: RedirectUrl,
    pub code: String,
    pub nonce: Nonce,
    pub verifier: String,
    pub now: Timestamp,
    /// The person must have proved at the provider who they are since then (seconds since 1970).
    pub proved_since: Option<i64>,
}

/// Whom the provider vouches for.
pub(super) fn exchange(providers: &Providers, asked: Exchange) -> Result<Told, ProviderRefusal> {
    let provider = &asked.provider;
    let http = providers.0.http.of(provider);
    let metadata = providers.meet(provider, asked.now)?;
    let userinfo = metadata
        .userinfo_endpoint()
        .ok_or(ProviderRefusal::WrongDiscovery)?
        .to_string();
    let client = CoreClient::from_provider_metadata(
        metadata.clone(),
        ClientId::new(provider.client_id.clone()),
        Some(ClientSecret::new(
            provider.client_secret.reveal().to_owned(),
        )),
    )
    .set_redirect_uri(asked.redirect.clone());
    let tokens = client
        .exchange_code(AuthorizationCode::new(asked.code.clone()))
        .map_err(|_| ProviderRefusal::WrongDiscovery)?
        .set_pkce_verifier(PkceCodeVerifier::new(asked.verifier.clone()))
        .request(&http)
        .map_err(|error| match error {
            RequestTokenError::ServerResponse(_) => ProviderRefusal::CodeRefused,
            RequestTokenError::Request(_) => ProviderRefusal::NotReachable,
            RequestTokenError::Parse(..) | RequestTokenError::Other(_) => {
                ProviderRefusal::WrongToken
            }
        })?;
    let id_token = tokens.id_token().ok_or(ProviderRefusal::NoIdToken)?;
    let now = asked.now;
    let verified = verify(&asked, &metadata, id_token);
    let subject = match verified {
        // The provider may have begun to sign with a new key since it was asked: it is asked for its keys once more.
        Err(ProviderRefusal::UnknownKey) => {
            let keys = JsonWebKeySet::fetch(metadata.jwks_uri(), &http)
                .map_err(|error| super::undiscovered(&error))?;
            let metadata = metadata.set_jwks(keys);
            providers.remember(provider, &metadata, now);
            verify(&asked, &metadata, id_token)?
        }
        verified => verified?,
    };
    let bearer = format!("Bearer {}", tokens.access_token().secret());
    let question = Request::builder()
        .method(Method::GET)
        .uri(userinfo)
        .header(header::AUTHORIZATION, bearer)
        .header(header::ACCEPT, "application/json")
        .body(Vec::new())
        .map_err(|_| ProviderRefusal::NoUserinfo)?;
    let answer = http(question).map_err(|_| ProviderRefusal::NotReachable)?;
    if answer.status() != StatusCode::OK {
        return Err(ProviderRefusal::NoUserinfo);
    }
    let said: Value =
        serde_json::from_slice(answer.body()).map_err(|_| ProviderRefusal::NoUserinfo)?;
    let told = told(provider.kind, &said).ok_or(ProviderRefusal::NoUserinfo)?;
    // Or somebody could put another person's answer in the place of this one (OpenID Connect Core §5.3.2).
    match told.subject == subject {
        true => Ok(told),
        false => Err(ProviderRefusal::WrongSubject),
    }
}

/// Whose the identity token is, if everything about it is right (OpenID Connect Core §3.1.3.7).
fn verify(
    asked: &Exchange,
    metadata: &CoreProviderMetadata,
    id_token: &CoreIdToken,
) -> Result<String, ProviderRefusal> {
    let (provider, now) = (&asked.provider, asked.now);
    let client = CoreClient::from_provider_metadata(
        metadata.clone(),
        ClientId::new(provider.client_id.clone()),
        None,
    );
    let verifier = client
        .id_token_verifier()
        // Whatever the provider says it can do, and whatever the token says of itself.
        .set_allowed_algs([CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256])
        .set_time_fn(move || SystemTime::from(now).into());
    let claims: &CoreIdTokenClaims = id_token
        .claims(&verifier, &asked.nonce)
        .map_err(|error| unverified(&error))?;
    // The library leaves it out: a token may have been made for somebody else, with us as its audience.
    let party = claims.authorized_party().map(|party| party.as_str());
    if party.is_some_and(|party| party != provider.client_id) {
        return Err(ProviderRefusal::WrongAudience);
    }
    let proved_at = claims.auth_time().map(|at| at.timestamp());
    // A provider that does not say when has not proved anything anew.
    let is_old = |since: i64| proved_at.is_none_or(|at| at + CLOCKS_DIFFER < since);
    match asked.proved_since.is_some_and(is_old) {
        true => Err(ProviderRefusal::NotProvedAgain),
        false => Ok(claims.subject().to_string()),
    }
}

fn unverified(error: &ClaimsVerificationError) -> ProviderRefusal {
    match error {
        ClaimsVerificationError::Expired(_) => ProviderRefusal::Expired,
        ClaimsVerificationError::InvalidAudience(_) => ProviderRefusal::WrongAudience,
        ClaimsVerificationError::InvalidIssuer(_) => ProviderRefusal::WrongIssuer,
        ClaimsVerificationError::InvalidNonce(_) => ProviderRefusal::WrongNonce,
        ClaimsVerificationError::SignatureVerification(error) => match error {
            SignatureVerificationError::NoMatchingKey => ProviderRefusal::UnknownKey,
            SignatureVerificationError::DisallowedAlg(_)
            | SignatureVerificationError::NoSignature
            | SignatureVerificationError::UnsupportedAlg(_) => ProviderRefusal::WrongAlgorithm,
            _ => ProviderRefusal::WrongSignature,
        },
        _ => ProviderRefusal::WrongToken,
    }
}
