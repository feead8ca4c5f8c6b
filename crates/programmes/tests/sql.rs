//! Rules as SQL: what both databases answer over a table is what the rules say of each row, to the yen.

#[path = "sql/database.rs"]
mod database;
#[path = "sql/dice.rs"]
mod dice;
#[path = "sql/graphs.rs"]
mod graphs;
#[path = "sql/reference.rs"]
mod reference;
#[path = "sql/rules.rs"]
mod rules;
#[path = "sql/sample.rs"]
mod sample;
#[path = "sql/stories.rs"]
mod stories;

/// The random rules are those of the engine's own tests, which name the profile so.
mod profile {
    pub use eligibility::Profile;
}
