//! Jobs as they are looked at: those that are due, by the runner; all of them, by people.

use jiff::Timestamp;

use super::job::{Job, JobId, State};
use crate::db::{Args, AssertSqlSafe, DbFault, Row, Tx};

/// Jobs of these kinds that may be taken, those that wait longest first.
pub(super) async fn due(
    tx: &mut Tx,
    kinds: impl ExactSizeIterator<Item = &'static str>,
    now: Timestamp,
    most: i64,
) -> Result<Vec<JobId>, DbFault> {
    let places: Vec<String> = (3..3 + kinds.len())
        .map(|place| format!("${place}"))
        .collect();
    let sql = format!(
        "SELECT id FROM platform_job
          WHERE state = 'waiting' AND next_at <= $1 AND kind IN ({}) ORDER BY next_at LIMIT $2",
        places.join(", ")
    );
    let args = Args::from((now, most));
    let args = kinds.fold(args, |args, kind| args.and(kind));
    let rows = tx.all(AssertSqlSafe(sql), args).await?;
    rows.iter().map(|row| row.get(0).map(JobId)).collect()
}

/// One page of jobs, the newest first, beginning behind `after` (the last job of the page before).
pub async fn list(
    tx: &mut Tx,
    after: Option<&Job>,
    most: i64,
    now: Timestamp,
) -> Result<Vec<Job>, DbFault> {
    let rows = match after {
        None => {
            tx.all(
                "SELECT id, kind, key, state, done, total, attempts, cancel_asked, enqueued_at, next_at, lease,
                        ended_at, trouble
                   FROM platform_job ORDER BY enqueued_at DESC, id DESC LIMIT $1",
                (most,),
            )
            .await?
        }
        Some(job) => {
            tx.all(
                "SELECT id, kind, key, state, done, total, attempts, cancel_asked, enqueued_at, next_at, lease,
                        ended_at, trouble
                   FROM platform_job
                  WHERE enqueued_at < $1 OR (enqueued_at = $1 AND id < $2)
                  ORDER BY enqueued_at DESC, id DESC LIMIT $3",
                (job.enqueued_at, &job.id, most),
            )
            .await?
        }
    };
    rows.iter().map(|row| read(row, now)).collect()
}

/// One job.
pub async fn find(tx: &mut Tx, id: &JobId, now: Timestamp) -> Result<Option<Job>, DbFault> {
    tx.optional(
        "SELECT id, kind, key, state, done, total, attempts, cancel_asked, enqueued_at, next_at, lease,
                ended_at, trouble
           FROM platform_job WHERE id = $1",
        (id,),
    )
    .await?
    .map(|row| read(&row, now))
    .transpose()
}

fn read(row: &Row, now: Timestamp) -> Result<Job, DbFault> {
    let next_at: Timestamp = row.get(9)?;
    let is_leased = row.get::<Option<String>>(10)?.is_some() && next_at > now;
    let state = match row.get::<String>(3)?.as_str() {
        "finished" => State::Finished,
        "failed" => State::Failed,
        "cancelled" => State::Cancelled,
        // The table has no fifth state.
        _ if is_leased => State::Running,
        _ => State::Waiting,
    };
    Ok(Job {
        id: JobId(row.get(0)?),
        kind: row.get(1)?,
        key: row.get(2)?,
        state,
        done: row.get(4)?,
        total: row.get(5)?,
        attempts: row.get(6)?,
        is_cancel_asked: row.get(7)?,
        enqueued_at: row.get(8)?,
        next_run: (state == State::Waiting).then_some(next_at),
        ended_at: row.get(11)?,
        trouble: row.get(12)?,
    })
}

/// How many jobs are unfinished, and how many have failed and wait for somebody to look at them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub unfinished: i64,
    pub failed: i64,
}

pub async fn counts(tx: &mut Tx) -> Result<Counts, DbFault> {
    let row = tx
        .one(
            "SELECT (SELECT COUNT(*) FROM platform_job WHERE state = 'waiting'),
                    (SELECT COUNT(*) FROM platform_job WHERE state = 'failed')",
            (),
        )
        .await?;
    Ok(Counts {
        unfinished: row.get(0)?,
        failed: row.get(1)?,
    })
}
