//! Rules as SQL: what both databases answer over a table is what the rules say of each row, to the yen.

#[path = "sql/database.rs"]
mod database;
#[path = "sql/dice.rs"]
mod dice;
#[path = "sql/graphs.rs"]
mod graphs;
#[path = "sql/reference.rs"]
mod reference;
#[path = "sql/sample.rs"]
mod sample;
#[path = "sql/stories.rs"]
mod stories;
