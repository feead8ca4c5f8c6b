//! Statements about sessions.

use jiff::Timestamp;
use kernel::Date;
use platform::{DbFault, Row, Tx};

use crate::id::{PersonId, SessionId};
use crate::session::{Method, Session, Stage};

pub async fn insert(tx: &mut Tx, session: &Session, token_hash: &str) -> Result<(), DbFault> {
    tx.execute(
        "INSERT INTO accounts_session (id, token_hash, person_id, stage, method, browser, created_at, proved_at,
                                       seen_at, ends_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        (
            session.id.as_str(),
            token_hash,
            session.person.as_str(),
            session.stage.word(),
            session.method.word(),
            &session.browser,
            session.created_at,
            session.proved_at,
            session.seen_at,
            session.ends_at,
        ),
    )
    .await?;
    Ok(())
}

/// The session of a cookie, however old it is, and whether its person has duties in the city on a day.
pub async fn find(
    tx: &mut Tx,
    token_hash: &str,
    today: Date,
) -> Result<Option<(Session, bool)>, DbFault> {
    tx.optional(
        "SELECT s.id, s.person_id, s.stage, s.method, s.browser, s.created_at, s.proved_at, s.seen_at, s.ends_at,
                EXISTS (SELECT 1 FROM accounts_duty AS d
                         WHERE d.person_id = s.person_id AND d.ended_at IS NULL AND d.from_day <= $2
                           AND (d.until_day IS NULL OR d.until_day >= $2))
           FROM accounts_session AS s
           JOIN accounts_person AS p ON p.id = s.person_id AND p.deleted_at IS NULL
          WHERE s.token_hash = $1",
        (token_hash, today),
    )
    .await?
    .map(|row| Ok((session(&row)?, row.get(9)?)))
    .transpose()
}

/// All sessions of a person, the last used first.
pub async fn of_person(tx: &mut Tx, person: &PersonId) -> Result<Vec<Session>, DbFault> {
    tx.all(
        "SELECT id, person_id, stage, method, browser, created_at, proved_at, seen_at, ends_at
           FROM accounts_session WHERE person_id = $1 ORDER BY seen_at DESC, id",
        (person.as_str(),),
    )
    .await?
    .iter()
    .map(session)
    .collect()
}

pub async fn seen(tx: &mut Tx, id: &SessionId, now: Timestamp) -> Result<(), DbFault> {
    tx.execute(
        "UPDATE accounts_session SET seen_at = $2 WHERE id = $1",
        (id.as_str(), now),
    )
    .await?;
    Ok(())
}

/// Ends a session of a person; `false` when the person has none of this id.
pub async fn end(tx: &mut Tx, person: &PersonId, id: &SessionId) -> Result<bool, DbFault> {
    let ended = tx
        .execute(
            "DELETE FROM accounts_session WHERE id = $1 AND person_id = $2",
            (id.as_str(), person.as_str()),
        )
        .await?;
    Ok(ended == 1)
}

/// Ends all sessions of a person but one; how many there were.
pub async fn end_others(
    tx: &mut Tx,
    person: &PersonId,
    kept: Option<&SessionId>,
) -> Result<u64, DbFault> {
    tx.execute(
        "DELETE FROM accounts_session WHERE person_id = $1 AND id <> $2",
        (person.as_str(), kept.map_or("", SessionId::as_str)),
    )
    .await
}

pub async fn remove_ended(tx: &mut Tx, now: Timestamp) -> Result<u64, DbFault> {
    tx.execute("DELETE FROM accounts_session WHERE ends_at <= $1", (now,))
        .await
}

fn session(row: &Row) -> Result<Session, DbFault> {
    let stage: String = row.get(2)?;
    let method: String = row.get(3)?;
    Ok(Session {
        id: SessionId::of(row.get::<String>(0)?),
        person: PersonId::of(row.get::<String>(1)?),
        stage: Stage::of_word(&stage).ok_or_else(|| DbFault::unreadable("stage"))?,
        method: Method::of_word(&method).ok_or_else(|| DbFault::unreadable("method"))?,
        browser: row.get(4)?,
        created_at: row.get(5)?,
        proved_at: row.get(6)?,
        seen_at: row.get(7)?,
        ends_at: row.get(8)?,
    })
}
