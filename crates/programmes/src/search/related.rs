//! Words that mean the same to whoever searches (補助金, 助成金), from the city's `search.yaml`.

use std::collections::BTreeMap;

use kernel::{Faults, Node};

use super::key::key;

/// The city's groups of words, and the little words that say nothing.
#[derive(Debug, Default)]
pub struct Related {
    groups: Vec<Vec<String>>,
    /// The groups of a word, by its key.
    by_key: BTreeMap<String, Vec<usize>>,
    ignored: Vec<String>,
}

/// Reads `search.yaml`: `same`, a list of groups, and `ignored`, a list of words.
pub fn read_related(node: &Node, faults: &mut Faults) -> Related {
    let mut related = Related::default();
    let Some(mut fields) = node.fields(faults) else {
        return related;
    };
    for group in fields.list("same", faults) {
        related.read_group(group, faults);
    }
    for node in fields.list("ignored", faults) {
        if let Some(word) = read_word(node, faults) {
            related.ignored.push(key(word));
        }
    }
    fields.finish(faults);
    related
}

impl Related {
    fn read_group(&mut self, node: &Node, faults: &mut Faults) {
        let items = node.items(faults).unwrap_or_default();
        if items.len() == 1 {
            faults.add(&node.place, "search-group-of-one", []);
        }
        let index = self.groups.len();
        let mut words: Vec<String> = Vec::new();
        for item in items {
            let Some(word) = read_word(item, faults) else {
                continue;
            };
            let groups = self.by_key.entry(key(word)).or_default();
            if groups.contains(&index) {
                faults.add(&item.place, "search-word-twice", [("word", &word)]);
                continue;
            }
            groups.push(index);
            words.push(word.to_owned());
        }
        self.groups.push(words);
    }

    /// The other words of all groups in which a word stands.
    pub(super) fn of<'a>(&'a self, word: &'a str) -> impl Iterator<Item = &'a str> {
        let groups = self.by_key.get(word).into_iter().flatten();
        groups
            .flat_map(|group| &self.groups[*group])
            .map(String::as_str)
            .filter(move |other| key(other) != word)
    }

    pub(super) fn knows(&self, word: &str) -> bool {
        self.by_key.contains_key(word)
    }

    pub(super) fn ignores(&self, word: &str) -> bool {
        self.ignored.iter().any(|ignored| ignored == word)
    }

    pub(super) fn words(&self) -> impl Iterator<Item = &str> {
        self.groups.iter().flatten().map(String::as_str)
    }
}

/// A word that is not empty when folded.
fn read_word<'n>(node: &'n Node, faults: &mut Faults) -> Option<&'n str> {
    let word = node.text(faults)?.trim();
    if key(word).is_empty() {
        faults.add(&node.place, "document-empty-text", []);
        return None;
    }
    Some(word)
}
