//! What is declared: facts, fields, definitions and parameters that nothing uses, and parameters whose values do not
//! reach the rules that use them.

use std::collections::BTreeMap;

use eligibility::FactKind;
use eligibility::checks::{self, Finding, Uses};
use kernel::{Date, Node, Place};

use super::{entry, items};
use crate::catalogue::Catalogue;

/// A definition or parameter as it is written.
struct Declared<'n> {
    id: &'n str,
    node: &'n Node,
    is_parameter: bool,
    /// The days from which its values hold.
    begins: Vec<(Date, &'n Node)>,
}

pub(super) fn look(catalogue: &Catalogue, nodes: &BTreeMap<&str, Node>) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut uses = Uses::default();
    let mut faults = kernel::Faults::default();
    let declared: Vec<Declared<'_>> = nodes
        .values()
        .flat_map(|node| declared(node, &mut faults))
        .collect();
    for programme in &catalogue.programmes {
        for (index, (from, edition)) in programme.rules.editions.iter().enumerate() {
            let mut own = Uses::default();
            own.add(edition);
            // What judges today counts; the dates of what is history do not.
            if index + 1 == programme.rules.editions.len() && *from > Date::MIN {
                parameters(&own, *from, &declared, &mut found);
            }
            uses.add(edition);
        }
    }
    for one in &declared {
        if let Some(means) = catalogue.definitions.iter().find(|d| d.id == one.id) {
            found.append(&mut checks::definition(means, one.node, &catalogue.facts));
        }
        if !uses.definitions.contains(one.id) {
            let (kind, key) = if one.is_parameter {
                ("parameter-unused", "finding-parameter-unused")
            } else {
                ("definition-unused", "finding-definition-unused")
            };
            tell(&mut found, kind, key, &one.node.place, one.id);
        }
    }
    facts(catalogue, &uses, &mut found);
    found
}

fn facts(catalogue: &Catalogue, uses: &Uses, found: &mut Vec<Finding>) {
    for (id, fact) in catalogue.facts.iter() {
        if !uses.facts.contains(&id) {
            tell(
                found,
                "fact-unused",
                "finding-fact-unused",
                &fact.place,
                &fact.id,
            );
            continue;
        }
        if !matches!(fact.kind, FactKind::List(_)) {
            continue;
        }
        for (index, field) in (0u32..).zip(fact.fields()) {
            if !uses.fields.contains(&(id, index)) {
                tell(
                    found,
                    "field-unused",
                    "finding-field-unused",
                    &field.place,
                    &field.id,
                );
            }
        }
    }
}

fn tell(found: &mut Vec<Finding>, kind: &'static str, key: &'static str, place: &Place, id: &str) {
    found.push(Finding::new(
        kind,
        key,
        place.clone(),
        vec![("id", id.to_owned())],
    ));
}

/// Parameters that begin after the rules that use them, or that were changed regularly and then no more.
fn parameters(uses: &Uses, from: Date, declared: &[Declared<'_>], found: &mut Vec<Finding>) {
    let used = declared
        .iter()
        .filter(|one| one.is_parameter && uses.definitions.contains(one.id));
    for one in used {
        let (Some((first, at)), Some((last, end))) = (one.begins.first(), one.begins.last()) else {
            continue;
        };
        let args = |day: Date| {
            vec![
                ("id", one.id.to_owned()),
                ("day", day.to_string()),
                ("from", from.to_string()),
            ]
        };
        if from < *first {
            let place = at.place.clone();
            let (kind, key) = ("parameter-late", "finding-parameter-late");
            found.push(Finding::new(kind, key, place, args(*first)));
        } else if one.begins.len() > 1 && is_stale(&one.begins, from) {
            let place = end.place.clone();
            let (kind, key) = ("parameter-stale", "finding-parameter-stale");
            found.push(Finding::new(kind, key, place, args(*last)));
        }
    }
}

/// Whether the next value should have begun before a day: twice the longest time that any value held has passed.
fn is_stale(begins: &[(Date, &Node)], from: Date) -> bool {
    let days = |a: Date, b: Date| a.until(b).map_or(0, |length| length.get_days());
    let longest = begins
        .windows(2)
        .map(|pair| days(pair[0].0, pair[1].0))
        .max()
        .unwrap_or(0);
    let last = begins.last().map_or(from, |(day, _)| *day);
    days(last, from) > 2 * longest.max(365)
}

fn declared<'n>(node: &'n Node, faults: &mut kernel::Faults) -> Vec<Declared<'n>> {
    let mut found = Vec::new();
    for (key, values) in [("definitions", "editions"), ("parameters", "values")] {
        for node in entry(node, key).map(items).unwrap_or_default() {
            let Some(id) = entry(node, "id").and_then(Node::scalar) else {
                continue;
            };
            let values = entry(node, values).map(items).unwrap_or_default();
            let begins = values
                .iter()
                .filter_map(|value| Some((entry(value, "from")?.date(faults)?, value)))
                .collect();
            found.push(Declared {
                id,
                node,
                is_parameter: key == "parameters",
                begins,
            });
        }
    }
    found
}
