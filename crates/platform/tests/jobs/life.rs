//! What becomes of a job: done, tried again, failed, cancelled.

use platform::jobs::{
    Cancelled, Counts, Ended, JobFault, JobId, Kinds, NewJob, Retried, State, Work, cancel, counts,
    enqueue, retry,
};

use crate::*;

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
