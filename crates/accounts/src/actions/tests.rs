//! What people do with organisations and duties, told as stories on both databases.

mod delegations;
mod mandates;
mod members;
mod stage;
