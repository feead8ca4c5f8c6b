//! Jobs: done once, tried again, cancelled, repeated, and never committed by who has lost them.

#[path = "jobs/life.rs"]
mod life;
#[path = "jobs/queue.rs"]
mod queue;
#[path = "jobs/running.rs"]
mod running;
#[path = "jobs/steps.rs"]
mod steps;

use std::time::Duration;

use jiff::Timestamp;
use platform::jobs::{Ended, Job, JobFault, JobId, Kinds, NewJob, Work, enqueue, find, run_due};
use platform::logs::Logs;
use platform::{Clock, Db, Migration, bench, migrate};

/// Effects, without anything that would keep them from standing there twice.
const EFFECT: Migration = Migration {
    module: "sample",
    number: 1,
    sql: "CREATE TABLE sample_effect (job TEXT NOT NULL, step BIGINT NOT NULL);",
};

const NOTHING: Ended = Ended {
    finished: 0,
    put_off: 0,
    failed: 0,
    cancelled: 0,
};
const FINISHED: Ended = Ended {
    finished: 1,
    ..NOTHING
};
const PUT_OFF: Ended = Ended {
    put_off: 1,
    ..NOTHING
};
const FAILED: Ended = Ended {
    failed: 1,
    ..NOTHING
};

async fn databases() -> Vec<(&'static str, Db)> {
    let databases = bench::databases().await;
    for (name, db) in &databases {
        migrate(db, &[&[EFFECT]]).await.expect(name);
    }
    databases
}

fn start() -> Timestamp {
    "2026-05-29T08:00:00Z".parse().expect("a moment")
}

fn after(seconds: u64) -> Timestamp {
    start() + Duration::from_secs(seconds)
}

async fn put(db: &Db, kind: &'static str) -> JobId {
    put_job(db, &NewJob::now(kind, "{}", start()))
        .await
        .expect("a new job")
}

async fn put_job(db: &Db, job: &NewJob) -> Option<JobId> {
    let mut tx = db.begin().await.expect("begin");
    let id = enqueue(&mut tx, job, start()).await.expect("enqueue");
    tx.commit().await.expect("commit");
    id
}

async fn due(db: &Db, kinds: &Kinds, now: Timestamp) -> Ended {
    let clock = Clock::Fixed(now);
    run_due(db, &clock, &Logs::off(), kinds).await.expect("run")
}

async fn job(db: &Db, id: &JobId, now: Timestamp) -> Job {
    let mut tx = db.read().await.expect("read");
    find(&mut tx, id, now)
        .await
        .expect("find")
        .expect("the job")
}

async fn effects(db: &Db) -> Vec<(String, i64)> {
    let mut tx = db.read().await.expect("read");
    let sql = "SELECT job, step FROM sample_effect ORDER BY job, step";
    let rows = tx.all(sql, ()).await.expect("effects");
    rows.iter()
        .map(|row| (row.get(0).expect("job"), row.get(1).expect("step")))
        .collect()
}

async fn effect(tx: &mut platform::Tx, work: &Work, step: i64) -> Result<(), JobFault> {
    tx.execute(
        "INSERT INTO sample_effect (job, step) VALUES ($1, $2)",
        (work.id(), step),
    )
    .await?;
    Ok(())
}

async fn one_effect(work: Work) -> Result<(), JobFault> {
    let mut tx = work.begin().await?;
    effect(&mut tx, &work, 0).await?;
    work.finish(tx).await
}

/// Ten steps, each with its checkpoint.
async fn ten_steps(work: Work) -> Result<(), JobFault> {
    for step in work.done()..10 {
        let mut tx = work.begin().await?;
        effect(&mut tx, &work, step).await?;
        work.checkpoint(tx, &format!("{{\"next\":{}}}", step + 1), step + 1, 10)
            .await?;
    }
    Ok(())
}
