//! Which providers a person has linked, and letting one go.

use jiff::Timestamp;
use kernel::Bilingual;
use platform::DbFault;

use super::super::{Accounts, Stop};
use super::link::note;
use crate::event::Event;
use crate::id::PersonId;
use crate::provider::ProviderRefusal;
use crate::store::{identities, people};

/// A provider of the site, or one that it once had, as a person sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnProvider {
    pub id: String,
    pub name: Bilingual,
    /// `None`: not linked.
    pub linked_at: Option<Timestamp>,
}

/// All providers of the site, and what the person has linked to those that are gone.
pub async fn providers_of(
    accounts: &Accounts,
    person: &PersonId,
) -> Result<Vec<OwnProvider>, DbFault> {
    let mut tx = accounts.db.read().await?;
    let linked = identities::of_person(&mut tx, person).await?;
    let at = |id: &str| {
        let found = linked.iter().find(|identity| identity.provider == id);
        found.map(|identity| identity.created_at)
    };
    let here = accounts.providers.all().iter().map(|provider| OwnProvider {
        id: provider.id.clone(),
        name: provider.name.clone(),
        linked_at: at(&provider.id),
    });
    let is_gone = |id: &str| accounts.providers.find(id).is_none();
    let gone = linked.iter().filter(|identity| is_gone(&identity.provider));
    let gone = gone.map(|identity| OwnProvider {
        id: identity.provider.clone(),
        name: Bilingual::same(identity.provider.clone()),
        linked_at: Some(identity.created_at),
    });
    Ok(here.chain(gone).collect())
}

/// Lets a provider go, unless the person could not sign in any more without it.
pub async fn unlink_provider(
    accounts: &Accounts,
    person: &PersonId,
    provider: &str,
) -> Result<(), Stop<ProviderRefusal>> {
    let mut tx = accounts.db.begin().await?;
    people::hold(&mut tx, person).await?;
    if !identities::remove(&mut tx, person, provider).await? {
        return Err(Stop::NotFound);
    }
    let left = people::find(&mut tx, person).await?.ok_or(Stop::NotFound)?;
    if !left.ways.are_enough() {
        return Err(Stop::Refused(ProviderRefusal::LastWay));
    }
    note(&mut tx, accounts, person, Event::ProviderUnlinked).await?;
    tx.commit().await?;
    Ok(())
}
