//! The headings of the strategy (基本方針, 方向性) under which programmes stand. Only their ids and titles: the strategy
//! itself belongs to the plan.

use std::collections::BTreeMap;

use kernel::Bilingual;

/// The directions by id, and the policies they belong to in the order of the strategy.
#[derive(Clone, Debug, Default)]
pub struct Headings {
    pub directions: BTreeMap<String, Bilingual>,
    pub policies: Vec<PolicyHeading>,
}

/// A basic policy and the ids of its directions.
#[derive(Clone, Debug)]
pub struct PolicyHeading {
    pub id: String,
    pub title: Bilingual,
    pub directions: Vec<String>,
}

impl Headings {
    /// The policies to which one of these directions belongs.
    pub fn policies_of<'a>(
        &'a self,
        directions: &'a [String],
    ) -> impl Iterator<Item = &'a PolicyHeading> {
        self.policies
            .iter()
            .filter(|policy| directions.iter().any(|id| policy.directions.contains(id)))
    }
}
