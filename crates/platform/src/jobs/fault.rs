//! Why a handler did not finish. Only words of the program's own are kept: a job's row and the log hold no text that
//! somebody has written.

use std::fmt;

use crate::db::DbFault;

#[derive(Debug)]
pub enum JobFault {
    /// It may go better another time; the word says why.
    Failed(&'static str),
    /// It can never succeed: the job fails at once.
    Hopeless(&'static str),
    /// Somebody asked for the end, and the handler obeys.
    Cancelled,
    /// Another process has taken the job over: nothing of this attempt counts.
    LeaseLost,
    Db(DbFault),
}

impl JobFault {
    /// The word that is kept.
    pub fn word(&self) -> &'static str {
        match self {
            JobFault::Failed(why) | JobFault::Hopeless(why) => why,
            JobFault::Cancelled => "cancelled",
            JobFault::LeaseLost => "lease-lost",
            JobFault::Db(fault) => fault.kind().key(),
        }
    }
}

impl From<DbFault> for JobFault {
    fn from(fault: DbFault) -> JobFault {
        JobFault::Db(fault)
    }
}

impl fmt::Display for JobFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl std::error::Error for JobFault {}
