//! The entries of a mapping, read by name. What nobody asked for is reported as unknown.

use super::Node;
use crate::fault::nearest;
use crate::{Bilingual, Faults, Place};

/// The entries of a mapping. Call [`Fields::finish`] at the end: it reports names that were never asked for.
pub struct Fields<'a> {
    place: &'a Place,
    entries: &'a [(Node, Node)],
    asked: Vec<&'static str>,
}

impl<'a> Fields<'a> {
    pub(super) fn new(node: &'a Node, entries: &'a [(Node, Node)]) -> Fields<'a> {
        Fields {
            place: &node.place,
            entries,
            asked: Vec::new(),
        }
    }

    pub fn place(&self) -> &'a Place {
        self.place
    }

    /// The value of an entry; `None` when it is missing or left empty.
    pub fn optional(&mut self, name: &'static str) -> Option<&'a Node> {
        self.asked.push(name);
        self.entries
            .iter()
            .find(|(key, _)| key.scalar() == Some(name))
            .map(|(_, value)| value)
            .filter(|value| !value.is_null())
    }

    pub fn required(&mut self, name: &'static str, faults: &mut Faults) -> Option<&'a Node> {
        let found = self.optional(name);
        if found.is_none() {
            faults.add(self.place, "document-missing-key", [("key", &name)]);
        }
        found
    }

    pub fn required_text(&mut self, name: &'static str, faults: &mut Faults) -> Option<String> {
        let node = self.required(name, faults)?;
        let text = node.text(faults)?.trim();
        if text.is_empty() {
            faults.add(&node.place, "document-empty-text", []);
            return None;
        }
        Some(text.to_owned())
    }

    pub fn optional_text(&mut self, name: &'static str, faults: &mut Faults) -> Option<String> {
        let text = self.optional(name)?.text(faults)?;
        Some(text.trim().to_owned())
    }

    pub fn required_bilingual(
        &mut self,
        name: &'static str,
        faults: &mut Faults,
    ) -> Option<Bilingual> {
        self.required(name, faults)?.bilingual(faults)
    }

    pub fn optional_bilingual(
        &mut self,
        name: &'static str,
        faults: &mut Faults,
    ) -> Option<Bilingual> {
        self.optional(name)?.bilingual(faults)
    }

    /// The items of a list; an empty list when the entry is missing.
    pub fn list(&mut self, name: &'static str, faults: &mut Faults) -> &'a [Node] {
        self.optional(name)
            .and_then(|node| node.items(faults))
            .unwrap_or_default()
    }

    /// The texts of a list; what is not a text is a fault.
    pub fn texts(&mut self, name: &'static str, faults: &mut Faults) -> Vec<String> {
        self.list(name, faults)
            .iter()
            .filter_map(|node| node.text(faults).map(str::to_owned))
            .collect()
    }

    pub fn has(&self, name: &str) -> bool {
        self.entries
            .iter()
            .any(|(key, _)| key.scalar() == Some(name))
    }

    /// All entries, for mappings whose names are free.
    pub fn all(&self) -> &'a [(Node, Node)] {
        self.entries
    }

    /// Reports the entries whose names were never asked for.
    pub fn finish(self, faults: &mut Faults) {
        for (key, _) in self.entries {
            let Some(name) = key.text(faults) else {
                continue;
            };
            if self.asked.contains(&name) {
                continue;
            }
            let known = self.asked.join(", ");
            // In `{rule: min(a, b)}` the comma ends the value, and the rest looks like a name.
            if name.contains(|c: char| " ()<>=+*/、。円人".contains(c)) {
                faults.add(&key.place, "document-comma", [("key", &name)]);
                continue;
            }
            match nearest(name, self.asked.iter().copied()) {
                Some(meant) => faults.add(
                    &key.place,
                    "document-unknown-key-near",
                    [("key", &name), ("meant", &meant)],
                ),
                None => faults.add(
                    &key.place,
                    "document-unknown-key",
                    [("key", &name), ("known", &known)],
                ),
            }
        }
    }
}
