//! The content in the database: imported in one transaction, idempotently, versioned by hash, on both databases.

use city::folder::built_in;
use city::load::{City, Examples, load};
use city::migrations;
use city::site::prepare;
use platform::{Clock, ContentFile, Db, Imported, bench, migrate};

fn clock(day: &str) -> Clock {
    Clock::Fixed(format!("{day}T00:00:00Z").parse().expect("a moment"))
}

fn kanazawa() -> City {
    load(built_in(), Examples::Skip).expect("the built-in city is in order")
}

/// Kanazawa with one word changed in one programme, and without another.
fn changed() -> City {
    let files: Vec<ContentFile> = built_in()
        .into_iter()
        .filter(|file| !file.path.ends_with("/kz-port.yaml"))
        .map(|file| {
            let body = if file.path == "programmes/kz-demand.yaml" {
                file.body.replace("rate: 1/4", "rate: 1/3")
            } else {
                file.body
            };
            ContentFile::new(file.path, body)
        })
        .collect();
    load(files, Examples::Skip).expect("the change is sound")
}

async fn count(db: &Db, sql: &'static str) -> i64 {
    let mut tx = db.read().await.expect("read");
    let row = tx.one(sql, ()).await.expect("a count");
    row.get(0).expect("a number")
}

const PROGRAMMES: &str = "SELECT count(*) FROM programmes_programme WHERE in_content";
const VERSIONS: &str = "SELECT count(*) FROM programmes_version";

#[tokio::test]
async fn starting_twice_imports_once() {
    for (name, db) in bench::databases().await {
        let city = kanazawa();
        let first = prepare(&db, &city, &clock("2026-04-01")).await;
        assert_eq!(first.expect("imports"), Imported::New, "{name}");
        let again = prepare(&db, &city, &clock("2026-04-02")).await;
        assert_eq!(again.expect("imports"), Imported::Unchanged, "{name}");
        assert_eq!(count(&db, PROGRAMMES).await, 81, "{name}");
        assert_eq!(count(&db, VERSIONS).await, 81, "{name}");
    }
}

#[tokio::test]
async fn a_changed_rule_is_a_new_version_and_the_old_one_stays() {
    for (name, db) in bench::databases().await {
        prepare(&db, &kanazawa(), &clock("2026-04-01"))
            .await
            .expect("imports");
        let imported = prepare(&db, &changed(), &clock("2026-05-01")).await;
        assert_eq!(imported.expect("imports"), Imported::New, "{name}");
        assert_eq!(count(&db, PROGRAMMES).await, 80, "{name}");
        assert_eq!(count(&db, VERSIONS).await, 82, "{name}");
        let seen = "SELECT count(*) FROM programmes_version
                     WHERE programme_id = 'kz-demand' AND body LIKE '%rate: 1/3%'";
        assert_eq!(count(&db, seen).await, 1, "{name}");
        // The earlier content comes back as it was, without a new version.
        prepare(&db, &kanazawa(), &clock("2026-06-01"))
            .await
            .expect("imports");
        assert_eq!(count(&db, PROGRAMMES).await, 81, "{name}");
        assert_eq!(count(&db, VERSIONS).await, 82, "{name}");
    }
}

#[tokio::test]
async fn an_import_that_is_not_committed_leaves_nothing() {
    for (name, db) in bench::databases().await {
        let city = kanazawa();
        migrate(&db, &migrations()).await.expect("migrates");
        let mut tx = db.begin().await.expect("begins");
        let now = clock("2026-04-01").now();
        platform::content::import(&mut tx, &city.files, now)
            .await
            .expect("imports");
        plan::import(&mut tx, &city.plan).await.expect("imports");
        programmes::import(&mut tx, &city.catalogue, &city.files, now)
            .await
            .expect("imports");
        drop(tx);
        assert_eq!(count(&db, PROGRAMMES).await, 0, "{name}");
        assert_eq!(
            count(&db, "SELECT count(*) FROM plan_direction").await,
            0,
            "{name}"
        );
        assert_eq!(
            count(&db, "SELECT count(*) FROM platform_content_file").await,
            0,
            "{name}"
        );
    }
}
