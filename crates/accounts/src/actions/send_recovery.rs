//! Helping somebody back who has lost every second proof: the office looks at the person (本人確認) and sends a letter
//! with which the account opens without a code.
//!
//! The rule that keeps this safe without a second signature: the letter goes to the address of the account and nowhere
//! else, the person is told beside it, and no account that carries power is opened in this way. Whoever has a duty in
//! the city has it ended first and given again afterwards, which are two decisions that stand in the records; so a
//! mailbox that fell into wrong hands brings nobody to the desk. An administrator without the mailbox gains nothing.

use platform::secret::Token;

use super::letters::{Draft, send};
use super::record::By;
use super::sections::administers;
use super::{Accounts, Stop, record};
use crate::event::Event;
use crate::id::PersonId;
use crate::link::Purpose;
use crate::person::Person;
use crate::store::{duties, links, people};
use crate::throttle;

/// Why no letter is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecoveryRefusal {
    /// The person has a duty in the city, today or later: it has to be ended first.
    OnDuty,
    /// Letters were sent a short while ago.
    TooMany,
}

impl RecoveryRefusal {
    pub fn key(self) -> &'static str {
        match self {
            RecoveryRefusal::OnDuty => "recovery-on-duty",
            RecoveryRefusal::TooMany => "recovery-too-many",
        }
    }
}

/// Sends the letter. By an administrator.
pub async fn send_recovery(
    accounts: &Accounts,
    administrator: &Person,
    person: &PersonId,
) -> Result<(), Stop<RecoveryRefusal>> {
    let (now, today) = (accounts.now(), accounts.clock.today());
    let mut tx = accounts.db.read().await?;
    if !administers(&mut tx, accounts, administrator).await? {
        return Err(Stop::NotFound);
    }
    drop(tx);
    if !accounts.take(throttle::RECOVERY, person.as_str()).await? {
        return Err(Stop::Refused(RecoveryRefusal::TooMany));
    }
    let mut tx = accounts.db.begin().await?;
    // Nobody gives the person a duty meanwhile.
    if !people::lock(&mut tx, person).await? {
        return Err(Stop::NotFound);
    }
    let person = people::find(&mut tx, person).await?.ok_or(Stop::NotFound)?;
    let given = duties::of_person(&mut tx, &person.id).await?;
    if given.iter().any(|given| given.is_open(today)) {
        return Err(Stop::Refused(RecoveryRefusal::OnDuty));
    }
    let token = Token::new();
    let purpose = Purpose::Recover { by_office: true };
    links::insert(&mut tx, &token.hash(), Some(&person.id), &purpose, now).await?;
    let link = accounts
        .address
        .page(person.lang, &format!("/links/{}", token.text()));
    let draft = Draft {
        kind: "accounts-link",
        to: &person.email,
        lang: person.lang,
        name: "recover-by-office",
        args: &[("link", &link)],
    };
    send(&mut tx, accounts, draft).await?;
    let by = By {
        other: Some(&administrator.id),
        browser: None,
    };
    let event = Event::RecoverySent;
    record(&mut tx, accounts, &person.id, event, by, Vec::new(), None).await?;
    tx.commit().await?;
    Ok(())
}
