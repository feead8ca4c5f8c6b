//! Jobs: done once, tried again, cancelled, repeated, and never committed by who has lost them.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use jiff::Timestamp;
use platform::jobs::{
    Cancelled, Counts, Ended, Job, JobFault, JobId, Kinds, NewJob, Pace, Retried, State, Work,
    cancel, counts, enqueue, find, list, retry, run, run_due,
};
use platform::logs::Logs;
use platform::upkeep::with_upkeep;
use platform::{Clock, Db, Migration, bench, migrate};
use tokio::sync::Notify;

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

#[tokio::test]
async fn a_job_begins_after_its_transaction_and_at_its_time() {
    let kinds = Kinds::new().with("one", one_effect);
    for (name, db) in databases().await {
        let mut dropped = db.begin().await.expect(name);
        enqueue(&mut dropped, &NewJob::now("one", "{}", start()), start())
            .await
            .expect(name);
        drop(dropped);
        assert_eq!(due(&db, &kinds, start()).await, NOTHING, "{name}");
        let later = NewJob {
            run_at: after(60),
            ..NewJob::now("one", "{}", start())
        };
        let id = put_job(&db, &later).await.expect(name);
        assert_eq!(due(&db, &kinds, after(59)).await, NOTHING, "{name}");
        assert_eq!(
            job(&db, &id, start()).await.next_run,
            Some(after(60)),
            "{name}"
        );
        assert_eq!(due(&db, &kinds, after(60)).await, FINISHED, "{name}");
        assert_eq!(due(&db, &kinds, after(9_999)).await, NOTHING, "{name}");
        assert_eq!(effects(&db).await, [(id.to_string(), 0)], "{name}");
        assert_eq!(
            job(&db, &id, start()).await.state,
            State::Finished,
            "{name}"
        );
    }
}

#[tokio::test]
async fn a_key_has_one_unfinished_job_per_kind() {
    let kinds = Kinds::new().with("one", one_effect).with("two", one_effect);
    for (name, db) in databases().await {
        let with_key = |kind| NewJob {
            key: Some("k".to_owned()),
            ..NewJob::now(kind, "{}", start())
        };
        assert!(put_job(&db, &with_key("one")).await.is_some(), "{name}");
        assert!(put_job(&db, &with_key("one")).await.is_none(), "{name}");
        assert!(put_job(&db, &with_key("two")).await.is_some(), "{name}");
        let both = Ended {
            finished: 2,
            ..NOTHING
        };
        assert_eq!(due(&db, &kinds, start()).await, both, "{name}");
        assert!(put_job(&db, &with_key("one")).await.is_some(), "{name}");
    }
}

#[tokio::test]
async fn kinds_that_a_process_does_not_know_are_left_alone() {
    let kinds = Kinds::new().with("one", one_effect);
    for (name, db) in databases().await {
        put(&db, "of-a-newer-release").await;
        assert_eq!(due(&db, &kinds, start()).await, NOTHING, "{name}");
        assert_eq!(due(&db, &Kinds::new(), start()).await, NOTHING, "{name}");
    }
}

#[tokio::test]
async fn a_failed_attempt_leaves_nothing_and_is_made_again_later() {
    let kinds = Kinds::new().with("often", async |work: Work| {
        let mut tx = work.begin().await?;
        effect(&mut tx, &work, work.attempt()).await?;
        match work.attempt() {
            1 => Err(JobFault::Failed("not-yet")),
            2 => panic!("this panic is part of the test"),
            _ => work.finish(tx).await,
        }
    });
    for (name, db) in databases().await {
        let id = put(&db, "often").await;
        assert_eq!(due(&db, &kinds, start()).await, PUT_OFF, "{name}");
        let waits = job(&db, &id, start()).await;
        assert_eq!(
            (waits.state, waits.trouble.as_deref()),
            (State::Waiting, Some("not-yet")),
            "{name}"
        );
        assert_eq!(due(&db, &kinds, after(5)).await, NOTHING, "{name}");
        assert_eq!(due(&db, &kinds, after(10)).await, PUT_OFF, "{name}");
        assert_eq!(
            job(&db, &id, start()).await.trouble.as_deref(),
            Some("panic"),
            "{name}"
        );
        assert_eq!(due(&db, &kinds, after(30)).await, FINISHED, "{name}");
        assert_eq!(effects(&db).await, [(id.to_string(), 3)], "{name}");
    }
}

