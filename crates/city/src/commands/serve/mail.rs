//! Where letters go and from whom they come, as the operator wishes.

use std::path::Path;

use clap::Args;
use kernel::MailAddress;
use platform::outbox::{Post, PostFault, Sender};

/// Read where the option is not given, so that a password need not stand on the command line.
const MAIL: &str = "MONOZUKURI_MAIL";
const MAIL_FROM: &str = "MONOZUKURI_MAIL_FROM";
/// The sender of letters that only go into a folder.
const NOBODY: &str = "monozukuri@localhost";

#[derive(Args)]
pub(super) struct Mail {
    /// Where letters go: folder:DIR, smtp://[user:password@]host[:port] (STARTTLS) or smtps://…; without it the folder
    /// "mail" beside the database. With a password, rather set MONOZUKURI_MAIL / 通知メールの送り先
    #[arg(long, value_name = "PLACE")]
    mail: Option<String>,
    /// The sender of letters; needed with smtp (or MONOZUKURI_MAIL_FROM)
    #[arg(long, value_name = "ADDRESS")]
    mail_from: Option<String>,
}

/// A wish that cannot be fulfilled: the key of a sentence, and what was found. A place is not repeated, for there may be
/// a password in it.
pub(super) struct MailRefusal {
    pub key: &'static str,
    pub found: String,
}

impl Mail {
    /// The sender; `data` is the folder of the embedded database.
    pub(super) fn sender(&self, data: &Path) -> Result<Sender, MailRefusal> {
        let mail = self.mail.clone().or_else(|| set(MAIL));
        let from = self.mail_from.clone().or_else(|| set(MAIL_FROM));
        sender(mail.as_deref(), from.as_deref(), data)
    }
}

fn set(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

fn sender(mail: Option<&str>, from: Option<&str>, data: &Path) -> Result<Sender, MailRefusal> {
    let refusal = |key, found: &str| MailRefusal {
        key,
        found: found.to_owned(),
    };
    let post = match mail {
        None => Post::Folder(data.join("mail")),
        Some(mail) => Post::parse(mail).map_err(|why| refusal(key_of(why), ""))?,
    };
    let from = match (from, &post) {
        (Some(from), _) => from,
        (None, Post::Folder(_)) => NOBODY,
        (None, Post::Smtp(_)) => return Err(refusal("serve-mail-needs-from", "")),
    };
    let from = MailAddress::parse(from).map_err(|_| refusal("serve-bad-mail-from", from))?;
    Ok(Sender::new(from, post))
}

fn key_of(why: PostFault) -> &'static str {
    match why {
        PostFault::Scheme => "serve-mail-scheme",
        PostFault::NoFolder => "serve-mail-no-folder",
        PostFault::Host => "serve-mail-host",
        PostFault::Port => "serve-mail-port",
        PostFault::SignIn => "serve-mail-sign-in",
    }
}

#[cfg(test)]
mod tests {
    use kernel::Lang;

    use super::*;

    #[track_caller]
    fn check(mail: Option<&str>, from: Option<&str>, expected: Result<&str, &str>) {
        let found = sender(mail, from, Path::new("/data"));
        let found = found
            .map(|sender| format!("{} {}", sender.post, sender.from))
            .map_err(|refusal| refusal.key);
        assert_eq!(found.as_deref().map_err(|key| *key), expected);
        if let Err(key) = expected {
            for lang in [Lang::Ja, Lang::En] {
                let said = crate::fault_words().say(lang, key, &[("found", "x")]);
                assert!(said.contains("--mail"), "{said}");
            }
        }
    }

    #[test]
    fn letters_go_into_a_folder_unless_a_server_and_a_sender_are_named() {
        check(None, None, Ok("folder:/data/mail monozukuri@localhost"));
        check(Some("folder:/x"), Some("a@b.jp"), Ok("folder:/x a@b.jp"));
        check(
            Some("smtp://m.jp"),
            Some("a@b.jp"),
            Ok("smtp://m.jp:587 a@b.jp"),
        );
        check(Some("smtp://m.jp"), None, Err("serve-mail-needs-from"));
        check(Some("smtp://m.jp"), Some("a"), Err("serve-bad-mail-from"));
        check(Some("m.jp"), None, Err("serve-mail-scheme"));
        check(Some("folder:"), None, Err("serve-mail-no-folder"));
        check(Some("smtps://"), None, Err("serve-mail-host"));
        check(Some("smtps://m.jp:x"), None, Err("serve-mail-port"));
        check(Some("smtps://a@m.jp"), None, Err("serve-mail-sign-in"));
    }
}
