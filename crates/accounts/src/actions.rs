//! What people do with accounts, one file per verb. All doors call the same ones.

mod accept_delegation;
mod accept_invitation;
mod ask_for_letter;
mod authenticator;
mod change_email;
mod clean;
mod codes;
mod create_administrator;
mod delete_account;
mod end_delegation;
mod end_duty;
mod enter_organisation;
mod give_duty;
mod hashing;
mod invite;
mod letters;
mod members;
mod open_link;
mod own_passkeys;
mod passkeys;
mod password;
mod provider_file;
mod providers;
mod record;
mod rename_organisation;
mod sections;
mod send_recovery;
mod sessions;
mod sign_in;
mod tell;

use std::sync::Arc;

use jiff::Timestamp;
use kernel::{SiteAddress, Words};
use platform::secret::SiteKey;
use platform::{Clock, Db, DbFault, Shell, Tx, Visitor};

pub use accept_delegation::{AcceptRefusal, accept_delegation};
pub use accept_invitation::accept_invitation;
pub use ask_for_letter::{Wish, ask_for_letter};
pub use authenticator::{
    confirm_authenticator, propose_authenticator, remove_authenticator, shown_authenticator,
};
pub use change_email::{ask_to_change_email, change_email, restore_email};
pub use clean::clean;
pub use codes::make_codes;
pub use create_administrator::{CreatedAdministrator, create_administrator};
pub use delete_account::{DeleteRefusal, delete_account};
pub use end_delegation::end_delegation;
pub use end_duty::{LastAdministrator, end_duty};
pub use enter_organisation::{EnterRefusal, enter_organisation};
pub use give_duty::{DutyRefusal, Giving, accept_duty, give_duty, withdraw_duty};
pub use hashing::Hashing;
pub use invite::{InviteRefusal, grant_delegation, invite_member, withdraw_invitation};
pub use members::{LastOwner, change_role, end_membership, leave_organisation};
pub use open_link::{Opened, Recovery, link_behind, recover, sign_up};
pub use own_passkeys::{passkeys_of, remove_passkey, rename_passkey};
pub use passkeys::{
    Challenge, Passkeys, begin_passkey_registration, begin_passkey_sign_in,
    finish_passkey_registration, finish_passkey_sign_in, prove_with_passkey,
};
pub use password::{remove_password, set_password};
pub use provider_file::read_providers;
pub use providers::{
    Answered, Kept, Onward, OwnProvider, ProviderWish, Providers, begin_provider, finish_provider,
    provider_attempt, providers_of, unlink_provider,
};
pub use record::{By, record};
pub use rename_organisation::{Changed, rename_organisation};
pub use sections::{SectionRefusal, add_section, close_section, rename_section};
pub use send_recovery::{RecoveryRefusal, send_recovery};
pub use sessions::{
    Begun, begin_session, complete_set_up, end_other_sessions, end_session, prove_again, session_of,
};
pub use sign_in::{SignInRefusal, Waiting, give_code, give_password};
pub(crate) use tell::sentence;
pub use tell::{gather, tell};

use crate::throttle::Limit;

/// What the module works with. Cloning is cheap: all clones are one.
#[derive(Clone)]
pub struct Accounts(Arc<Inner>);

/// See [`Accounts`].
pub struct Inner {
    pub db: Db,
    pub clock: Clock,
    pub key: SiteKey,
    pub hashing: Hashing,
    pub shell: Shell,
    /// Where links in letters lead: never taken from a request.
    pub address: SiteAddress,
    /// `None`: the site has no name, so there can be no passkeys.
    pub passkeys: Option<Passkeys>,
    /// Who else vouches for people.
    pub providers: Providers,
    /// The messages of all modules that tell people something.
    pub words: Words,
}

/// Whether the secrets in a database were sealed with this key. A database without any is bound to it from now on.
pub async fn bind_key(tx: &mut Tx, key: &SiteKey, now: Timestamp) -> Result<bool, DbFault> {
    let ours = key.fingerprint();
    Ok(crate::store::key::fingerprint(tx, &ours, now).await? == ours)
}

impl std::ops::Deref for Accounts {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl Accounts {
    pub fn new(inner: Inner) -> Accounts {
        Accounts(Arc::new(inner))
    }

    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Takes one try of a limit for whomever `whose` names; `false` when it must wait. A transaction of its own: a
    /// try counts, whatever comes after it.
    pub(crate) async fn take(&self, limit: Limit, whose: &str) -> Result<bool, DbFault> {
        let bucket = self.bucket(limit, whose);
        let mut tx = self.db.begin().await?;
        let taken = crate::store::throttle::take(
            &mut tx,
            &bucket,
            limit.try_at(self.now().as_microsecond()),
        )
        .await?;
        tx.commit().await?;
        Ok(taken)
    }

    pub(crate) async fn take_for(&self, limit: Limit, visitor: Visitor) -> Result<bool, DbFault> {
        self.take(limit, &visitor.text()).await
    }

    pub(crate) async fn empty(
        &self,
        tx: &mut Tx,
        limit: Limit,
        whose: &str,
    ) -> Result<(), DbFault> {
        crate::store::throttle::empty(tx, &self.bucket(limit, whose)).await
    }

    fn bucket(&self, limit: Limit, whose: &str) -> String {
        self.key.mark(limit.name, whose)
    }
}

/// Why an action did not end well.
#[derive(Debug)]
pub enum Stop<R> {
    /// The domain says no.
    Refused(R),
    /// There is no such thing, or whoever asks may not know of it.
    NotFound,
    /// Ours.
    Fault(DbFault),
    /// Too much work at once: whoever asks should come back in a moment.
    Busy,
}

impl<R> Stop<R> {
    /// The same with the refusal told otherwise.
    pub(crate) fn map<S>(self, told: impl FnOnce(R) -> S) -> Stop<S> {
        match self {
            Stop::Refused(refusal) => Stop::Refused(told(refusal)),
            Stop::NotFound => Stop::NotFound,
            Stop::Fault(fault) => Stop::Fault(fault),
            Stop::Busy => Stop::Busy,
        }
    }
}

impl<R> From<DbFault> for Stop<R> {
    fn from(fault: DbFault) -> Stop<R> {
        Stop::Fault(fault)
    }
}

#[cfg(test)]
pub(crate) mod tests;
