//! From a programme's file to a programme.

use std::collections::BTreeMap;

use eligibility::accepted::read_accepted;
use eligibility::compile::Names;
use eligibility::rules::{facts_of, read_rules};
use kernel::document::Content;
use kernel::{Bilingual, Faults, Fields, Node};

use super::children::read_children;
use super::combines::read_combines;
use super::window::{read_window, words_of};
use super::{Confidence, Kind, Level, Programme, Selection, Stated};

/// What programmes may name besides the facts and definitions.
pub struct Surroundings<'a> {
    pub names: &'a Names<'a>,
    /// The directions of the strategy; `None` when the city has none.
    pub directions: Option<&'a BTreeMap<String, Bilingual>>,
}

/// The id in a programme's file, when the file can be read at all: other programmes may name it.
pub fn own_id(node: &Node) -> Option<&str> {
    let Content::Mapping(entries) = &node.content else {
        return None;
    };
    entries
        .iter()
        .find(|(key, _)| key.scalar() == Some("id"))
        .and_then(|(_, value)| value.scalar())
}

/// Reads a programme. Everything wrong is reported; a programme with mistakes is `None`.
pub fn read_programme(
    node: &Node,
    file_id: &str,
    around: &Surroundings<'_>,
    faults: &mut Faults,
) -> Option<Programme> {
    let mut fields = node.fields(faults)?;
    let id = read_id(&mut fields, file_id, faults);
    let name = fields.required_bilingual("name", faults);
    let kind = fields.required("kind", faults);
    let kind = kind.and_then(|node| word(node, Kind::ALL, Kind::word, faults));
    let also = fields.list("also", faults);
    let also = also
        .iter()
        .filter_map(|node| word(node, Kind::ALL, Kind::word, faults))
        .collect();
    let level = fields.required("level", faults);
    let level = level.and_then(|node| word(node, Level::ALL, Level::word, faults));
    let directions = read_directions(&mut fields, around, faults);
    let summary = fields.required_bilingual("summary", faults);
    let as_of = fields.required_bilingual("as_of", faults);
    let sources = read_sources(&mut fields, faults);
    let confidence = fields
        .optional("confidence")
        .and_then(|node| word(node, Confidence::ALL, Confidence::word, faults));
    let selection = stated(&mut fields, "selection", faults, |node, faults| {
        word(node, Selection::ALL, Selection::word, faults)
    });
    let bilingual = |node: &Node, faults: &mut Faults| node.bilingual(faults);
    let programme_id = id.clone().unwrap_or_else(|| file_id.to_owned());
    // These are read by the catalogue, before any rule: a rule may use what another file declares.
    for key in ["units", "groups", "facts", "definitions", "parameters"] {
        fields.optional(key);
    }
    let rules = read_rules(&programme_id, &mut fields, around.names, faults);
    let mut facts: Vec<_> = rules
        .editions
        .iter()
        .flat_map(|(_, edition)| facts_of(edition))
        .collect();
    facts.sort_unstable();
    facts.dedup();
    let name_official = match fields.optional("name_official") {
        None => true,
        Some(node) => node.flag(faults).unwrap_or(true),
    };
    let children = fields
        .optional("children")
        .and_then(|node| read_children(node, name.as_ref(), faults));
    let combination = stated(&mut fields, "combination", faults, bilingual);
    let combines = read_combines(
        &mut fields,
        &programme_id,
        combination.known(),
        around.names.programmes,
        faults,
    );
    let programme = Programme {
        id: programme_id,
        name: name.unwrap_or_default(),
        name_official,
        kind: kind.unwrap_or(Kind::Subsidy),
        also,
        level: level.unwrap_or(Level::City),
        directions,
        operator: stated(&mut fields, "operator", faults, bilingual),
        section: stated(&mut fields, "section", faults, bilingual),
        summary: summary.unwrap_or_default(),
        as_of: as_of.unwrap_or_default(),
        sources,
        confidence: confidence.unwrap_or(Confidence::Unrated),
        confidence_note: fields.optional_bilingual("confidence_note", faults),
        status: fields.optional_bilingual("status", faults),
        window: stated(&mut fields, "window", faults, read_window),
        selection,
        documents: stated(&mut fields, "documents", faults, texts),
        steps: stated(&mut fields, "steps", faults, texts),
        covers: stated(&mut fields, "covers", faults, texts),
        does_not_cover: stated(&mut fields, "does_not_cover", faults, texts),
        usage_limit: stated(&mut fields, "usage_limit", faults, bilingual),
        combination,
        combines,
        terms: stated(&mut fields, "terms", faults, bilingual),
        note: fields.optional_bilingual("note", faults),
        children,
        gives: fields.optional_text("gives", faults),
        succeeds: read_succeeds(&mut fields, around, faults),
        not_stated: fields.texts("not_stated", faults),
        rules,
        facts,
        place: node.place.clone(),
    };
    read_accepted(&mut fields, faults);
    fields.finish(faults);
    id.map(|_| programme)
}

