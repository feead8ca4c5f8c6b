//! Between a registry and profiles: each row of the one is one of the other.

use std::collections::BTreeMap;

use super::{Column, Filling, Misfit, Registry};
use crate::fact::{FactId, FactKind, Facts};
use crate::profile::Profile;
use crate::unit::Unit;

impl Registry {
    /// What is known of one applicant, as a profile.
    pub fn profile(&self, row: usize, facts: &Facts) -> Profile {
        let mut profile = Profile::unknown(facts);
        for (id, column) in &self.columns {
            profile.set(*id, column.value(row));
        }
        profile
    }

    /// A registry of these profiles with a column for each of these facts. Numbers are counted in millionths of their
    /// base unit where the fact is not a whole one.
    pub fn of_profiles(
        profiles: &[Profile],
        wanted: &[FactId],
        facts: &Facts,
    ) -> Result<Registry, Misfit> {
        let mut columns: BTreeMap<FactId, Column> = BTreeMap::new();
        for id in wanted {
            let mut filling = Filling::of(&facts.get(*id).kind);
            for profile in profiles {
                filling.push(profile.get(*id))?;
            }
            columns.insert(*id, filling.done());
        }
        Ok(Registry {
            rows: profiles.len(),
            columns,
        })
    }
}

impl Filling {
    /// An empty column for a fact of this kind.
    pub fn of(kind: &FactKind) -> Filling {
        match kind {
            FactKind::YesNo => Filling::yes_no(),
            FactKind::Date => Filling::days(),
            FactKind::Number { unit, .. } => Filling::numbers(parts(unit)),
            FactKind::Choice(_)
            | FactKind::Choices(_)
            | FactKind::Industry
            | FactKind::Text
            | FactKind::List(_)
            | FactKind::Certificates(_)
            | FactKind::Awards
            | FactKind::Receiving => Filling::coded(),
        }
    }
}

/// In which parts of its base unit a number is counted: none finer than a millionth is ever read.
pub(super) fn parts(unit: &Unit) -> i64 {
    if unit.is_whole() { 1 } else { 1_000_000 }
}
