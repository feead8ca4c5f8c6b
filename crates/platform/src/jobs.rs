//! Jobs (ジョブ): work that is done after the transaction that asked for it, in this process or another one, with
//! progress to be seen, and nothing of it twice.
//!
//! Why nothing is done twice: a handler can only commit through its [`Work`], and what it commits says in the same
//! transaction that the job is finished, or from where it goes on. If the process dies before the commit, there is no
//! effect; after it, the effect is never repeated. Whoever takes a job draws a lease; a transaction whose lease is no
//! longer the job's does not commit. What a handler does outside the database (a file, a message to another server)
//! can happen again: it is for the outbox, or must be harmless when repeated.

mod attempt;
mod fault;
mod job;
mod kinds;
mod life;
mod reading;
mod run;
mod schedule;
mod site;
mod store;
mod work;

pub use fault::JobFault;
pub use job::{Job, JobId, NewJob, State};
pub use kinds::{Kinds, Pace};
pub use reading::{Counts, counts, find, list};
pub use run::{Ended, run, run_due};
pub use store::{Cancelled, Retried, cancel, enqueue, remove_ended, retry};
pub use work::{Fenced, Work};
