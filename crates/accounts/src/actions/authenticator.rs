//! Authenticators (TOTP, RFC 6238): a secret that person and site share, from which both make a code every half minute.

use platform::secret;
use platform::{DbFault, Tx};
use totp_rs::{Builder, Secret, Totp};

use super::record::By;
use super::{Accounts, record};
use crate::event::Event;
use crate::id::PersonId;
use crate::person::Person;
use crate::recovery;
use crate::store::ways;

/// What a person sees once, to enter it into the authenticator.
#[derive(Clone, Debug)]
pub struct Shown {
    /// `otpauth://…`, for a picture.
    pub address: String,
    /// The secret to be typed, in groups of four.
    pub secret: String,
}

/// Makes a new secret. It opens nothing until a code of it is given.
pub async fn propose_authenticator(
    tx: &mut Tx,
    accounts: &Accounts,
    person: &Person,
) -> Result<(), DbFault> {
    let secret: [u8; 20] = secret::random();
    let sealed = accounts.key.seal(&purpose(&person.id), &secret);
    ways::set_authenticator(tx, &person.id, Some(sealed)).await
}

/// The secret that waits for its first code; nothing once it is in use.
pub async fn shown_authenticator(
    tx: &mut Tx,
    accounts: &Accounts,
    person: &Person,
) -> Result<Option<Shown>, DbFault> {
    let Some(stored) = ways::authenticator(tx, &person.id)
        .await?
        .filter(|stored| !stored.in_use)
    else {
        return Ok(None);
    };
    let Some(secret) = accounts.key.open(&purpose(&person.id), &stored.sealed) else {
        return Ok(None);
    };
    let issuer = format!("{} Monozukuri", accounts.shell.site().city.get(person.lang));
    // A colon would end the name of the issuer.
    let named = Builder::new()
        .with_secret(Secret::from(secret.as_slice()))
        .with_issuer(Some(issuer.replace(':', " ")))
        .with_account_name(person.email.as_str())
        .build();
    let address = named.ok().and_then(|totp| totp.to_url().ok());
    let plain = Secret::from(secret.as_slice()).to_base32();
    let fours: Vec<String> = plain
        .as_bytes()
        .chunks(4)
        .map(|four| String::from_utf8_lossy(four).into_owned())
        .collect();
    Ok(address.map(|address| Shown {
        address,
        secret: fours.join(" "),
    }))
}

/// Takes the first code; `false` when it is wrong, and then nothing changes.
pub async fn confirm_authenticator(
    tx: &mut Tx,
    accounts: &Accounts,
    person: &PersonId,
    typed: &str,
) -> Result<bool, DbFault> {
    if !takes_step(tx, accounts, person, typed, Use::First).await? {
        return Ok(false);
    }
    record(
        tx,
        accounts,
        person,
        Event::AuthenticatorSet,
        By::default(),
        Vec::new(),
        None,
    )
    .await?;
    Ok(true)
}

pub async fn remove_authenticator(
    tx: &mut Tx,
    accounts: &Accounts,
    person: &PersonId,
) -> Result<(), DbFault> {
    ways::set_authenticator(tx, person, None).await?;
    record(
        tx,
        accounts,
        person,
        Event::AuthenticatorRemoved,
        By::default(),
        Vec::new(),
        None,
    )
    .await
}

/// Whether what was typed is a code of the authenticator or a recovery code; each is taken once.
pub(super) async fn is_right_code(
    tx: &mut Tx,
    accounts: &Accounts,
    person: &PersonId,
    typed: &str,
) -> Result<bool, DbFault> {
    if let Some(signs) = recovery::typed(typed) {
        let mark = accounts.key.mark(&super::codes::purpose(person), &signs);
        if !ways::use_code(tx, person, &mark, accounts.now()).await? {
            return Ok(false);
        }
        record(
            tx,
            accounts,
            person,
            Event::CodeUsed,
            By::default(),
            Vec::new(),
            None,
        )
        .await?;
        return Ok(true);
    }
    takes_step(tx, accounts, person, typed, Use::Later).await
}

#[derive(PartialEq, Eq)]
enum Use {
    First,
    Later,
}

async fn takes_step(
    tx: &mut Tx,
    accounts: &Accounts,
    person: &PersonId,
    typed: &str,
    expected: Use,
) -> Result<bool, DbFault> {
    let Some(stored) = ways::authenticator(tx, person).await? else {
        return Ok(false);
    };
    if stored.in_use != (expected == Use::Later) {
        return Ok(false);
    }
    let Some(secret) = accounts.key.open(&purpose(person), &stored.sealed) else {
        return Ok(false);
    };
    let digits: String = kernel::fold::ascii(typed)
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    let now = u64::try_from(accounts.now().as_second()).unwrap_or(0);
    let Some(step) = totp(&secret).and_then(|totp| totp.check(&digits, now)) else {
        return Ok(false);
    };
    let step = i64::try_from(step).unwrap_or(i64::MAX);
    ways::take_step(tx, person, step).await
}

/// Six digits every thirty seconds, SHA-1, one step before and after: what every authenticator understands.
fn totp(secret: &[u8]) -> Option<Totp> {
    Builder::new()
        .with_secret(Secret::from(secret))
        .with_account_name("-")
        .build()
        .ok()
}

fn purpose(person: &PersonId) -> String {
    format!("authenticator/{person}")
}
