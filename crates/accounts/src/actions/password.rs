//! Setting and removing a password.

use platform::{DbFault, Tx};

use super::record::By;
use super::{Accounts, Stop, record};
use crate::event::Event;
use crate::id::SessionId;
use crate::password::{self, PasswordFault};
use crate::person::Person;
use crate::store::{sessions, ways};

/// Sets a password. All other sessions end: whoever knew the old one is out.
pub async fn set_password(
    accounts: &Accounts,
    person: &Person,
    session: &SessionId,
    password: String,
) -> Result<(), Stop<PasswordFault>> {
    let city = &accounts.shell.site().city;
    let name = person.name.as_ref();
    let own = [
        person.email.name(),
        person.email.domain(),
        name.map_or("", |name| name.family.as_str()),
        name.map_or("", |name| name.given.as_str()),
        city.ja.as_str(),
        city.en.as_str(),
        "monozukuri",
    ];
    let own: Vec<&str> = own.into_iter().filter(|word| !word.is_empty()).collect();
    password::check(&password, &own).map_err(Stop::Refused)?;
    let hash = accounts.hashing.hash(password).await?;
    let mut tx = accounts.db.begin().await?;
    ways::set_password(&mut tx, &person.id, Some(&hash), accounts.now()).await?;
    sessions::end_others(&mut tx, &person.id, Some(session)).await?;
    record(
        &mut tx,
        accounts,
        &person.id,
        Event::PasswordSet,
        By::default(),
        Vec::new(),
        None,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// Removes the password, and with it the authenticator that only goes with it.
pub async fn remove_password(
    tx: &mut Tx,
    accounts: &Accounts,
    person: &Person,
) -> Result<(), DbFault> {
    ways::set_password(tx, &person.id, None, accounts.now()).await?;
    ways::set_authenticator(tx, &person.id, None).await?;
    record(
        tx,
        accounts,
        &person.id,
        Event::PasswordRemoved,
        By::default(),
        Vec::new(),
        None,
    )
    .await
}
