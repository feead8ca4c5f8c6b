//! What people do with organisations and duties, told as stories on both databases.

pub(crate) mod browser;
mod delegations;
mod duties;
mod incompatible;
mod mandates;
mod members;
mod owners;
mod sections;
pub(crate) mod stage;
