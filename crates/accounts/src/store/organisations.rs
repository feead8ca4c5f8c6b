//! Statements about organisations.

use jiff::Timestamp;
use kernel::CorporateNumber;
use platform::{DbFault, Row, Tx};

use crate::id::{OrganisationId, PersonId};
use crate::organisation::{Organisation, OrganisationName, Proof};
use crate::role::Role;

pub async fn insert(
    tx: &mut Tx,
    id: &OrganisationId,
    name: &OrganisationName,
    number: Option<CorporateNumber>,
    now: Timestamp,
) -> Result<(), DbFault> {
    tx.execute(
        "INSERT INTO accounts_organisation (id, name, corporate_number, proof, created_at, version)
         VALUES ($1, $2, $3, $4, $5, 1)",
        (
            id.as_str(),
            name.as_str(),
            number.map(|number| number.to_string()),
            Proof::None.word(),
            now,
        ),
    )
    .await?;
    Ok(())
}

/// The organisation, unless it was closed.
pub async fn find(tx: &mut Tx, id: &OrganisationId) -> Result<Option<Organisation>, DbFault> {
    tx.optional(
        "SELECT id, name, corporate_number, proof, version FROM accounts_organisation
          WHERE id = $1 AND closed_at IS NULL",
        (id.as_str(),),
    )
    .await?
    .map(|row| organisation(&row))
    .transpose()
}

/// Whether somebody has proved to speak for the organisation of a number.
pub async fn is_proved(tx: &mut Tx, number: CorporateNumber) -> Result<bool, DbFault> {
    let row = tx
        .optional(
            "SELECT 1 FROM accounts_organisation
              WHERE corporate_number = $1 AND proof <> 'none' AND closed_at IS NULL",
            (number.to_string(),),
        )
        .await?;
    Ok(row.is_some())
}

/// Lets nobody else decide about members of the organisation until the transaction ends: what was read before may be
/// out of date, what is read afterwards holds. `false` when there is none or it was closed.
pub async fn lock(tx: &mut Tx, id: &OrganisationId) -> Result<bool, DbFault> {
    let changed = tx
        .execute(
            "UPDATE accounts_organisation SET version = version WHERE id = $1 AND closed_at IS NULL",
            (id.as_str(),),
        )
        .await?;
    Ok(changed == 1)
}

/// Another name, if nobody has changed the organisation since it was seen.
pub async fn rename(
    tx: &mut Tx,
    id: &OrganisationId,
    name: &OrganisationName,
    seen: i64,
) -> Result<bool, DbFault> {
    let changed = tx
        .execute(
            "UPDATE accounts_organisation SET name = $2, version = version + 1
              WHERE id = $1 AND version = $3 AND closed_at IS NULL",
            (id.as_str(), name.as_str(), seen),
        )
        .await?;
    Ok(changed == 1)
}

/// Closes it: nobody acts for it any more, and its number can be proved anew.
pub async fn close(tx: &mut Tx, id: &OrganisationId, now: Timestamp) -> Result<(), DbFault> {
    tx.execute(
        "UPDATE accounts_organisation SET closed_at = $2, proof = 'none', version = version + 1
          WHERE id = $1 AND closed_at IS NULL",
        (id.as_str(), now),
    )
    .await?;
    Ok(())
}

/// Open organisations of which the person is an owner, always in the same order.
pub async fn owned_by(tx: &mut Tx, person: &PersonId) -> Result<Vec<Organisation>, DbFault> {
    tx.all(
        "SELECT o.id, o.name, o.corporate_number, o.proof, o.version
           FROM accounts_organisation AS o
           JOIN accounts_membership AS m ON m.organisation_id = o.id AND m.ended_at IS NULL AND m.role = 'owner'
          WHERE m.person_id = $1 AND o.closed_at IS NULL
          ORDER BY o.id",
        (person.as_str(),),
    )
    .await?
    .iter()
    .map(organisation)
    .collect()
}

/// Open organisations of which the person is a member, with the role, by name.
pub async fn of_member(
    tx: &mut Tx,
    person: &PersonId,
) -> Result<Vec<(Organisation, Role)>, DbFault> {
    tx.all(
        "SELECT o.id, o.name, o.corporate_number, o.proof, o.version, m.role
           FROM accounts_organisation AS o
           JOIN accounts_membership AS m ON m.organisation_id = o.id AND m.ended_at IS NULL
          WHERE m.person_id = $1 AND o.closed_at IS NULL
          ORDER BY o.name, o.id",
        (person.as_str(),),
    )
    .await?
    .iter()
    .map(|row| {
        let role: String = row.get(5)?;
        let role = Role::of_word(&role).ok_or_else(|| DbFault::unreadable("role"))?;
        Ok((organisation(row)?, role))
    })
    .collect()
}

pub(super) fn organisation(row: &Row) -> Result<Organisation, DbFault> {
    let number: Option<String> = row.get(2)?;
    let proof: String = row.get(3)?;
    Ok(Organisation {
        id: OrganisationId::of(row.get::<String>(0)?),
        name: row.get(1)?,
        number: number
            .map(|number| CorporateNumber::parse(&number))
            .transpose()
            .map_err(|_| DbFault::unreadable("corporate_number"))?,
        proof: Proof::of_word(&proof).ok_or_else(|| DbFault::unreadable("proof"))?,
        version: row.get(4)?,
    })
}
