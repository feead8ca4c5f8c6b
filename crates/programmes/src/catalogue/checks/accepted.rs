//! What the authors of a city keep although a check speaks against it: a finding is accepted by the nearest mapping
//! around it that says so.

use eligibility::checks::Finding;
use kernel::document::Content;
use kernel::{Fault, Node, Place};

use super::entry;

/// The acceptances of all files.
#[derive(Default)]
pub(super) struct Acceptances(Vec<Acceptance>);

struct Acceptance {
    kind: String,
    /// Where it is written.
    place: Place,
    /// The mapping that it stands in: from its beginning to where the next value begins.
    from: Place,
    until: Option<Place>,
    needed: bool,
}

impl Acceptances {
    pub fn of<'n>(nodes: impl Iterator<Item = &'n Node>) -> Acceptances {
        let mut all = Acceptances::default();
        nodes.for_each(|node| all.look(node, None));
        all
    }

    fn look(&mut self, node: &Node, next: Option<&Place>) {
        match &node.content {
            Content::Scalar(_) => {}
            Content::Sequence(items) => {
                for (index, item) in items.iter().enumerate() {
                    let after = items.get(index + 1).map(|item| &item.place);
                    self.look(item, after.or(next));
                }
            }
            Content::Mapping(entries) => {
                if let Some(accepted) = entry(node, "accepted") {
                    self.add(accepted, node, next);
                }
                for (index, (_, value)) in entries.iter().enumerate() {
                    let after = entries.get(index + 1).map(|(key, _)| &key.place);
                    self.look(value, after.or(next));
                }
            }
        }
    }

    fn add(&mut self, accepted: &Node, within: &Node, next: Option<&Place>) {
        let Content::Mapping(kinds) = &accepted.content else {
            return;
        };
        for (key, _) in kinds {
            self.0.push(Acceptance {
                kind: key.scalar().unwrap_or_default().to_owned(),
                place: key.place.clone(),
                from: within.place.clone(),
                until: next.cloned(),
                needed: false,
            });
        }
    }

    /// Whether a finding is accepted; the nearest acceptance around it is needed then.
    pub fn accept(&mut self, finding: &Finding) -> bool {
        let around = self.0.iter_mut().filter(|one| one.covers(finding));
        match around.max_by(|one, other| one.from.cmp(&other.from)) {
            Some(nearest) => {
                nearest.needed = true;
                true
            }
            None => false,
        }
    }

    /// Those that nothing needs.
    pub fn unneeded(self) -> impl Iterator<Item = Fault> {
        let unneeded = self.0.into_iter().filter(|one| !one.needed);
        unneeded.map(|one| Fault {
            place: one.place,
            key: "finding-acceptance-unneeded",
            args: vec![("kind", one.kind)],
        })
    }
}

impl Acceptance {
    fn covers(&self, finding: &Finding) -> bool {
        let place = &finding.fault.place;
        self.kind == finding.kind
            && self.from.file == place.file
            && self.from <= *place
            && self.until.as_ref().is_none_or(|until| place < until)
    }
}
