//! Statements about what was begun in a browser and waits for its next step.

use jiff::Timestamp;
use platform::{DbFault, Tx};

use crate::id::PersonId;

pub struct Attempt {
    pub person: Option<PersonId>,
    /// What the next step needs, as JSON.
    pub state: String,
}

pub async fn insert(
    tx: &mut Tx,
    token_hash: &str,
    kind: &str,
    person: Option<&PersonId>,
    state: &str,
    ends_at: Timestamp,
) -> Result<(), DbFault> {
    tx.execute(
        "INSERT INTO accounts_attempt (token_hash, kind, person_id, state, tries, ends_at)
         VALUES ($1, $2, $3, $4, 0, $5)",
        (
            token_hash,
            kind,
            person.map(PersonId::as_str),
            state,
            ends_at,
        ),
    )
    .await?;
    Ok(())
}

/// Looks at an attempt that still waits.
pub async fn find(
    tx: &mut Tx,
    token_hash: &str,
    kind: &str,
    now: Timestamp,
) -> Result<Option<Attempt>, DbFault> {
    let row = tx
        .optional(
            "SELECT person_id, state FROM accounts_attempt
              WHERE token_hash = $1 AND kind = $2 AND ends_at > $3",
            (token_hash, kind, now),
        )
        .await?;
    row.map(|row| {
        Ok(Attempt {
            person: row.get::<Option<String>>(0)?.map(PersonId::of),
            state: row.get(1)?,
        })
    })
    .transpose()
}

/// Takes an attempt away, so that its next step happens once; nothing when it is gone or too old.
pub async fn take(
    tx: &mut Tx,
    token_hash: &str,
    kind: &str,
    now: Timestamp,
) -> Result<Option<Attempt>, DbFault> {
    let row = tx
        .optional(
            "DELETE FROM accounts_attempt WHERE token_hash = $1 AND kind = $2 AND ends_at > $3
             RETURNING person_id, state",
            (token_hash, kind, now),
        )
        .await?;
    row.map(|row| {
        Ok(Attempt {
            person: row.get::<Option<String>>(0)?.map(PersonId::of),
            state: row.get(1)?,
        })
    })
    .transpose()
}

/// Counts one more try, up to a most; `false` when there were as many already.
pub async fn count_try(tx: &mut Tx, token_hash: &str, most: i64) -> Result<bool, DbFault> {
    let changed = tx
        .execute(
            "UPDATE accounts_attempt SET tries = tries + 1 WHERE token_hash = $1 AND tries < $2",
            (token_hash, most),
        )
        .await?;
    Ok(changed == 1)
}

pub async fn remove(tx: &mut Tx, token_hash: &str) -> Result<(), DbFault> {
    tx.execute(
        "DELETE FROM accounts_attempt WHERE token_hash = $1",
        (token_hash,),
    )
    .await?;
    Ok(())
}

pub async fn remove_old(tx: &mut Tx, now: Timestamp) -> Result<u64, DbFault> {
    tx.execute("DELETE FROM accounts_attempt WHERE ends_at <= $1", (now,))
        .await
}
