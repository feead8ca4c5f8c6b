//! What goes over the line, and what does not.

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;

use super::*;

#[test]
fn a_line_with_a_dot_does_not_end_a_message() {
    let check = |message, sent| assert_eq!(with_end(message), sent);
    check("", "\r\n.\r\n");
    check("a\r\n", "a\r\n.\r\n");
    check("a", "a\r\n.\r\n");
    check("a\r\n.\r\n..b\r\nc.", "a\r\n..\r\n...b\r\nc.\r\n.\r\n");
}

/// A server that offers no TLS; what was said to it comes back.
async fn said_to_a_server_without_tls(security: Security) -> (Attempt, Vec<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let server = SmtpServer {
        host: "127.0.0.1".to_owned(),
        port: listener.local_addr().expect("an address").port(),
        security,
        sign_in: Some(("city".to_owned(), "secret".to_owned())),
    };
    let heard = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.expect("a client");
        let mut lines = Vec::new();
        let mut stream = BufReader::new(stream);
        stream.write_all(b"220 hello\r\n").await.ok();
        let mut line = Vec::new();
        while stream
            .read_until(b'\n', &mut line)
            .await
            .is_ok_and(|read| read > 0)
        {
            lines.push(String::from_utf8_lossy(&line).trim_end().to_owned());
            line.clear();
            stream
                .write_all(b"250-mail\r\n250 AUTH PLAIN\r\n")
                .await
                .ok();
        }
        lines
    });
    let letter = crate::outbox::Taken {
        id: "0".repeat(32),
        kind: "sample".to_owned(),
        attempts: 1,
        lease: String::new(),
        posted_at: jiff::Timestamp::UNIX_EPOCH,
        to: "hanako@example.jp".to_owned(),
        subject: "Hello".to_owned(),
        text: "Text".to_owned(),
    };
    let from = kernel::MailAddress::parse("monozukuri@example.jp").expect("an address");
    let message = crate::outbox::message::write(&letter, &from).expect("a message");
    let mut line = Line::default();
    let patience = Duration::from_millis(500);
    let attempt = line.send(&server, "example.jp", &message, patience).await;
    drop(line);
    (attempt, heard.await.expect("the server ends"))
}

#[tokio::test]
async fn neither_password_nor_letter_is_told_to_a_server_without_tls() {
    for security in [Security::StartTls, Security::Tls] {
        let (attempt, said) = said_to_a_server_without_tls(security).await;
        assert_eq!(attempt, Attempt::Failed("tls"), "{security:?}");
        let told = said
            .iter()
            .any(|line| line.starts_with("AUTH") || line.starts_with("MAIL"));
        assert!(!told, "{security:?}: {said:?}");
    }
}
