//! Static checks over a whole city: what single rules are told (`eligibility::checks`), windows that do not fit the
//! rules, and what is declared and used by nothing. Not part of reading a city: the site starts without them.

mod accepted;
mod declared;
mod windows;

use std::collections::BTreeMap;

use eligibility::checks::{self, Finding, Span};
use kernel::document::{self, Content};
use kernel::{Fault, Node};

use super::Catalogue;
use super::reading::{CityFile, is_ours};
use crate::programme::Programme;
use accepted::Acceptances;

/// All findings in a city that was read without mistakes, by file and place. What is accepted beside the rule is not
/// among them; an acceptance that nothing needs is.
pub fn check(catalogue: &Catalogue, files: &[CityFile<'_>]) -> Vec<Fault> {
    let mut nodes: BTreeMap<&str, Node> = BTreeMap::new();
    for file in files.iter().filter(|file| is_ours(file.path)) {
        // Files that could not be read were told when the city was read.
        if let Ok(Some(node)) = document::read(file.path, file.text) {
            nodes.insert(file.path, node);
        }
    }
    let mut found: Vec<Finding> = Vec::new();
    for programme in &catalogue.programmes {
        if let Some(node) = nodes.get(&*programme.place.file) {
            found.append(&mut of_programme(programme, node, catalogue));
        }
    }
    found.append(&mut declared::look(catalogue, &nodes));
    let mut acceptances = Acceptances::of(nodes.values());
    found.retain(|finding| !acceptances.accept(finding));
    let mut faults: Vec<Fault> = found.into_iter().map(|finding| finding.fault).collect();
    faults.extend(acceptances.unneeded());
    faults.sort();
    faults.dedup();
    faults
}

fn of_programme(programme: &Programme, node: &Node, catalogue: &Catalogue) -> Vec<Finding> {
    let mut found = windows::look(programme, node);
    let editions = &programme.rules.editions;
    let several = entry(node, "editions").map(items);
    let window = windows::span(programme);
    for (index, (from, edition)) in editions.iter().enumerate() {
        let node = match several {
            Some(nodes) => nodes.get(index),
            None => Some(node),
        };
        let next = editions.get(index + 1);
        let span = Span {
            // By the first edition is judged what came before it, too.
            first: (index > 0).then_some(*from),
            last: next.and_then(|(day, _)| day.yesterday().ok()),
        };
        let open = window.filter(|window| !window.within(span).is_empty());
        if let Some(node) = node {
            found.append(&mut checks::edition(
                edition,
                node,
                span,
                open,
                &catalogue.facts,
            ));
        }
    }
    found
}

/// An entry of a mapping.
fn entry<'n>(node: &'n Node, name: &str) -> Option<&'n Node> {
    let Content::Mapping(entries) = &node.content else {
        return None;
    };
    let mut entries = entries.iter();
    entries
        .find(|(key, _)| key.scalar() == Some(name))
        .map(|(_, value)| value)
        .filter(|value| !value.is_null())
}

/// The items of a list; none of anything else.
fn items(node: &Node) -> &[Node] {
    match &node.content {
        Content::Sequence(items) => items,
        Content::Scalar(_) | Content::Mapping(_) => &[],
    }
}
