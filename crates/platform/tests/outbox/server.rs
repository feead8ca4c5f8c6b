//! Letters to a mail server: what it gets, and what follows from what it says.

use std::time::Duration;

use mail_parser::MessageParser;
use platform::outbox::Post;

use crate::*;

#[tokio::test]
async fn a_server_gets_japanese_as_it_was_written() {
    let server = MailServer::start(|_| None).await;
    for (name, db) in databases().await {
        put(&db, &letter("a"), start()).await;
        assert_eq!(
            deliver(&db, &sender(post_of(&server)), start()).await,
            SENT,
            "{name}"
        );
    }
    let taken = server.taken();
    assert_eq!(taken.len(), 2);
    for taken in taken {
        assert_eq!(taken.header("From"), "monozukuri@city.example.jp");
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
            deliver(&db, &sender(post_of(&server)), start()).await,
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
            let delivered = deliver(&db, &sender(post_of(&server)), start()).await;
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

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_processes_send_each_letter_once() {
    let server = MailServer::start(|_| None).await;
    for (name, db) in databases().await {
        for number in 0..60 {
            put(&db, &letter(&format!("{number}")), start()).await;
        }
        let sender = sender(post_of(&server));
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

/// Subject and text of a message, read by a program that is not ours.
fn read_back(message: &str) -> (String, String) {
    let message = MessageParser::new().parse(message).expect("a message");
    let subject = message.subject().expect("a subject").to_owned();
    let text = message.body_text(0).expect("a text").into_owned();
    (subject, text)
}
