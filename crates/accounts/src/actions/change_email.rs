//! Another address: proved by a letter to the new one, told to the old one, and undone from there for two weeks.

use kernel::MailAddress;
use platform::DbFault;
use platform::secret::Token;

use super::letters::{Draft, send};
use super::record::By;
use super::{Accounts, Stop, record};
use crate::event::Event;
use crate::link::Purpose;
use crate::person::Person;
use crate::store::{links, people, sessions};
use crate::throttle;

/// Sends the letter to the new address. The page says the same whether or not somebody has it already; then its owner
/// is told that nothing was changed.
pub async fn ask_to_change_email(
    accounts: &Accounts,
    person: &Person,
    email: &MailAddress,
) -> Result<(), DbFault> {
    if !accounts.take(throttle::LETTER, &email.key()).await? {
        return Ok(());
    }
    let now = accounts.now();
    let token = Token::new();
    let mut tx = accounts.db.begin().await?;
    let taken = people::find_by_email(&mut tx, email).await?.is_some();
    let name = if taken { "email-taken" } else { "change-email" };
    if !taken {
        let purpose = Purpose::ChangeEmail {
            email: email.as_str().to_owned(),
        };
        links::insert(&mut tx, &token.hash(), Some(&person.id), &purpose, now).await?;
    }
    let link = accounts
        .address
        .page(person.lang, &format!("/links/{}", token.text()));
    let draft = Draft {
        kind: "accounts-link",
        to: email,
        lang: person.lang,
        name,
        args: &[("link", &link)],
    };
    send(&mut tx, accounts, draft).await?;
    tx.commit().await
}

/// Makes the new address the person's own. The old one gets a letter by which it can be taken back.
pub async fn change_email(accounts: &Accounts, token: &Token) -> Result<(), Stop<()>> {
    let now = accounts.now();
    let mut tx = accounts.db.begin().await?;
    let link = links::find(&mut tx, &token.hash(), now)
        .await?
        .ok_or(Stop::NotFound)?;
    let (Purpose::ChangeEmail { .. }, Some(id), Some(new)) =
        (&link.purpose, &link.person, link.purpose.email())
    else {
        return Err(Stop::NotFound);
    };
    let person = people::find(&mut tx, id).await?.ok_or(Stop::NotFound)?;
    if people::find_by_email(&mut tx, &new).await?.is_some() {
        return Err(Stop::Refused(()));
    }
    if !links::use_up(&mut tx, &token.hash(), now).await? {
        return Err(Stop::NotFound);
    }
    people::set_email(&mut tx, id, &new).await?;
    links::void(&mut tx, id, "recover").await?;
    let undo = Token::new();
    let purpose = Purpose::RestoreEmail {
        email: person.email.as_str().to_owned(),
    };
    links::insert(&mut tx, &undo.hash(), Some(id), &purpose, now).await?;
    record(
        &mut tx,
        accounts,
        id,
        Event::EmailChanged,
        By::default(),
        Vec::new(),
        None,
    )
    .await?;
    let link = accounts
        .address
        .page(person.lang, &format!("/links/{}", undo.text()));
    let draft = Draft {
        kind: "accounts-link",
        to: &person.email,
        lang: person.lang,
        name: "email-changed",
        args: &[("link", &link)],
    };
    send(&mut tx, accounts, draft).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes the old address back. Whoever had changed it is signed out everywhere.
pub async fn restore_email(accounts: &Accounts, token: &Token) -> Result<(), Stop<()>> {
    let now = accounts.now();
    let mut tx = accounts.db.begin().await?;
    let link = links::find(&mut tx, &token.hash(), now)
        .await?
        .ok_or(Stop::NotFound)?;
    let (Purpose::RestoreEmail { .. }, Some(id), Some(old)) =
        (&link.purpose, &link.person, link.purpose.email())
    else {
        return Err(Stop::NotFound);
    };
    if people::find_by_email(&mut tx, &old)
        .await?
        .is_some_and(|other| other.id != *id)
    {
        return Err(Stop::Refused(()));
    }
    if !links::use_up(&mut tx, &token.hash(), now).await? {
        return Err(Stop::NotFound);
    }
    people::set_email(&mut tx, id, &old).await?;
    links::void(&mut tx, id, "recover").await?;
    links::void(&mut tx, id, "change-email").await?;
    sessions::end_others(&mut tx, id, None).await?;
    record(
        &mut tx,
        accounts,
        id,
        Event::EmailRestored,
        By::default(),
        Vec::new(),
        None,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}
