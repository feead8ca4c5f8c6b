//! Delivery to a mail server. The conversation is led step by step, because the same "no" means different things: to
//! our name and password it is a mistake of the operator, to the receiver it is the end of this letter.

use std::time::Duration;

use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::ClientId;

use super::life::Attempt;
use super::message::Written;
use super::place::{Security, SmtpServer};

/// A connection that is kept while there are letters to send.
#[derive(Default)]
pub(super) struct Line(Option<AsyncSmtpConnection>);

impl Line {
    /// Sends one letter. Whatever goes wrong ends the connection: the next letter begins a new one.
    pub async fn send(
        &mut self,
        server: &SmtpServer,
        hello: &str,
        message: &Written,
        patience: Duration,
    ) -> Attempt {
        // Only opening a connection has a limit of its own.
        match tokio::time::timeout(patience, self.talk(server, hello, message, patience)).await {
            Ok(Ok(())) => Attempt::Sent,
            Ok(Err(attempt)) => {
                self.drop_now();
                attempt
            }
            Err(_) => {
                self.drop_now();
                Attempt::Failed("timeout")
            }
        }
    }

    async fn talk(
        &mut self,
        server: &SmtpServer,
        hello: &str,
        message: &Written,
        patience: Duration,
    ) -> Result<(), Attempt> {
        if let Some(line) = &mut self.0
            && !line.test_connected().await
        {
            self.0 = None;
        }
        let line = match self.0.take() {
            Some(line) => line,
            None => open(server, hello, patience).await?,
        };
        let line = self.0.insert(line);
        line.command(Mail::new(message.envelope.from().cloned(), Vec::new()))
            .await
            .map_err(|why| Attempt::Failed(trouble(&why, "sender")))?;
        for to in message.envelope.to() {
            line.command(Rcpt::new(to.clone(), Vec::new()))
                .await
                .map_err(|why| of_receiver(&why))?;
        }
        line.command(Data)
            .await
            .map_err(|why| Attempt::Failed(trouble(&why, "data")))?;
        line.command(with_end(&message.text))
            .await
            .map_err(|why| of_content(&why))?;
        Ok(())
    }

    /// Says good-bye, while nothing is to be sent.
    pub async fn rest(&mut self) {
        if let Some(mut line) = self.0.take() {
            let _ = tokio::time::timeout(Duration::from_secs(2), line.quit()).await;
        }
    }

    fn drop_now(&mut self) {
        self.0 = None;
    }
}

async fn open(
    server: &SmtpServer,
    hello: &str,
    patience: Duration,
) -> Result<AsyncSmtpConnection, Attempt> {
    let hello = ClientId::Domain(hello.to_owned());
    let tls = |security: Security| {
        (server.security == security)
            .then(|| TlsParameters::new(server.host.clone()))
            .transpose()
            .map_err(|_| Attempt::Failed("tls"))
    };
    let mut line = AsyncSmtpConnection::connect_tokio1(
        (server.host.as_str(), server.port),
        Some(patience),
        &hello,
        tls(Security::Tls)?,
        None,
    )
    .await
    .map_err(|why| Attempt::Failed(trouble(&why, "unreachable")))?;
    if let Some(tls) = tls(Security::StartTls)? {
        line.starttls(tls, &hello)
            .await
            .map_err(|why| Attempt::Failed(trouble(&why, "tls")))?;
    }
    if let Some((name, password)) = &server.sign_in {
        let credentials = Credentials::new(name.clone(), password.clone());
        line.auth(DEFAULT_MECHANISMS, &credentials)
            .await
            .map_err(|why| Attempt::Failed(trouble(&why, "sign-in")))?;
    }
    Ok(line)
}

/// The message as it goes over the line: dots that begin a line are doubled, and a single dot ends it. All of it is one
/// write; in two, the second would wait for the other side's next sign of life, and might still leave after our death.
fn with_end(message: &str) -> String {
    let mut sent = String::with_capacity(message.len() + 64);
    for line in message.split_inclusive("\r\n") {
        if line.starts_with('.') {
            sent.push('.');
        }
        sent.push_str(line);
    }
    if !sent.ends_with("\r\n") {
        sent.push_str("\r\n");
    }
    sent.push_str(".\r\n");
    sent
}

/// A refusal of the receiver is final, unless it is about us: "sign in first" and "no relaying" (5.7.x) are mended by
/// the operator, and then the letter still goes.
fn of_receiver(why: &Error) -> Attempt {
    let about_us = why
        .status()
        .is_some_and(|code| [530, 535].contains(&u16::from(code)))
        || why.to_string().contains("5.7.");
    match why.is_permanent() && !about_us {
        true => Attempt::Refused("receiver"),
        false => Attempt::Failed(trouble(why, "receiver")),
    }
}

/// Why it failed, in a word of ours: what the server said could hold the address.
fn trouble(why: &Error, permanent: &'static str) -> &'static str {
    if why.is_tls() {
        "tls"
    } else if why.is_timeout() {
        "timeout"
    } else if why.is_transient() {
        "busy"
    } else if why.is_permanent() || why.is_client() {
        permanent
    } else if why.is_response() {
        "answer"
    } else {
        "unreachable"
    }
}

/// What the server says to the letter as a whole is about this letter.
fn of_content(why: &Error) -> Attempt {
    match why.is_permanent() {
        true => Attempt::Refused("content"),
        false => Attempt::Failed(trouble(why, "content")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_with_a_dot_does_not_end_a_message() {
        let check = |message, sent| assert_eq!(with_end(message), sent);
        check("", "\r\n.\r\n");
        check("a\r\n", "a\r\n.\r\n");
        check("a", "a\r\n.\r\n");
        check("a\r\n.\r\n..b\r\nc.", "a\r\n..\r\n...b\r\nc.\r\n.\r\n");
    }
}