#[tokio::test]
async fn a_job_that_never_succeeds_is_kept_and_can_be_tried_by_hand() {
    let kinds = Kinds::new()
        .with("never", async |_| Err(JobFault::Failed("always")))
        .with("hopeless", async |_| Err(JobFault::Hopeless("payload")));
    for (name, db) in databases().await {
        let id = put(&db, "never").await;
        let mut attempts = 0;
        for hour in 0..20 {
            let ended = due(&db, &kinds, after(hour * 3_600)).await;
            attempts += ended.put_off + ended.failed;
        }
        assert_eq!(attempts, 10, "{name}");
        let failed = job(&db, &id, start()).await;
        assert_eq!(
            (failed.state, failed.attempts),
            (State::Failed, 10),
            "{name}"
        );

        let hopeless = put(&db, "hopeless").await;
        assert_eq!(due(&db, &kinds, start()).await, FAILED, "{name}");
        let mut tx = db.begin().await.expect(name);
        let both = Counts {
            unfinished: 0,
            failed: 2,
        };
        assert_eq!(counts(&mut tx).await.expect(name), both, "{name}");
        let retried = retry(&mut tx, &id, start()).await.expect(name);
        assert_eq!(retried, Retried::Waits, "{name}");
        let cancelled = cancel(&mut tx, &hopeless, start()).await.expect(name);
        assert_eq!(cancelled, Cancelled::AtOnce, "{name}");
        let nothing = retry(&mut tx, &JobId::new("nowhere"), start())
            .await
            .expect(name);
        assert_eq!(nothing, Retried::Nothing, "{name}");
        tx.commit().await.expect(name);
        let better = Kinds::new().with("never", one_effect);
        assert_eq!(due(&db, &better, start()).await, FINISHED, "{name}");
    }
}

#[tokio::test]
async fn a_job_is_not_tried_again_beside_the_one_that_took_its_place() {
    let kinds = Kinds::new().with("hopeless", async |_| Err(JobFault::Hopeless("payload")));
    for (name, db) in databases().await {
        let with_key = NewJob {
            key: Some("k".to_owned()),
            ..NewJob::now("hopeless", "{}", start())
        };
        let id = put_job(&db, &with_key).await.expect(name);
        assert_eq!(due(&db, &kinds, start()).await, FAILED, "{name}");
        put_job(&db, &with_key).await.expect(name);
        let mut tx = db.begin().await.expect(name);
        let retried = retry(&mut tx, &id, start()).await.expect(name);
        assert_eq!(retried, Retried::Replaced, "{name}");
    }
}

#[tokio::test]
async fn a_job_goes_on_from_its_last_checkpoint() {
    let kinds = Kinds::new().with("steps", async |work: Work| {
        let begun = work.done();
        let expected = (begun > 0).then(|| format!("{{\"next\":{begun}}}"));
        assert_eq!(work.state(), expected.as_deref());
        for step in begun..10 {
            let mut tx = work.begin().await?;
            effect(&mut tx, &work, step).await?;
            // The third attempt and later come to the end.
            if step == begun + 4 && begun < 8 {
                return Err(JobFault::Failed("tired"));
            }
            let state = format!("{{\"next\":{}}}", step + 1);
            work.checkpoint(tx, &state, step + 1, 10).await?;
            assert_eq!(work.attempt(), 1);
        }
        Ok(())
    });
    for (name, db) in databases().await {
        let id = put(&db, "steps").await;
        assert_eq!(due(&db, &kinds, start()).await, PUT_OFF, "{name}");
        let halfway = job(&db, &id, start()).await;
        assert_eq!((halfway.done, halfway.total), (4, Some(10)), "{name}");
        assert_eq!(due(&db, &kinds, after(60)).await, PUT_OFF, "{name}");
        assert_eq!(due(&db, &kinds, after(120)).await, FINISHED, "{name}");
        let steps: Vec<i64> = effects(&db)
            .await
            .into_iter()
            .map(|(_, step)| step)
            .collect();
        assert_eq!(steps, (0..10).collect::<Vec<_>>(), "{name}");
    }
}

