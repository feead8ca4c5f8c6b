//! What becomes of a letter: sent, put off, taken over, given up, forgotten.

use std::path::PathBuf;
use std::time::Duration;

use platform::outbox::{Counts, Post, counts, forget, given_up, send_again};

use crate::*;

#[tokio::test]
async fn a_letter_waits_longer_each_time_and_is_given_up_after_three_days() {
    let server = MailServer::start(|line| line.starts_with("RCPT").then_some("450 later")).await;
    for (name, db) in databases().await {
        put(&db, &letter("a"), start()).await;
        let sender = sender(post_of(&server));
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
        let sent = deliver(&db, &crate::sender(post_of(&good)), now).await;
        assert_eq!(sent, SENT, "{name}");
    }
}

#[tokio::test]
async fn what_is_personal_in_a_given_up_letter_is_erased_after_its_time() {
    let server = MailServer::start(|line| line.starts_with("RCPT").then_some("550 no")).await;
    for (name, db) in databases().await {
        put(&db, &letter("a"), start()).await;
        assert_eq!(
            deliver(&db, &sender(post_of(&server)), start()).await,
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

#[tokio::test]
async fn a_letter_whose_process_died_is_taken_over_when_its_lease_has_run_out() {
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a port");
    let silent = format!("smtp://{}", silent.local_addr().expect("an address"));
    let silent = sender(Post::parse(&silent).expect("a place"));
    let server = MailServer::start(|_| None).await;
    let sender = sender(post_of(&server));
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
            deliver(&db, &sender(post_of(&server)), start()).await,
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
