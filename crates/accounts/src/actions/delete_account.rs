//! Deleting an account: everything personal is erased at once, what the person did stays without a name.

use super::letters::{Draft, send};
use super::record::By;
use super::{Accounts, Stop, record};
use crate::event::Event;
use crate::person::Person;
use crate::store::people;

/// Why an account cannot be deleted yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeleteRefusal {
    /// These organisations would lose their last owner.
    LastOwner(Vec<String>),
}

/// Erases the account. A last letter tells that it happened.
pub async fn delete_account(
    accounts: &Accounts,
    person: &Person,
) -> Result<(), Stop<DeleteRefusal>> {
    let now = accounts.now();
    let mut tx = accounts.db.begin().await?;
    record(
        &mut tx,
        accounts,
        &person.id,
        Event::AccountDeleted,
        By::default(),
        Vec::new(),
        None,
    )
    .await?;
    people::erase(&mut tx, &person.id, now).await?;
    let draft = Draft {
        kind: "accounts-deleted",
        to: &person.email,
        lang: person.lang,
        name: "deleted",
        args: &[],
    };
    send(&mut tx, accounts, draft).await?;
    tx.commit().await?;
    Ok(())
}
