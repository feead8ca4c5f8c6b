//! The letters that wait in the outbox, as their readers find them.

use platform::Db;

#[derive(Clone, Debug)]
pub struct Letter {
    pub subject: String,
    pub text: String,
}

/// All letters to an address, the oldest first.
pub async fn letters(db: &Db, to: &str) -> Vec<Letter> {
    let mut tx = db.read().await.expect("a transaction");
    let rows = tx
        .all(
            "SELECT subject, body FROM platform_letter WHERE recipient = $1 ORDER BY posted_at, id",
            (to,),
        )
        .await
        .expect("letters");
    rows.iter()
        .map(|row| Letter {
            subject: row.get(0).expect("a subject"),
            text: row.get(1).expect("a text"),
        })
        .collect()
}

/// The path of the link in the newest letter that has one and whose subject holds a word.
pub async fn link(db: &Db, to: &str, about: &str) -> String {
    let letters = letters(db, to).await;
    let found = letters
        .iter()
        .rev()
        .find(|letter| letter.subject.contains(about) && letter.text.contains("/links/"));
    let letter = found.unwrap_or_else(|| panic!("no letter about {about}: {letters:#?}"));
    letter
        .text
        .split_whitespace()
        .find(|word| word.contains("/links/"))
        .and_then(|link| link.strip_prefix(super::site::ADDRESS))
        .expect("a link of this site")
        .to_owned()
}
