//! Statements about who belongs to an organisation.

use jiff::Timestamp;
use platform::{DbFault, Row, Tx};

use crate::id::{MembershipId, OrganisationId, PersonId};
use crate::organisation::Membership;
use crate::role::Role;

/// The columns of a membership with its person, in the order in which [`membership`] reads them.
macro_rules! membership_where {
    ($condition:literal) => {
        concat!(
            "SELECT m.id, m.person_id, p.family_name, p.given_name, p.email, m.role, m.since, m.ended_at
               FROM accounts_membership AS m
               JOIN accounts_person AS p ON p.id = m.person_id
              WHERE ",
            $condition
        )
    };
}

/// A person becomes a member. The database takes one running membership of a person in an organisation.
pub async fn insert(
    tx: &mut Tx,
    id: &MembershipId,
    organisation: &OrganisationId,
    person: &PersonId,
    role: Role,
    granted_by: Option<&PersonId>,
    now: Timestamp,
) -> Result<(), DbFault> {
    tx.execute(
        "INSERT INTO accounts_membership (id, organisation_id, person_id, role, since, granted_by)
         VALUES ($1, $2, $3, $4, $5, $6)",
        (
            id.as_str(),
            organisation.as_str(),
            person.as_str(),
            role.word(),
            now,
            granted_by.map(PersonId::as_str),
        ),
    )
    .await?;
    Ok(())
}

/// The members, those who may do most first.
pub async fn of_organisation(
    tx: &mut Tx,
    organisation: &OrganisationId,
) -> Result<Vec<Membership>, DbFault> {
    tx.all(
        membership_where!(
            "m.organisation_id = $1 AND m.ended_at IS NULL
             ORDER BY CASE m.role WHEN 'owner' THEN 1 WHEN 'editor' THEN 2 ELSE 3 END, m.since, m.id"
        ),
        (organisation.as_str(),),
    )
    .await?
    .iter()
    .map(membership)
    .collect()
}

/// Who was a member once, the last first.
pub async fn past_of_organisation(
    tx: &mut Tx,
    organisation: &OrganisationId,
) -> Result<Vec<Membership>, DbFault> {
    tx.all(
        membership_where!(
            "m.organisation_id = $1 AND m.ended_at IS NOT NULL ORDER BY m.ended_at DESC, m.id"
        ),
        (organisation.as_str(),),
    )
    .await?
    .iter()
    .map(membership)
    .collect()
}

/// A running membership of the organisation.
pub async fn find(
    tx: &mut Tx,
    organisation: &OrganisationId,
    id: &MembershipId,
) -> Result<Option<Membership>, DbFault> {
    tx.optional(
        membership_where!("m.organisation_id = $1 AND m.id = $2 AND m.ended_at IS NULL"),
        (organisation.as_str(), id.as_str()),
    )
    .await?
    .map(|row| membership(&row))
    .transpose()
}

/// The running membership of a person.
pub async fn of_person(
    tx: &mut Tx,
    organisation: &OrganisationId,
    person: &PersonId,
) -> Result<Option<Membership>, DbFault> {
    tx.optional(
        membership_where!("m.organisation_id = $1 AND m.person_id = $2 AND m.ended_at IS NULL"),
        (organisation.as_str(), person.as_str()),
    )
    .await?
    .map(|row| membership(&row))
    .transpose()
}

/// How many members there are, and how many of them are owners.
pub async fn count(tx: &mut Tx, organisation: &OrganisationId) -> Result<(i64, i64), DbFault> {
    let row = tx
        .one(
            "SELECT COUNT(*), COUNT(CASE WHEN role = 'owner' THEN 1 END) FROM accounts_membership
              WHERE organisation_id = $1 AND ended_at IS NULL",
            (organisation.as_str(),),
        )
        .await?;
    Ok((row.get(0)?, row.get(1)?))
}

/// Another role; `false` when the membership has not the role it was seen with, or ended.
pub async fn set_role(
    tx: &mut Tx,
    id: &MembershipId,
    seen: Role,
    role: Role,
) -> Result<bool, DbFault> {
    let changed = tx
        .execute(
            "UPDATE accounts_membership SET role = $3 WHERE id = $1 AND role = $2 AND ended_at IS NULL",
            (id.as_str(), seen.word(), role.word()),
        )
        .await?;
    Ok(changed == 1)
}

pub async fn end(tx: &mut Tx, id: &MembershipId, now: Timestamp) -> Result<bool, DbFault> {
    let changed = tx
        .execute(
            "UPDATE accounts_membership SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL",
            (id.as_str(), now),
        )
        .await?;
    Ok(changed == 1)
}

/// Ends all memberships of a person.
pub async fn end_all(tx: &mut Tx, person: &PersonId, now: Timestamp) -> Result<(), DbFault> {
    tx.execute(
        "UPDATE accounts_membership SET ended_at = $2 WHERE person_id = $1 AND ended_at IS NULL",
        (person.as_str(), now),
    )
    .await?;
    Ok(())
}

fn membership(row: &Row) -> Result<Membership, DbFault> {
    let family: Option<String> = row.get(2)?;
    let given: Option<String> = row.get(3)?;
    let email: Option<String> = row.get(4)?;
    let role: String = row.get(5)?;
    Ok(Membership {
        id: MembershipId::of(row.get::<String>(0)?),
        person: PersonId::of(row.get::<String>(1)?),
        name: super::people::shown(family, given, email.as_deref()),
        email,
        role: Role::of_word(&role).ok_or_else(|| DbFault::unreadable("role"))?,
        since: row.get(6)?,
        ended_at: row.get(7)?,
    })
}
