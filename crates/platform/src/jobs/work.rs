//! A job in the hands of its handler.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

use super::fault::JobFault;
use super::job::JobId;
use super::store::{self, Taken};
use crate::clock::Clock;
use crate::db::{Db, Tx};

/// A job that this process has taken. Cloning is cheap.
#[derive(Clone)]
pub struct Work(Arc<Inner>);

struct Inner {
    db: Db,
    clock: Clock,
    taken: Taken,
    /// Since the last progress.
    attempts: AtomicI64,
    cancelled: AtomicBool,
    finished: AtomicBool,
}

/// A transaction that only commits while the job is still ours, through [`Work::finish`] or [`Work::checkpoint`].
/// Dropped, it leaves nothing behind.
pub struct Fenced(Tx);

impl Work {
    pub(super) fn new(db: Db, clock: Clock, taken: Taken) -> Work {
        Work(Arc::new(Inner {
            db,
            clock,
            attempts: AtomicI64::new(taken.attempts),
            taken,
            cancelled: AtomicBool::new(false),
            finished: AtomicBool::new(false),
        }))
    }

    pub fn id(&self) -> &JobId {
        &self.0.taken.id
    }

    /// JSON, as it was enqueued.
    pub fn payload(&self) -> &str {
        &self.0.taken.payload
    }

    /// Which attempt this is since the last progress: 1 for the first.
    pub fn attempt(&self) -> i64 {
        self.0.attempts.load(Ordering::Relaxed)
    }

    /// What was said at the last checkpoint before this attempt began: from there it goes on.
    pub fn state(&self) -> Option<&str> {
        self.0.taken.checkpoint.as_deref()
    }

    /// How far the job was then.
    pub fn done(&self) -> i64 {
        self.0.taken.done
    }

    pub fn clock(&self) -> &Clock {
        &self.0.clock
    }

    /// The database, for reading. What is written through it is not fenced and may happen twice.
    pub fn db(&self) -> &Db {
        &self.0.db
    }

    /// Whether somebody has asked for the end. It is learnt at every checkpoint, and a few times per lease.
    pub fn is_cancelled(&self) -> bool {
        self.0.cancelled.load(Ordering::Relaxed)
    }

    /// A transaction for the job's effect.
    pub async fn begin(&self) -> Result<Fenced, JobFault> {
        Ok(Fenced(self.0.db.begin().await?))
    }

    /// Commits what was done, together with how to go on: a restarted job finds `state`. Afterwards the handler stops
    /// with [`JobFault::Cancelled`] if somebody has asked for the end.
    pub async fn checkpoint(
        &self,
        tx: Fenced,
        state: &str,
        done: i64,
        total: i64,
    ) -> Result<(), JobFault> {
        let Fenced(mut tx) = tx;
        let noted = store::checkpoint(&mut tx, &self.0.taken, state, done, total).await?;
        let noted = noted.ok_or(JobFault::LeaseLost)?;
        tx.commit().await?;
        self.0.attempts.store(noted.attempts, Ordering::Relaxed);
        match noted.is_cancel_asked {
            true => {
                self.note_cancelled();
                Err(JobFault::Cancelled)
            }
            false => Ok(()),
        }
    }

    /// Commits what was done, together with the end of the job.
    pub async fn finish(&self, tx: Fenced) -> Result<(), JobFault> {
        let Fenced(mut tx) = tx;
        let now = self.0.clock.now();
        if !store::finish(&mut tx, &self.0.taken, now).await? {
            return Err(JobFault::LeaseLost);
        }
        tx.commit().await?;
        self.0.finished.store(true, Ordering::Relaxed);
        Ok(())
    }

    pub(super) fn taken(&self) -> &Taken {
        &self.0.taken
    }

    pub(super) fn is_finished(&self) -> bool {
        self.0.finished.load(Ordering::Relaxed)
    }

    pub(super) fn note_cancelled(&self) {
        self.0.cancelled.store(true, Ordering::Relaxed);
    }
}

impl Deref for Fenced {
    type Target = Tx;

    fn deref(&self) -> &Tx {
        &self.0
    }
}

impl DerefMut for Fenced {
    fn deref_mut(&mut self) -> &mut Tx {
        &mut self.0
    }
}
