//! What rules mention besides facts: definitions, and programmes whose earlier or present support counts.

use std::collections::BTreeSet;
use std::sync::Arc;

use eligibility::formula::walk::Seen;
use eligibility::formula::{Cond, Definition};
use eligibility::rules::{Edition, walk};

/// All mentions of some rules, each once, in the order in which they are met.
#[derive(Default)]
pub struct Mentions {
    /// The definitions that are conditions; those that are numbers are said where they stand.
    pub definitions: Vec<Arc<Definition<Cond>>>,
    /// Programmes about which rules ask whether support was awarded earlier.
    pub awarded: BTreeSet<String>,
    /// Programmes about which rules ask whether support is being received.
    pub receiving: BTreeSet<String>,
}

impl Mentions {
    pub fn of<'e>(editions: impl IntoIterator<Item = &'e Edition>) -> Mentions {
        let mut found = Mentions::default();
        for edition in editions {
            walk(edition, &mut |seen| found.add(seen));
        }
        found
    }

    fn add(&mut self, seen: Seen<'_>) {
        match seen {
            Seen::Fact(_) | Seen::Condition(_) | Seen::Number(_) => {}
            Seen::Definition(definition) => {
                let known = self.definitions.iter().any(|one| one.id == definition.id);
                if !known {
                    self.definitions.push(Arc::clone(definition));
                }
            }
            Seen::Awarded(ids) => self.awarded.extend(ids.iter().cloned()),
            Seen::Receiving(ids) => self.receiving.extend(ids.iter().cloned()),
        }
    }
}
