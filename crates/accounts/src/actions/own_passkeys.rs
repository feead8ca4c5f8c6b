//! Looking after one's passkeys: seeing, naming, removing them.

use platform::{DbFault, Tx};

use super::record::By;
use super::{Accounts, Stop, record};
use crate::event::Event;
use crate::id::PersonId;
use crate::passkey::{self, Passkey, PasskeyRefusal};
use crate::session::Session;
use crate::store::{passkeys, people};

/// The passkeys of a person, the oldest first.
pub async fn passkeys_of(accounts: &Accounts, person: &PersonId) -> Result<Vec<Passkey>, DbFault> {
    let mut tx = accounts.db.read().await?;
    passkeys::of_person(&mut tx, person).await
}

pub async fn rename_passkey(
    accounts: &Accounts,
    person: &PersonId,
    id: &str,
    name: &str,
) -> Result<(), Stop<PasskeyRefusal>> {
    let name = passkey::name(name, "").map_err(Stop::Refused)?;
    if name.is_empty() {
        return Err(Stop::Refused(PasskeyRefusal::BadName));
    }
    let mut tx = accounts.db.begin().await?;
    if !passkeys::rename(&mut tx, person, id, &name).await? {
        return Err(Stop::NotFound);
    }
    tx.commit().await?;
    Ok(())
}

/// Removes a passkey, unless the person could not sign in any more without it.
pub async fn remove_passkey(
    accounts: &Accounts,
    session: &Session,
    id: &str,
) -> Result<(), Stop<PasskeyRefusal>> {
    let mut tx = accounts.db.begin().await?;
    people::hold(&mut tx, &session.person).await?;
    if !passkeys::remove(&mut tx, &session.person, id).await? {
        return Err(Stop::NotFound);
    }
    let person = people::find(&mut tx, &session.person)
        .await?
        .ok_or(Stop::NotFound)?;
    if !person.ways.are_enough() {
        return Err(Stop::Refused(PasskeyRefusal::LastWay));
    }
    note(&mut tx, accounts, session, Event::PasskeyRemoved).await?;
    tx.commit().await?;
    Ok(())
}

/// Writes down what happened to the person's keys.
pub(super) async fn note(
    tx: &mut Tx,
    accounts: &Accounts,
    session: &Session,
    event: Event,
) -> Result<(), DbFault> {
    let by = By {
        other: None,
        browser: Some(&session.browser),
    };
    let path = Some("/account/passkeys".to_owned());
    record(tx, accounts, &session.person, event, by, Vec::new(), path).await
}
