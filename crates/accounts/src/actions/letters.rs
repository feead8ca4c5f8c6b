//! Letters of this module: a subject and paragraphs from the messages, in the reader's language.

use kernel::{Lang, MailAddress};
use platform::outbox::{Letter, post};
use platform::{DbFault, Tx, secret};

use super::Accounts;

/// A letter before it is written.
pub(crate) struct Draft<'a> {
    pub kind: &'static str,
    pub to: &'a MailAddress,
    pub lang: Lang,
    /// Names the messages: `letter-NAME-subject` and `letter-NAME-text`, in which `¶` begins a new line.
    pub name: &'a str,
    pub args: &'a [(&'a str, &'a str)],
}

/// Puts a letter into the outbox.
pub(crate) async fn send(
    tx: &mut Tx,
    accounts: &Accounts,
    draft: Draft<'_>,
) -> Result<(), DbFault> {
    let city = accounts.shell.site().city.get(draft.lang);
    let site = accounts.address.page(draft.lang, "/");
    // Only our own sentences begin new lines: a name that somebody chose must not look like a sentence of ours.
    let values: Vec<(&str, String)> = draft
        .args
        .iter()
        .map(|(name, value)| (*name, value.replace('¶', " ")))
        .collect();
    let mut args: Vec<(&str, &str)> = values
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    args.extend([("city", city), ("site", site.as_str())]);
    let say = |part: &str| {
        let key = format!("letter-{}-{part}", draft.name);
        accounts.words.say(draft.lang, &key, &args)
    };
    let foot = accounts.words.say(draft.lang, "letter-foot", &args);
    let letter = Letter {
        kind: draft.kind,
        key: format!("accounts:{}", secret::new_id()),
        to: draft.to.clone(),
        subject: say("subject"),
        text: format!("{}\n\n-- \n{foot}\n", say("text")).replace('¶', "\n"),
    };
    post(tx, &letter, accounts.now()).await
}
