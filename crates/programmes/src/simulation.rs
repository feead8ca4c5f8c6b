//! What rules do to everybody in a registry (シミュレーション): how many can use a programme and for how much, by size,
//! industry and district; what a reform changes and for whom; when a budget is used up. Each programme is judged by
//! itself: exclusions and joint caps between programmes, and whether it is open, are *not* looked at here.

pub mod amounts;
mod assumed;
pub mod budget;
mod carried;
mod direction;
pub mod groups;
pub mod reform;
pub mod report;
mod run;
pub mod tally;
#[cfg(test)]
mod tests;
pub mod uptake;
mod watch;
mod way;

use eligibility::registry::Registry;
use eligibility::{Facts, Rules};
use kernel::Date;

pub use assumed::{assumed, unknown};
pub use carried::carried;
pub use direction::Direction;
pub use groups::{By, Districts, Group, GroupSet, Groups};
pub use reform::{Change, Fate, Moves};
pub use run::simulate;
pub use tally::{Tallies, Tally};
pub use watch::{Interrupted, Watch};
pub use way::Given;

/// What is simulated.
#[derive(Clone, Debug)]
pub struct Plan<'a> {
    pub on: Date,
    /// The ids of the programmes, in the order in which they are told.
    pub programmes: Vec<&'a str>,
    pub before: Side<'a>,
    /// The rules of a reform, for the same programmes.
    pub after: Option<Side<'a>>,
    pub groups: &'a Groups,
    pub listing: Listing,
}

/// Rules, and the registry in the order of the facts that they are about.
#[derive(Clone, Debug)]
pub struct Side<'a> {
    pub registry: &'a Registry,
    pub facts: &'a Facts,
    /// One for each programme; none where it does not exist on this side.
    pub rules: Vec<Option<&'a Rules>>,
}

/// Whether it is kept who of the registry is better or worse off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listing {
    Counted,
    Listed,
}

/// What came out. The same plan has the same outcome, on however many threads it was run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    pub on: Date,
    pub rows: usize,
    pub programmes: Vec<Simulated>,
    /// Who is treated differently, by programme and row, where a list was asked for.
    pub changes: Vec<Change>,
}

/// What came out for one programme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Simulated {
    pub id: String,
    pub before: Tallies,
    pub after: Option<Tallies>,
    pub moves: Option<Moves>,
    /// What is proven of the reform as a whole; none without one.
    pub direction: Option<Direction>,
}
