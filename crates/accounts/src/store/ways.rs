//! Statements about passwords, authenticators and recovery codes.

use jiff::Timestamp;
use platform::{DbFault, Tx};

use crate::id::PersonId;

/// The password's hash in the PHC form.
pub async fn password(tx: &mut Tx, person: &PersonId) -> Result<Option<String>, DbFault> {
    let row = tx
        .optional(
            "SELECT password FROM accounts_person WHERE id = $1 AND deleted_at IS NULL",
            (person.as_str(),),
        )
        .await?;
    row.map_or(Ok(None), |row| row.get(0))
}

pub async fn set_password(
    tx: &mut Tx,
    person: &PersonId,
    hash: Option<&str>,
    now: Timestamp,
) -> Result<(), DbFault> {
    tx.execute(
        "UPDATE accounts_person SET password = $2, password_at = $3, version = version + 1
          WHERE id = $1 AND deleted_at IS NULL",
        (person.as_str(), hash, now),
    )
    .await?;
    Ok(())
}

/// An authenticator as it is stored.
pub struct Authenticator {
    pub sealed: Vec<u8>,
    /// Whether a code of it has been given: before that it opens nothing.
    pub in_use: bool,
}

pub async fn authenticator(
    tx: &mut Tx,
    person: &PersonId,
) -> Result<Option<Authenticator>, DbFault> {
    let row = tx
        .optional(
            "SELECT authenticator, authenticator_in_use FROM accounts_person
              WHERE id = $1 AND deleted_at IS NULL AND authenticator IS NOT NULL",
            (person.as_str(),),
        )
        .await?;
    row.map(|row| {
        Ok(Authenticator {
            sealed: row.get(0)?,
            in_use: row.get(1)?,
        })
    })
    .transpose()
}

/// A new authenticator that is not in use yet, or none.
pub async fn set_authenticator(
    tx: &mut Tx,
    person: &PersonId,
    sealed: Option<Vec<u8>>,
) -> Result<(), DbFault> {
    tx.execute(
        "UPDATE accounts_person
            SET authenticator = $2, authenticator_in_use = $3, authenticator_step = 0, version = version + 1
          WHERE id = $1 AND deleted_at IS NULL",
        (person.as_str(), sealed, false),
    )
    .await?;
    Ok(())
}

/// Notes that the code of a step was taken; `false` when it, or a later one, had been taken before.
pub async fn take_step(tx: &mut Tx, person: &PersonId, step: i64) -> Result<bool, DbFault> {
    let changed = tx
        .execute(
            "UPDATE accounts_person SET authenticator_step = $2, authenticator_in_use = $3
              WHERE id = $1 AND authenticator_step < $2 AND authenticator IS NOT NULL",
            (person.as_str(), step, true),
        )
        .await?;
    Ok(changed == 1)
}

/// Replaces all recovery codes.
pub async fn set_codes(
    tx: &mut Tx,
    person: &PersonId,
    marks: &[String],
    now: Timestamp,
) -> Result<(), DbFault> {
    tx.execute(
        "DELETE FROM accounts_recovery_code WHERE person_id = $1",
        (person.as_str(),),
    )
    .await?;
    for mark in marks {
        tx.execute(
            "INSERT INTO accounts_recovery_code (person_id, mark, created_at) VALUES ($1, $2, $3)",
            (person.as_str(), mark, now),
        )
        .await?;
    }
    Ok(())
}

/// Uses a code up; `false` when there is none with this mark or it was used before.
pub async fn use_code(
    tx: &mut Tx,
    person: &PersonId,
    mark: &str,
    now: Timestamp,
) -> Result<bool, DbFault> {
    let changed = tx
        .execute(
            "UPDATE accounts_recovery_code SET used_at = $3 WHERE person_id = $1 AND mark = $2 AND used_at IS NULL",
            (person.as_str(), mark, now),
        )
        .await?;
    Ok(changed == 1)
}
