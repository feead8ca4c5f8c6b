//! Letters: posted in a transaction, sent after it, once, and then forgotten.

#[path = "outbox/life.rs"]
mod life;
mod mail_server;
#[path = "outbox/server.rs"]
mod server;

use std::path::PathBuf;

use jiff::Timestamp;
use kernel::MailAddress;
use platform::logs::Logs;
use platform::outbox::{Delivered, Letter, Post, Sender, deliver_due, post};
use platform::{Clock, Db, bench, migrate};

use mail_server::MailServer;

fn letter(key: &str) -> Letter {
    Letter {
        kind: "sample-note",
        key: key.to_owned(),
        to: MailAddress::parse("hanako@example.jp").expect("an address"),
        subject: "申請を受け付けました（ものづくり補助金）".to_owned(),
        text: "金沢市です。\n.点で始まる行\nありがとうございました。\n".to_owned(),
    }
}

fn moment(text: &str) -> Timestamp {
    text.parse().expect("a moment")
}

fn start() -> Timestamp {
    moment("2026-05-29T08:00:00Z")
}

async fn databases() -> Vec<(&'static str, Db)> {
    let databases = bench::databases().await;
    for (name, db) in &databases {
        migrate(db, &[]).await.expect(name);
    }
    databases
}

async fn put(db: &Db, letter: &Letter, now: Timestamp) {
    let mut tx = db.begin().await.expect("begin");
    post(&mut tx, letter, now).await.expect("post");
    tx.commit().await.expect("commit");
}

fn sender(post: Post) -> Sender {
    let from = MailAddress::parse("monozukuri@city.example.jp").expect("an address");
    Sender::new(from, post)
}

fn post_of(server: &MailServer) -> Post {
    Post::parse(&server.url()).expect("a place")
}

async fn deliver(db: &Db, sender: &Sender, now: Timestamp) -> Delivered {
    let clock = Clock::Fixed(now);
    deliver_due(db, &clock, &Logs::off(), sender)
        .await
        .expect("delivered")
}

const SENT: Delivered = Delivered {
    sent: 1,
    put_off: 0,
    given_up: 0,
};
const PUT_OFF: Delivered = Delivered {
    sent: 0,
    put_off: 1,
    given_up: 0,
};
const GIVEN_UP: Delivered = Delivered {
    sent: 0,
    put_off: 0,
    given_up: 1,
};
const NOTHING: Delivered = Delivered {
    sent: 0,
    put_off: 0,
    given_up: 0,
};

/// A folder of this test, gone at its end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let folder = format!("monozukuri-outbox-{name}-{}", std::process::id());
        Folder(std::env::temp_dir().join(folder))
    }

    fn files(&self) -> Vec<String> {
        let mut names: Vec<String> = std::fs::read_dir(&self.0)
            .expect("the folder")
            .map(|entry| {
                entry
                    .expect("an entry")
                    .file_name()
                    .into_string()
                    .expect("a name")
            })
            .collect();
        names.sort();
        names
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).ok();
    }
}

async fn row(db: &Db, key: &str) -> (String, Option<String>, Option<String>, Option<String>) {
    let mut tx = db.read().await.expect("read");
    let row = tx
        .one(
            "SELECT state, recipient, subject, body FROM platform_letter WHERE key = $1",
            (key,),
        )
        .await
        .expect("the letter");
    (
        row.get(0).expect("state"),
        row.get(1).expect("recipient"),
        row.get(2).expect("subject"),
        row.get(3).expect("body"),
    )
}

#[tokio::test]
async fn a_letter_is_posted_with_its_transaction_and_once_per_key() {
    for (name, db) in databases().await {
        let mut dropped = db.begin().await.expect(name);
        post(&mut dropped, &letter("a"), start()).await.expect(name);
        drop(dropped);
        for key in ["a", "b", "a"] {
            put(&db, &letter(key), start()).await;
        }
        let folder = Folder::new(&format!("once-{name}"));
        let sender = sender(Post::Folder(folder.0.clone()));
        let both = Delivered { sent: 2, ..NOTHING };
        assert_eq!(deliver(&db, &sender, start()).await, both, "{name}");
        // The key outlives the letter.
        put(&db, &letter("a"), start()).await;
        assert_eq!(deliver(&db, &sender, start()).await, NOTHING, "{name}");
        assert_eq!(folder.files().len(), 2, "{name}");
    }
}

#[tokio::test]
async fn what_is_personal_is_erased_when_a_letter_has_left() {
    for (name, db) in databases().await {
        put(&db, &letter("a"), start()).await;
        assert_eq!(
            row(&db, "a").await.1.as_deref(),
            Some("hanako@example.jp"),
            "{name}"
        );
        let folder = Folder::new(&format!("erased-{name}"));
        let sent = deliver(&db, &sender(Post::Folder(folder.0.clone())), start()).await;
        assert_eq!(sent, SENT, "{name}");
        assert_eq!(
            row(&db, "a").await,
            ("sent".to_owned(), None, None, None),
            "{name}"
        );
        let files = folder.files();
        assert!(
            files.len() == 1 && files[0].ends_with(".eml") && files[0].len() == 28,
            "{files:?}"
        );
        let message = std::fs::read_to_string(folder.0.join(&files[0])).expect("the message");
        let id = files[0].strip_suffix(".eml").expect("a name");
        assert!(
            message.contains(&format!("Message-ID: <{id}@city.example.jp>")),
            "{message}"
        );
    }
}
