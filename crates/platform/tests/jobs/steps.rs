//! Checkpoints: where a job goes on, where it is cancelled, and who may not commit.

use platform::jobs::{Cancelled, Ended, JobFault, Kinds, State, Work, cancel};

use crate::*;

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
