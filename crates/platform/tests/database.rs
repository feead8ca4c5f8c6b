//! What both databases keep, statement by statement.

use jiff::Timestamp;
use kernel::Date;
use platform::{DatabaseUrl, Db, DbFaultKind, Migration, Value, bench, migrate};

const TABLES: &[Migration] = &[Migration {
    module: "sample",
    number: 1,
    sql: "CREATE TABLE sample_thing (
            id BIGINT NOT NULL PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            open BOOLEAN NOT NULL,
            award BIGINT CHECK (award >= 0),
            picture BYTEA,
            parent BIGINT REFERENCES sample_thing (id)
          );
          -- a remark; with a semicolon;
          CREATE INDEX sample_thing_award ON sample_thing (award);",
}];

async fn prepared() -> Vec<(&'static str, Db)> {
    let databases = bench::databases().await;
    for (name, db) in &databases {
        migrate(db, &[TABLES]).await.expect(name);
    }
    databases
}

async fn add(db: &Db, id: i64, name: &str) {
    let mut tx = db.begin().await.expect("begin");
    tx.execute(
        "INSERT INTO sample_thing (id, name, open, award) VALUES ($1, $2, $3, $4)",
        (id, name, true, None::<i64>),
    )
    .await
    .expect("insert");
    tx.commit().await.expect("commit");
}

async fn count(db: &Db) -> i64 {
    let mut tx = db.read().await.expect("read");
    let row = tx.one("SELECT COUNT(*) FROM sample_thing", ()).await;
    row.expect("count").get(0).expect("number")
}

#[tokio::test]
async fn what_goes_in_comes_out_the_same() {
    for (name, db) in prepared().await {
        let mut tx = db.begin().await.expect(name);
        let values = [
            Value::Int(i64::MAX),
            Value::from("漆🦀"),
            Value::Flag(false),
            Value::Null,
            Value::Bytes(vec![0, 255]),
            Value::Null,
        ];
        let changed = tx
            .execute(
                "INSERT INTO sample_thing (id, name, open, award, picture, parent)
                 VALUES ($1, $2, $3, $4, $5, $6)",
                &values,
            )
            .await
            .expect(name);
        assert_eq!(changed, 1);
        tx.commit().await.expect(name);

        let mut tx = db.read().await.expect(name);
        let row = tx
            .one(
                "SELECT id, name, open, award, picture, 1, $1 FROM sample_thing WHERE name = $1",
                ("漆🦀",),
            )
            .await
            .expect(name);
        assert_eq!(row.get::<i64>(0).expect(name), i64::MAX);
        assert_eq!(row.get::<String>(1).expect(name), "漆🦀");
        assert!(!row.get::<bool>(2).expect(name));
        assert_eq!(row.get::<Option<i64>>(3).expect(name), None);
        assert_eq!(row.get::<Vec<u8>>(4).expect(name), [0, 255]);
        assert_eq!(row.get::<i64>(5).expect(name), 1);
        let unexpected = row.get::<i64>(3).expect_err("NULL is not zero");
        assert_eq!(unexpected.kind(), DbFaultKind::Column);
        assert!(row.get::<i64>(1).is_err(), "{name}: a text is no number");
        let none = tx.optional("SELECT 1 FROM sample_thing WHERE id = $1", (7,));
        assert!(none.await.expect(name).is_none());
        let none = tx.one("SELECT 1 FROM sample_thing WHERE id = $1", (7,));
        assert_eq!(none.await.err().map(|e| e.kind()), Some(DbFaultKind::NoRow));
    }
}

#[tokio::test]
async fn a_null_may_come_first_and_a_number_later() {
    for (name, db) in prepared().await {
        let mut tx = db.begin().await.expect(name);
        for (id, award) in [(1, None), (2, Some(5)), (3, None)] {
            tx.execute(
                "INSERT INTO sample_thing (id, name, open, award) VALUES ($1, $2, $3, $4)",
                (id, format!("{id}"), true, award),
            )
            .await
            .expect(name);
        }
        let rows = tx
            .all("SELECT award FROM sample_thing ORDER BY id", ())
            .await
            .expect(name);
        let awards: Vec<Option<i64>> = rows.iter().map(|r| r.get(0).expect(name)).collect();
        assert_eq!(awards, [None, Some(5), None]);
    }
}

#[tokio::test]
async fn moments_and_days_keep_their_order_and_their_microseconds() {
    let moment: Timestamp = "2026-05-29T17:00:00.5+09:00".parse().expect("a moment");
    let day: Date = "2026-05-29".parse().expect("a day");
    assert_eq!(
        Value::from(moment),
        Value::from("2026-05-29T08:00:00.500000Z")
    );
    for (name, db) in prepared().await {
        let mut tx = db.read().await.expect(name);
        let row = tx
            .one("SELECT CAST($1 AS TEXT), CAST($2 AS TEXT)", (moment, day))
            .await
            .expect(name);
        assert_eq!(row.get::<Timestamp>(0).expect(name), moment);
        assert_eq!(row.get::<Option<Date>>(1).expect(name), Some(day));
    }
}

