//! What is asked every second finds its rows by an index, however many others wait.

use platform::{AssertSqlSafe, bench, migrate};

#[tokio::test]
async fn looking_for_what_is_due_reads_the_index_of_moments_in_its_order() {
    let check = async |sql: &str, index: &str| {
        for (name, db) in bench::databases().await {
            // PostgreSQL chooses by the size of tables, which are empty here.
            if name != "sqlite" {
                continue;
            }
            migrate(&db, &[]).await.expect(name);
            let mut tx = db.read().await.expect(name);
            let explained = AssertSqlSafe(format!("EXPLAIN QUERY PLAN {sql}"));
            let rows = tx.all(explained, ()).await.expect(name);
            let plan: Vec<String> = rows.iter().map(|row| row.get(3).expect(name)).collect();
            let plan = plan.join("; ");
            assert!(
                plan.contains(index) && !plan.contains("TEMP B-TREE"),
                "{plan}"
            );
        }
    };
    check(
        "SELECT id FROM platform_letter
          WHERE state = 'waiting' AND next_at <= '2026' ORDER BY next_at LIMIT 20",
        "platform_letter_waiting",
    )
    .await;
    check(
        "SELECT id FROM platform_job
          WHERE state = 'waiting' AND next_at <= '2026' AND kind IN ('a', 'b') ORDER BY next_at LIMIT 20",
        "platform_job_waiting",
    )
    .await;
    check(
        "SELECT COUNT(*) FROM platform_letter WHERE state = 'given-up'",
        "platform_letter_given_up",
    )
    .await;
    check(
        "SELECT COUNT(*) FROM platform_job WHERE state = 'failed'",
        "platform_job_failed",
    )
    .await;
    check(
        "SELECT id FROM platform_job WHERE state IN ('finished', 'cancelled') AND ended_at < '2026' LIMIT 9",
        "platform_job_ended",
    )
    .await;
    check(
        "SELECT id FROM platform_job ORDER BY enqueued_at DESC, id DESC LIMIT 20",
        "platform_job_newest",
    )
    .await;
}
