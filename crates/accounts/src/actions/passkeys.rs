//! Passkeys (WebAuthn): adding one, signing in with one, looking after them. The rules of the protocol are the
//! library's; what is begun is kept in the database, because a challenge that only the browser keeps could be answered
//! twice.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use kernel::SiteAddress;
use platform::secret::{Token, new_id};
use platform::{DbFault, Tx, Visitor};
use serde_json::Value;
use webauthn_rs::prelude::{
    DiscoverableAuthentication, Passkey as Key, PasskeyRegistration, PublicKeyCredential,
    RegisterPublicKeyCredential, Url, Uuid,
};
use webauthn_rs::{Webauthn, WebauthnBuilder};

use super::own_passkeys::note;
use super::sessions::{Begun, begin_session, prove_again};
use super::{Accounts, Stop};
use crate::event::Event;
use crate::id::PersonId;
use crate::passkey::{self, ANSWER_WITHIN, MOST, Passkey, PasskeyRefusal};
use crate::person::Person;
use crate::session::{Method, Session, Stage};
use crate::store::{attempts, passkeys, people};
use crate::throttle;

/// The kinds of attempts that wait for a browser's answer.
const NEW: &str = "passkey-new";
const SIGN_IN: &str = "passkey";

/// The site as the other party of passkeys: they belong to its host's name, and to nothing else.
#[derive(Clone, Debug)]
pub struct Passkeys(Webauthn);

impl Passkeys {
    /// `None` while the site has no address, or one without a name: WebAuthn knows no keys for numbers.
    pub fn for_address(address: &SiteAddress, site: &str) -> Option<Passkeys> {
        let origin = Url::parse(&address.to_string()).ok()?;
        let built = WebauthnBuilder::new(address.host()?, &origin)
            .ok()?
            .rp_name(site)
            .timeout(ANSWER_WITHIN.unsigned_abs())
            .build();
        built.ok().map(Passkeys)
    }
}

/// What a browser is asked, and by what it is known when it answers.
#[derive(Debug)]
pub struct Challenge {
    /// As `navigator.credentials` takes it.
    pub question: Value,
    pub attempt: Token,
}

/// Asks the browser to make a key for a person.
pub async fn begin_passkey_registration(
    accounts: &Accounts,
    person: &Person,
) -> Result<Challenge, Stop<PasskeyRefusal>> {
    let site = site(accounts)?;
    let mut tx = accounts.db.begin().await?;
    let known = passkeys::credentials(&mut tx, &person.id).await?;
    if known.len() >= MOST {
        return Err(Stop::Refused(PasskeyRefusal::Enough));
    }
    let known = known
        .into_iter()
        .map(|id| BASE64.decode(id))
        .collect::<Result<Vec<_>, _>>()
        .map_err(|_| DbFault::unreadable("credential"))?;
    let (asked, state) = site
        .start_passkey_registration(
            handle(accounts, &person.id),
            person.email.as_str(),
            &person.shown(),
            Some(known),
        )
        .map_err(|_| Stop::Refused(PasskeyRefusal::Wrong))?;
    let mut question = json(&asked)?;
    // The library leaves it to the device whether a key can be found without an address. Ours must be: nobody is
    // asked for one before.
    let selection = &mut question["publicKey"]["authenticatorSelection"];
    selection["residentKey"] = "required".into();
    selection["requireResidentKey"] = true.into();
    let state = json(&state)?.to_string();
    let attempt = keep(&mut tx, accounts, NEW, Some(&person.id), &state).await?;
    tx.commit().await?;
    Ok(Challenge { question, attempt })
}

/// Takes the new key that the browser has made.
pub async fn finish_passkey_registration(
    accounts: &Accounts,
    session: &Session,
    attempt: &Token,
    answer: Value,
    name: &str,
) -> Result<Passkey, Stop<PasskeyRefusal>> {
    let site = site(accounts)?;
    let name = passkey::name(name, &session.browser).map_err(Stop::Refused)?;
    let begun = take(accounts, NEW, attempt).await?;
    let answer: RegisterPublicKeyCredential = read(answer)?;
    let state: PasskeyRegistration =
        serde_json::from_str(&begun.state).map_err(|_| DbFault::unreadable("state"))?;
    let key = site
        .finish_passkey_registration(&answer, &state)
        .ok()
        .filter(|_| begun.person.as_ref() == Some(&session.person))
        .ok_or(Stop::Refused(PasskeyRefusal::Wrong))?;
    let made = Passkey {
        id: new_id(),
        name,
        created_at: accounts.now(),
        used_at: None,
    };
    let mut tx = accounts.db.begin().await?;
    people::hold(&mut tx, &session.person).await?;
    if passkeys::credentials(&mut tx, &session.person).await?.len() >= MOST {
        return Err(Stop::Refused(PasskeyRefusal::Enough));
    }
    let credential = BASE64.encode(key.cred_id());
    let text = json(&key)?.to_string();
    if !passkeys::insert(&mut tx, &made, &session.person, &credential, &text).await? {
        return Err(Stop::Refused(PasskeyRefusal::Wrong));
    }
    note(&mut tx, accounts, session, Event::PasskeyAdded).await?;
    tx.commit().await?;
    Ok(made)
}

