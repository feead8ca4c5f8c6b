//! Registries as files (台帳): a table of applicants with a column for each fact, read into columns and written back.
//! How a cell is written stands in `docs/registry.md`. Opening and replacing files is *not* here.

mod cells;
mod header;
mod ids;
mod labels;
mod reading;
mod refused;
mod rows;
#[cfg(test)]
mod tests;
mod writing;

use eligibility::registry::Registry;

pub use cells::value_of;
pub use ids::Ids;
pub use labels::Labels;
pub use reading::{Damaged, LeftOut, Reading, read};
pub use refused::{Damage, Refused};
pub use writing::{quoted, write};

/// The column that names the applicant; every registry has it.
pub const ID: &str = "id";
/// The column with the district, by which results are grouped.
pub const DISTRICT: &str = "district";
/// The column that says whether the row is made up.
pub const SYNTHETIC: &str = "synthetic";
/// What is written for "none of them". No id can be this.
pub const NONE: &str = "-";
/// Between several values of one cell.
pub const AND: char = ';';

/// More rows than this are refused: Japan has about six million firms.
pub const MOST_ROWS: usize = 20_000_000;
/// A row longer than this is refused, in bytes.
pub const LONGEST_ROW: usize = 64 * 1024;
pub const MOST_COLUMNS: usize = 1_000;
/// An id longer than this is refused, in bytes.
pub const LONGEST_ID: usize = 200;

/// A registry with what belongs to its rows but is no fact. All parts are equally long.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegistryFile {
    pub registry: Registry,
    pub ids: Ids,
    /// By which results can be grouped; `None`: the file has no such column.
    pub districts: Option<Labels>,
    /// Whether any row is made up: then every result is of a synthetic registry.
    pub synthetic: bool,
    /// How many damaged rows were left out.
    pub left_out: u64,
}
