//! Inviting somebody by mail: as a member of an organisation, or as its agent. The invitation is for whoever opens the
//! link and is signed in: people have several addresses. It holds as long as the person who sent it may invite.

use kernel::{Lang, MailAddress};
use platform::secret::Token;
use platform::{DbFault, Tx};

use super::letters::{Draft, send};
use super::{Accounts, Stop};
use crate::delegation::Term;
use crate::id::{InvitationId, OrganisationId, PersonId};
use crate::link::Purpose;
use crate::organisation::Organisation;
use crate::person::Person;
use crate::role::{Need, Role, Scope};
use crate::store::{invitations, links, mandates, organisations};
use crate::throttle;

/// Why nobody is invited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InviteRefusal {
    /// Too many invitations from this person, or to this address.
    TooMany,
}

impl InviteRefusal {
    pub fn key(self) -> &'static str {
        match self {
            InviteRefusal::TooMany => "invitation-too-many",
        }
    }
}

/// Invites somebody to become a member. By an owner.
pub async fn invite_member(
    accounts: &Accounts,
    owner: &Person,
    id: &OrganisationId,
    email: &MailAddress,
    role: Role,
    lang: Lang,
) -> Result<(), Stop<InviteRefusal>> {
    let organisation = managed(accounts, owner, id).await?;
    take(accounts, owner, email).await?;
    let role_name = accounts
        .words
        .say(lang, &format!("role-{}", role.word()), &[]);
    let args = [
        ("organisation", organisation.name.as_str()),
        ("person", &owner.shown()),
        ("role", &role_name),
    ];
    let purpose = Purpose::join(id, role, email, &owner.id);
    let mut tx = accounts.db.begin().await?;
    post_invitation(&mut tx, accounts, &purpose, (email, lang), "join", &args).await?;
    tx.commit().await?;
    Ok(())
}

/// Grants an agent (代理申請) by inviting them: the delegation begins when the agent accepts. By an owner.
pub async fn grant_delegation(
    accounts: &Accounts,
    owner: &Person,
    id: &OrganisationId,
    email: &MailAddress,
    (scope, term): (Scope, &Term),
    lang: Lang,
) -> Result<(), Stop<InviteRefusal>> {
    let organisation = managed(accounts, owner, id).await?;
    take(accounts, owner, email).await?;
    let scope_name = accounts
        .words
        .say(lang, &format!("scope-{}", scope.word()), &[]);
    let args = [
        ("organisation", organisation.name.as_str()),
        ("person", &owner.shown()),
        ("scope", &scope_name),
        ("until", &term.until().to_string()),
    ];
    let purpose = Purpose::represent(id, scope, term, email, &owner.id);
    let mut tx = accounts.db.begin().await?;
    post_invitation(
        &mut tx,
        accounts,
        &purpose,
        (email, lang),
        "represent",
        &args,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// Takes an invitation back before it is answered. By an owner.
pub async fn withdraw_invitation(
    accounts: &Accounts,
    owner: &Person,
    organisation: &OrganisationId,
    id: &InvitationId,
) -> Result<(), Stop<()>> {
    managed(accounts, owner, organisation).await?;
    let mut tx = accounts.db.begin().await?;
    if !invitations::withdraw(&mut tx, organisation, id).await? {
        return Err(Stop::NotFound);
    }
    tx.commit().await?;
    Ok(())
}

/// The organisation, if the person decides about its members.
async fn managed<R>(
    accounts: &Accounts,
    owner: &Person,
    id: &OrganisationId,
) -> Result<Organisation, Stop<R>> {
    let mut tx = accounts.db.read().await?;
    mandates::may(&mut tx, &owner.id, id, Need::Manage, accounts.clock.today())
        .await?
        .ok_or(Stop::NotFound)?;
    organisations::find(&mut tx, id)
        .await?
        .ok_or(Stop::NotFound)
}

pub(super) async fn take(
    accounts: &Accounts,
    by: &Person,
    email: &MailAddress,
) -> Result<(), Stop<InviteRefusal>> {
    let taken = accounts.take(throttle::INVITATION, by.id.as_str()).await?
        && accounts.take(throttle::INVITED, &email.key()).await?;
    match taken {
        true => Ok(()),
        false => Err(Stop::Refused(InviteRefusal::TooMany)),
    }
}

/// Puts the link into the database and its letter into the outbox.
pub(super) async fn post_invitation(
    tx: &mut Tx,
    accounts: &Accounts,
    purpose: &Purpose,
    (email, lang): (&MailAddress, Lang),
    name: &str,
    args: &[(&str, &str)],
) -> Result<(), DbFault> {
    let token = Token::new();
    links::insert(tx, &token.hash(), None, purpose, accounts.now()).await?;
    let link = accounts
        .address
        .page(lang, &format!("/links/{}", token.text()));
    let mut args = args.to_vec();
    args.push(("link", &link));
    let draft = Draft {
        kind: "accounts-invitation",
        to: email,
        lang,
        name,
        args: &args,
    };
    send(tx, accounts, draft).await
}

/// Whether the person who sent an invitation may still send it.
pub(super) async fn still_invites(
    tx: &mut Tx,
    accounts: &Accounts,
    by: &PersonId,
    organisation: &OrganisationId,
) -> Result<bool, DbFault> {
    let today = accounts.clock.today();
    let mandate = mandates::may(tx, by, organisation, Need::Manage, today).await?;
    Ok(mandate.is_some())
}