#[tokio::test]
async fn who_has_lost_a_job_cannot_commit() {
    for (name, db) in databases().await {
        let robbed = db.clone();
        let kinds = Kinds::new().with("slow", move |work: Work| {
            let db = robbed.clone();
            async move {
                let mut tx = db.begin().await?;
                // What another process does when this one was not heard of for too long.
                tx.execute("UPDATE platform_job SET lease = 'another'", ())
                    .await?;
                tx.commit().await?;
                let mut tx = work.begin().await?;
                effect(&mut tx, &work, 0).await?;
                let refused = work.checkpoint(tx, "{}", 1, 2).await;
                assert!(matches!(refused, Err(JobFault::LeaseLost)));
                let mut tx = work.begin().await?;
                effect(&mut tx, &work, 1).await?;
                work.finish(tx).await
            }
        });
        let id = put(&db, "slow").await;
        assert_eq!(due(&db, &kinds, start()).await, PUT_OFF, "{name}");
        assert_eq!(effects(&db).await, [], "{name}");
        assert_eq!(job(&db, &id, start()).await.state, State::Running, "{name}");
        // The lease of the other one runs out, too.
        let kinds = Kinds::new().with("slow", one_effect);
        assert_eq!(due(&db, &kinds, after(59)).await, NOTHING, "{name}");
        assert_eq!(due(&db, &kinds, after(60)).await, FINISHED, "{name}");
    }
}

#[tokio::test]
async fn a_job_on_which_processes_die_fails() {
    let kinds = Kinds::new().with("one", one_effect);
    for (name, db) in databases().await {
        put(&db, "one").await;
        let mut tx = db.begin().await.expect(name);
        let died = "UPDATE platform_job SET attempts = 10, lease = 'x'";
        tx.execute(died, ()).await.expect(name);
        tx.commit().await.expect(name);
        assert_eq!(due(&db, &kinds, start()).await, FAILED, "{name}");
        assert_eq!(effects(&db).await, [], "{name}");
    }
}

#[tokio::test]
async fn a_waiting_job_is_cancelled_at_once() {
    let kinds = Kinds::new().with("one", one_effect);
    for (name, db) in databases().await {
        let id = put(&db, "one").await;
        let mut tx = db.begin().await.expect(name);
        let cancelled = cancel(&mut tx, &id, start()).await.expect(name);
        assert_eq!(cancelled, Cancelled::AtOnce, "{name}");
        let again = cancel(&mut tx, &id, start()).await.expect(name);
        assert_eq!(again, Cancelled::Nothing, "{name}");
        tx.commit().await.expect(name);
        assert_eq!(due(&db, &kinds, start()).await, NOTHING, "{name}");
        assert_eq!(
            job(&db, &id, start()).await.state,
            State::Cancelled,
            "{name}"
        );
    }
}

#[tokio::test]
async fn a_running_job_is_cancelled_at_its_next_checkpoint() {
    for (name, db) in databases().await {
        let other = db.clone();
        let kinds = Kinds::new().with("steps", move |work: Work| {
            let db = other.clone();
            async move {
                for step in 0..10 {
                    if step == 3 {
                        let mut tx = db.begin().await?;
                        let asked = cancel(&mut tx, work.id(), start()).await?;
                        assert_eq!(asked, Cancelled::Asked);
                        tx.commit().await?;
                    }
                    let mut tx = work.begin().await?;
                    effect(&mut tx, &work, step).await?;
                    work.checkpoint(tx, "{}", step + 1, 10).await?;
                    assert!(!work.is_cancelled());
                }
                Ok(())
            }
        });
        let id = put(&db, "steps").await;
        let cancelled = Ended {
            cancelled: 1,
            ..NOTHING
        };
        assert_eq!(due(&db, &kinds, start()).await, cancelled, "{name}");
        // What was done until then stays done, and is said.
        assert_eq!(effects(&db).await.len(), 4, "{name}");
        let ended = job(&db, &id, start()).await;
        assert_eq!((ended.state, ended.done), (State::Cancelled, 4), "{name}");
    }
}

