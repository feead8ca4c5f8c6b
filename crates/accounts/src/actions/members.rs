//! Changing what members may do, and ending memberships. An organisation never loses its last owner.

use platform::{DbFault, Tx};

use super::accept_invitation::page_of;
use super::record::By;
use super::{Accounts, Stop, record};
use crate::event::Event;
use crate::id::{MembershipId, OrganisationId};
use crate::organisation::{Membership, Organisation};
use crate::person::Person;
use crate::role::{Need, Role};
use crate::store::{mandates, memberships, organisations};

/// The organisation would have no owner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LastOwner;

/// Gives a member another role. By an owner.
pub async fn change_role(
    accounts: &Accounts,
    owner: &Person,
    organisation: &OrganisationId,
    id: &MembershipId,
    role: Role,
) -> Result<(), Stop<LastOwner>> {
    let mut tx = accounts.db.begin().await?;
    let (organisation, member) = locked(&mut tx, accounts, owner, organisation, id).await?;
    if !manages(&mut tx, accounts, owner, &organisation.id).await? {
        return Err(Stop::NotFound);
    }
    if member.role == role {
        return Ok(());
    }
    keep_an_owner(&mut tx, &organisation, &member).await?;
    memberships::set_role(&mut tx, id, member.role, role).await?;
    let event = Event::MembershipChanged;
    tell_member(&mut tx, accounts, &organisation, &member, (event, owner)).await?;
    tx.commit().await?;
    Ok(())
}

/// Ends a membership: an owner's anybody's, everybody their own.
pub async fn end_membership(
    accounts: &Accounts,
    by: &Person,
    organisation: &OrganisationId,
    id: &MembershipId,
) -> Result<(), Stop<LastOwner>> {
    let mut tx = accounts.db.begin().await?;
    let (organisation, member) = locked(&mut tx, accounts, by, organisation, id).await?;
    let own = member.person == by.id;
    if !own && !manages(&mut tx, accounts, by, &organisation.id).await? {
        return Err(Stop::NotFound);
    }
    keep_an_owner(&mut tx, &organisation, &member).await?;
    memberships::end(&mut tx, id, accounts.now()).await?;
    let event = Event::MembershipEnded;
    tell_member(&mut tx, accounts, &organisation, &member, (event, by)).await?;
    tx.commit().await?;
    Ok(())
}

/// Ends the person's own membership.
pub async fn leave_organisation(
    accounts: &Accounts,
    person: &Person,
    organisation: &OrganisationId,
) -> Result<(), Stop<LastOwner>> {
    let mut tx = accounts.db.read().await?;
    let own = memberships::of_person(&mut tx, organisation, &person.id)
        .await?
        .ok_or(Stop::NotFound)?;
    drop(tx);
    end_membership(accounts, person, organisation, &own.id).await
}

/// The organisation, for this transaction alone, and one of its members; to strangers there is neither. All rights are
/// looked up after the lock: two owners who end each other's membership at once must not both succeed.
async fn locked<R>(
    tx: &mut Tx,
    accounts: &Accounts,
    by: &Person,
    id: &OrganisationId,
    membership: &MembershipId,
) -> Result<(Organisation, Membership), Stop<R>> {
    if !organisations::lock(tx, id).await? {
        return Err(Stop::NotFound);
    }
    let today = accounts.clock.today();
    mandates::may(tx, &by.id, id, Need::Read, today)
        .await?
        .filter(|mandate| mandate.is_of_member())
        .ok_or(Stop::NotFound)?;
    let organisation = organisations::find(tx, id).await?.ok_or(Stop::NotFound)?;
    let member = memberships::find(tx, id, membership)
        .await?
        .ok_or(Stop::NotFound)?;
    Ok((organisation, member))
}

async fn manages(
    tx: &mut Tx,
    accounts: &Accounts,
    by: &Person,
    organisation: &OrganisationId,
) -> Result<bool, DbFault> {
    let today = accounts.clock.today();
    let mandate = mandates::may(tx, &by.id, organisation, Need::Manage, today).await?;
    Ok(mandate.is_some())
}

/// Refuses when the member is the only owner.
async fn keep_an_owner(
    tx: &mut Tx,
    organisation: &Organisation,
    member: &Membership,
) -> Result<(), Stop<LastOwner>> {
    let (_, owners) = memberships::count(tx, &organisation.id).await?;
    match member.role {
        Role::Owner if owners < 2 => Err(Stop::Refused(LastOwner)),
        Role::Owner | Role::Editor | Role::Reader => Ok(()),
    }
}

async fn tell_member(
    tx: &mut Tx,
    accounts: &Accounts,
    organisation: &Organisation,
    member: &Membership,
    (event, by): (Event, &Person),
) -> Result<(), DbFault> {
    let path = match event {
        Event::MembershipEnded => "/account/organisations".to_owned(),
        _ => page_of(&organisation.id),
    };
    let by = By {
        other: (member.person != by.id).then_some(&by.id),
        browser: None,
    };
    let said = vec![("organisation", organisation.name.clone())];
    record(tx, accounts, &member.person, event, by, said, Some(path)).await
}
