//! Statements about people as other providers know them, and about the organisations that gBizID proves.

use jiff::Timestamp;
use kernel::Date;
use platform::{DbFault, Tx};

use crate::id::{OrganisationId, PersonId};
use crate::role::Role;

/// One provider by which a person can sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    pub provider: String,
    pub created_at: Timestamp,
    pub used_at: Timestamp,
}

/// Whose identity it is.
pub async fn find(tx: &mut Tx, provider: &str, subject: &str) -> Result<Option<PersonId>, DbFault> {
    let row = tx
        .optional(
            "SELECT i.person_id FROM accounts_identity AS i
               JOIN accounts_person AS p ON p.id = i.person_id AND p.deleted_at IS NULL
              WHERE i.provider = $1 AND i.subject = $2",
            (provider, subject),
        )
        .await?;
    row.map(|row| Ok(PersonId::of(row.get::<String>(0)?)))
        .transpose()
}

pub async fn of_person(tx: &mut Tx, person: &PersonId) -> Result<Vec<Identity>, DbFault> {
    tx.all(
        "SELECT provider, created_at, used_at FROM accounts_identity
          WHERE person_id = $1 ORDER BY created_at, provider, subject",
        (person.as_str(),),
    )
    .await?
    .iter()
    .map(|row| {
        Ok(Identity {
            provider: row.get(0)?,
            created_at: row.get(1)?,
            used_at: row.get(2)?,
        })
    })
    .collect()
}

/// `false` when somebody has the identity already.
pub async fn insert(
    tx: &mut Tx,
    provider: &str,
    subject: &str,
    person: &PersonId,
    now: Timestamp,
) -> Result<bool, DbFault> {
    let inserted = tx
        .execute(
            "INSERT INTO accounts_identity (provider, subject, person_id, created_at, used_at)
             VALUES ($1, $2, $3, $4, $4) ON CONFLICT (provider, subject) DO NOTHING",
            (provider, subject, person.as_str(), now),
        )
        .await?;
    Ok(inserted == 1)
}

pub async fn used(
    tx: &mut Tx,
    provider: &str,
    subject: &str,
    now: Timestamp,
) -> Result<(), DbFault> {
    tx.execute(
        "UPDATE accounts_identity SET used_at = $3 WHERE provider = $1 AND subject = $2",
        (provider, subject, now),
    )
    .await?;
    Ok(())
}

/// `false` when the person has none of the provider.
pub async fn remove(tx: &mut Tx, person: &PersonId, provider: &str) -> Result<bool, DbFault> {
    let removed = tx
        .execute(
            "DELETE FROM accounts_identity WHERE person_id = $1 AND provider = $2",
            (person.as_str(), provider),
        )
        .await?;
    Ok(removed > 0)
}

/// Whether the person has a duty in the city on a day.
pub async fn has_duty(tx: &mut Tx, person: &PersonId, day: Date) -> Result<bool, DbFault> {
    let row = tx
        .optional(
            "SELECT 1 FROM accounts_duty
              WHERE person_id = $1 AND ended_at IS NULL AND from_day <= $2 AND (until_day IS NULL OR until_day >= $2)
              LIMIT 1",
            (person.as_str(), day),
        )
        .await?;
    Ok(row.is_some())
}

/// The organisation that has proved a corporate number, and whether it was closed.
pub async fn proved_organisation(
    tx: &mut Tx,
    number: &str,
) -> Result<Option<(OrganisationId, bool)>, DbFault> {
    let row = tx
        .optional(
            "SELECT id, closed_at IS NOT NULL FROM accounts_organisation
              WHERE corporate_number = $1 AND proof <> 'none'",
            (number,),
        )
        .await?;
    row.map(|row| Ok((OrganisationId::of(row.get::<String>(0)?), row.get(1)?)))
        .transpose()
}

/// Whether an organisation of this id was closed; nothing when there is none.
pub async fn is_closed(tx: &mut Tx, id: &OrganisationId) -> Result<Option<bool>, DbFault> {
    let row = tx
        .optional(
            "SELECT closed_at IS NOT NULL FROM accounts_organisation WHERE id = $1",
            (id.as_str(),),
        )
        .await?;
    row.map(|row| row.get(0)).transpose()
}

/// A new organisation that gBizID has proved.
pub async fn insert_organisation(
    tx: &mut Tx,
    id: &OrganisationId,
    name: &str,
    number: Option<&str>,
    now: Timestamp,
) -> Result<(), DbFault> {
    tx.execute(
        "INSERT INTO accounts_organisation (id, name, corporate_number, proof, created_at, version)
         VALUES ($1, $2, $3, 'gbizid', $4, 1)",
        (id.as_str(), name, number, now),
    )
    .await?;
    Ok(())
}

pub async fn organisation_name(tx: &mut Tx, id: &OrganisationId) -> Result<String, DbFault> {
    tx.one(
        "SELECT name FROM accounts_organisation WHERE id = $1",
        (id.as_str(),),
    )
    .await?
    .get(0)
}

/// What a person is, or was, in an organisation; nothing when they never were in it.
pub async fn membership(
    tx: &mut Tx,
    organisation: &OrganisationId,
    person: &PersonId,
) -> Result<Option<Membership>, DbFault> {
    let row = tx
        .optional(
            "SELECT role, ended_at IS NOT NULL FROM accounts_membership
              WHERE organisation_id = $1 AND person_id = $2 ORDER BY ended_at IS NULL DESC LIMIT 1",
            (organisation.as_str(), person.as_str()),
        )
        .await?;
    row.map(|row| {
        let role: String = row.get(0)?;
        let role = Role::of_word(&role).ok_or_else(|| DbFault::unreadable("role"))?;
        Ok(match row.get(1)? {
            true => Membership::Ended,
            false => Membership::Holds(role),
        })
    })
    .transpose()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Membership {
    Holds(Role),
    Ended,
}

pub async fn join(
    tx: &mut Tx,
    id: &str,
    organisation: &OrganisationId,
    person: &PersonId,
    role: Role,
    now: Timestamp,
) -> Result<(), DbFault> {
    tx.execute(
        "INSERT INTO accounts_membership (id, organisation_id, person_id, role, since) VALUES ($1, $2, $3, $4, $5)",
        (id, organisation.as_str(), person.as_str(), role.word(), now),
    )
    .await?;
    Ok(())
}

pub async fn set_role(
    tx: &mut Tx,
    organisation: &OrganisationId,
    person: &PersonId,
    role: Role,
) -> Result<(), DbFault> {
    tx.execute(
        "UPDATE accounts_membership SET role = $3
          WHERE organisation_id = $1 AND person_id = $2 AND ended_at IS NULL",
        (organisation.as_str(), person.as_str(), role.word()),
    )
    .await?;
    Ok(())
}

/// The owners of an organisation but one person.
pub async fn other_owners(
    tx: &mut Tx,
    organisation: &OrganisationId,
    person: &PersonId,
) -> Result<Vec<PersonId>, DbFault> {
    tx.all(
        "SELECT person_id FROM accounts_membership
          WHERE organisation_id = $1 AND role = 'owner' AND ended_at IS NULL AND person_id <> $2 ORDER BY person_id",
        (organisation.as_str(), person.as_str()),
    )
    .await?
    .iter()
    .map(|row| Ok(PersonId::of(row.get::<String>(0)?)))
    .collect()
}
