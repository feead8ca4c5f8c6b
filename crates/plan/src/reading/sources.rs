//! The sources of a document. Those used often are named once under `sources:` at the top; an item lists
//! names of that table, addresses, or sources written out.

use kernel::fault::nearest;
use kernel::{Bilingual, Faults, Fields, Node};

use super::entry::{is_not_stated, text_or_not_stated};
use crate::source::{Backing, Source};

/// The sources named at the top of a document.
pub struct NamedSources(Vec<NamedSource>);

struct NamedSource {
    name: String,
    source: Source,
    /// What the table says about the time of the source; `Some(None)` is `not stated`.
    as_of: Option<Option<Bilingual>>,
}

impl NamedSources {
    /// The table under `sources:`; a document may do without.
    pub fn read(fields: &mut Fields<'_>, faults: &mut Faults) -> NamedSources {
        let entries = fields
            .optional("sources")
            .and_then(|node| node.fields(faults))
            .map(|fields| fields.all())
            .unwrap_or_default();
        NamedSources(
            entries
                .iter()
                .filter_map(|(name, node)| {
                    let name = name.text(faults)?.to_owned();
                    let mut fields = node.fields(faults)?;
                    let as_of = fields
                        .has("as_of")
                        .then(|| text_or_not_stated(&mut fields, "as_of", faults))
                        .flatten();
                    Some(NamedSource {
                        name,
                        source: written_out(fields, faults)?,
                        as_of,
                    })
                })
                .collect(),
        )
    }

    /// The `sources` and the `as_of` of an item. The time may be left to a source of the table.
    pub fn backing(&self, fields: &mut Fields<'_>, faults: &mut Faults) -> Option<Backing> {
        let before = faults.len();
        let sources = self.sources(fields, faults);
        let are_clear = faults.len() == before;
        let as_of = if fields.has("as_of") {
            text_or_not_stated(fields, "as_of", faults)
        } else if are_clear {
            self.as_of_sources(fields, faults)
        } else {
            None
        };
        Some(Backing {
            sources: sources?,
            as_of: as_of?,
        })
    }

    /// The `sources` of an item; at least one.
    pub fn sources(&self, fields: &mut Fields<'_>, faults: &mut Faults) -> Option<Vec<Source>> {
        let node = fields.required("sources", faults)?;
        let items = node.items(faults)?;
        if items.is_empty() {
            faults.add(&node.place, "plan-fault-no-source", []);
        }
        let sources: Vec<Source> = items
            .iter()
            .filter_map(|node| self.source(node, faults))
            .collect();
        (!sources.is_empty()).then_some(sources)
    }

    fn as_of_sources(
        &self,
        fields: &mut Fields<'_>,
        faults: &mut Faults,
    ) -> Option<Option<Bilingual>> {
        let said = fields
            .list("sources", faults)
            .iter()
            .filter_map(Node::scalar)
            .find_map(|name| self.find(name)?.as_of.clone());
        if said.is_none() {
            faults.add(fields.place(), "plan-fault-no-as-of", []);
        }
        said
    }

    fn find(&self, name: &str) -> Option<&NamedSource> {
        self.0.iter().find(|source| source.name == name)
    }

    fn source(&self, node: &Node, faults: &mut Faults) -> Option<Source> {
        let Some(text) = node.scalar() else {
            return written_out(node.fields(faults)?, faults);
        };
        if text.contains("://") {
            return Some(Source {
                name: None,
                address: Some(address(node, faults)?),
            });
        }
        if let Some(named) = self.find(text) {
            return Some(named.source.clone());
        }
        match nearest(text, self.0.iter().map(|named| named.name.as_str())) {
            Some(meant) => faults.add(
                &node.place,
                "plan-fault-source-near",
                [("found", &text), ("meant", &meant)],
            ),
            None => faults.add(&node.place, "plan-fault-source", [("found", &text)]),
        }
        None
    }
}

/// `{name: …, address: …}`; one of the two is enough.
fn written_out(mut fields: Fields<'_>, faults: &mut Faults) -> Option<Source> {
    let name = fields.optional_bilingual("name", faults);
    let address = fields
        .optional("address")
        .filter(|node| !is_not_stated(node))
        .and_then(|node| address(node, faults));
    if !fields.has("name") && !fields.has("address") {
        faults.add(fields.place(), "document-missing-key", [("key", &"name")]);
    }
    fields.finish(faults);
    (name.is_some() || address.is_some()).then_some(Source { name, address })
}

/// Only web addresses may become links.
fn address(node: &Node, faults: &mut Faults) -> Option<String> {
    let text = node.text(faults)?.trim();
    let is_web = ["http://", "https://"]
        .iter()
        .any(|scheme| text.len() > scheme.len() && text.starts_with(scheme));
    if !is_web || text.contains(char::is_whitespace) {
        faults.add(&node.place, "plan-fault-address", [("found", &text)]);
        return None;
    }
    Some(text.to_owned())
}
