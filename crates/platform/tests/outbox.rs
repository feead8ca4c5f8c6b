//! Letters: posted in a transaction, sent after it, once, and then forgotten.

use std::path::PathBuf;
use std::time::Duration;

use jiff::Timestamp;
use kernel::MailAddress;
use mail_parser::MessageParser;
use platform::logs::Logs;
use platform::outbox::{
    Counts, Delivered, Letter, Post, Sender, counts, deliver_due, forget, given_up, post,
    send_again,
};
use platform::{Clock, Db, bench, migrate};

mod mail_server;

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
            files.len() == 1 && files[0].ends_with(".eml") && files[0].len() == 36,
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

#[tokio::test]
async fn a_server_gets_japanese_as_it_was_written() {
    let server = MailServer::start(|_| None).await;
    for (name, db) in databases().await {
        put(&db, &letter("a"), start()).await;
        assert_eq!(
            deliver(&db, &sender(server.post()), start()).await,
            SENT,
            "{name}"
        );
    }
    let taken = server.taken();
    assert_eq!(taken.len(), 2);
    for taken in taken {
        assert_eq!(taken.from, "<monozukuri@city.example.jp>");
        assert_eq!(taken.to, ["<hanako@example.jp>"]);
        assert!(taken.message.is_ascii());
        let (subject, text) = read_back(&taken.message);
        assert_eq!(subject, letter("a").subject);
        assert_eq!(text.replace("\r\n", "\n"), letter("a").text);
        assert_eq!(taken.header("Auto-Submitted"), "auto-generated");
    }
}

#[tokio::test]
async fn one_connection_serves_many_letters() {
    let server = MailServer::start(|_| None).await;
    for (name, db) in databases().await {
        for number in 0..20 {
            put(&db, &letter(&format!("{number}")), start()).await;
        }
        let all = Delivered {
            sent: 20,
            ..NOTHING
        };
        assert_eq!(
            deliver(&db, &sender(server.post()), start()).await,
            all,
            "{name}"
        );
    }
    assert_eq!(server.by_message_id().len(), 40);
}

#[tokio::test]
async fn only_a_refusal_of_receiver_or_content_ends_a_letter() {
    let check = async |refused: &'static str, answer: &'static str, expected, trouble: &str| {
        let server =
            MailServer::start(move |line| line.starts_with(refused).then_some(answer)).await;
        for (name, db) in databases().await {
            put(&db, &letter("a"), start()).await;
            let delivered = deliver(&db, &sender(server.post()), start()).await;
            assert_eq!(delivered, expected, "{name}: {refused} {answer}");
            let mut tx = db.read().await.expect(name);
            let sql = "SELECT trouble FROM platform_letter";
            let found: String = tx.one(sql, ()).await.expect(name).get(0).expect(name);
            assert_eq!(found, trouble, "{name}: {refused} {answer}");
        }
        assert!(server.taken().is_empty());
    };
    check("RCPT", "550 5.1.1 no such user", GIVEN_UP, "receiver").await;
    check(".", "554 5.6.0 not like this", GIVEN_UP, "content").await;
    check("RCPT", "450 4.2.1 come back", PUT_OFF, "busy").await;
    check("RCPT", "550 5.7.1 no relaying", PUT_OFF, "receiver").await;
    check("RCPT", "530 5.7.0 sign in first", PUT_OFF, "receiver").await;
    check("MAIL", "550 not you", PUT_OFF, "sender").await;
    check("DATA", "554 no", PUT_OFF, "data").await;
    check("EHLO", "554 no", PUT_OFF, "unreachable").await;
    check(".", "451 disk full", PUT_OFF, "busy").await;
}

#[tokio::test]
async fn a_wrong_password_is_the_operators_mistake_and_a_silent_server_holds_nobody_up() {
    let server = MailServer::start(|line| line.starts_with("AUTH").then_some("535 5.7.8 no")).await;
    let signed_in = format!("smtp://city:secret@{}", server.address);
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a port");
    let silent = format!("smtp://{}", silent.local_addr().expect("an address"));
    for (name, db) in databases().await {
        put(&db, &letter("a"), start()).await;
        let signed_in = sender(Post::parse(&signed_in).expect("a place"));
        assert_eq!(deliver(&db, &signed_in, start()).await, PUT_OFF, "{name}");
        let mut silent = sender(Post::parse(&silent).expect("a place"));
        silent.patience = Duration::from_millis(200);
        let later = start() + Duration::from_secs(40);
        assert_eq!(deliver(&db, &silent, later).await, PUT_OFF, "{name}");
    }
}

