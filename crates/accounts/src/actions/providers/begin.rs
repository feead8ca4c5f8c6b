//! The first half: from this site to the provider. What the answer must fit is kept in the database; the browser has
//! only the token by which it is found.

use jiff::SignedDuration;
use kernel::Lang;
use openidconnect::core::{CoreAuthPrompt, CoreAuthenticationFlow, CoreClient};
use openidconnect::{
    ClientId, CsrfToken, Nonce, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope,
};
use platform::secret::Token;
use platform::{DbFault, Visitor};
use serde::{Deserialize, Serialize};

use super::super::{Accounts, Stop};
use crate::provider::{Provider, ProviderRefusal};
use crate::session::Session;
use crate::store::attempts;
use crate::throttle;

const KIND: &str = "provider";
/// People look for a card or a telephone meanwhile.
const ANSWER_WITHIN: SignedDuration = SignedDuration::from_mins(10);

/// Where the browser goes on, and by what it is known when it comes back.
#[derive(Debug)]
pub struct Onward {
    pub address: String,
    pub attempt: Token,
}

/// What somebody wants of a provider.
#[derive(Clone, Copy)]
pub enum ProviderWish<'a> {
    SignIn,
    /// Whoever is signed in proves once more who they are.
    Prove(&'a Session),
    /// Whoever is signed in wants to sign in by it from now on.
    Link(&'a Session),
}

impl<'a> ProviderWish<'a> {
    fn session(self) -> Option<&'a Session> {
        match self {
            ProviderWish::SignIn => None,
            ProviderWish::Prove(session) | ProviderWish::Link(session) => Some(session),
        }
    }
}

/// What the answer must fit, and where the person goes afterwards.
#[derive(Serialize, Deserialize)]
pub struct Kept {
    pub(super) provider: String,
    pub(super) state: String,
    pub(super) nonce: String,
    pub(super) verifier: String,
    /// The session of whoever was signed in; `None`: to sign in.
    pub(super) session: Option<String>,
    pub(super) links: bool,
    /// Seconds since 1970.
    pub(super) begun_at: i64,
    lang: String,
    next: String,
}

impl Kept {
    /// The language in which it was begun: the provider knows only one address to lead back to.
    pub fn lang(&self) -> Lang {
        Lang::of_tag(&self.lang).unwrap_or(Lang::Ja)
    }

    pub fn next(&self) -> &str {
        &self.next
    }

    pub fn is_link(&self) -> bool {
        self.links
    }
}

/// Begins to sign in, to prove again, or to link.
pub async fn begin_provider(
    accounts: &Accounts,
    id: &str,
    wish: ProviderWish<'_>,
    (lang, next): (Lang, &str),
    visitor: Visitor,
) -> Result<Onward, Stop<ProviderRefusal>> {
    let provider = accounts.providers.find(id).ok_or(Stop::NotFound)?.clone();
    if !accounts.take_for(throttle::PROVIDER, visitor).await? {
        return Err(Stop::Refused(ProviderRefusal::TooOften));
    }
    let redirect = redirect(accounts, &provider).map_err(Stop::Refused)?;
    let now = accounts.now();
    let asked = provider.clone();
    let metadata = accounts
        .providers
        .away(move |providers| providers.meet(&asked, now))
        .await?;
    let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
    let client_id = ClientId::new(provider.client_id.clone());
    let client =
        CoreClient::from_provider_metadata(metadata, client_id, None).set_redirect_uri(redirect);
    let question = client
        .authorize_url(
            CoreAuthenticationFlow::AuthorizationCode,
            CsrfToken::new_random,
            Nonce::new_random,
        )
        .add_scopes(provider.scopes.iter().cloned().map(Scope::new))
        .set_pkce_challenge(challenge);
    let question = match wish {
        // A provider at which somebody is still signed in would say so without asking, and that proves nothing new.
        ProviderWish::Prove(_) => question.add_prompt(CoreAuthPrompt::Login),
        ProviderWish::SignIn | ProviderWish::Link(_) => question,
    };
    let (address, state, nonce) = question.url();
    let kept = Kept {
        provider: provider.id,
        state: state.secret().clone(),
        nonce: nonce.secret().clone(),
        verifier: PkceCodeVerifier::into_secret(verifier),
        session: wish.session().map(|session| session.id.to_string()),
        links: matches!(wish, ProviderWish::Link(_)),
        begun_at: now.as_second(),
        lang: lang.tag().to_owned(),
        next: next.to_owned(),
    };
    let state = serde_json::to_string(&kept).map_err(|_| DbFault::unreadable("state"))?;
    let attempt = Token::new();
    let person = wish.session().map(|session| &session.person);
    let mut tx = accounts.db.begin().await?;
    let ends_at = now + ANSWER_WITHIN;
    attempts::insert(&mut tx, &attempt.hash(), KIND, person, &state, ends_at).await?;
    tx.commit().await?;
    Ok(Onward {
        address: address.to_string(),
        attempt,
    })
}

/// What was begun in a browser with this provider. It is gone afterwards: each is answered once.
pub async fn provider_attempt(
    accounts: &Accounts,
    provider: &str,
    attempt: Option<&Token>,
) -> Result<Option<Kept>, DbFault> {
    let Some(attempt) = attempt else {
        return Ok(None);
    };
    let mut tx = accounts.db.begin().await?;
    let found = attempts::take(&mut tx, &attempt.hash(), KIND, accounts.now()).await?;
    tx.commit().await?;
    let kept = found
        .map(|found| serde_json::from_str::<Kept>(&found.state))
        .transpose()
        .map_err(|_| DbFault::unreadable("state"))?;
    Ok(kept.filter(|kept| kept.provider == provider))
}

/// Where the provider leads back to. It is arranged with the provider, sign by sign, so it has no language.
pub(super) fn redirect(
    accounts: &Accounts,
    provider: &Provider,
) -> Result<RedirectUrl, ProviderRefusal> {
    let path = format!("/sign-in/providers/{}/answer", provider.id);
    RedirectUrl::new(accounts.address.of(&path)).map_err(|_| ProviderRefusal::NoAddress)
}