#[tokio::test]
async fn a_transaction_that_is_dropped_leaves_nothing() {
    for (name, db) in prepared().await {
        let mut tx = db.begin().await.expect(name);
        tx.execute(
            "INSERT INTO sample_thing (id, name, open) VALUES ($1, $2, $3)",
            (1, "gone", true),
        )
        .await
        .expect(name);
        drop(tx);
        assert_eq!(count(&db).await, 0, "{name}");
        add(&db, 1, "kept").await;
        assert_eq!(count(&db).await, 1, "{name}");
    }
}

#[tokio::test]
async fn a_reader_sees_one_picture_and_cannot_write() {
    for (name, db) in prepared().await {
        add(&db, 1, "first").await;
        let mut tx = db.read().await.expect(name);
        let before = tx.one("SELECT COUNT(*) FROM sample_thing", ()).await;
        assert_eq!(before.expect(name).get::<i64>(0).expect(name), 1);
        add(&db, 2, "second").await;
        let after = tx.one("SELECT COUNT(*) FROM sample_thing", ()).await;
        assert_eq!(after.expect(name).get::<i64>(0).expect(name), 1, "{name}");
        let written = tx.execute("DELETE FROM sample_thing", ()).await;
        assert!(written.is_err(), "{name}: a reader wrote");
        drop(tx);
        assert_eq!(count(&db).await, 2, "{name}");
    }
}

#[tokio::test]
async fn the_tables_keep_their_rules_and_the_fault_tells_which() {
    let check = async |values: (i64, &str, i64, Option<i64>), kind| {
        for (name, db) in prepared().await {
            add(&db, 1, "first").await;
            let mut tx = db.begin().await.expect(name);
            let fault = tx
                .execute(
                    "INSERT INTO sample_thing (id, name, open, award, parent)
                     VALUES ($1, $2, true, $3, $4)",
                    values,
                )
                .await
                .expect_err(name);
            assert_eq!(fault.kind(), kind, "{name}: {fault}");
        }
    };
    check((1, "again", 0, None), DbFaultKind::Unique).await;
    check((2, "first", 0, None), DbFaultKind::Unique).await;
    check((2, "minus", -1, None), DbFaultKind::Check).await;
    check((2, "orphan", 0, Some(99)), DbFaultKind::Reference).await;
    for (name, db) in prepared().await {
        let mut tx = db.begin().await.expect(name);
        let unnamed = tx.execute("INSERT INTO sample_thing (id, open) VALUES (3, true)", ());
        let fault = unnamed.await.expect_err(name);
        assert_eq!(fault.kind(), DbFaultKind::Required, "{name}: {fault}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_writers_at_once_all_succeed() {
    for (name, db) in prepared().await {
        add(&db, 0, "counter").await;
        let writers: Vec<_> = (0..16)
            .map(|_| {
                let db = db.clone();
                tokio::spawn(async move {
                    for _ in 0..10 {
                        let mut tx = db.begin().await.expect("begin");
                        tx.execute(
                            "UPDATE sample_thing SET award = COALESCE(award, 0) + 1 WHERE id = 0",
                            (),
                        )
                        .await
                        .expect("update");
                        tx.commit().await.expect("commit");
                    }
                })
            })
            .collect();
        for writer in writers {
            writer.await.expect(name);
        }
        let mut tx = db.read().await.expect(name);
        let row = tx.one("SELECT award FROM sample_thing WHERE id = 0", ());
        assert_eq!(row.await.expect(name).get::<i64>(0).expect(name), 160);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_processes_on_one_file_wait_for_each_other() {
    let url = bench::addresses().await.swap_remove(0);
    let first = Db::open(&url).await.expect("first");
    let second = Db::open(&url).await.expect("second");
    migrate(&first, &[TABLES]).await.expect("migrate");
    let work = |db: Db, from: i64| async move {
        for id in from..from + 50 {
            add(&db, id, &id.to_string()).await;
        }
    };
    let other = tokio::spawn(work(second.clone(), 100));
    work(first.clone(), 0).await;
    other.await.expect("the other process");
    assert_eq!(count(&second).await, 100);
}

#[tokio::test]
async fn a_database_that_cannot_be_opened_says_why_and_what_to_do() {
    let check = async |url: DatabaseUrl, kind, said: &str| {
        let fault = Db::open(&url).await.expect_err("refused");
        assert_eq!(fault.kind(), kind, "{fault}");
        assert!(fault.to_string().contains(said), "{fault}");
        assert!(!fault.sentence(kernel::Lang::Ja).contains('⟦'), "{fault}");
    };
    let nowhere = DatabaseUrl::file("/proc/nowhere/city.db");
    check(nowhere, DbFaultKind::NotWritable, "--data").await;
    let text = DatabaseUrl::file(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"));
    check(text, DbFaultKind::NotOpened, "Cargo.toml").await;
    let silent = DatabaseUrl::parse("postgres://city:secret@127.0.0.1:1/x").expect("address");
    check(silent, DbFaultKind::NotReachable, "127.0.0.1:1/x").await;
    let DatabaseUrl::Postgres(options) = bench::addresses().await.swap_remove(1) else {
        panic!("the second address is PostgreSQL's");
    };
    let missing = DatabaseUrl::Postgres(Box::new(options.database("missing")));
    check(missing, DbFaultKind::NoDatabase, "createdb").await;
}
