//! Statements about what happened to accounts.

use jiff::Timestamp;
use platform::{DbFault, Tx, secret};

use crate::event::Event;
use crate::id::PersonId;

/// Something that happened, as the person finds it.
#[derive(Clone, Debug)]
pub struct Happened {
    /// The word of an [`Event`].
    pub kind: String,
    pub at: Timestamp,
    pub browser: Option<String>,
    /// Somebody else did it.
    pub by_other: bool,
}

pub async fn insert(
    tx: &mut Tx,
    person: &PersonId,
    event: Event,
    by: Option<&PersonId>,
    browser: Option<&str>,
    now: Timestamp,
) -> Result<(), DbFault> {
    tx.execute(
        "INSERT INTO accounts_event (id, person_id, kind, at, by_person_id, browser) VALUES ($1, $2, $3, $4, $5, $6)",
        (
            secret::new_id(),
            person.as_str(),
            event.word(),
            now,
            by.map(PersonId::as_str),
            browser,
        ),
    )
    .await?;
    Ok(())
}

/// The last events of a person, the newest first.
pub async fn of_person(
    tx: &mut Tx,
    person: &PersonId,
    most: i64,
) -> Result<Vec<Happened>, DbFault> {
    tx.all(
        "SELECT kind, at, browser, by_person_id IS NOT NULL FROM accounts_event
          WHERE person_id = $1 ORDER BY at DESC, id LIMIT $2",
        (person.as_str(), most),
    )
    .await?
    .iter()
    .map(|row| {
        Ok(Happened {
            kind: row.get(0)?,
            at: row.get(1)?,
            browser: row.get(2)?,
            by_other: row.get(3)?,
        })
    })
    .collect()
}
