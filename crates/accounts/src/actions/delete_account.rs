//! Deleting an account: everything personal is erased at once, what the person did stays without a name.

use platform::Tx;

use super::accept_delegation::tell_both;
use super::letters::{Draft, send};
use super::record::By;
use super::{Accounts, Stop, record};
use crate::delegation::Agent;
use crate::event::Event;
use crate::id::OrganisationId;
use crate::person::Person;
use crate::role::Duty;
use crate::store::{delegations, duties, memberships, organisations, people};

/// Why an account cannot be deleted yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeleteRefusal {
    /// These organisations have other members and would lose their last owner.
    LastOwner(Vec<String>),
    /// Nobody else looks after duties in the city.
    LastAdministrator,
}

/// Erases the account. An organisation that has no other member is closed with it. A last letter tells that it
/// happened.
pub async fn delete_account(
    accounts: &Accounts,
    person: &Person,
) -> Result<(), Stop<DeleteRefusal>> {
    let now = accounts.now();
    let mut tx = accounts.db.begin().await?;
    // First of all, as everything that gives this person something does: nothing is given to somebody who is gone.
    if !people::lock(&mut tx, &person.id).await? {
        return Err(Stop::NotFound);
    }
    let alone = owned_alone(&mut tx, person).await?;
    keep_an_administrator(&mut tx, accounts, person).await?;
    for organisation in &alone {
        organisations::close(&mut tx, organisation, now).await?;
    }
    memberships::end_all(&mut tx, &person.id, now).await?;
    duties::end_all(&mut tx, &person.id, now).await?;
    record(
        &mut tx,
        accounts,
        &person.id,
        Event::AccountDeleted,
        By::default(),
        Vec::new(),
        None,
    )
    .await?;
    people::erase(&mut tx, &person.id, now).await?;
    // Told after the erasure: whoever is gone gets no letter, the owners of the organisations do.
    let today = accounts.clock.today();
    let agent = Agent::Person(person.id.clone());
    for organisation in delegations::end_all(&mut tx, &person.id, today, now).await? {
        let sides = (&organisation, &agent);
        tell_both(&mut tx, accounts, sides, Event::DelegationEnded, &person.id).await?;
    }
    let draft = Draft {
        kind: "accounts-deleted",
        to: &person.email,
        lang: person.lang,
        name: "deleted",
        args: &[],
    };
    send(&mut tx, accounts, draft).await?;
    tx.commit().await?;
    Ok(())
}

/// The organisations that have only this member. Refused when one has others and would lose its last owner.
async fn owned_alone(
    tx: &mut Tx,
    person: &Person,
) -> Result<Vec<OrganisationId>, Stop<DeleteRefusal>> {
    let (mut alone, mut bereft) = (Vec::new(), Vec::new());
    for organisation in organisations::owned_by(tx, &person.id).await? {
        // All in one order (owned_by sorts), so that two people who leave at once never wait for each other.
        organisations::lock(tx, &organisation.id).await?;
        match memberships::count(tx, &organisation.id).await? {
            (1, _) => alone.push(organisation.id),
            (_, 1) => bereft.push(organisation.name),
            _ => {}
        }
    }
    match bereft.is_empty() {
        true => Ok(alone),
        false => Err(Stop::Refused(DeleteRefusal::LastOwner(bereft))),
    }
}

async fn keep_an_administrator(
    tx: &mut Tx,
    accounts: &Accounts,
    person: &Person,
) -> Result<(), Stop<DeleteRefusal>> {
    let today = accounts.clock.today();
    duties::lock_administrators(tx).await?;
    if !duties::may_on_duty(tx, &person.id, Duty::Administrator, None, today).await? {
        return Ok(());
    }
    match duties::count_other_administrators(tx, &person.id, today).await? {
        0 => Err(Stop::Refused(DeleteRefusal::LastAdministrator)),
        _ => Ok(()),
    }
}
