//! A letter as a message of RFC 5322. Everything in it comes from the row, so a repetition has the same bytes.

use std::time::{Duration, SystemTime};

use kernel::MailAddress;
use lettre::Message;
use lettre::address::{Address, Envelope};
use lettre::message::Mailbox;
use lettre::message::header::{ContentType, HeaderName, HeaderValue, MIME_VERSION_1_0};

use super::Taken;

/// A message with the addresses on its envelope.
pub(super) struct Written {
    pub envelope: Envelope,
    /// With CRLF at the end of every line.
    pub text: String,
}

/// The message, or `None` when the letter cannot be written as one: its address is none.
pub(super) fn write(letter: &Taken, from: &MailAddress) -> Option<Written> {
    let from_address = address(from);
    let to = address(&MailAddress::parse(&letter.to).ok()?);
    let seconds = u64::try_from(letter.posted_at.as_second()).ok()?;
    let message = Message::builder()
        .envelope(Envelope::new(Some(from_address.clone()), vec![to.clone()]).ok()?)
        .from(Mailbox::new(None, from_address))
        .to(Mailbox::new(None, to))
        // A line break in a subject would begin another header.
        .subject(letter.subject.replace(char::is_control, " "))
        .date(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds))
        .message_id(Some(format!("<{}@{}>", letter.id, from.domain())))
        .raw_header(HeaderValue::new(
            HeaderName::new_from_ascii_str("Auto-Submitted"),
            "auto-generated".to_owned(),
        ))
        .header(MIME_VERSION_1_0)
        .header(ContentType::TEXT_PLAIN)
        .body(letter.text.clone())
        .ok()?;
    Some(Written {
        envelope: message.envelope().clone(),
        text: String::from_utf8(message.formatted()).ok()?,
    })
}

/// Dots where the standard has none (`a..b@`, `a.@`), as mobile carriers once gave out, are sent in quotes.
fn address(of: &MailAddress) -> Address {
    let name = of.name();
    let odd = name.starts_with('.') || name.ends_with('.') || name.contains("..");
    match odd {
        true => Address::new_dangerous(format!("\"{name}\""), of.domain()),
        false => Address::new_dangerous(name, of.domain()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(to: &str, subject: &str, text: &str) -> String {
        let letter = Taken {
            id: "0123456789abcdef0123456789abcdef".to_owned(),
            kind: "sample".to_owned(),
            attempts: 1,
            lease: String::new(),
            posted_at: "2026-05-29T08:00:00.123456Z".parse().expect("a moment"),
            to: to.to_owned(),
            subject: subject.to_owned(),
            text: text.to_owned(),
        };
        let from = MailAddress::parse("monozukuri@city.example.jp").expect("an address");
        write(&letter, &from).expect("a message").text
    }

    #[test]
    fn a_message_says_who_when_and_that_no_person_wrote_it() {
        let message = written("hanako@example.jp", "Hello", "Text\n");
        for line in [
            "From: monozukuri@city.example.jp",
            "To: hanako@example.jp",
            "Subject: Hello",
            "Date: Fri, 29 May 2026 08:00:00 +0000",
            "Message-ID: <0123456789abcdef0123456789abcdef@city.example.jp>",
            "Auto-Submitted: auto-generated",
            "Content-Type: text/plain; charset=utf-8",
            "MIME-Version: 1.0",
        ] {
            assert!(
                message.lines().any(|found| found == line),
                "{line}\n{message}"
            );
        }
        assert_eq!(message, written("hanako@example.jp", "Hello", "Text\n"));
    }

    #[test]
    fn japanese_is_written_in_ascii() {
        let message = written(
            "hanako@example.jp",
            "補助金の交付決定のお知らせ",
            "金沢市です。\n",
        );
        assert!(message.is_ascii(), "{message}");
        assert!(message.contains("Subject: =?utf-8?b?"), "{message}");
    }

    #[test]
    fn lines_end_as_servers_want_it() {
        let message = written("hanako@example.jp", "Hello", "a\n\n.\nb\r\nc");
        assert!(
            message.ends_with("\r\n\r\na\r\n\r\n.\r\nb\r\nc"),
            "{message:?}"
        );
    }

    #[test]
    fn a_subject_cannot_add_headers() {
        let message = written("hanako@example.jp", "a\r\nBcc: b@example.jp", "Text");
        assert!(
            !message.lines().any(|line| line.starts_with("Bcc")),
            "{message}"
        );
    }

    #[test]
    fn odd_dots_of_old_telephones_are_quoted() {
        let message = written("a..b.@docomo.ne.jp", "Hello", "Text");
        assert!(message.contains("To: \"a..b.\"@docomo.ne.jp"), "{message}");
    }
}
