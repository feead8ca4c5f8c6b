//! Names in a profile that cannot be meant.

use std::collections::BTreeSet;

use eligibility::{Profile, Value};
use kernel::fault::nearest;
use kernel::{Fault, Faults, Place};

use super::Catalogue;

impl Catalogue {
    /// A slip in the id of a programme, a course that does not exist. Other ids in a history are fine, because
    /// support outside the catalogue is support too.
    pub fn check_names(&self, profile: &Profile, file: &str) -> Vec<Fault> {
        let mut faults = Faults::default();
        let place = Place::start_of(file);
        for (key, id) in named(profile, self) {
            let known = self.programmes.iter().map(|programme| &*programme.id);
            let meant = match self.find(id) {
                Some(_) => None,
                None => nearest(id, known),
            };
            if let Some(meant) = meant {
                faults.add(
                    &place,
                    "profile-unknown-programme",
                    [("key", &key), ("id", &id), ("meant", &meant)],
                );
            }
        }
        for (programme, course) in &profile.courses {
            let Some(found) = self.find(programme) else {
                continue;
            };
            let courses: BTreeSet<&str> = found
                .rules
                .editions
                .iter()
                .flat_map(|(_, edition)| &edition.courses)
                .map(|course| course.id.as_str())
                .collect();
            if !courses.contains(course.as_str()) {
                let known: Vec<&str> = courses.into_iter().collect();
                let known = known.join(", ");
                faults.add(
                    &place,
                    "profile-unknown-course",
                    [
                        ("programme", programme),
                        ("course", course),
                        ("known", &known),
                    ],
                );
            }
        }
        faults.into_sorted()
    }
}

/// The programmes that a profile names, each with the key under which it does.
fn named<'p>(profile: &'p Profile, catalogue: &Catalogue) -> Vec<(&'static str, &'p str)> {
    let mut named: Vec<(&'static str, &'p str)> = Vec::new();
    for (id, _) in catalogue.facts.iter() {
        match profile.get(id) {
            Value::Awards(awards) => {
                named.extend(awards.iter().map(|one| ("awards", one.programme.as_str())));
            }
            Value::Receiving(ids) => {
                named.extend(ids.iter().map(|one| ("receiving", one.as_str())));
            }
            _ => {}
        }
    }
    named.extend(profile.courses.keys().map(|id| ("courses", id.as_str())));
    named
}
