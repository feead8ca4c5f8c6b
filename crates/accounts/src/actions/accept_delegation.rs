//! Becoming an agent (代理申請) by a mailed link: as a person, or for an organisation of one's own.

use kernel::Date;
use platform::secret::{Token, new_id};
use platform::{DbFault, Tx};

use super::accept_invitation::{owners, page_of};
use super::invite::still_invites;
use super::record::By;
use super::{Accounts, Stop, record};
use crate::delegation::{Agent, Term};
use crate::event::Event;
use crate::id::{DelegationId, OrganisationId, PersonId};
use crate::link::Purpose;
use crate::person::Person;
use crate::role::{Need, Scope};
use crate::store::delegations::Granted;
use crate::store::{delegations, links, mandates, organisations, people};

/// Why the delegation does not begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AcceptRefusal {
    /// An organisation would be its own agent.
    Itself,
}

impl AcceptRefusal {
    pub fn key(self) -> &'static str {
        match self {
            AcceptRefusal::Itself => "delegation-itself",
        }
    }
}

/// Makes the person an agent, or with `firm` an organisation of which they are an owner. Which organisation they now
/// act for.
pub async fn accept_delegation(
    accounts: &Accounts,
    token: &Token,
    person: &Person,
    firm: Option<&OrganisationId>,
) -> Result<OrganisationId, Stop<AcceptRefusal>> {
    let (now, today) = (accounts.now(), accounts.clock.today());
    let mut tx = accounts.db.begin().await?;
    let link = links::find(&mut tx, &token.hash(), now)
        .await?
        .ok_or(Stop::NotFound)?;
    let (id, scope, term, by) = read(&link.purpose).ok_or(Stop::NotFound)?;
    let term = term.accepted(today).ok_or(Stop::NotFound)?;
    if let Some(firm) = firm {
        if *firm == id {
            return Err(Stop::Refused(AcceptRefusal::Itself));
        }
        mandates::may(&mut tx, &person.id, firm, Need::Manage, today)
            .await?
            .filter(|mandate| mandate.is_of_member())
            .ok_or(Stop::NotFound)?;
    }
    if !people::lock(&mut tx, &person.id).await?
        || !organisations::lock(&mut tx, &id).await?
        || !still_invites(&mut tx, accounts, &by, &id).await?
        || !links::use_up(&mut tx, &token.hash(), now).await?
    {
        return Err(Stop::NotFound);
    }
    let agent = match firm {
        Some(firm) => Agent::Organisation(firm.clone()),
        None => Agent::Person(person.id.clone()),
    };
    let granted = Granted {
        id: &DelegationId::of(new_id()),
        organisation: &id,
        agent: &agent,
        scope,
        term: &term,
        by: &by,
    };
    delegations::insert(&mut tx, &granted, now).await?;
    let event = Event::DelegationGiven;
    tell_both(&mut tx, accounts, (&id, &agent), event, &person.id).await?;
    tx.commit().await?;
    Ok(id)
}

/// What the link says, as values.
pub(crate) fn read(purpose: &Purpose) -> Option<(OrganisationId, Scope, Term, PersonId)> {
    let Purpose::Represent {
        organisation,
        scope,
        from,
        until,
        by,
        ..
    } = purpose
    else {
        return None;
    };
    let (from, until) = (day_of(from)?, day_of(until)?);
    // It was judged when it was sent; whether it is over is asked when it is accepted.
    let term = Term::new(from, until, from).ok()?;
    Some((
        OrganisationId::of(organisation),
        Scope::of_word(scope)?,
        term,
        PersonId::of(by),
    ))
}

pub(super) fn day_of(text: &str) -> Option<Date> {
    text.parse().ok()
}

/// Writes down for both sides that a delegation began or ended, and tells them.
pub(super) async fn tell_both(
    tx: &mut Tx,
    accounts: &Accounts,
    (id, agent): (&OrganisationId, &Agent),
    event: Event,
    by: &PersonId,
) -> Result<(), DbFault> {
    let Some(organisation) = organisations::find(tx, id).await? else {
        return Ok(());
    };
    let mut told = owners(tx, id).await?;
    match agent {
        Agent::Person(person) => told.push(person.clone()),
        Agent::Organisation(firm) => told.extend(owners(tx, firm).await?),
    }
    told.sort();
    told.dedup();
    for person in told {
        let by = By {
            other: (person != *by).then_some(by),
            browser: None,
        };
        let said = vec![("organisation", organisation.name.clone())];
        record(tx, accounts, &person, event, by, said, Some(page_of(id))).await?;
    }
    Ok(())
}
