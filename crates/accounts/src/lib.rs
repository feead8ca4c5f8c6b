//! People (accounts): who somebody is, how they sign in, for which organisations they may act, what duties they have in
//! the city, and what they are told. Not here: what is known of an organisation beyond its name (the directory).

pub mod actions;
pub mod delegation;
pub mod desk;
pub mod duty;
pub mod event;
pub mod id;
pub mod link;
pub mod mandate;
pub mod notice;
pub mod organisation;
pub mod passkey;
pub mod password;
pub mod person;
pub mod portal;
pub mod provider;
pub mod recovery;
pub mod role;
pub mod section;
pub mod session;
mod store;
pub mod throttle;

use std::sync::LazyLock;

use kernel::Words;
use platform::Migration;

pub use actions::{Accounts, Stop};
pub use id::{
    DelegationId, DutyId, InvitationId, MembershipId, OrganisationId, PersonId, SectionId,
    SessionId,
};
pub use mandate::Mandate;
pub use portal::signed_in::{OnDuty, Perhaps, SignedIn};
pub use store::duties::{held, may_on_duty};
pub use store::incompatible::all as incompatible_duties;
pub use store::mandates;
pub use store::sections::all as all_sections;

/// The words of this module: its pages, its letters, and what people are told.
pub fn words() -> &'static Words {
    static WORDS: LazyLock<Words> = LazyLock::new(|| {
        Words::joined([
            &Words::read(
                include_str!("../messages/ja.txt"),
                include_str!("../messages/en.txt"),
            ),
            &Words::read(
                include_str!("../messages/letters.ja.txt"),
                include_str!("../messages/letters.en.txt"),
            ),
            &Words::read(
                include_str!("../messages/organisations.ja.txt"),
                include_str!("../messages/organisations.en.txt"),
            ),
            &Words::read(
                include_str!("../messages/desk.ja.txt"),
                include_str!("../messages/desk.en.txt"),
            ),
            &Words::read(
                include_str!("../messages/passkeys.ja.txt"),
                include_str!("../messages/passkeys.en.txt"),
            ),
            &Words::read(
                include_str!("../messages/providers.ja.txt"),
                include_str!("../messages/providers.en.txt"),
            ),
        ])
    });
    &WORDS
}

/// The tables of this module.
pub fn migrations() -> &'static [Migration] {
    const {
        &[Migration {
            module: "accounts",
            number: 1,
            sql: include_str!("../migrations/001_accounts.sql"),
        }]
    }
}