#[tokio::test]
async fn jobs_are_listed_page_by_page_with_the_newest_first() {
    for (name, db) in databases().await {
        for number in 0..25 {
            let mut tx = db.begin().await.expect(name);
            let at = after(number / 2);
            enqueue(&mut tx, &NewJob::now("one", "{}", at), at)
                .await
                .expect(name);
            tx.commit().await.expect(name);
        }
        let mut tx = db.read().await.expect(name);
        let mut seen: Vec<Job> = Vec::new();
        loop {
            let page = list(&mut tx, seen.last(), 10, start()).await.expect(name);
            if page.is_empty() {
                break;
            }
            seen.extend(page);
        }
        assert_eq!(seen.len(), 25, "{name}");
        let is_sorted = seen.is_sorted_by(|a, b| (a.enqueued_at, &a.id) > (b.enqueued_at, &b.id));
        assert!(is_sorted, "{name}");
    }
}

#[tokio::test]
async fn a_schedule_makes_one_job_per_moment() {
    let hour = Duration::from_secs(3_600);
    let kinds = Kinds::new()
        .with("hourly", one_effect)
        .every("hourly", hour);
    for (name, db) in databases().await {
        assert_eq!(due(&db, &kinds, start()).await, NOTHING, "{name}");
        // Several processes, one of which has a clock that is a little late.
        assert_eq!(due(&db, &kinds, after(3_600)).await, FINISHED, "{name}");
        assert_eq!(due(&db, &kinds, after(3_599)).await, NOTHING, "{name}");
        assert_eq!(due(&db, &kinds, after(3_600)).await, NOTHING, "{name}");
        // The site was down for a day: what is in the queue is done once, the rest is left out.
        assert_eq!(due(&db, &kinds, after(90_001)).await, FINISHED, "{name}");
        assert_eq!(due(&db, &kinds, after(90_002)).await, NOTHING, "{name}");
        assert_eq!(effects(&db).await.len(), 2, "{name}");
    }
}

#[tokio::test]
async fn ended_jobs_are_removed_after_thirty_days() {
    let kinds = with_upkeep(
        Kinds::new()
            .with("one", one_effect)
            .with("hopeless", async |_| Err(JobFault::Hopeless("payload"))),
    );
    let day = 86_400;
    for (name, db) in databases().await {
        put(&db, "one").await;
        put(&db, "hopeless").await;
        due(&db, &kinds, start()).await;
        due(&db, &kinds, after(29 * day)).await;
        let left = async || {
            let mut tx = db.read().await.expect(name);
            let jobs = list(&mut tx, None, 100, start()).await.expect(name);
            let count = |kind| jobs.iter().filter(|job| job.kind == kind).count();
            (count("one"), count("hopeless"))
        };
        assert_eq!(left().await, (1, 1), "{name}");
        // This day's upkeep stands in the queue first; the next day it is due.
        due(&db, &kinds, after(31 * day)).await;
        due(&db, &kinds, after(32 * day)).await;
        assert_eq!(left().await, (0, 1), "{name}");
    }
}

