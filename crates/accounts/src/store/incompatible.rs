//! Statements about duties that exclude each other.

use platform::{DbFault, Tx};

use crate::role::{Duty, Incompatible, Within};

/// All pairs, as the city has them.
pub async fn all(tx: &mut Tx) -> Result<Vec<Incompatible>, DbFault> {
    tx.all(
        "SELECT duty, other, within FROM accounts_incompatible ORDER BY duty, other",
        (),
    )
    .await?
    .iter()
    .map(|row| {
        let one: String = row.get(0)?;
        let other: String = row.get(1)?;
        let within: String = row.get(2)?;
        Ok(Incompatible {
            one: Duty::of_word(&one).ok_or_else(|| DbFault::unreadable("duty"))?,
            other: Duty::of_word(&other).ok_or_else(|| DbFault::unreadable("other"))?,
            within: Within::of_word(&within).ok_or_else(|| DbFault::unreadable("within"))?,
        })
    })
    .collect()
}
