//! A city's content is imported by version, all or nothing.

use jiff::Timestamp;
use platform::{ContentFile, Db, Imported, bench, content, migrate};

fn files(body: &str) -> Vec<ContentFile> {
    vec![
        ContentFile::new("strategy.yaml", body),
        ContentFile::new("programmes/a.yaml", "a: 1"),
    ]
}

async fn import(db: &Db, body: &str) -> (String, Imported) {
    let mut tx = db.begin().await.expect("begin");
    let done = content::import(&mut tx, &files(body), Timestamp::UNIX_EPOCH).await;
    tx.commit().await.expect("commit");
    done.expect("import")
}

async fn in_force(db: &Db) -> Option<(String, Vec<ContentFile>)> {
    let mut tx = db.read().await.expect("read");
    content::current(&mut tx).await.expect("current")
}

async fn prepared() -> Vec<(&'static str, Db)> {
    let databases = bench::databases().await;
    for (name, db) in &databases {
        migrate(db, &[]).await.expect(name);
    }
    databases
}

#[tokio::test]
async fn content_is_imported_once_and_read_back_whole() {
    for (name, db) in prepared().await {
        assert_eq!(in_force(&db).await, None, "{name}");
        let (hash, imported) = import(&db, "vision: 1").await;
        assert_eq!(imported, Imported::New, "{name}");
        let again = import(&db, "vision: 1").await;
        assert_eq!(again, (hash.clone(), Imported::Unchanged), "{name}");
        let mut expected = files("vision: 1");
        expected.sort();
        assert_eq!(in_force(&db).await, Some((hash, expected)), "{name}");
    }
}

#[tokio::test]
async fn an_earlier_version_stays_and_can_come_back() {
    for (name, db) in prepared().await {
        let (first, _) = import(&db, "vision: 1").await;
        let (second, _) = import(&db, "vision: 2").await;
        assert_ne!(first, second);
        let mut tx = db.read().await.expect(name);
        let kept = content::files_of(&mut tx, &first).await.expect(name);
        assert!(kept.iter().any(|file| file.body == "vision: 1"), "{name}");
        drop(tx);
        assert_eq!(import(&db, "vision: 1").await, (first, Imported::New));
    }
}

#[tokio::test]
async fn an_import_that_is_killed_leaves_the_old_version() {
    for (name, db) in prepared().await {
        let (first, _) = import(&db, "vision: 1").await;
        let mut tx = db.begin().await.expect(name);
        content::import(&mut tx, &files("vision: 2"), Timestamp::UNIX_EPOCH)
            .await
            .expect(name);
        drop(tx);
        let (hash, files) = in_force(&db).await.expect(name);
        assert_eq!(hash, first, "{name}");
        assert!(files.iter().all(|file| file.body != "vision: 2"), "{name}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn nodes_that_import_at_once_agree() {
    for (name, db) in prepared().await {
        let nodes: Vec<_> = (0..6)
            .map(|_| {
                let db = db.clone();
                tokio::spawn(async move { import(&db, "vision: 1").await.1 })
            })
            .collect();
        let mut new = 0;
        for node in nodes {
            new += usize::from(node.await.expect(name) == Imported::New);
        }
        assert_eq!(new, 1, "{name}");
    }
}
