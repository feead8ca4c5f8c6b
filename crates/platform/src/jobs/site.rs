//! What every attempt at a job needs, and the wish that the process should stop.

use std::time::Duration;

use tokio::sync::watch;

use super::kinds::Kinds;
use crate::clock::Clock;
use crate::db::{Db, DbFault};
use crate::logs::{Line, Logs, Value};

/// What every attempt needs.
#[derive(Clone)]
pub(super) struct Site {
    pub db: Db,
    pub clock: Clock,
    pub logs: Logs,
    pub kinds: Kinds,
    pub stop: watch::Receiver<bool>,
}

#[derive(PartialEq, Eq)]
pub(super) enum Rested {
    Enough,
    Stopped,
}

impl Site {
    /// Waits for so long, or until the process is to stop.
    pub async fn rest(&self, time: Duration) -> Rested {
        let mut stop = self.stop.clone();
        tokio::select! {
            _ = stop.wait_for(|stop| *stop) => Rested::Stopped,
            () = tokio::time::sleep(time) => Rested::Enough,
        }
    }
}

pub(super) fn log_fault(logs: &Logs, fault: &DbFault) {
    logs.write(Line::event("jobs-fault").with("why", Value::Word(fault.kind().key())));
}
