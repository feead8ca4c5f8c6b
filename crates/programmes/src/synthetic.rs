//! Synthetic registries (合成データ): firms that do not exist, as many in each class as published figures say. Every
//! row is marked as made up. The figures are a city's content (`synthetic.yaml`), each with its source; what has none
//! is called an assumption. Joint distributions are known only where a table says so.

mod apportion;
mod making;
mod random;
mod reading;
mod telling;
#[cfg(test)]
mod tests;
mod writing;

use eligibility::fact::FactId;
use eligibility::profile::Value;
use kernel::Bilingual;

pub use making::registry;
pub use reading::{FILE, read};
pub use telling::sources;
pub use writing::Rows;

/// More firms than this are refused.
pub const MOST_FIRMS: u64 = crate::registry::MOST_ROWS as u64;

/// The marginals of a city (周辺分布): how many firms of a hundred are in which class.
#[derive(Clone, Debug)]
pub struct Marginals {
    /// In the order in which they are drawn: what depends on another comes behind it.
    pub columns: Vec<Marginal>,
    pub sources: Vec<Source>,
    /// What is assumed of all columns together, and which facts stay unknown.
    pub notes: Vec<Bilingual>,
}

/// Where figures are published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    pub id: String,
    pub title: Bilingual,
    /// Of which place the figures are: not always of the city.
    pub area: Bilingual,
    pub year: String,
    /// How they were taken over.
    pub note: Option<Bilingual>,
    pub url: Option<String>,
}

/// One column.
#[derive(Clone, Debug)]
pub struct Marginal {
    pub name: String,
    pub goal: Goal,
    pub grounds: Vec<Ground>,
    pub note: Option<Bilingual>,
    pub shape: Shape,
}

/// What the column is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goal {
    Fact(FactId),
    District,
}

/// On what a marginal stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ground {
    /// The place of a source.
    Source(usize),
    Assumption(Bilingual),
}

#[derive(Clone, Debug)]
pub enum Shape {
    /// The same value as an earlier column.
    Copy(usize),
    Drawn {
        classes: Vec<Class>,
        /// The earlier column on whose class the weights depend.
        given: Option<usize>,
        /// Weights by class of that column; one table when there is none.
        tables: Vec<Table>,
    },
}

/// A class by its place and how many there are of it. No weight is zero.
pub type Table = Vec<(usize, u128)>;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Class {
    /// As it stands in the file.
    pub text: String,
    pub values: Values,
}

/// The values of a class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Values {
    /// One value; a district is a text.
    One(Value),
    /// Whole multiples of a step between two ends, in the unit of the fact.
    Numbers { span: Span, spread: Spread },
    /// Days since 1970-01-01.
    Days(Span),
}

/// Both ends are multiples of the step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    pub low: i64,
    pub high: i64,
    pub step: i64,
}

/// How the values of a class lie in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spread {
    /// Each is as likely as any other.
    Even,
    /// Half as many between one size and its double as between the half of that size and itself: large ones are rare.
    Halving,
}
