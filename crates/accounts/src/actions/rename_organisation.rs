//! Correcting the name of an organisation.

use super::record::By;
use super::{Accounts, Stop, record};
use crate::event::Event;
use crate::id::OrganisationId;
use crate::organisation::OrganisationName;
use crate::person::Person;
use crate::role::Need;
use crate::store::{mandates, organisations};

/// Somebody else changed the organisation meanwhile: look at it again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Changed;

/// By an owner. `seen` is the version that the owner looked at.
pub async fn rename_organisation(
    accounts: &Accounts,
    owner: &Person,
    id: &OrganisationId,
    name: &OrganisationName,
    seen: i64,
) -> Result<(), Stop<Changed>> {
    let mut tx = accounts.db.begin().await?;
    mandates::may(&mut tx, &owner.id, id, Need::Manage, accounts.clock.today())
        .await?
        .ok_or(Stop::NotFound)?;
    if !organisations::rename(&mut tx, id, name, seen).await? {
        return Err(Stop::Refused(Changed));
    }
    let event = Event::OrganisationRenamed;
    record(
        &mut tx,
        accounts,
        &owner.id,
        event,
        By::default(),
        Vec::new(),
        None,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}
