//! The statements that move jobs through their lives. Each names the state it comes from, and where a lease is needed,
//! the lease.

use jiff::Timestamp;

use super::job::{JobId, NewJob};
use super::life::Next;
use crate::db::{DbFault, Tx};
use crate::secret;

/// A job in the hands of this process.
pub(super) struct Taken {
    pub id: JobId,
    pub kind: String,
    pub lease: String,
    pub payload: String,
    pub checkpoint: Option<String>,
    pub done: i64,
    pub attempts: i64,
    pub is_cancel_asked: bool,
}

/// Asks for a job; it begins after the commit. `None` when an unfinished job of this kind has the key already.
pub async fn enqueue(tx: &mut Tx, job: &NewJob, now: Timestamp) -> Result<Option<JobId>, DbFault> {
    let id = JobId(secret::new_id());
    let added = add(tx, &id, job, now).await?;
    Ok(added.then_some(id))
}

/// Whether the job is new: neither its name nor the key of an unfinished one was there.
pub(super) async fn add(
    tx: &mut Tx,
    id: &JobId,
    job: &NewJob,
    now: Timestamp,
) -> Result<bool, DbFault> {
    let added = tx
        .execute(
            "INSERT INTO platform_job (id, kind, key, state, payload, enqueued_at, next_at)
             VALUES ($1, $2, $3, 'waiting', $4, $5, $6)
             ON CONFLICT DO NOTHING",
            (id, job.kind, job.key.clone(), &job.payload, now, job.run_at),
        )
        .await?;
    Ok(added == 1)
}

/// Takes a job, if it is still to be had: nobody else gets it before `until`. The attempt is counted before it is made,
/// so that a job on which processes die does not live for ever.
pub(super) async fn take(
    tx: &mut Tx,
    id: &JobId,
    lease: &str,
    now: Timestamp,
    until: Timestamp,
) -> Result<Option<Taken>, DbFault> {
    tx.optional(
        "UPDATE platform_job SET lease = $3, next_at = $4, attempts = attempts + 1
          WHERE id = $1 AND state = 'waiting' AND next_at <= $2
      RETURNING kind, payload, checkpoint, done, attempts, cancel_asked",
        (id, now, lease, until),
    )
    .await?
    .map(|row| {
        Ok(Taken {
            id: id.clone(),
            lease: lease.to_owned(),
            kind: row.get(0)?,
            payload: row.get(1)?,
            checkpoint: row.get(2)?,
            done: row.get(3)?,
            attempts: row.get(4)?,
            is_cancel_asked: row.get(5)?,
        })
    })
    .transpose()
}

/// Keeps a job for longer. Whether somebody has asked for its end; `None` when it is no longer ours.
pub(super) async fn renew(
    tx: &mut Tx,
    taken: &Taken,
    until: Timestamp,
) -> Result<Option<bool>, DbFault> {
    tx.optional(
        "UPDATE platform_job SET next_at = $3 WHERE id = $1 AND lease = $2 AND state = 'waiting'
      RETURNING cancel_asked",
        (&taken.id, &taken.lease, until),
    )
    .await?
    .map(|row| row.get(0))
    .transpose()
}

/// What a checkpoint found.
pub(super) struct Noted {
    pub is_cancel_asked: bool,
    pub attempts: i64,
}

/// Writes down how to go on; `None` when the job is no longer ours. Attempts are counted anew only when the job has got
/// further, so that one that always fails at the same place comes to an end.
pub(super) async fn checkpoint(
    tx: &mut Tx,
    taken: &Taken,
    state: &str,
    done: i64,
    total: i64,
) -> Result<Option<Noted>, DbFault> {
    tx.optional(
        "UPDATE platform_job
            SET checkpoint = $3, done = $4, total = $5,
                attempts = CASE WHEN done < $4 THEN 1 ELSE attempts END
          WHERE id = $1 AND lease = $2 AND state = 'waiting'
      RETURNING cancel_asked, attempts",
        (&taken.id, &taken.lease, state, done, total),
    )
    .await?
    .map(|row| {
        Ok(Noted {
            is_cancel_asked: row.get(0)?,
            attempts: row.get(1)?,
        })
    })
    .transpose()
}

/// Ends a job well; `false` when it is no longer ours.
pub(super) async fn finish(tx: &mut Tx, taken: &Taken, now: Timestamp) -> Result<bool, DbFault> {
    let changed = tx
        .execute(
            "UPDATE platform_job
                SET state = 'finished', ended_at = $3, lease = NULL, trouble = NULL,
                    done = COALESCE(total, done)
              WHERE id = $1 AND lease = $2 AND state = 'waiting'",
            (&taken.id, &taken.lease, now),
        )
        .await?;
    Ok(changed == 1)
}

