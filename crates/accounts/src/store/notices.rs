//! Statements about notices.

use jiff::Timestamp;
use platform::{DbFault, Row, Tx};

use crate::id::PersonId;
use crate::notice::{Digest, Notice, Told};

pub async fn insert(
    tx: &mut Tx,
    id: &str,
    person: &PersonId,
    notice: &Notice,
    mailed_at: Option<Timestamp>,
    now: Timestamp,
) -> Result<(), DbFault> {
    let said = serde_json::to_string(&notice.said).map_err(|_| DbFault::unreadable("said"))?;
    tx.execute(
        "INSERT INTO accounts_notice (id, person_id, kind, said, path, created_at, mailed_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        (
            id,
            person.as_str(),
            notice.kind,
            said,
            notice.path.clone(),
            now,
            mailed_at,
        ),
    )
    .await?;
    Ok(())
}

/// A page of a person's notices, the newest first.
pub async fn of_person(
    tx: &mut Tx,
    person: &PersonId,
    most: i64,
    after: i64,
) -> Result<Vec<Told>, DbFault> {
    tx.all(
        "SELECT id, kind, said, path, created_at, read_at IS NOT NULL FROM accounts_notice
          WHERE person_id = $1 ORDER BY created_at DESC, id LIMIT $2 OFFSET $3",
        (person.as_str(), most, after),
    )
    .await?
    .iter()
    .map(told)
    .collect()
}

/// One notice of a person.
pub async fn find(tx: &mut Tx, person: &PersonId, id: &str) -> Result<Option<Told>, DbFault> {
    tx.optional(
        "SELECT id, kind, said, path, created_at, read_at IS NOT NULL FROM accounts_notice
          WHERE id = $1 AND person_id = $2",
        (id, person.as_str()),
    )
    .await?
    .map(|row| told(&row))
    .transpose()
}

pub async fn count_unread(tx: &mut Tx, person: &PersonId) -> Result<i64, DbFault> {
    tx.one(
        "SELECT COUNT(*) FROM accounts_notice WHERE person_id = $1 AND read_at IS NULL",
        (person.as_str(),),
    )
    .await?
    .get(0)
}

pub async fn mark_read(
    tx: &mut Tx,
    person: &PersonId,
    id: &str,
    now: Timestamp,
) -> Result<(), DbFault> {
    tx.execute(
        "UPDATE accounts_notice SET read_at = $3 WHERE id = $1 AND person_id = $2 AND read_at IS NULL",
        (id, person.as_str(), now),
    )
    .await?;
    Ok(())
}

pub async fn mark_all_read(tx: &mut Tx, person: &PersonId, now: Timestamp) -> Result<(), DbFault> {
    tx.execute(
        "UPDATE accounts_notice SET read_at = $2 WHERE person_id = $1 AND read_at IS NULL",
        (person.as_str(), now),
    )
    .await?;
    Ok(())
}

/// People whose gathered notices are due: they gather in this way, and had no letter since `since`.
pub async fn people_due(
    tx: &mut Tx,
    digest: Digest,
    since: Timestamp,
    most: i64,
) -> Result<Vec<PersonId>, DbFault> {
    tx.all(
        "SELECT p.id FROM accounts_person AS p
          WHERE p.deleted_at IS NULL AND p.digest = $1 AND (p.digest_at IS NULL OR p.digest_at <= $2)
            AND EXISTS (SELECT 1 FROM accounts_notice AS n
                         WHERE n.person_id = p.id AND n.mailed_at IS NULL AND n.read_at IS NULL AND n.created_at <= $2)
          ORDER BY p.id LIMIT $3",
        (digest.word(), since, most),
    )
    .await?
    .iter()
    .map(|row| Ok(PersonId::of(row.get::<String>(0)?)))
    .collect()
}

/// Notices that no letter has told and the person has not read, the oldest first.
pub async fn untold(tx: &mut Tx, person: &PersonId, most: i64) -> Result<Vec<Told>, DbFault> {
    tx.all(
        "SELECT id, kind, said, path, created_at, read_at IS NOT NULL FROM accounts_notice
          WHERE person_id = $1 AND mailed_at IS NULL AND read_at IS NULL ORDER BY created_at, id LIMIT $2",
        (person.as_str(), most),
    )
    .await?
    .iter()
    .map(told)
    .collect()
}

/// Notes that everything untold went out in one letter; `false` when somebody was quicker.
pub async fn gathered(
    tx: &mut Tx,
    person: &PersonId,
    since: Timestamp,
    now: Timestamp,
) -> Result<bool, DbFault> {
    let changed = tx
        .execute(
            "UPDATE accounts_person SET digest_at = $3 WHERE id = $1 AND (digest_at IS NULL OR digest_at <= $2)",
            (person.as_str(), since, now),
        )
        .await?;
    tx.execute(
        "UPDATE accounts_notice SET mailed_at = $2 WHERE person_id = $1 AND mailed_at IS NULL",
        (person.as_str(), now),
    )
    .await?;
    Ok(changed == 1)
}

fn told(row: &Row) -> Result<Told, DbFault> {
    let said: String = row.get(2)?;
    Ok(Told {
        id: row.get(0)?,
        kind: row.get(1)?,
        said: serde_json::from_str(&said).map_err(|_| DbFault::unreadable("said"))?,
        path: row.get(3)?,
        created_at: row.get(4)?,
        is_read: row.get(5)?,
    })
}
