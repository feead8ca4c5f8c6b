//! Entering an organisation for which nobody acts here yet. Whoever enters it becomes its owner on their own word.

use kernel::CorporateNumber;
use platform::secret::new_id;

use super::record::By;
use super::{Accounts, Stop, record};
use crate::event::Event;
use crate::id::{MembershipId, OrganisationId};
use crate::organisation::OrganisationName;
use crate::person::Person;
use crate::role::Role;
use crate::store::{memberships, organisations, people};
use crate::throttle;

/// Why an organisation cannot be entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EnterRefusal {
    /// Somebody has proved to speak for the organisation with this number. Nobody is told who: one of its owners can
    /// invite.
    Proved,
    /// Too many in a short time.
    TooMany,
}

impl EnterRefusal {
    pub fn key(self) -> &'static str {
        match self {
            EnterRefusal::Proved => "organisation-proved-by-others",
            EnterRefusal::TooMany => "organisation-too-many",
        }
    }
}

/// Enters it, as not proved. Several may be entered with one number as long as nobody has proved it: a number is no
/// secret, and claiming it must not keep the real firm out.
pub async fn enter_organisation(
    accounts: &Accounts,
    person: &Person,
    name: &OrganisationName,
    number: Option<CorporateNumber>,
) -> Result<OrganisationId, Stop<EnterRefusal>> {
    if !accounts
        .take(throttle::ORGANISATION, person.id.as_str())
        .await?
    {
        return Err(Stop::Refused(EnterRefusal::TooMany));
    }
    let now = accounts.now();
    let mut tx = accounts.db.begin().await?;
    if !people::lock(&mut tx, &person.id).await? {
        return Err(Stop::NotFound);
    }
    if let Some(number) = number
        && organisations::is_proved(&mut tx, number).await?
    {
        return Err(Stop::Refused(EnterRefusal::Proved));
    }
    let id = OrganisationId::of(new_id());
    organisations::insert(&mut tx, &id, name, number, now).await?;
    let membership = MembershipId::of(new_id());
    memberships::insert(
        &mut tx,
        &membership,
        &id,
        &person.id,
        Role::Owner,
        None,
        now,
    )
    .await?;
    let said = vec![("organisation", name.as_str().to_owned())];
    let event = Event::OrganisationEntered;
    record(
        &mut tx,
        accounts,
        &person.id,
        event,
        By::default(),
        said,
        None,
    )
    .await?;
    tx.commit().await?;
    Ok(id)
}
