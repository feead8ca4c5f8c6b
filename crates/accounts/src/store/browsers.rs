//! Statements about browsers in which somebody signed in before.

use jiff::Timestamp;
use platform::{DbFault, Tx};

use crate::id::PersonId;

/// Whether the person has used the browser since `oldest`.
pub async fn is_known(
    tx: &mut Tx,
    token_hash: &str,
    person: &PersonId,
    oldest: Timestamp,
) -> Result<bool, DbFault> {
    let row = tx
        .optional(
            "SELECT 1 FROM accounts_browser WHERE token_hash = $1 AND person_id = $2 AND seen_at > $3",
            (token_hash, person.as_str(), oldest),
        )
        .await?;
    Ok(row.is_some())
}

pub async fn remember(
    tx: &mut Tx,
    token_hash: &str,
    person: &PersonId,
    now: Timestamp,
) -> Result<(), DbFault> {
    tx.execute(
        "INSERT INTO accounts_browser (token_hash, person_id, seen_at) VALUES ($1, $2, $3)
         ON CONFLICT (token_hash, person_id) DO UPDATE SET seen_at = excluded.seen_at",
        (token_hash, person.as_str(), now),
    )
    .await?;
    Ok(())
}

/// Forgets all browsers of a person, such as after a lost device.
pub async fn forget(tx: &mut Tx, person: &PersonId) -> Result<(), DbFault> {
    tx.execute(
        "DELETE FROM accounts_browser WHERE person_id = $1",
        (person.as_str(),),
    )
    .await?;
    Ok(())
}

pub async fn remove_old(tx: &mut Tx, oldest: Timestamp) -> Result<u64, DbFault> {
    tx.execute(
        "DELETE FROM accounts_browser WHERE seen_at <= $1",
        (oldest,),
    )
    .await
}
