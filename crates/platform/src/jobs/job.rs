//! What a job is.

use std::fmt;

use jiff::Timestamp;

use crate::db::Value;

/// The name of a job.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct JobId(pub(super) String);

impl JobId {
    /// A name as it came from an address or a command; whether there is such a job is for the lookup to say.
    pub fn new(text: impl Into<String>) -> JobId {
        JobId(text.into())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for JobId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<&JobId> for Value {
    fn from(id: &JobId) -> Value {
        Value::from(&id.0)
    }
}

/// A job to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewJob {
    pub kind: &'static str,
    /// JSON for the handler: names of things rather than the things, and nothing personal.
    pub payload: String,
    /// Not before this moment.
    pub run_at: Timestamp,
    /// At most one unfinished job of a kind has a given key.
    pub key: Option<String>,
}

impl NewJob {
    /// A job to be done as soon as may be.
    pub fn now(kind: &'static str, payload: impl Into<String>, now: Timestamp) -> NewJob {
        NewJob {
            kind,
            payload: payload.into(),
            run_at: now,
            key: None,
        }
    }
}

/// Where a job stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Waiting,
    /// Somebody holds a lease on it.
    Running,
    Finished,
    /// Tried as often as is sensible, or hopeless. It is kept until somebody retries or cancels it.
    Failed,
    Cancelled,
}

/// A job as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    pub id: JobId,
    pub kind: String,
    pub key: Option<String>,
    pub state: State,
    pub done: i64,
    /// Of how much, once the handler has said so.
    pub total: Option<i64>,
    /// Attempts since the last progress.
    pub attempts: i64,
    pub is_cancel_asked: bool,
    pub enqueued_at: Timestamp,
    /// When it is tried next, while it waits.
    pub next_run: Option<Timestamp>,
    pub ended_at: Option<Timestamp>,
    /// Why the last attempt failed, as a word of the program's own.
    pub trouble: Option<String>,
}