/// Writes down what follows from an attempt; `false` when the job is no longer ours.
pub(super) async fn settle(
    tx: &mut Tx,
    taken: &Taken,
    next: Next,
    now: Timestamp,
) -> Result<bool, DbFault> {
    let changed = match next {
        Next::Nothing => 0,
        Next::Finished => return finish(tx, taken, now).await,
        Next::Again { at, trouble } => {
            tx.execute(
                "UPDATE platform_job SET next_at = $3, lease = NULL, trouble = $4
                  WHERE id = $1 AND lease = $2 AND state = 'waiting'",
                (&taken.id, &taken.lease, at, trouble),
            )
            .await?
        }
        Next::GivenBack => {
            tx.execute(
                "UPDATE platform_job
                    SET next_at = $3, lease = NULL,
                        attempts = CASE WHEN attempts > 0 THEN attempts - 1 ELSE 0 END
                  WHERE id = $1 AND lease = $2 AND state = 'waiting'",
                (&taken.id, &taken.lease, now),
            )
            .await?
        }
        Next::Failed { trouble } => {
            tx.execute(
                "UPDATE platform_job SET state = 'failed', ended_at = $3, lease = NULL, trouble = $4
                  WHERE id = $1 AND lease = $2 AND state = 'waiting'",
                (&taken.id, &taken.lease, now, trouble),
            )
            .await?
        }
        Next::Cancelled => {
            tx.execute(
                "UPDATE platform_job SET state = 'cancelled', ended_at = $3, lease = NULL
                  WHERE id = $1 AND lease = $2 AND state = 'waiting'",
                (&taken.id, &taken.lease, now),
            )
            .await?
        }
    };
    Ok(changed == 1)
}

/// What became of a wish to end a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cancelled {
    /// It will not run, or not again.
    AtOnce,
    /// It is running; its handler sees the wish at its next checkpoint.
    Asked,
    /// There is no such job, or it has ended.
    Nothing,
}

/// Ends a job that waits or has failed, and asks a running one to end.
pub async fn cancel(tx: &mut Tx, id: &JobId, now: Timestamp) -> Result<Cancelled, DbFault> {
    let ended = tx
        .execute(
            "UPDATE platform_job SET state = 'cancelled', ended_at = $2, lease = NULL, cancel_asked = TRUE
              WHERE id = $1
                AND (state = 'failed' OR (state = 'waiting' AND (lease IS NULL OR next_at <= $2)))",
            (id, now),
        )
        .await?;
    if ended == 1 {
        return Ok(Cancelled::AtOnce);
    }
    let asked = tx
        .execute(
            "UPDATE platform_job SET cancel_asked = TRUE WHERE id = $1 AND state = 'waiting'",
            (id,),
        )
        .await?;
    Ok(match asked {
        1 => Cancelled::Asked,
        _ => Cancelled::Nothing,
    })
}

/// What became of a wish to try a job again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retried {
    /// It begins again at once, from its last checkpoint.
    Waits,
    /// Another job with its key has taken its place.
    Replaced,
    /// There is no such job, or it has neither failed nor been cancelled.
    Nothing,
}

/// Tries a job again that has failed or was cancelled.
pub async fn retry(tx: &mut Tx, id: &JobId, now: Timestamp) -> Result<Retried, DbFault> {
    let row = tx
        .optional(
            "SELECT EXISTS (SELECT 1 FROM platform_job AS other
                             WHERE other.kind = job.kind AND other.key = job.key AND other.state = 'waiting')
               FROM platform_job AS job WHERE job.id = $1 AND job.state IN ('failed', 'cancelled')",
            (id,),
        )
        .await?;
    match row.map(|row| row.get::<bool>(0)).transpose()? {
        None => return Ok(Retried::Nothing),
        Some(true) => return Ok(Retried::Replaced),
        Some(false) => {}
    }
    let changed = tx
        .execute(
            "UPDATE platform_job
                SET state = 'waiting', ended_at = NULL, next_at = $2, attempts = 0, cancel_asked = FALSE
              WHERE id = $1 AND state IN ('failed', 'cancelled')",
            (id, now),
        )
        .await?;
    Ok(match changed {
        1 => Retried::Waits,
        _ => Retried::Nothing,
    })
}

/// Removes finished and cancelled jobs that ended before the moment, at most so many at once; failed ones stay.
pub async fn remove_ended(tx: &mut Tx, before: Timestamp, most: i64) -> Result<u64, DbFault> {
    tx.execute(
        "DELETE FROM platform_job
          WHERE id IN (SELECT id FROM platform_job
                        WHERE state IN ('finished', 'cancelled') AND ended_at < $1 LIMIT $2)",
        (before, most),
    )
    .await
}
