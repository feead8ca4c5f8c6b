//! For whom a person may act on a day, and how far. Whatever the reason is (a membership, or a delegation to the person
//! or to a firm of theirs), the answer is a [`Mandate`].

use kernel::Date;

use crate::id::{DelegationId, OrganisationId};
use crate::role::{Need, Role};

/// The right of one person to act for one organisation. There is none without a lookup by the day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mandate {
    pub organisation: OrganisationId,
    pub by: Grounds,
    /// The last day on which it holds as things stand.
    pub until: Date,
    /// What it allows.
    pub reach: Reach,
}

/// Why somebody may act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Grounds {
    Membership(Role),
    Delegation(DelegationId),
}

/// What a mandate allows, as the view of the database says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reach {
    pub reads: bool,
    pub prepares: bool,
    pub submits: bool,
    pub manages: bool,
}

impl Mandate {
    pub fn allows(&self, need: Need) -> bool {
        match need {
            Need::Read => self.reach.reads,
            Need::Prepare => self.reach.prepares,
            Need::Submit => self.reach.submits,
            Need::Manage => self.reach.manages,
        }
    }

    pub fn is_of_member(&self) -> bool {
        matches!(self.by, Grounds::Membership(_))
    }
}
