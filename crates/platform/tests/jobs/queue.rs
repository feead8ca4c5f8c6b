//! The queue as a whole: pages of it, schedules, and what is removed.

use std::time::Duration;

use platform::jobs::{Job, JobFault, Kinds, NewJob, enqueue, list};
use platform::upkeep::with_upkeep;

use crate::*;

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
