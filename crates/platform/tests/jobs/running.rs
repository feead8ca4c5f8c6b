//! Processes that run: several at once, long jobs, and an end in good order.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use platform::jobs::{JobFault, Kinds, NewJob, Pace, State, Work, cancel, enqueue, run};
use platform::{Db, bench};
use tokio::sync::Notify;

use crate::*;

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
