//! Becoming a member by a mailed link.

use platform::secret::{Token, new_id};
use platform::{DbFault, Tx};

use super::invite::still_invites;
use super::record::By;
use super::{Accounts, Stop, record};
use crate::event::Event;
use crate::id::{MembershipId, OrganisationId, PersonId};
use crate::link::Purpose;
use crate::organisation::Organisation;
use crate::person::Person;
use crate::role::Role;
use crate::store::{links, memberships, organisations, people};

/// Makes the person a member. Whoever is one already gets the higher of both roles.
pub async fn accept_invitation(
    accounts: &Accounts,
    token: &Token,
    person: &Person,
) -> Result<OrganisationId, Stop<()>> {
    let now = accounts.now();
    let mut tx = accounts.db.begin().await?;
    let link = links::find(&mut tx, &token.hash(), now)
        .await?
        .ok_or(Stop::NotFound)?;
    let Purpose::Join {
        organisation,
        role,
        by,
        ..
    } = link.purpose
    else {
        return Err(Stop::NotFound);
    };
    let role = Role::of_word(&role).ok_or(Stop::NotFound)?;
    let (id, by) = (OrganisationId::of(organisation), PersonId::of(by));
    if !people::lock(&mut tx, &person.id).await?
        || !organisations::lock(&mut tx, &id).await?
        || !still_invites(&mut tx, accounts, &by, &id).await?
        || !links::use_up(&mut tx, &token.hash(), now).await?
    {
        return Err(Stop::NotFound);
    }
    let organisation = organisations::find(&mut tx, &id)
        .await?
        .ok_or(Stop::NotFound)?;
    let joined = join(&mut tx, accounts, &organisation, (person, role, &by)).await?;
    if joined {
        tell_owners(&mut tx, accounts, &organisation, person).await?;
    }
    tx.commit().await?;
    Ok(id)
}

/// Whether the person was no member before.
async fn join(
    tx: &mut Tx,
    accounts: &Accounts,
    organisation: &Organisation,
    (person, role, by): (&Person, Role, &PersonId),
) -> Result<bool, DbFault> {
    let now = accounts.now();
    let before = memberships::of_person(tx, &organisation.id, &person.id).await?;
    let event = match &before {
        None => {
            let id = MembershipId::of(new_id());
            memberships::insert(tx, &id, &organisation.id, &person.id, role, Some(by), now).await?;
            Event::MembershipGiven
        }
        Some(before) if before.role < role => {
            memberships::set_role(tx, &before.id, before.role, role).await?;
            Event::MembershipChanged
        }
        Some(_) => return Ok(false),
    };
    let by = By {
        other: Some(by),
        browser: None,
    };
    let said = vec![("organisation", organisation.name.clone())];
    let path = Some(page_of(&organisation.id));
    record(tx, accounts, &person.id, event, by, said, path).await?;
    Ok(before.is_none())
}

async fn tell_owners(
    tx: &mut Tx,
    accounts: &Accounts,
    organisation: &Organisation,
    joined: &Person,
) -> Result<(), DbFault> {
    let by = By {
        other: Some(&joined.id),
        browser: None,
    };
    for owner in owners(tx, &organisation.id).await? {
        if owner != joined.id {
            let said = vec![
                ("organisation", organisation.name.clone()),
                ("person", joined.shown()),
            ];
            let path = Some(page_of(&organisation.id));
            record(tx, accounts, &owner, Event::MemberJoined, by, said, path).await?;
        }
    }
    Ok(())
}

pub(super) async fn owners(
    tx: &mut Tx,
    organisation: &OrganisationId,
) -> Result<Vec<PersonId>, DbFault> {
    let members = memberships::of_organisation(tx, organisation).await?;
    Ok(members
        .into_iter()
        .filter(|member| member.role == Role::Owner)
        .map(|member| member.person)
        .collect())
}

pub(super) fn page_of(organisation: &OrganisationId) -> String {
    format!("/account/organisations/{organisation}")
}
