//! For whom gBizID lets a person act. It says so when the identity is first seen here; after that the owners of an
//! organisation decide, and whoever they have let go does not come back by signing in.

use platform::secret::new_id;
use platform::{DbFault, Tx};

use super::super::record::By;
use super::super::{Accounts, record};
use crate::event::Event;
use crate::id::{OrganisationId, PersonId};
use crate::provider::{Business, Party, Provider, Told};
use crate::role::Role;
use crate::store::identities::{self, Membership};
use crate::store::people;

/// Enters the person into the organisation of the business, if that follows from the kind of account.
///
/// - entry: nothing; nobody has looked at any paper.
/// - prime: owner. The organisation with the number is found among those that are proved, else it is made.
/// - member: editor, once the organisation is here. A member proves no organisation, and one without an owner must
///   not be.
pub(super) async fn enter_business(
    tx: &mut Tx,
    accounts: &Accounts,
    (provider, told): (&Provider, &Told),
    business: &Business,
    person: &PersonId,
    is_new: bool,
) -> Result<(), DbFault> {
    let (party, role) = match business {
        Business::Entry => return Ok(()),
        Business::Prime(party) => (party, Role::Owner),
        Business::Member(party) => (party, Role::Editor),
    };
    let (id, name, number) = match party {
        Party::Corporation { number, name } => {
            let number = number.to_string();
            let found = identities::proved_organisation(tx, &number).await?;
            match (found, role) {
                // Whoever closed it has decided so.
                (Some((_, true)), _) => return Ok(()),
                (Some((id, false)), _) => {
                    return join(tx, accounts, &id, person, role, is_new).await;
                }
                (None, Role::Owner) => (OrganisationId::of(new_id()), name, Some(number)),
                (None, Role::Editor | Role::Reader) => return Ok(()),
            }
        }
        Party::Sole { name } => {
            // Without a number the business is known by the account of its head alone.
            if role != Role::Owner {
                return Ok(());
            }
            let id = sole(accounts, provider, told);
            match identities::is_closed(tx, &id).await? {
                Some(true) => return Ok(()),
                Some(false) => return join(tx, accounts, &id, person, role, is_new).await,
                None => (id, name, None),
            }
        }
    };
    let now = accounts.now();
    identities::insert_organisation(tx, &id, name, number.as_deref(), now).await?;
    identities::join(tx, &new_id(), &id, person, role, now).await?;
    entered(tx, accounts, person).await
}

async fn join(
    tx: &mut Tx,
    accounts: &Accounts,
    id: &OrganisationId,
    person: &PersonId,
    role: Role,
    is_new: bool,
) -> Result<(), DbFault> {
    match identities::membership(tx, id, person).await? {
        None => identities::join(tx, &new_id(), id, person, role, accounts.now()).await?,
        Some(Membership::Holds(held)) if held < role && is_new => {
            identities::set_role(tx, id, person, role).await?;
        }
        Some(Membership::Holds(_) | Membership::Ended) => return Ok(()),
    }
    entered(tx, accounts, person).await?;
    let name = identities::organisation_name(tx, id).await?;
    let shown = people::find(tx, person).await?.map(|person| person.shown());
    for owner in identities::other_owners(tx, id, person).await? {
        let said = vec![
            ("organisation", name.clone()),
            ("person", shown.clone().unwrap_or_default()),
        ];
        let by = By {
            other: Some(person),
            browser: None,
        };
        record(tx, accounts, &owner, Event::MemberJoined, by, said, None).await?;
    }
    Ok(())
}

async fn entered(tx: &mut Tx, accounts: &Accounts, person: &PersonId) -> Result<(), DbFault> {
    let (event, by) = (Event::OrganisationEntered, By::default());
    record(tx, accounts, person, event, by, Vec::new(), None).await
}

/// The same id for the same account of a sole proprietor, whenever it comes, and whoever's it is here.
fn sole(accounts: &Accounts, provider: &Provider, told: &Told) -> OrganisationId {
    let identity = format!("{}/{}", provider.id, told.subject);
    let mut id = accounts.key.mark("sole-proprietor", &identity);
    id.truncate(24);
    OrganisationId::of(id)
}
