//! Statements about mailed links.

use jiff::Timestamp;
use platform::{DbFault, Tx};

use crate::id::PersonId;
use crate::link::Purpose;

/// A link that still works.
pub struct Link {
    pub person: Option<PersonId>,
    pub purpose: Purpose,
}

pub async fn insert(
    tx: &mut Tx,
    token_hash: &str,
    person: Option<&PersonId>,
    purpose: &Purpose,
    now: Timestamp,
) -> Result<(), DbFault> {
    if let (true, Some(person)) = (purpose.only_newest(), person) {
        tx.execute(
            "DELETE FROM accounts_link WHERE person_id = $1 AND kind = $2 AND used_at IS NULL",
            (person.as_str(), purpose.word()),
        )
        .await?;
    }
    let state = serde_json::to_string(purpose).map_err(|_| DbFault::unreadable("state"))?;
    tx.execute(
        "INSERT INTO accounts_link (token_hash, kind, person_id, organisation_id, state, created_at, ends_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        (
            token_hash,
            purpose.word(),
            person.map(PersonId::as_str),
            purpose.organisation(),
            state,
            now,
            now + purpose.lasts(),
        ),
    )
    .await?;
    Ok(())
}

/// Looks at a link that still works.
pub async fn find(tx: &mut Tx, token_hash: &str, now: Timestamp) -> Result<Option<Link>, DbFault> {
    let row = tx
        .optional(
            "SELECT person_id, state FROM accounts_link WHERE token_hash = $1 AND used_at IS NULL AND ends_at > $2",
            (token_hash, now),
        )
        .await?;
    row.map(|row| {
        let state: String = row.get(1)?;
        Ok(Link {
            person: row.get::<Option<String>>(0)?.map(PersonId::of),
            purpose: serde_json::from_str(&state).map_err(|_| DbFault::unreadable("state"))?,
        })
    })
    .transpose()
}

/// Uses a link up, and erases what it held; `false` when somebody was quicker.
pub async fn use_up(tx: &mut Tx, token_hash: &str, now: Timestamp) -> Result<bool, DbFault> {
    let changed = tx
        .execute(
            "UPDATE accounts_link SET used_at = $2, state = '' WHERE token_hash = $1 AND used_at IS NULL AND ends_at > $2",
            (token_hash, now),
        )
        .await?;
    Ok(changed == 1)
}

/// Makes links of a kind to a person void.
pub async fn void(tx: &mut Tx, person: &PersonId, kind: &str) -> Result<(), DbFault> {
    tx.execute(
        "DELETE FROM accounts_link WHERE person_id = $1 AND kind = $2 AND used_at IS NULL",
        (person.as_str(), kind),
    )
    .await?;
    Ok(())
}

pub async fn remove_old(tx: &mut Tx, now: Timestamp) -> Result<u64, DbFault> {
    tx.execute("DELETE FROM accounts_link WHERE ends_at <= $1", (now,))
        .await
}
