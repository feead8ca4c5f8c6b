//! Ending a duty in the city. The last administrator stays: without one nobody could give duties again.

use super::record::By;
use super::sections::administers;
use super::{Accounts, Stop, record};
use crate::event::Event;
use crate::id::DutyId;
use crate::person::Person;
use crate::role::Duty;
use crate::store::duties;

/// Nobody else looks after duties without an end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LastAdministrator;

/// Ends it at once. By an administrator, also their own.
pub async fn end_duty(
    accounts: &Accounts,
    administrator: &Person,
    id: &DutyId,
) -> Result<(), Stop<LastAdministrator>> {
    let today = accounts.clock.today();
    let mut tx = accounts.db.begin().await?;
    // Before the right is looked up: of two administrators who end each other's duty at once, one stays.
    duties::lock_administrators(&mut tx).await?;
    if !administers(&mut tx, accounts, administrator).await? {
        return Err(Stop::NotFound);
    }
    let given = duties::find(&mut tx, id)
        .await?
        .filter(|given| given.is_open(today))
        .ok_or(Stop::NotFound)?;
    if given.duty == Duty::Administrator
        && duties::count_other_administrators(&mut tx, &given.person, today).await? == 0
    {
        return Err(Stop::Refused(LastAdministrator));
    }
    if !duties::end(&mut tx, id, &administrator.id, accounts.now()).await? {
        return Err(Stop::NotFound);
    }
    let by = By {
        other: (given.person != administrator.id).then_some(&administrator.id),
        browser: None,
    };
    let event = Event::DutyEnded;
    record(
        &mut tx,
        accounts,
        &given.person,
        event,
        by,
        Vec::new(),
        None,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}
