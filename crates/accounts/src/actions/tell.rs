//! Telling people something: a notice on the site, and a letter at once or gathered with others.

use kernel::Lang;
use platform::{DbFault, Tx, secret};

use super::Accounts;
use super::letters::{Draft, send};
use crate::id::PersonId;
use crate::notice::{Digest, Notice, Told, Urgency};
use crate::store::{notices, people};

/// A letter with gathered notices names so many; the site has the rest.
const MOST_GATHERED: i64 = 50;

/// Tells a person something, in the transaction in which it happened. Nobody is told twice, and a deleted account is
/// told nothing.
pub async fn tell(
    tx: &mut Tx,
    accounts: &Accounts,
    person: &PersonId,
    notice: &Notice,
) -> Result<(), DbFault> {
    let Some(person) = people::find(tx, person).await? else {
        return Ok(());
    };
    let now = accounts.now();
    let mailed = notice.urgency == Urgency::Urgent || person.digest == Digest::AtOnce;
    let id = secret::new_id();
    notices::insert(tx, &id, &person.id, notice, mailed.then_some(now), now).await?;
    if mailed {
        let said: Vec<(&str, &str)> = notice
            .said
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        let sentence = accounts.words.say(person.lang, notice.kind, &said);
        let path = notice.path.as_deref().unwrap_or("/account/notices");
        let link = accounts.address.page(person.lang, path);
        let shown = person.shown();
        let draft = Draft {
            kind: "accounts-notice",
            to: &person.email,
            lang: person.lang,
            name: "notice",
            args: &[("name", &shown), ("sentence", &sentence), ("link", &link)],
        };
        send(tx, accounts, draft).await?;
    }
    Ok(())
}

/// Sends the letters that gather notices and are due: each person gets one for each span of time, whatever dies
/// meanwhile. How many were sent.
pub async fn gather(accounts: &Accounts, digest: Digest) -> Result<usize, DbFault> {
    let Some(span) = digest.gathers_for() else {
        return Ok(0);
    };
    let now = accounts.now();
    let since = now - span;
    let mut tx = accounts.db.read().await?;
    let due = notices::people_due(&mut tx, digest, since, 500).await?;
    drop(tx);
    let mut sent = 0;
    for person in due {
        let mut tx = accounts.db.begin().await?;
        let Some(person) = people::find(&mut tx, &person).await? else {
            continue;
        };
        let untold = notices::untold(&mut tx, &person.id, MOST_GATHERED).await?;
        if untold.is_empty() || !notices::gathered(&mut tx, &person.id, since, now).await? {
            continue;
        }
        let list: Vec<String> = untold
            .iter()
            .map(|told| format!("・{}", sentence(accounts, person.lang, told)))
            .collect();
        let (shown, list) = (person.shown(), list.join("\n"));
        let link = accounts.address.page(person.lang, "/account/notices");
        let draft = Draft {
            kind: "accounts-digest",
            to: &person.email,
            lang: person.lang,
            name: "digest",
            args: &[("name", &shown), ("list", &list), ("link", &link)],
        };
        send(&mut tx, accounts, draft).await?;
        tx.commit().await?;
        sent += 1;
    }
    Ok(sent)
}

/// The sentence of a notice in a language.
pub(crate) fn sentence(accounts: &Accounts, lang: Lang, told: &Told) -> String {
    let said: Vec<(&str, &str)> = told
        .said
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    accounts.words.say(lang, &told.kind, &said)
}
