//! The statements of the outbox.

use jiff::Timestamp;

use super::life::Next;
use super::{Letter, Taken};
use crate::db::{Db, DbFault, Tx};
use crate::secret;

/// How many candidates are looked at before the outbox is called empty.
const CANDIDATES: i64 = 20;

/// Puts a letter into the outbox; it leaves after the commit. A letter with a key already posted is the same letter:
/// nothing happens, even when that one has long been sent.
pub async fn post(tx: &mut Tx, letter: &Letter, now: Timestamp) -> Result<(), DbFault> {
    tx.execute(
        "INSERT INTO platform_letter
                (id, kind, key, state, recipient, subject, body, posted_at, next_at, attempts)
         VALUES ($1, $2, $3, 'waiting', $4, $5, $6, $7, $7, 0)
         ON CONFLICT (key) DO NOTHING",
        (
            secret::new_id(),
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

/// Takes one letter that is due: nobody else gets it before `until`. Its end is committed before it is sent, and the
/// attempt is counted before it is made, so that a letter on which processes die does not live for ever.
pub(super) async fn take_due(
    db: &Db,
    lease: &str,
    now: Timestamp,
    until: Timestamp,
) -> Result<Option<Taken>, DbFault> {
    let mut tx = db.read().await?;
    let due = due(&mut tx, now).await?;
    drop(tx);
    for id in due {
        let mut tx = db.begin().await?;
        if let Some(taken) = take(&mut tx, &id, lease, now, until).await? {
            tx.commit().await?;
            return Ok(Some(taken));
        }
    }
    Ok(None)
}

async fn due(tx: &mut Tx, now: Timestamp) -> Result<Vec<String>, DbFault> {
    let rows = tx
        .all(
            "SELECT id FROM platform_letter
              WHERE state = 'waiting' AND next_at <= $1 ORDER BY next_at LIMIT $2",
            (now, CANDIDATES),
        )
        .await?;
    rows.iter().map(|row| row.get(0)).collect()
}

async fn take(
    tx: &mut Tx,
    id: &str,
    lease: &str,
    now: Timestamp,
    until: Timestamp,
) -> Result<Option<Taken>, DbFault> {
    tx.optional(
        "UPDATE platform_letter SET lease = $3, next_at = $4, attempts = attempts + 1
          WHERE id = $1 AND state = 'waiting' AND next_at <= $2
      RETURNING kind, attempts, posted_at, recipient, subject, body",
        (id, now, lease, until),
    )
    .await?
    .map(|row| {
        Ok(Taken {
            id: id.to_owned(),
            lease: lease.to_owned(),
            kind: row.get(0)?,
            attempts: row.get(1)?,
            posted_at: row.get(2)?,
            to: row.get(3)?,
            subject: row.get(4)?,
            text: row.get(5)?,
        })
    })
    .transpose()
}

/// Writes down what became of a letter; `false` when somebody else has taken it over meanwhile.
pub(super) async fn settle(
    db: &Db,
    letter: &Taken,
    next: Next,
    now: Timestamp,
) -> Result<bool, DbFault> {
    let mut tx = db.begin().await?;
    let changed = match next {
        Next::Sent => {
            tx.execute(
                "UPDATE platform_letter
                    SET state = 'sent', ended_at = $3, lease = NULL, trouble = NULL,
                        recipient = NULL, subject = NULL, body = NULL
                  WHERE id = $1 AND lease = $2 AND state = 'waiting'",
                (&letter.id, &letter.lease, now),
            )
            .await?
        }
        Next::Again { at, trouble } => {
            tx.execute(
                "UPDATE platform_letter SET next_at = $3, lease = NULL, trouble = $4
                  WHERE id = $1 AND lease = $2 AND state = 'waiting'",
                (&letter.id, &letter.lease, at, trouble),
            )
            .await?
        }
        Next::GivenUp { trouble } => {
            tx.execute(
                "UPDATE platform_letter
                    SET state = 'given-up', ended_at = $3, lease = NULL, trouble = $4
                  WHERE id = $1 AND lease = $2 AND state = 'waiting'",
                (&letter.id, &letter.lease, now, trouble),
            )
            .await?
        }
    };
    tx.commit().await?;
    Ok(changed == 1)
}

/// Letters by what became of them, without those that were sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub waiting: i64,
    pub given_up: i64,
}

pub async fn counts(tx: &mut Tx) -> Result<Counts, DbFault> {
    let row = tx
        .one(
            "SELECT (SELECT COUNT(*) FROM platform_letter WHERE state = 'waiting'),
                    (SELECT COUNT(*) FROM platform_letter WHERE state = 'given-up')",
            (),
        )
        .await?;
    Ok(Counts {
        waiting: row.get(0)?,
        given_up: row.get(1)?,
    })
}

/// A letter that was given up, without what is personal in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenUp {
    pub id: String,
    pub kind: String,
    pub key: String,
    pub at: Timestamp,
    pub attempts: i64,
    pub trouble: String,
    /// Whether its address and text are still there, so that it can be sent again.
    pub is_whole: bool,
}

/// The letters given up last.
pub async fn given_up(tx: &mut Tx, most: i64) -> Result<Vec<GivenUp>, DbFault> {
    let rows = tx
        .all(
            "SELECT id, kind, key, ended_at, attempts, trouble, body IS NOT NULL
               FROM platform_letter WHERE state = 'given-up' ORDER BY ended_at DESC LIMIT $1",
            (most,),
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(GivenUp {
                id: row.get(0)?,
                kind: row.get(1)?,
                key: row.get(2)?,
                at: row.get(3)?,
                attempts: row.get(4)?,
                trouble: row.get(5)?,
                is_whole: row.get(6)?,
            })
        })
        .collect()
}

/// Lets a letter that was given up leave once more, as if it had just been posted; `false` when there is none.
pub async fn send_again(tx: &mut Tx, id: &str, now: Timestamp) -> Result<bool, DbFault> {
    let changed = tx
        .execute(
            "UPDATE platform_letter
                SET state = 'waiting', ended_at = NULL, next_at = $2, attempts = 0
              WHERE id = $1 AND state = 'given-up' AND body IS NOT NULL",
            (id, now),
        )
        .await?;
    Ok(changed == 1)
}

/// Erases what is personal in letters that were given up before the moment.
pub async fn forget(tx: &mut Tx, before: Timestamp) -> Result<u64, DbFault> {
    tx.execute(
        "UPDATE platform_letter SET recipient = NULL, subject = NULL, body = NULL
          WHERE state = 'given-up' AND ended_at < $1 AND body IS NOT NULL",
        (before,),
    )
    .await
}
