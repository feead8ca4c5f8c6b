//! The statements of the outbox.

use jiff::Timestamp;

use super::Letter;
use crate::db::{DbFault, Tx};
use crate::drawn;

/// Puts a letter into the outbox; it leaves after the commit. A letter with a key already posted is the same letter:
/// nothing happens, even when that one has long been sent.
pub async fn post(tx: &mut Tx, letter: &Letter, now: Timestamp) -> Result<(), DbFault> {
    tx.execute(
        "INSERT INTO platform_letter
                (id, kind, key, state, recipient, subject, body, posted_at, next_at, attempts)
         VALUES ($1, $2, $3, 'waiting', $4, $5, $6, $7, $7, 0)
         ON CONFLICT (key) DO NOTHING",
        (
            drawn::name(),
            letter.kind,
            &letter.key,
            letter.to.as_str(),
            &letter.subject,
            &letter.text,
            now,
        ),
    )
    .await?;
    Ok(())
}
