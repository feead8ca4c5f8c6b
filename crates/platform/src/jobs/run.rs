//! Doing jobs: taking what is due, as many at once as there are workers, and ending in good order.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;

use super::attempt::attempt;
use super::kinds::Kinds;
use super::life::Next;
use super::site::{Rested, Site, log_fault};
use super::store::{self, Taken};
use super::{reading, schedule};
use crate::clock::Clock;
use crate::db::{Db, DbFault};
use crate::logs::Logs;
use crate::secret;

/// How many candidates are looked at before the queue is called empty.
const CANDIDATES: i64 = 20;
const AFTER_FAULT: Duration = Duration::from_secs(5);
/// How often the next jobs of schedules are looked after.
const SCHEDULING: Duration = Duration::from_secs(20);

/// What became of jobs that were due.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ended {
    pub finished: u64,
    /// Tried and put off.
    pub put_off: u64,
    pub failed: u64,
    pub cancelled: u64,
}

/// Does jobs until `stop`. Then running handlers have a grace; those that are not done are interrupted and given back,
/// so that another process goes on with them at once.
pub async fn run(
    db: Db,
    clock: Clock,
    logs: Logs,
    kinds: Kinds,
    workers: usize,
    stop: impl Future<Output = ()>,
) {
    let (stopped, stopping) = watch::channel(false);
    let site = Site {
        db,
        clock,
        logs,
        kinds,
        stop: stopping,
    };
    let stopping = async {
        stop.await;
        let _ = stopped.send(true);
    };
    tokio::join!(
        stopping,
        look_after_schedules(&site),
        take_jobs(&site, workers)
    );
}

async fn look_after_schedules(site: &Site) {
    loop {
        let now = site.clock.now();
        if let Err(fault) = schedule::enqueue_next(&site.db, &site.kinds, now).await {
            log_fault(&site.logs, &fault);
        }
        if site.rest(SCHEDULING).await == Rested::Stopped {
            return;
        }
    }
}

/// Takes jobs while a worker is free. It ends between two steps, never in one: a job that was taken has a handler.
async fn take_jobs(site: &Site, workers: usize) {
    let places = Arc::new(Semaphore::new(workers.max(1)));
    let mut running = JoinSet::new();
    let mut stop = site.stop.clone();
    loop {
        let place = tokio::select! {
            _ = stop.wait_for(|stop| *stop) => break,
            place = Arc::clone(&places).acquire_owned() => place,
        };
        while running.try_join_next().is_some() {}
        let rest = match take_due(site).await {
            Ok(Some(taken)) => {
                let site = site.clone();
                running.spawn(async move {
                    attempt(&site, taken).await;
                    drop(place);
                });
                continue;
            }
            Ok(None) => site.kinds.pace().idle,
            Err(fault) => {
                log_fault(&site.logs, &fault);
                AFTER_FAULT
            }
        };
        drop(place);
        if site.rest(rest).await == Rested::Stopped {
            break;
        }
    }
    while running.join_next().await.is_some() {}
}

/// Does what is due now, one job after the other, schedules included: for tests and for commands.
pub async fn run_due(db: &Db, clock: &Clock, logs: &Logs, kinds: &Kinds) -> Result<Ended, DbFault> {
    let (_running, stop) = watch::channel(false);
    let site = Site {
        db: db.clone(),
        clock: clock.clone(),
        logs: logs.clone(),
        kinds: kinds.clone(),
        stop,
    };
    schedule::enqueue_next(db, kinds, clock.now()).await?;
    let mut ended = Ended::default();
    while let Some(taken) = take_due(&site).await? {
        match attempt(&site, taken).await {
            Next::Finished => ended.finished += 1,
            Next::Again { .. } | Next::GivenBack | Next::Nothing => ended.put_off += 1,
            Next::Failed { .. } => ended.failed += 1,
            Next::Cancelled => ended.cancelled += 1,
        }
    }
    Ok(ended)
}

async fn take_due(site: &Site) -> Result<Option<Taken>, DbFault> {
    if site.kinds.names().len() == 0 {
        return Ok(None);
    }
    let now = site.clock.now();
    let mut tx = site.db.read().await?;
    let due = reading::due(&mut tx, site.kinds.names(), now, CANDIDATES).await?;
    drop(tx);
    for id in due {
        let until = now + site.kinds.pace().lease;
        let mut tx = site.db.begin().await?;
        if let Some(taken) = store::take(&mut tx, &id, &secret::new_id(), now, until).await? {
            tx.commit().await?;
            return Ok(Some(taken));
        }
    }
    Ok(None)
}
