//! What the links in letters do, after a press of the button on their page.

use kernel::Lang;
use platform::DbFault;
use platform::secret::{Token, new_id};

use super::authenticator::is_right_code;
use super::record::By;
use super::sessions::{Begun, begin_session};
use super::{Accounts, Stop, record};
use crate::event::Event;
use crate::id::PersonId;
use crate::link::Purpose;
use crate::person::{Name, Person};
use crate::session::{Method, Stage};
use crate::store::links::Link;
use crate::store::{browsers, links, people, sessions};
use crate::throttle;

/// A link that works, with the person it is for, if it is for one that has an account.
pub struct Opened {
    pub link: Link,
    pub person: Option<Person>,
}

/// Looks at a link without using it.
pub async fn link_behind(accounts: &Accounts, token: &Token) -> Result<Option<Opened>, DbFault> {
    let mut tx = accounts.db.read().await?;
    let Some(link) = links::find(&mut tx, &token.hash(), accounts.now()).await? else {
        return Ok(None);
    };
    let person = match (&link.person, link.purpose.email()) {
        (Some(id), _) => people::find(&mut tx, id).await?,
        (None, Some(email)) => people::find_by_email(&mut tx, &email).await?,
        (None, None) => None,
    };
    Ok(Some(Opened { link, person }))
}

/// Makes an account for the address that the link was sent to.
pub async fn sign_up(
    accounts: &Accounts,
    token: &Token,
    name: &Name,
    lang: Lang,
    (browser, agent): (Option<Token>, &str),
) -> Result<Begun, Stop<()>> {
    let now = accounts.now();
    let mut tx = accounts.db.begin().await?;
    let link = links::find(&mut tx, &token.hash(), now)
        .await?
        .ok_or(Stop::NotFound)?;
    let (Purpose::SignUp { .. }, Some(email)) = (&link.purpose, link.purpose.email()) else {
        return Err(Stop::NotFound);
    };
    // Between letter and press another letter to the same address may have been used.
    if people::find_by_email(&mut tx, &email).await?.is_some() {
        return Err(Stop::Refused(()));
    }
    if !links::use_up(&mut tx, &token.hash(), now).await? {
        return Err(Stop::NotFound);
    }
    let person = PersonId::of(new_id());
    people::insert(&mut tx, &person, &email, lang, now).await?;
    people::rename(&mut tx, &person, name, lang).await?;
    record(
        &mut tx,
        accounts,
        &person,
        Event::AccountMade,
        By::default(),
        Vec::new(),
        None,
    )
    .await?;
    let begun = begin_session(
        &mut tx,
        accounts,
        &person,
        (Stage::SetUp, Method::Link),
        (browser, agent),
    )
    .await?;
    tx.commit().await?;
    Ok(begun)
}

/// What somebody who cannot get in wants of the link.
pub enum Recovery<'a> {
    /// To go on with password and code in this browser, which from now on is known.
    LetBrowserTry,
    /// To set new ways to sign in; with a code where the account has a second proof.
    Replace { code: &'a str },
}

/// Gets a person back in. `Refused` means that the code is wrong; the link still works then.
pub async fn recover(
    accounts: &Accounts,
    token: &Token,
    wanted: Recovery<'_>,
    (browser, agent): (Option<Token>, &str),
) -> Result<Begun, Stop<()>> {
    let now = accounts.now();
    let mut tx = accounts.db.begin().await?;
    let link = links::find(&mut tx, &token.hash(), now)
        .await?
        .ok_or(Stop::NotFound)?;
    let (Purpose::Recover { by_office }, Some(id)) = (&link.purpose, &link.person) else {
        return Err(Stop::NotFound);
    };
    let person = people::find(&mut tx, id).await?.ok_or(Stop::NotFound)?;
    match wanted {
        Recovery::LetBrowserTry => {
            drop(tx);
            if !accounts
                .take(throttle::BROWSER_BY_LINK, id.as_str())
                .await?
            {
                return Err(Stop::Busy);
            }
            tx = accounts.db.begin().await?;
            // The newest takes the place of all others: links must not make more and more browsers that may try.
            browsers::forget(&mut tx, id).await?;
            links::use_up(&mut tx, &token.hash(), now).await?;
            let browser = browser.unwrap_or_default();
            browsers::remember(&mut tx, &browser.hash(), id, now).await?;
            tx.commit().await?;
            // No session: the browser may only try.
            let id = crate::id::SessionId::of("");
            return Ok(Begun {
                session: Token::new(),
                browser,
                id,
            });
        }
        Recovery::Replace { code } if person.ways.have_second() && !by_office => {
            // Who has the mailbox must not be able to guess the code.
            let bucket = throttle::CODE;
            drop(tx);
            if !accounts.take(bucket, id.as_str()).await? {
                return Err(Stop::Busy);
            }
            tx = accounts.db.begin().await?;
            if !is_right_code(&mut tx, accounts, id, code).await? {
                return Err(Stop::Refused(()));
            }
        }
        Recovery::Replace { .. } => {}
    }
    if !links::use_up(&mut tx, &token.hash(), now).await? {
        return Err(Stop::NotFound);
    }
    sessions::end_others(&mut tx, id, None).await?;
    browsers::forget(&mut tx, id).await?;
    // Whoever had the account until now may have asked for another address.
    links::void(&mut tx, id, "change-email").await?;
    record(
        &mut tx,
        accounts,
        id,
        Event::Recovered,
        By::default(),
        Vec::new(),
        None,
    )
    .await?;
    let begun = begin_session(
        &mut tx,
        accounts,
        id,
        (Stage::SetUp, Method::Link),
        (browser, agent),
    )
    .await?;
    tx.commit().await?;
    Ok(begun)
}
