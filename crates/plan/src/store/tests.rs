//! The plan in both databases.

use kernel::Bilingual;
use platform::{Db, bench, migrate};

use crate::strategy::Title;
use crate::{Plan, import, migrations, sample};

async fn save(db: &Db, plan: &Plan) {
    let mut tx = db.begin().await.expect("begin");
    import(&mut tx, plan).await.expect("import");
    tx.commit().await.expect("commit");
}

async fn lines(db: &Db, sql: &'static str) -> Vec<String> {
    let mut tx = db.read().await.expect("read");
    let rows = tx.all(sql, ()).await.expect("rows");
    rows.iter().map(|row| row.get(0).expect("text")).collect()
}

async fn count(db: &Db, sql: &'static str) -> i64 {
    let mut tx = db.read().await.expect("read");
    let row = tx.one(sql, ()).await.expect("a count");
    row.get(0).expect("a number")
}

async fn prepared() -> Vec<(&'static str, Db)> {
    let databases = bench::databases().await;
    for (_, db) in &databases {
        migrate(db, &[migrations()]).await.expect("migrate");
    }
    databases
}

const COUNTS: [(&str, i64); 5] = [
    ("SELECT count(*) FROM plan_edition WHERE in_content", 2),
    ("SELECT count(*) FROM plan_policy WHERE in_content", 10),
    ("SELECT count(*) FROM plan_direction WHERE in_content", 15),
    ("SELECT count(*) FROM plan_theme", 5),
    ("SELECT count(*) FROM plan_figure", 38),
];

#[tokio::test]
async fn an_import_makes_the_tables_say_what_the_plan_says() {
    for (name, db) in prepared().await {
        for _ in 0..2 {
            save(&db, &sample::plan()).await;
            for (sql, expected) in COUNTS {
                assert_eq!(count(&db, sql).await, expected, "{name}: {sql}");
            }
        }
        let current = "SELECT id FROM plan_edition WHERE is_current";
        assert_eq!(lines(&db, current).await, ["revised"], "{name}");
        let reported = "SELECT DISTINCT edition_id FROM plan_policy WHERE NOT title_is_official";
        assert_eq!(lines(&db, reported).await, ["original-2015"], "{name}");
        let normal = "SELECT id FROM plan_direction WHERE new_normal ORDER BY position";
        assert_eq!(lines(&db, normal).await, ["1-3", "4-1", "5-3"], "{name}");
        let hidden = "SELECT id FROM plan_figure WHERE NOT is_shown";
        assert_eq!(
            lines(&db, hidden).await,
            ["manuf-worker-share-2015"],
            "{name}"
        );
    }
}

#[tokio::test]
async fn an_import_replaces_what_changed() {
    for (name, db) in prepared().await {
        save(&db, &sample::plan()).await;
        let mut plan = sample::plan();
        let strategy = plan.strategy.as_mut().expect("a strategy");
        strategy.current.policies[0].title = Title::Official(Bilingual::new("新", "New"));
        strategy.themes.remove(0);
        plan.figures.truncate(1);
        save(&db, &plan).await;
        let title = "SELECT title_en FROM plan_policy WHERE edition_id = 'revised' AND id = '1'";
        assert_eq!(lines(&db, title).await, ["New"], "{name}");
        let themes = "SELECT count(*) FROM plan_theme";
        assert_eq!(count(&db, themes).await, 4, "{name}");
        let figures = "SELECT amount FROM plan_figure";
        assert_eq!(lines(&db, figures).await, ["1716.0"], "{name}");
    }
}

#[tokio::test]
async fn editions_and_directions_stay_when_the_content_drops_them() {
    for (name, db) in prepared().await {
        save(&db, &sample::plan()).await;
        let mut plan = sample::plan();
        let strategy = plan.strategy.as_mut().expect("a strategy");
        // The earlier edition takes over: at no moment are there two current ones.
        strategy.current = strategy.earlier.remove(0);
        save(&db, &plan).await;
        let current = "SELECT id FROM plan_edition WHERE is_current";
        assert_eq!(lines(&db, current).await, ["original-2015"], "{name}");
        let kept = "SELECT count(*) FROM plan_direction WHERE NOT in_content";
        assert_eq!(count(&db, kept).await, 15, "{name}");

        save(&db, &Plan::default()).await;
        let editions = "SELECT count(*) FROM plan_edition WHERE NOT in_content AND NOT is_current";
        assert_eq!(count(&db, editions).await, 2, "{name}");
    }
}

#[tokio::test]
async fn an_import_that_is_not_committed_leaves_nothing() {
    for (name, db) in prepared().await {
        let mut tx = db.begin().await.expect("begin");
        import(&mut tx, &sample::plan()).await.expect("import");
        drop(tx);
        let editions = "SELECT count(*) FROM plan_edition";
        assert_eq!(count(&db, editions).await, 0, "{name}");
    }
}
