//! Letters: posted in a transaction, sent after it, once.

use kernel::MailAddress;
use platform::outbox::{Letter, post};
use platform::{Clock, bench, migrate};

fn letter(key: &str) -> Letter {
    Letter {
        kind: "sample-note",
        key: key.to_owned(),
        to: MailAddress::parse("hanako@example.jp").expect("an address"),
        subject: "申請を受け付けました".to_owned(),
        text: "金沢市です。\n".to_owned(),
    }
}

#[tokio::test]
async fn a_letter_is_posted_with_its_transaction_and_once_per_key() {
    let now = Clock::System.now();
    for (name, db) in bench::databases().await {
        migrate(&db, &[]).await.expect(name);
        let mut dropped = db.begin().await.expect(name);
        post(&mut dropped, &letter("a"), now).await.expect(name);
        drop(dropped);
        for key in ["a", "b", "a"] {
            let mut tx = db.begin().await.expect(name);
            post(&mut tx, &letter(key), now).await.expect(name);
            tx.commit().await.expect(name);
        }
        let mut tx = db.read().await.expect(name);
        let rows = tx
            .all("SELECT key FROM platform_letter ORDER BY key", ())
            .await
            .expect(name);
        let keys: Vec<String> = rows.iter().map(|row| row.get(0).expect(name)).collect();
        assert_eq!(keys, ["a", "b"], "{name}");
    }
}