#[tokio::test]
async fn a_letter_waits_longer_each_time_and_is_given_up_after_three_days() {
    let server = MailServer::start(|line| line.starts_with("RCPT").then_some("450 later")).await;
    for (name, db) in databases().await {
        put(&db, &letter("a"), start()).await;
        let sender = sender(server.post());
        let mut now = start();
        let mut attempts = 0;
        loop {
            let delivered = deliver(&db, &sender, now).await;
            attempts += delivered.put_off + delivered.given_up;
            if delivered.given_up == 1 {
                break;
            }
            now += Duration::from_secs(20 * 60);
            assert!(now < start() + Duration::from_secs(5 * 86_400), "{name}");
        }
        assert_eq!(attempts, 21, "{name}");
        let days = (now.as_second() - start().as_second()) / 86_400;
        assert!((2..=4).contains(&days), "{name}: {days}");

        let mut tx = db.begin().await.expect(name);
        let waiting = Counts {
            waiting: 0,
            given_up: 1,
        };
        assert_eq!(counts(&mut tx).await.expect(name), waiting, "{name}");
        let list = given_up(&mut tx, 10).await.expect(name);
        assert_eq!(
            (list[0].key.as_str(), list[0].trouble.as_str()),
            ("a", "busy"),
            "{name}"
        );
        assert!(list[0].is_whole, "{name}");
        assert!(
            send_again(&mut tx, &list[0].id, now).await.expect(name),
            "{name}"
        );
        tx.commit().await.expect(name);
        let good = MailServer::start(|_| None).await;
        let sent = deliver(&db, &self::sender(good.post()), now).await;
        assert_eq!(sent, SENT, "{name}");
    }
}

#[tokio::test]
async fn what_is_personal_in_a_given_up_letter_is_erased_after_its_time() {
    let server = MailServer::start(|line| line.starts_with("RCPT").then_some("550 no")).await;
    for (name, db) in databases().await {
        put(&db, &letter("a"), start()).await;
        assert_eq!(
            deliver(&db, &sender(server.post()), start()).await,
            GIVEN_UP,
            "{name}"
        );
        let mut tx = db.begin().await.expect(name);
        assert_eq!(forget(&mut tx, start()).await.expect(name), 0, "{name}");
        let after = start() + Duration::from_secs(1);
        assert_eq!(forget(&mut tx, after).await.expect(name), 1, "{name}");
        let list = given_up(&mut tx, 10).await.expect(name);
        assert!(!list[0].is_whole, "{name}");
        assert!(
            !send_again(&mut tx, &list[0].id, after).await.expect(name),
            "{name}"
        );
        tx.commit().await.expect(name);
        assert_eq!(
            row(&db, "a").await,
            ("given-up".to_owned(), None, None, None),
            "{name}"
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_processes_send_each_letter_once() {
    let server = MailServer::start(|_| None).await;
    for (name, db) in databases().await {
        for number in 0..60 {
            put(&db, &letter(&format!("{number}")), start()).await;
        }
        let sender = sender(server.post());
        let two = tokio::join!(
            deliver(&db, &sender, start()),
            deliver(&db, &sender, start())
        );
        assert_eq!(two.0.sent + two.1.sent, 60, "{name}");
        assert!(two.0.sent > 0 && two.1.sent > 0, "{name}: {two:?}");
    }
    let ids = server.by_message_id();
    assert_eq!(ids.len(), 120);
    assert!(ids.values().all(|count| *count == 1));
}

#[tokio::test]
async fn a_letter_whose_process_died_is_taken_over_when_its_lease_has_run_out() {
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a port");
    let silent = format!("smtp://{}", silent.local_addr().expect("an address"));
    let silent = sender(Post::parse(&silent).expect("a place"));
    let server = MailServer::start(|_| None).await;
    let sender = sender(server.post());
    for (name, db) in databases().await {
        put(&db, &letter("a"), start()).await;
        let dies = deliver(&db, &silent, start());
        let died = tokio::time::timeout(Duration::from_millis(300), dies).await;
        assert!(died.is_err(), "{name}");
        let leased = start() + 2 * silent.patience;
        let before = leased - Duration::from_secs(1);
        assert_eq!(deliver(&db, &sender, before).await, NOTHING, "{name}");
        assert_eq!(deliver(&db, &sender, leased).await, SENT, "{name}");
    }
}

#[tokio::test]
async fn a_letter_on_which_processes_die_is_given_up() {
    let server = MailServer::start(|_| None).await;
    for (name, db) in databases().await {
        put(&db, &letter("a"), start()).await;
        let mut tx = db.begin().await.expect(name);
        let died = "UPDATE platform_letter SET attempts = 21, lease = 'x'";
        tx.execute(died, ()).await.expect(name);
        tx.commit().await.expect(name);
        assert_eq!(
            deliver(&db, &sender(server.post()), start()).await,
            GIVEN_UP,
            "{name}"
        );
    }
    assert!(server.taken().is_empty());
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_loses_nothing() {
    for (name, db) in databases().await {
        put(&db, &letter("a"), start()).await;
        let blocked = Post::Folder(PathBuf::from("/dev/null/mail"));
        assert_eq!(
            deliver(&db, &sender(blocked), start()).await,
            PUT_OFF,
            "{name}"
        );
        assert_eq!(row(&db, "a").await.0, "waiting", "{name}");
    }
}

/// Subject and text of a message, read by a program that is not ours.
fn read_back(message: &str) -> (String, String) {
    let message = MessageParser::new().parse(message).expect("a message");
    let subject = message.subject().expect("a subject").to_owned();
    let text = message.body_text(0).expect("a text").into_owned();
    (subject, text)
}
