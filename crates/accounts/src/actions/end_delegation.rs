//! Ending a delegation: an owner takes it back, or the agent gives it back.

use platform::{DbFault, Tx};

use super::accept_delegation::tell_both;
use super::{Accounts, Stop};
use crate::delegation::Agent;
use crate::event::Event;
use crate::id::{DelegationId, OrganisationId, PersonId};
use crate::person::Person;
use crate::role::Need;
use crate::store::{delegations, mandates};

/// Ends it at once. By an owner of the organisation, by the agent, or by an owner of the agent firm; to all others
/// there is no such delegation.
pub async fn end_delegation(
    accounts: &Accounts,
    by: &Person,
    organisation: &OrganisationId,
    id: &DelegationId,
) -> Result<(), Stop<()>> {
    let mut tx = accounts.db.begin().await?;
    let delegation = delegations::find(&mut tx, organisation, id)
        .await?
        .filter(|delegation| delegation.is_open(accounts.clock.today()))
        .ok_or(Stop::NotFound)?;
    let may = owns(&mut tx, accounts, &by.id, organisation).await?
        || match &delegation.agent {
            Agent::Person(agent) => *agent == by.id,
            Agent::Organisation(firm) => owns(&mut tx, accounts, &by.id, firm).await?,
        };
    if !may || !delegations::end(&mut tx, id, &by.id, accounts.now()).await? {
        return Err(Stop::NotFound);
    }
    let sides = (organisation, &delegation.agent);
    tell_both(&mut tx, accounts, sides, Event::DelegationEnded, &by.id).await?;
    tx.commit().await?;
    Ok(())
}

async fn owns(
    tx: &mut Tx,
    accounts: &Accounts,
    person: &PersonId,
    organisation: &OrganisationId,
) -> Result<bool, DbFault> {
    let today = accounts.clock.today();
    let mandate = mandates::may(tx, person, organisation, Need::Manage, today).await?;
    Ok(mandate.is_some())
}