/// Asks the browser for any key of this site. No account is named, so nobody learns which there are.
pub async fn begin_passkey_sign_in(
    accounts: &Accounts,
    visitor: Visitor,
) -> Result<Challenge, Stop<PasskeyRefusal>> {
    let site = site(accounts)?;
    if !accounts.take_for(throttle::PASSKEY, visitor).await? {
        return Err(Stop::Refused(PasskeyRefusal::TooOften));
    }
    let (asked, state) = site
        .start_discoverable_authentication()
        .map_err(|_| Stop::Refused(PasskeyRefusal::Wrong))?;
    let question = json(&asked)?;
    let state = json(&state)?.to_string();
    let mut tx = accounts.db.begin().await?;
    let attempt = keep(&mut tx, accounts, SIGN_IN, None, &state).await?;
    tx.commit().await?;
    Ok(Challenge { question, attempt })
}

/// Signs in whoever the key belongs to.
pub async fn finish_passkey_sign_in(
    accounts: &Accounts,
    attempt: &Token,
    answer: Value,
    browser: (Option<Token>, &str),
) -> Result<Begun, Stop<PasskeyRefusal>> {
    let state = take(accounts, SIGN_IN, attempt).await?.state;
    let mut tx = accounts.db.begin().await?;
    let person = owner(&mut tx, accounts, &state, answer).await?;
    let stage = (Stage::Full, Method::Passkey);
    let begun = begin_session(&mut tx, accounts, &person, stage, browser).await?;
    tx.commit().await?;
    Ok(begun)
}

/// Whoever is signed in proves with a key of their own once more who they are.
pub async fn prove_with_passkey(
    accounts: &Accounts,
    session: &Session,
    attempt: &Token,
    answer: Value,
    browser: (Option<Token>, &str),
) -> Result<Begun, Stop<PasskeyRefusal>> {
    let state = take(accounts, SIGN_IN, attempt).await?.state;
    let mut tx = accounts.db.begin().await?;
    if owner(&mut tx, accounts, &state, answer).await? != session.person {
        return Err(Stop::Refused(PasskeyRefusal::OtherPerson));
    }
    let begun = prove_again(&mut tx, accounts, session, Method::Passkey, browser).await?;
    tx.commit().await?;
    Ok(begun)
}

/// The owner of the key that gave the answer; its counter is counted on.
async fn owner(
    tx: &mut Tx,
    accounts: &Accounts,
    state: &str,
    answer: Value,
) -> Result<PersonId, Stop<PasskeyRefusal>> {
    let wrong = || Stop::Refused(PasskeyRefusal::Wrong);
    let site = site(accounts)?;
    let answer: PublicKeyCredential = read(answer)?;
    let state: DiscoverableAuthentication =
        serde_json::from_str(state).map_err(|_| DbFault::unreadable("state"))?;
    let (named, id) = site
        .identify_discoverable_authentication(&answer)
        .map_err(|_| wrong())?;
    let found = passkeys::find(tx, &BASE64.encode(id))
        .await?
        .ok_or_else(wrong)?;
    // The key says to whom it belongs, and so does our table (WebAuthn §7.2 step 6).
    if named != handle(accounts, &found.person) {
        return Err(wrong());
    }
    let mut key: Key =
        serde_json::from_str(&found.key).map_err(|_| DbFault::unreadable("passkey"))?;
    // Also refused here: a counter that does not go on, because then there are two copies of a key that says it
    // cannot be copied.
    let proved = site
        .finish_discoverable_authentication_v2(&answer, state, &key)
        .map_err(|_| wrong())?;
    key.update_credential(&proved);
    let key = json(&key)?.to_string();
    match passkeys::used(tx, &found, &key, accounts.now()).await? {
        true => Ok(found.person),
        false => Err(wrong()),
    }
}

fn site(accounts: &Accounts) -> Result<&Webauthn, Stop<PasskeyRefusal>> {
    let site = accounts.passkeys.as_ref().map(|passkeys| &passkeys.0);
    site.ok_or(Stop::Refused(PasskeyRefusal::NoName))
}

/// By what authenticators tell the accounts of this site apart: the same for all keys of a person, and nothing that
/// says who it is (WebAuthn §14.6.1).
fn handle(accounts: &Accounts, person: &PersonId) -> Uuid {
    let mark = accounts.key.mark("passkey-handle", person.as_str());
    Uuid::try_parse(&mark[..32]).expect("a mark is 64 hexadecimal digits")
}

async fn keep(
    tx: &mut Tx,
    accounts: &Accounts,
    kind: &str,
    person: Option<&PersonId>,
    state: &str,
) -> Result<Token, DbFault> {
    let token = Token::new();
    let ends_at = accounts.now() + ANSWER_WITHIN;
    attempts::insert(tx, &token.hash(), kind, person, state, ends_at).await?;
    Ok(token)
}

/// What was begun. It is gone afterwards, whatever the answer is worth: each challenge is answered once.
async fn take(
    accounts: &Accounts,
    kind: &str,
    attempt: &Token,
) -> Result<attempts::Attempt, Stop<PasskeyRefusal>> {
    let mut tx = accounts.db.begin().await?;
    let begun = attempts::take(&mut tx, &attempt.hash(), kind, accounts.now()).await?;
    tx.commit().await?;
    begun.ok_or(Stop::Refused(PasskeyRefusal::Wrong))
}

fn read<T: serde::de::DeserializeOwned>(answer: Value) -> Result<T, Stop<PasskeyRefusal>> {
    serde_json::from_value(answer).map_err(|_| Stop::Refused(PasskeyRefusal::Wrong))
}

fn json(value: &impl serde::Serialize) -> Result<Value, DbFault> {
    serde_json::to_value(value).map_err(|_| DbFault::unreadable("state"))
}
