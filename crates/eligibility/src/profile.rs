//! What is known about one applicant. What is not known is unknown: neither zero nor no.

mod reading;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use kernel::Date;
use kernel::industry::{IndustryCode, Revision};

use crate::fact::{FactId, Facts};
use crate::range::Range;

pub use reading::{read_case_facts, read_profile, read_value, set_from_text, yes_or_no};

/// The facts of one applicant, in the order of the catalogue.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Profile {
    pub name: Option<String>,
    /// The course somebody wants, by programme.
    pub courses: BTreeMap<String, String>,
    values: Vec<Value>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub enum Value {
    #[default]
    Unknown,
    YesNo(bool),
    /// In the base unit; an interval when only its ends are known.
    Number(Range),
    Date(Date),
    Choice(usize),
    /// Bits of the fact's choices.
    Choices(u64),
    Industry(Vec<(IndustryCode, Revision)>),
    /// Folded for comparison, and as written.
    Text(String, String),
    /// Records of a list; each has the values of its fields.
    List(Vec<Vec<Value>>),
    Certificates(Vec<Certificate>),
    Awards(Vec<Award>),
    Receiving(Vec<String>),
}

/// A certificate that is held. Without days it is in force on the day that is asked about.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Certificate {
    pub kind: usize,
    pub valid_from: Option<Date>,
    pub valid_until: Option<Date>,
}

/// Support awarded earlier. `fiscal_year` or `amount` may be unknown.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Award {
    pub programme: String,
    pub fiscal_year: Option<i16>,
    pub amount: Option<i64>,
}

impl Profile {
    /// A profile of which nothing is known.
    pub fn unknown(facts: &Facts) -> Profile {
        Profile {
            name: None,
            courses: BTreeMap::new(),
            values: vec![Value::Unknown; facts.len()],
        }
    }

    /// So many facts, in an order of one's own, of which nothing is known.
    pub(crate) fn blank(count: usize) -> Profile {
        Profile {
            name: None,
            courses: BTreeMap::new(),
            values: vec![Value::Unknown; count],
        }
    }

    #[inline]
    pub fn get(&self, id: FactId) -> &Value {
        &self.values[id.0 as usize]
    }

    pub fn set(&mut self, id: FactId, value: Value) {
        self.values[id.0 as usize] = value;
    }

    /// Sets a fact and gives back what was known of it.
    pub(crate) fn replace(&mut self, id: FactId, value: Value) -> Value {
        std::mem::replace(&mut self.values[id.0 as usize], value)
    }

    /// The same profile without one fact.
    pub fn without(&self, id: FactId) -> Profile {
        let mut less = self.clone();
        less.set(id, Value::Unknown);
        less
    }
}

impl Value {
    pub fn is_unknown(&self) -> bool {
        matches!(self, Value::Unknown)
    }
}
