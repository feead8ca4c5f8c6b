//! Shared definitions, exactly: `sme` is asked by dozens of programmes and worked out once for each applicant.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::search::{Found, Search};
use crate::evaluate::{Missing, Scene};
use crate::fact::{FactId, Facts};
use crate::formula::{Cond, Definition, in_force};
use crate::judge::Applicant;
use crate::range::Truth;
use crate::rules::{Counts, Edition, counts};

/// What the definitions say of one applicant, by their numbers.
pub(in crate::judge) type Definitions = RefCell<BTreeMap<usize, Arc<Known>>>;

/// A definition for one applicant.
pub(in crate::judge) struct Known {
    pub truth: Truth,
    /// The facts that its truth depends on.
    pub missing: Vec<FactId>,
    pub counts: Counts,
}

impl Applicant<'_> {
    /// Whether a definition holds, and what that depends on.
    pub(super) fn definition(
        &self,
        definition: &Definition<Cond>,
        edition: &Edition,
        facts: &Facts,
    ) -> Arc<Known> {
        if let Some(known) = self.definitions.borrow().get(&definition.number) {
            return known.clone();
        }
        let known = Arc::new(match in_force(&definition.editions, self.on) {
            None => Known {
                truth: Truth::Unknown,
                missing: Vec::new(),
                counts: Counts::new(),
            },
            Some(means) => self.look_at(means, edition, facts),
        });
        let mut definitions = self.definitions.borrow_mut();
        definitions.insert(definition.number, known.clone());
        known
    }

    fn look_at(&self, means: &Cond, edition: &Edition, facts: &Facts) -> Known {
        let scene = Scene::new(self.profile, self.on, &self.memo);
        let counts = counts(means);
        let mut open = Missing::default();
        open.of_condition(means, &scene);
        let open = open.into_facts();
        let found = match scene.truth(means) {
            Truth::Unknown if super::is_repeated(&counts, &open) => {
                let search = Search::new(self, facts, edition);
                let found = search.over(&[means], None, &counts);
                found.unwrap_or_else(|| Found::of(Truth::Unknown, open))
            }
            truth => Found::of(truth, open),
        };
        Known {
            truth: found.truth,
            missing: found.missing,
            counts,
        }
    }
}
