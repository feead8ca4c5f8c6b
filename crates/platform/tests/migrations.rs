//! Tables change by migrations, in order, once, and all or nothing.

use platform::{DatabaseUrl, Db, DbFaultKind, Migration, bench, migrate};

const FIRST: Migration = Migration {
    module: "sample",
    number: 1,
    sql: "CREATE TABLE sample_a (id BIGINT NOT NULL PRIMARY KEY);\nINSERT INTO sample_a (id) VALUES (1);",
};
const SECOND: Migration = Migration {
    module: "sample",
    number: 2,
    sql: "INSERT INTO sample_a (id) VALUES (2);",
};
const BROKEN: Migration = Migration {
    module: "sample",
    number: 3,
    sql: "INSERT INTO sample_a (id) VALUES (3);\nINSERT INTO nowhere (id) VALUES (1);",
};

async fn rows(db: &Db) -> i64 {
    let mut tx = db.read().await.expect("read");
    let row = tx.one("SELECT COUNT(*) FROM sample_a", ()).await;
    row.expect("count").get(0).expect("number")
}

#[tokio::test]
async fn each_migration_is_applied_once() {
    for (name, db) in bench::databases().await {
        migrate(&db, &[&[FIRST]]).await.expect(name);
        migrate(&db, &[&[FIRST]]).await.expect(name);
        assert_eq!(rows(&db).await, 1, "{name}");
        migrate(&db, &[&[FIRST, SECOND]]).await.expect(name);
        assert_eq!(rows(&db).await, 2, "{name}");
        // A node of the earlier release starts again beside the newer one.
        migrate(&db, &[&[FIRST]]).await.expect(name);
    }
}

#[tokio::test]
async fn a_changed_migration_is_refused() {
    for (name, db) in bench::databases().await {
        migrate(&db, &[&[FIRST]]).await.expect(name);
        let changed = Migration {
            sql: "CREATE TABLE sample_a (id BIGINT);",
            ..FIRST
        };
        let fault = migrate(&db, &[&[changed, SECOND]]).await.expect_err(name);
        assert_eq!(fault.kind(), DbFaultKind::MigrationChanged, "{fault}");
        assert!(fault.to_string().contains("sample 1"), "{fault}");
        assert_eq!(rows(&db).await, 1, "{name}");
    }
}

#[tokio::test]
async fn a_broken_migration_changes_nothing() {
    for (name, db) in bench::databases().await {
        migrate(&db, &[&[FIRST]]).await.expect(name);
        let fault = migrate(&db, &[&[FIRST, SECOND, BROKEN]])
            .await
            .expect_err(name);
        assert_eq!(fault.kind(), DbFaultKind::Migration, "{fault}");
        assert!(fault.to_string().contains("sample 3"), "{fault}");
        assert_eq!(rows(&db).await, 1, "{name}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn processes_that_start_at_once_do_not_collide() {
    // Several rounds: a new SQLite file once collided in one start of ten.
    for _ in 0..10 {
        for url in bench::addresses().await {
            four_starts(url).await;
        }
    }
}

async fn four_starts(url: DatabaseUrl) {
    let starts: Vec<_> = (0..4)
        .map(|_| {
            let url = url.clone();
            tokio::spawn(async move {
                let db = Db::open(&url).await?;
                migrate(&db, &[&[FIRST, SECOND]]).await
            })
        })
        .collect();
    for start in starts {
        start.await.expect("no panic").expect("migrated");
    }
    assert_eq!(rows(&Db::open(&url).await.expect("open")).await, 2, "{url}");
}
