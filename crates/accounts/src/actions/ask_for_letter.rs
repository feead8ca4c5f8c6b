//! Asking for a letter with a link, to make an account or to get back into one. Whatever the address is, the answer is
//! the same, and as much is written: only the letter tells its reader whether there is an account.

use kernel::{Lang, MailAddress};
use platform::secret::Token;
use platform::{DbFault, Visitor};

use super::Accounts;
use super::letters::{Draft, send};
use crate::link::Purpose;
use crate::store::{links, people};
use crate::throttle;

/// What the visitor wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    SignUp,
    Help,
}

/// Sends the letter, unless the address or the network had enough of them: nobody is told that either, because it
/// would tell whether somebody else had asked.
pub async fn ask_for_letter(
    accounts: &Accounts,
    email: &MailAddress,
    wish: Wish,
    lang: Lang,
    visitor: Visitor,
) -> Result<(), DbFault> {
    let network = accounts.take_for(throttle::LETTER_NETWORK, visitor).await?;
    let letter = accounts.take(throttle::LETTER, &email.key()).await?;
    if !(network && letter) {
        return Ok(());
    }
    let now = accounts.now();
    let token = Token::new();
    let mut tx = accounts.db.begin().await?;
    let person = people::find_by_email(&mut tx, email).await?;
    let (purpose, name, lang) = match (&person, wish) {
        (None, Wish::SignUp) => (sign_up(email), "sign-up", lang),
        (None, Wish::Help) => (sign_up(email), "no-account", lang),
        (Some(person), Wish::SignUp) => (
            Purpose::Recover { by_office: false },
            "has-account",
            person.lang,
        ),
        (Some(person), Wish::Help) => (Purpose::Recover { by_office: false }, "help", person.lang),
    };
    links::insert(
        &mut tx,
        &token.hash(),
        person.as_ref().map(|person| &person.id),
        &purpose,
        now,
    )
    .await?;
    let link = accounts
        .address
        .page(lang, &format!("/links/{}", token.text()));
    let draft = Draft {
        kind: "accounts-link",
        to: email,
        lang,
        name,
        args: &[("link", &link)],
    };
    send(&mut tx, accounts, draft).await?;
    tx.commit().await
}

fn sign_up(email: &MailAddress) -> Purpose {
    Purpose::SignUp {
        email: email.as_str().to_owned(),
    }
}