fn quick() -> Pace {
    Pace {
        lease: Duration::from_secs(5),
        idle: Duration::from_millis(20),
        grace: Duration::from_millis(200),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_processes_do_each_of_500_jobs_once() {
    for url in bench::addresses().await {
        let first = Db::open(&url).await.expect("open");
        let second = Db::open(&url).await.expect("open");
        let name = first.kind();
        migrate(&first, &[&[EFFECT]]).await.expect(name);
        let mut tx = first.begin().await.expect(name);
        for _ in 0..500 {
            let job = NewJob::now("one", "{}", Timestamp::now());
            enqueue(&mut tx, &job, Timestamp::now()).await.expect(name);
        }
        tx.commit().await.expect(name);
        let shares = [Arc::new(AtomicU64::new(0)), Arc::new(AtomicU64::new(0))];
        let done = async || {
            while effects(&first).await.len() < 500 {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        let runner = |db: &Db, share: &Arc<AtomicU64>| {
            let share = Arc::clone(share);
            let kinds = Kinds::new()
                .at_pace(quick())
                .with("one", move |work: Work| {
                    share.fetch_add(1, Ordering::Relaxed);
                    one_effect(work)
                });
            run(db.clone(), Clock::System, Logs::off(), kinds, 4, done())
        };
        tokio::join!(runner(&first, &shares[0]), runner(&second, &shares[1]));
        let mut jobs: Vec<String> = effects(&first)
            .await
            .into_iter()
            .map(|(job, _)| job)
            .collect();
        jobs.dedup();
        assert_eq!(jobs.len(), 500, "{name}");
        let shares = shares.map(|share| share.load(Ordering::Relaxed));
        assert_eq!(shares.iter().sum::<u64>(), 500, "{name}");
        assert!(shares.iter().all(|share| *share > 0), "{name}: {shares:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lease_is_renewed_while_the_handler_runs_and_cancelling_is_heard() {
    for (name, db) in databases().await {
        let pace = Pace {
            lease: Duration::from_millis(600),
            ..quick()
        };
        let over = Arc::new(AtomicU64::new(0));
        let of_handler = Arc::clone(&over);
        let kinds = Kinds::new().at_pace(pace).with("long", move |work: Work| {
            let over = Arc::clone(&of_handler);
            async move {
                tokio::time::sleep(Duration::from_millis(1_500)).await;
                assert!(!work.is_cancelled());
                let mut tx = work.begin().await?;
                effect(&mut tx, &work, work.attempt()).await?;
                work.checkpoint(tx, "{}", 1, 2).await?;
                let mut tx = work.db().begin().await?;
                cancel(&mut tx, work.id(), work.clock().now()).await?;
                tx.commit().await?;
                while !work.is_cancelled() {
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
                over.store(1, Ordering::Relaxed);
                Err(JobFault::Cancelled)
            }
        });
        let id = put_job(&db, &NewJob::now("long", "{}", Timestamp::now()))
            .await
            .expect(name);
        let is_over = async || {
            while over.load(Ordering::Relaxed) == 0 {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        let one = || {
            let (db, kinds) = (db.clone(), kinds.clone());
            run(db, Clock::System, Logs::off(), kinds, 2, is_over())
        };
        let both = async { tokio::join!(one(), one()) };
        tokio::time::timeout(Duration::from_secs(10), both)
            .await
            .expect(name);
        assert_eq!(effects(&db).await, [(id.to_string(), 1)], "{name}");
        let ended = job(&db, &id, Timestamp::now()).await;
        assert_eq!(ended.state, State::Cancelled, "{name}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_not_done_when_the_process_stops_is_given_back() {
    for (name, db) in databases().await {
        let begun = Arc::new(Notify::new());
        let of_handler = Arc::clone(&begun);
        let kinds = Kinds::new()
            .at_pace(quick())
            .with("endless", move |work: Work| {
                let begun = Arc::clone(&of_handler);
                async move {
                    let mut tx = work.begin().await?;
                    effect(&mut tx, &work, 0).await?;
                    work.checkpoint(tx, "\"half\"", 1, 2).await?;
                    begun.notify_one();
                    std::future::pending::<()>().await;
                    Ok(())
                }
            });
        let id = put_job(&db, &NewJob::now("endless", "{}", Timestamp::now()))
            .await
            .expect(name);
        let stopped = begun.notified();
        let whole = run(db.clone(), Clock::System, Logs::off(), kinds, 2, stopped);
        tokio::time::timeout(Duration::from_secs(5), whole)
            .await
            .expect(name);
        let given_back = job(&db, &id, Timestamp::now()).await;
        assert_eq!(given_back.state, State::Waiting, "{name}");
        assert_eq!((given_back.done, given_back.attempts), (1, 0), "{name}");
        let kinds = Kinds::new().with("endless", ten_steps);
        let ended = due(&db, &kinds, Timestamp::now()).await;
        assert_eq!(ended, FINISHED, "{name}");
        assert_eq!(effects(&db).await.len(), 10, "{name}");
    }
}
