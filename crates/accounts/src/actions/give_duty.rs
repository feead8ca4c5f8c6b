//! Giving people duties in the city. Nobody gives themselves one, and nobody gets two that exclude each other.

use kernel::{Lang, MailAddress};
use platform::Tx;
use platform::secret::{Token, new_id};

use super::accept_delegation::day_of;
use super::invite::{post_invitation, take};
use super::record::By;
use super::sections::administers;
use super::{Accounts, Stop, record};
use crate::duty::{Post, Span};
use crate::event::Event;
use crate::id::{DutyId, InvitationId, PersonId, SectionId};
use crate::link::Purpose;
use crate::person::Person;
use crate::role::{Duty, Within, conflict};
use crate::store::{duties, incompatible, invitations, links, people, sections};

/// Why somebody does not get a duty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DutyRefusal {
    /// Nobody gives themselves a duty.
    Oneself,
    /// The person has a duty that excludes it: this one.
    Incompatible(Duty),
    /// The person has it already.
    Held,
    /// There is no such section on its first day.
    NoSection,
    /// Its last day is over.
    Over,
    /// The invitation is for another address than that of the account.
    OtherAddress,
    /// Too many invitations.
    TooMany,
}

impl DutyRefusal {
    pub fn key(self) -> &'static str {
        match self {
            DutyRefusal::Oneself => "duty-oneself",
            DutyRefusal::Incompatible(_) => "duty-incompatible",
            DutyRefusal::Held => "duty-held",
            DutyRefusal::NoSection => "duty-no-section",
            DutyRefusal::Over => "duty-over",
            DutyRefusal::OtherAddress => "duty-other-address",
            DutyRefusal::TooMany => "invitation-too-many",
        }
    }
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Giving {
    Given,
    /// There is no account with the address yet: a letter asks.
    Invited,
}

/// Gives the person with an address a duty, or invites them to take it. By an administrator.
pub async fn give_duty(
    accounts: &Accounts,
    administrator: &Person,
    email: &MailAddress,
    (post, span): (&Post, &Span),
    lang: Lang,
) -> Result<Giving, Stop<DutyRefusal>> {
    let mut tx = accounts.db.begin().await?;
    if !administers(&mut tx, accounts, administrator).await? {
        return Err(Stop::NotFound);
    }
    if let Some(person) = people::find_by_email(&mut tx, email).await? {
        take_on(
            &mut tx,
            accounts,
            &person.id,
            (post, span),
            Some(&administrator.id),
        )
        .await?;
        tx.commit().await?;
        return Ok(Giving::Given);
    }
    drop(tx);
    take(accounts, administrator, email)
        .await
        .map_err(|stop| stop.map(|_| DutyRefusal::TooMany))?;
    let mut tx = accounts.db.begin().await?;
    let duty = accounts
        .words
        .say(lang, &format!("duty-{}", post.duty().word()), &[]);
    let args = [
        ("duty", duty.as_str()),
        ("person", &administrator.shown()),
        ("email", email.as_str()),
    ];
    let purpose = Purpose::take_duty(post, span, email, &administrator.id);
    post_invitation(
        &mut tx,
        accounts,
        &purpose,
        (email, lang),
        "take-duty",
        &args,
    )
    .await?;
    tx.commit().await?;
    Ok(Giving::Invited)
}

/// Takes the duty of a mailed link. Only with the address the letter went to: a duty of the city is not passed on.
pub async fn accept_duty(
    accounts: &Accounts,
    token: &Token,
    person: &Person,
) -> Result<(), Stop<DutyRefusal>> {
    let now = accounts.now();
    let mut tx = accounts.db.begin().await?;
    let link = links::find(&mut tx, &token.hash(), now)
        .await?
        .ok_or(Stop::NotFound)?;
    let (post, span, by) = read_duty(&link.purpose).ok_or(Stop::NotFound)?;
    let by = people::find(&mut tx, &by).await?.ok_or(Stop::NotFound)?;
    if !administers(&mut tx, accounts, &by).await? {
        return Err(Stop::NotFound);
    }
    if link.purpose.email().map(|email| email.key()) != Some(person.email.key()) {
        return Err(Stop::Refused(DutyRefusal::OtherAddress));
    }
    if !links::use_up(&mut tx, &token.hash(), now).await? {
        return Err(Stop::NotFound);
    }
    take_on(&mut tx, accounts, &person.id, (&post, &span), Some(&by.id)).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes the invitation to a duty back. By an administrator.
pub async fn withdraw_duty(
    accounts: &Accounts,
    administrator: &Person,
    id: &InvitationId,
) -> Result<(), Stop<()>> {
    let mut tx = accounts.db.begin().await?;
    if !administers(&mut tx, accounts, administrator).await?
        || !invitations::withdraw_duty(&mut tx, id).await?
    {
        return Err(Stop::NotFound);
    }
    tx.commit().await?;
    Ok(())
}

/// What the link says, as values.
pub(crate) fn read_duty(purpose: &Purpose) -> Option<(Post, Span, PersonId)> {
    let Purpose::TakeDuty {
        duty,
        section,
        from,
        until,
        by,
        ..
    } = purpose
    else {
        return None;
    };
    let post = Post::of(Duty::of_word(duty)?, section.clone().map(SectionId::of))?;
    let until = match until {
        Some(until) => Some(day_of(until)?),
        None => None,
    };
    Some((post, Span::new(day_of(from)?, until)?, PersonId::of(by)))
}

/// Gives the duty, unless something stands against it. `by` is who gives it; `None`: the command line.
pub(super) async fn take_on(
    tx: &mut Tx,
    accounts: &Accounts,
    person: &PersonId,
    (post, span): (&Post, &Span),
    by: Option<&PersonId>,
) -> Result<(), Stop<DutyRefusal>> {
    let today = accounts.clock.today();
    if by == Some(person) {
        return Err(Stop::Refused(DutyRefusal::Oneself));
    }
    // Nobody has had a duty before it was given.
    let span =
        Span::new(span.from.max(today), span.until).ok_or(Stop::Refused(DutyRefusal::Over))?;
    if !people::lock(tx, person).await? {
        return Err(Stop::NotFound);
    }
    let exists = match post.section() {
        Some(section) => sections::all(tx)
            .await?
            .iter()
            .any(|found| found.id == *section && found.exists_on(span.from)),
        None => true,
    };
    if !exists {
        return Err(Stop::Refused(DutyRefusal::NoSection));
    }
    // All that meets it on any day, also what has not begun.
    let mut others = duties::of_person(tx, person).await?;
    others.retain(|other| other.ended_at.is_none() && other.span.meets(&span));
    let same = others
        .iter()
        .any(|other| other.duty == post.duty() && other.section.as_ref() == post.section());
    if same {
        return Err(Stop::Refused(DutyRefusal::Held));
    }
    let held: Vec<Duty> = others.iter().map(|other| other.duty).collect();
    let rules = incompatible::all(tx).await?;
    if let Some(against) = conflict(&rules, &held, post.duty(), Within::Person) {
        return Err(Stop::Refused(DutyRefusal::Incompatible(against)));
    }
    let id = DutyId::of(new_id());
    duties::insert(tx, &id, person, post, &span, by, accounts.now()).await?;
    let by = By {
        other: by,
        browser: None,
    };
    let path = Some("/desk".to_owned());
    record(tx, accounts, person, Event::DutyGiven, by, Vec::new(), path).await?;
    Ok(())
}
