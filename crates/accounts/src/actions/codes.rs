//! Recovery codes.

use platform::secret::random_signs;
use platform::{DbFault, Tx};

use super::record::By;
use super::{Accounts, record};
use crate::event::Event;
use crate::id::PersonId;
use crate::recovery::{COUNT, SIGNS, shown};
use crate::store::ways;

/// Makes new codes in place of all earlier ones. They are shown this once: only their marks are kept.
pub async fn make_codes(
    tx: &mut Tx,
    accounts: &Accounts,
    person: &PersonId,
) -> Result<Vec<String>, DbFault> {
    let codes: Vec<String> = (0..COUNT).map(|_| random_signs(SIGNS)).collect();
    let marks: Vec<String> = codes
        .iter()
        .map(|code| accounts.key.mark(&purpose(person), code))
        .collect();
    ways::set_codes(tx, person, &marks, accounts.now()).await?;
    record(
        tx,
        accounts,
        person,
        Event::CodesMade,
        By::default(),
        Vec::new(),
        None,
    )
    .await?;
    Ok(codes.iter().map(|code| shown(code)).collect())
}

/// Codes of two people are never marked alike.
pub(super) fn purpose(person: &PersonId) -> String {
    format!("recovery/{person}")
}
