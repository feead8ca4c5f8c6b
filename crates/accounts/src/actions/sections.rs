//! Looking after the sections of the city: they begin, are renamed, and end with or without a successor. By an
//! administrator.

use kernel::{Bilingual, Date};
use platform::secret::new_id;
use platform::{DbFault, Tx};

use super::{Accounts, Stop};
use crate::id::SectionId;
use crate::person::Person;
use crate::role::Duty;
use crate::section::{Section, leads_back};
use crate::store::{duties, sections};

/// Why a section stays as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SectionRefusal {
    /// Somebody else changed it meanwhile: look at it again.
    Changed,
    /// It has ended before that day, or its end is settled.
    Closed,
    /// It began later.
    NotYet,
    /// The successor does not exist on the day after.
    NoSuccessor,
    /// The work would go in a circle.
    Circle,
}

impl SectionRefusal {
    pub fn key(self) -> &'static str {
        match self {
            SectionRefusal::Changed => "section-changed",
            SectionRefusal::Closed => "section-closed",
            SectionRefusal::NotYet => "section-not-yet",
            SectionRefusal::NoSuccessor => "section-no-successor",
            SectionRefusal::Circle => "section-circle",
        }
    }
}

pub async fn add_section(
    accounts: &Accounts,
    administrator: &Person,
    name: &Bilingual,
    from: Date,
) -> Result<SectionId, Stop<SectionRefusal>> {
    let mut tx = accounts.db.begin().await?;
    if !administers(&mut tx, accounts, administrator).await? {
        return Err(Stop::NotFound);
    }
    let id = SectionId::of(new_id());
    sections::insert(&mut tx, &id).await?;
    sections::set_name(&mut tx, &id, from, name).await?;
    tx.commit().await?;
    Ok(id)
}

/// Another name from a day on. What it was called before stays known.
pub async fn rename_section(
    accounts: &Accounts,
    administrator: &Person,
    (id, seen): (&SectionId, i64),
    name: &Bilingual,
    from: Date,
) -> Result<(), Stop<SectionRefusal>> {
    let mut tx = accounts.db.begin().await?;
    let (_, section) = locked(&mut tx, accounts, administrator, id).await?;
    if section.until.is_some_and(|until| until < from) {
        return Err(Stop::Refused(SectionRefusal::Closed));
    }
    if !section.exists_on(from) {
        return Err(Stop::Refused(SectionRefusal::NotYet));
    }
    step(&mut tx, id, seen).await?;
    sections::set_name(&mut tx, id, from, name).await?;
    tx.commit().await?;
    Ok(())
}

/// The last day of a section; its work goes to the successor, and with it the duties of its people. A successor can be
/// named later for a section that ended without one.
pub async fn close_section(
    accounts: &Accounts,
    administrator: &Person,
    (id, seen): (&SectionId, i64),
    until: Date,
    successor: Option<&SectionId>,
) -> Result<(), Stop<SectionRefusal>> {
    let mut tx = accounts.db.begin().await?;
    let (all, section) = locked(&mut tx, accounts, administrator, id).await?;
    let settled = section.until.is_some_and(|end| end != until) || section.successor.is_some();
    if settled {
        return Err(Stop::Refused(SectionRefusal::Closed));
    }
    if !section.exists_on(until) {
        return Err(Stop::Refused(SectionRefusal::NotYet));
    }
    if let Some(successor) = successor {
        let after = until.tomorrow().unwrap_or(until);
        let exists = all
            .iter()
            .any(|section| section.id == *successor && section.exists_on(after));
        if !exists {
            return Err(Stop::Refused(SectionRefusal::NoSuccessor));
        }
        if leads_back(&all, id, successor) {
            return Err(Stop::Refused(SectionRefusal::Circle));
        }
    }
    step(&mut tx, id, seen).await?;
    sections::close(&mut tx, id, until, successor).await?;
    tx.commit().await?;
    Ok(())
}

/// All sections, for this transaction alone, and the one that is changed.
async fn locked(
    tx: &mut Tx,
    accounts: &Accounts,
    administrator: &Person,
    id: &SectionId,
) -> Result<(Vec<Section>, Section), Stop<SectionRefusal>> {
    if !administers(tx, accounts, administrator).await? {
        return Err(Stop::NotFound);
    }
    sections::lock_all(tx).await?;
    let all = sections::all(tx).await?;
    let section = all
        .iter()
        .find(|section| section.id == *id)
        .cloned()
        .ok_or(Stop::NotFound)?;
    Ok((all, section))
}

async fn step(tx: &mut Tx, id: &SectionId, seen: i64) -> Result<(), Stop<SectionRefusal>> {
    match sections::step(tx, id, seen).await? {
        true => Ok(()),
        false => Err(Stop::Refused(SectionRefusal::Changed)),
    }
}

/// Whether the person looks after people, duties and sections today.
pub(super) async fn administers(
    tx: &mut Tx,
    accounts: &Accounts,
    person: &Person,
) -> Result<bool, DbFault> {
    let today = accounts.clock.today();
    duties::may_on_duty(tx, &person.id, Duty::Administrator, None, today).await
}
