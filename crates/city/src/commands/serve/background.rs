//! What goes on beside the pages: letters leave, jobs are done, and both are counted.

use std::sync::Arc;
use std::time::Duration;

use platform::jobs::{self, Kinds};
use platform::logs::Logs;
use platform::metrics::Metrics;
use platform::outbox::{self, Sender};
use platform::{Clock, Db, DbFault};
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// Jobs that one process does at once. They share two cores and, on SQLite, one writer with the pages.
const WORKERS: usize = 2;
const COUNTING: Duration = Duration::from_secs(15);

/// The running background. It ends with [`Background::stop`].
pub(super) struct Background {
    stop: watch::Sender<bool>,
    tasks: Vec<JoinHandle<()>>,
}

/// Begins to deliver letters and to do jobs of these kinds.
pub(super) fn start(
    db: &Db,
    clock: &Clock,
    logs: &Logs,
    metrics: &Arc<Metrics>,
    sender: Sender,
    kinds: Kinds,
) -> Background {
    let (stop, stopping) = watch::channel(false);
    let stopped = || {
        let mut stopping = stopping.clone();
        async move {
            // When nobody is left who could say so, that says so, too.
            let _ = stopping.wait_for(|stop| *stop).await;
        }
    };
    let letters = outbox::deliver(db.clone(), clock.clone(), logs.clone(), sender, stopped());
    let jobs = jobs::run(
        db.clone(),
        clock.clone(),
        logs.clone(),
        kinds,
        WORKERS,
        stopped(),
    );
    let counts = count(db.clone(), Arc::clone(metrics), stopped());
    let tasks = vec![
        tokio::spawn(letters),
        tokio::spawn(jobs),
        tokio::spawn(counts),
    ];
    Background { stop, tasks }
}

impl Background {
    /// Lets the letter and the jobs under way finish within some seconds, and gives back the rest.
    pub(super) async fn stop(self) {
        let _ = self.stop.send(true);
        for task in self.tasks {
            let _ = task.await;
        }
    }
}

async fn count(db: Db, metrics: Arc<Metrics>, stopped: impl Future<Output = ()>) {
    let mut stopped = std::pin::pin!(stopped);
    loop {
        // A fault shows in `/readyz` and in the log of those who work; the numbers just grow old.
        let _ = count_once(&db, &metrics).await;
        tokio::select! {
            () = tokio::time::sleep(COUNTING) => {}
            () = &mut stopped => return,
        }
    }
}

async fn count_once(db: &Db, metrics: &Metrics) -> Result<(), DbFault> {
    let mut tx = db.read().await?;
    let letters = outbox::counts(&mut tx).await?;
    let jobs = jobs::counts(&mut tx).await?;
    metrics.waiting(letters, jobs);
    Ok(())
}