fn read_id(fields: &mut Fields<'_>, file_id: &str, faults: &mut Faults) -> Option<String> {
    let node = fields.required("id", faults)?;
    let id = node.text(faults)?;
    let fine = id
        .chars()
        .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
        && id.starts_with(|c: char| c.is_ascii_lowercase());
    if !fine {
        faults.add(&node.place, "programme-bad-id", [("found", &id)]);
        return None;
    }
    if id != file_id {
        faults.add(
            &node.place,
            "programme-id-not-file",
            [("id", &id), ("file", &file_id)],
        );
    }
    Some(id.to_owned())
}

fn read_directions(
    fields: &mut Fields<'_>,
    around: &Surroundings<'_>,
    faults: &mut Faults,
) -> Vec<String> {
    let mut directions = Vec::new();
    for node in fields.list("directions", faults) {
        let Some(id) = node.text(faults) else {
            continue;
        };
        if around
            .directions
            .is_some_and(|known| !known.contains_key(id))
        {
            faults.add(&node.place, "programme-no-direction", [("found", &id)]);
        }
        directions.push(id.to_owned());
    }
    directions
}

fn read_sources(fields: &mut Fields<'_>, faults: &mut Faults) -> Vec<String> {
    let Some(node) = fields.required("sources", faults) else {
        return Vec::new();
    };
    let Some(items) = node.items(faults) else {
        return Vec::new();
    };
    if items.is_empty() {
        faults.add(&node.place, "programme-no-source", []);
    }
    items
        .iter()
        .filter_map(|item| item.text(faults).map(str::to_owned))
        .collect()
}

fn read_succeeds(
    fields: &mut Fields<'_>,
    around: &Surroundings<'_>,
    faults: &mut Faults,
) -> Option<String> {
    let node = fields.optional("succeeds")?;
    let id = node.text(faults)?;
    if !around.names.programmes.contains(id) {
        faults.add(&node.place, "programme-unknown", [("id", &id)]);
    }
    Some(id.to_owned())
}

/// A value that may be `not stated`.
fn stated<T>(
    fields: &mut Fields<'_>,
    key: &'static str,
    faults: &mut Faults,
    read: impl Fn(&Node, &mut Faults) -> Option<T>,
) -> Stated<T> {
    match fields.optional(key) {
        None => Stated::Absent,
        Some(node) if node.word() == Some("not stated") => Stated::NotStated,
        Some(node) => read(node, faults).map_or(Stated::Absent, Stated::Known),
    }
}

fn texts(node: &Node, faults: &mut Faults) -> Option<Vec<Bilingual>> {
    let items = node.items(faults)?;
    Some(
        items
            .iter()
            .filter_map(|item| item.bilingual(faults))
            .collect(),
    )
}

fn word<T: Copy>(
    node: &Node,
    all: &[T],
    word: impl Fn(T) -> &'static str + Copy,
    faults: &mut Faults,
) -> Option<T> {
    let text = node.text(faults)?;
    let found = all.iter().copied().find(|one| word(*one) == text);
    if found.is_none() {
        let known = words_of(all, word);
        faults.add(
            &node.place,
            "programme-bad-word",
            [("found", &text), ("known", &known)],
        );
    }
    found
}
