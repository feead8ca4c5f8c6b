//! What follows from a provider's word: an account is linked, somebody is signed in, or an account is made. Nobody's
//! account is ever taken over because another provider names its address.

use kernel::Lang;
use platform::secret::{Token, new_id};
use platform::{DbFault, DbFaultKind, Tx};

use super::super::record::By;
use super::super::{Accounts, Begun, Stop, begin_session, prove_again, record};
use super::begin::ProviderWish;
use super::business::enter_business;
use crate::event::Event;
use crate::id::PersonId;
use crate::provider::{Provider, ProviderKind, ProviderRefusal, Told};
use crate::session::{Method, Stage};
use crate::store::{identities, people};

/// Links the identity to whoever asked for it, or signs its person in; both in one transaction with what gBizID says
/// of the business.
pub(super) async fn link_or_sign_in(
    accounts: &Accounts,
    provider: &Provider,
    told: &Told,
    wish: ProviderWish<'_>,
    lang: Lang,
    browser: (Option<Token>, &str),
) -> Result<Option<Begun>, Stop<ProviderRefusal>> {
    let now = accounts.now();
    let mut tx = accounts.db.begin().await?;
    let known = identities::find(&mut tx, &provider.id, &told.subject).await?;
    let is_new = known.is_none();
    let person = match (known, wish) {
        (Some(person), ProviderWish::Link(session)) if person != session.person => {
            return Err(Stop::Refused(ProviderRefusal::LinkedElsewhere));
        }
        (Some(person), ProviderWish::Prove(session)) if person != session.person => {
            return Err(Stop::Refused(ProviderRefusal::OtherPerson));
        }
        (None, ProviderWish::Prove(_)) => {
            return Err(Stop::Refused(ProviderRefusal::NotLinked));
        }
        (Some(person), _) => person,
        (None, ProviderWish::Link(session)) => session.person.clone(),
        (None, ProviderWish::SignIn) => person_for(&mut tx, accounts, provider, told, lang).await?,
    };
    if is_new {
        let subject = &told.subject;
        if !identities::insert(&mut tx, &provider.id, subject, &person, now).await? {
            return Err(Stop::Refused(ProviderRefusal::LinkedElsewhere));
        }
        note(&mut tx, accounts, &person, Event::ProviderLinked).await?;
    } else {
        identities::used(&mut tx, &provider.id, &told.subject, now).await?;
    }
    if let Some(business) = &told.business {
        enter_business(
            &mut tx,
            accounts,
            (provider, told),
            business,
            &person,
            is_new,
        )
        .await?;
    }
    let begun = match wish {
        ProviderWish::Link(_) => None,
        ProviderWish::Prove(session) => {
            Some(prove_again(&mut tx, accounts, session, Method::Provider, browser).await?)
        }
        ProviderWish::SignIn => {
            let stage = (Stage::Full, Method::Provider);
            Some(begin_session(&mut tx, accounts, &person, stage, browser).await?)
        }
    };
    tx.commit().await?;
    Ok(begun)
}

/// Who an identity is that nobody here knows.
async fn person_for(
    tx: &mut Tx,
    accounts: &Accounts,
    provider: &Provider,
    told: &Told,
    lang: Lang,
) -> Result<PersonId, Stop<ProviderRefusal>> {
    if !provider.vouches_for_email() {
        return Err(Stop::Refused(ProviderRefusal::NotLinked));
    }
    let Some(email) = &told.email else {
        return Err(Stop::Refused(ProviderRefusal::NoEmail));
    };
    if let Some(person) = people::find_by_email(tx, email).await? {
        // The city's own directory says who its people are; an account without a duty is a resident's, and the
        // directory has no say over those.
        let today = accounts.clock.today();
        let is_staff = provider.kind == ProviderKind::Staff
            && identities::has_duty(tx, &person.id, today).await?;
        return match is_staff {
            true => Ok(person.id),
            false => Err(Stop::Refused(ProviderRefusal::AccountExists)),
        };
    }
    let person = PersonId::of(new_id());
    match people::insert(tx, &person, email, lang, accounts.now()).await {
        // Somebody made an account with the address in this very moment.
        Err(fault) if fault.kind() == DbFaultKind::Unique => {
            return Err(Stop::Refused(ProviderRefusal::AccountExists));
        }
        made => made?,
    }
    if let Some(name) = &told.name {
        people::rename(tx, &person, name, lang).await?;
    }
    note(tx, accounts, &person, Event::AccountMade).await?;
    Ok(person)
}

pub(super) async fn note(
    tx: &mut Tx,
    accounts: &Accounts,
    person: &PersonId,
    event: Event,
) -> Result<(), DbFault> {
    let path = Some("/account/providers".to_owned());
    record(tx, accounts, person, event, By::default(), Vec::new(), path).await
}
