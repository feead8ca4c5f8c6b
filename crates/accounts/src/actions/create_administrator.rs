//! The first administrator, made on the command line: whoever may run it holds the database anyway.

use kernel::{Lang, MailAddress};
use platform::secret::{Token, new_id};

use super::give_duty::{DutyRefusal, take_on};
use super::record::By;
use super::{Accounts, Stop, record};
use crate::duty::{Post, Span};
use crate::event::Event;
use crate::id::PersonId;
use crate::link::Purpose;
use crate::role::Duty;
use crate::store::{duties, links, people};

/// What whoever runs the command gets.
#[derive(Clone, Debug)]
pub struct CreatedAdministrator {
    pub person: PersonId,
    /// Opens the account once, within a day, to set up how to sign in.
    pub link: String,
    pub is_new: bool,
}

/// Makes the person an administrator, with an account if there is none. Run again for somebody who is one already, it
/// only makes another link.
pub async fn create_administrator(
    accounts: &Accounts,
    email: &MailAddress,
    lang: Lang,
) -> Result<CreatedAdministrator, Stop<DutyRefusal>> {
    let (now, today) = (accounts.now(), accounts.clock.today());
    let mut tx = accounts.db.begin().await?;
    let found = people::find_by_email(&mut tx, email).await?;
    let is_new = found.is_none();
    let (person, lang) = match found {
        Some(person) => (person.id, person.lang),
        None => {
            let id = PersonId::of(new_id());
            people::insert(&mut tx, &id, email, lang, now).await?;
            let event = Event::AccountMade;
            record(
                &mut tx,
                accounts,
                &id,
                event,
                By::default(),
                Vec::new(),
                None,
            )
            .await?;
            (id, lang)
        }
    };
    if !duties::may_on_duty(&mut tx, &person, Duty::Administrator, None, today).await? {
        let post = Post::of(Duty::Administrator, None).expect("a duty of the whole city");
        let span = Span {
            from: today,
            until: None,
        };
        take_on(&mut tx, accounts, &person, (&post, &span), None).await?;
    }
    let token = Token::new();
    let purpose = Purpose::Recover { by_office: true };
    links::insert(&mut tx, &token.hash(), Some(&person), &purpose, now).await?;
    tx.commit().await?;
    let link = accounts
        .address
        .page(lang, &format!("/links/{}", token.text()));
    Ok(CreatedAdministrator {
        person,
        link,
        is_new,
    })
}
