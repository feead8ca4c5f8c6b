//! Every SQL statement of the module.

pub mod attempts;
pub mod browsers;
pub mod delegations;
pub mod duties;
pub mod events;
pub mod identities;
pub mod incompatible;
pub mod invitations;
pub mod key;
pub mod links;
pub mod mandates;
pub mod memberships;
pub mod notices;
pub mod organisations;
pub mod passkeys;
pub mod people;
pub mod sections;
pub mod sessions;
pub mod throttle;
pub mod ways;
