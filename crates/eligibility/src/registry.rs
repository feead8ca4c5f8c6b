//! A registry (台帳): many applicants, fact by fact in columns, so that a whole city or country is judged at once.
//! Which file it came from, and who the applicants are, is *not* here.

mod column;
mod filling;
mod layout;
mod numbers;
mod profiles;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use crate::fact::FactId;

pub use column::{Coded, Codes, Column, Days, Flags, Misfit, NO_CODE};
pub use filling::Filling;
pub use layout::{Form, Layout, Numeric};
pub use numbers::{Counts, Numbers};

/// So many applicants, with a column for each fact that is known of some of them. A fact without a column is unknown of
/// all. Every column has a value for each applicant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Registry {
    rows: usize,
    columns: BTreeMap<FactId, Column>,
}

impl Registry {
    /// Puts columns together. They must be equally long: `None` when they are not.
    pub fn of(columns: BTreeMap<FactId, Column>, rows: usize) -> Option<Registry> {
        let fits = columns.values().all(|column| column.len() == rows);
        fits.then_some(Registry { rows, columns })
    }

    /// How many applicants there are.
    pub fn len(&self) -> usize {
        self.rows
    }

    pub fn is_empty(&self) -> bool {
        self.rows == 0
    }

    pub fn column(&self, id: FactId) -> Option<&Column> {
        self.columns.get(&id)
    }

    pub fn columns(&self) -> impl Iterator<Item = (FactId, &Column)> {
        self.columns.iter().map(|(id, column)| (*id, column))
    }

    /// Bytes of memory for each applicant, dictionaries included.
    pub fn bytes(&self) -> usize {
        self.columns.values().map(Column::bytes).sum()
    }
}
