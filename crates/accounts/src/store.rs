//! Every SQL statement of the module.

pub mod attempts;
pub mod browsers;
pub mod events;
pub mod identities;
pub mod key;
pub mod links;
pub mod notices;
pub mod passkeys;
pub mod people;
pub mod sessions;
pub mod throttle;
pub mod ways;
