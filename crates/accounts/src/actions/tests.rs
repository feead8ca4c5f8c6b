//! What people do with organisations and duties, told as stories on both databases.

mod delegations;
mod duties;
mod mandates;
mod members;
mod sections;
mod stage;
