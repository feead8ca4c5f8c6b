//! From a city's `synthetic.yaml` to marginals. Every mistake is told at its place.

mod classes;

use kernel::document::{Fields, read as read_document};
use kernel::fault::nearest;
use kernel::{Faults, Node, Place};

use super::{Goal, Ground, Marginal, Marginals, Shape, Source};
use crate::catalogue::{Catalogue, CityFile};
use crate::registry::DISTRICT;
use classes::{Reading, Tables};

/// The file of a city's folder.
pub const FILE: &str = "synthetic.yaml";

/// Reads the marginals of a city. A city without the file has none.
pub fn read(
    files: &[CityFile<'_>],
    catalogue: &Catalogue,
    faults: &mut Faults,
) -> Option<Marginals> {
    let file = files.iter().find(|file| file.path == FILE)?;
    let node = match read_document(file.path, file.text) {
        Ok(Some(node)) => node,
        Ok(None) => {
            faults.add(&Place::start_of(FILE), "city-empty-file", []);
            return None;
        }
        Err(fault) => {
            faults.push(fault);
            return None;
        }
    };
    let mut fields = node.fields(faults)?;
    let sources = fields.list("sources", faults);
    let mut marginals = Marginals {
        columns: Vec::new(),
        sources: sources
            .iter()
            .filter_map(|node| source(node, faults))
            .collect(),
        notes: Vec::new(),
    };
    for node in fields.list("notes", faults) {
        marginals.notes.extend(node.bilingual(faults));
    }
    let columns = fields.list("columns", faults);
    if columns.is_empty() {
        faults.add(&node.place, "synthetic-no-columns", []);
    }
    for node in columns {
        if let Some(column) = column(node, &marginals, catalogue, faults) {
            marginals.columns.push(column);
        }
    }
    fields.finish(faults);
    Some(marginals)
}

fn source(node: &Node, faults: &mut Faults) -> Option<Source> {
    let mut fields = node.fields(faults)?;
    let id = fields.required_text("id", faults);
    let title = fields.required_bilingual("title", faults);
    let area = fields.required_bilingual("area", faults);
    let year = fields.required_text("year", faults);
    let note = fields.optional_bilingual("note", faults);
    let url = fields.optional_text("url", faults);
    fields.finish(faults);
    Some(Source {
        id: id?,
        title: title?,
        area: area?,
        year: year?,
        note,
        url,
    })
}

fn column(
    node: &Node,
    so_far: &Marginals,
    catalogue: &Catalogue,
    faults: &mut Faults,
) -> Option<Marginal> {
    let mut fields = node.fields(faults)?;
    let name_node = fields.required("column", faults)?;
    let name = name_node.text(faults)?.trim();
    if so_far.columns.iter().any(|column| column.name == name) {
        faults.add(
            &name_node.place,
            "synthetic-column-twice",
            [("name", &name)],
        );
    }
    let goal = goal(name, &name_node.place, catalogue, faults);
    let mut grounds = vec![ground(&mut fields, so_far, faults)?];
    let note = fields.optional_bilingual("note", faults);
    let copy = earlier(&mut fields, "copy", so_far, faults);
    let given = earlier(&mut fields, "given", so_far, faults);
    let classes = fields.list("classes", faults);
    let tables = fields.list("tables", faults);
    fields.finish(faults);
    let (copy, given, goal) = (copy.ok()?, given.ok()?, goal?);
    let shape = match (copy, given) {
        (Some(copy), None) if classes.is_empty() && tables.is_empty() => {
            if !same_kind(goal, so_far.columns[copy].goal, catalogue) {
                faults.add(&node.place, "synthetic-copy-kind", [("name", &name)]);
                return None;
            }
            Shape::Copy(copy)
        }
        (None, None) if tables.is_empty() => {
            let mut reading = Reading::new(goal, so_far, catalogue, faults);
            let table = reading.table(classes, &node.place);
            let (classes, more) = reading.done();
            grounds.extend(more);
            Shape::Drawn {
                classes,
                given: None,
                tables: vec![table?],
            }
        }
        (None, Some(given)) if classes.is_empty() => {
            let mut reading = Reading::new(goal, so_far, catalogue, faults);
            let of = so_far.texts(given);
            let read = Tables { of: &of }.read(tables, &node.place, &mut reading);
            let (classes, more) = reading.done();
            grounds.extend(more);
            Shape::Drawn {
                classes,
                given: Some(given),
                tables: read?,
            }
        }
        _ => {
            faults.add(&node.place, "synthetic-shape", [("name", &name)]);
            return None;
        }
    };
    grounds.dedup();
    Some(Marginal {
        name: name.to_owned(),
        goal,
        grounds,
        note,
        shape,
    })
}

fn goal(name: &str, place: &Place, catalogue: &Catalogue, faults: &mut Faults) -> Option<Goal> {
    if name == DISTRICT {
        return Some(Goal::District);
    }
    let facts = &catalogue.facts;
    match facts.find(name) {
        Some(id) if facts.get(id).fields().is_empty() => Some(Goal::Fact(id)),
        Some(_) => {
            faults.add(place, "synthetic-list", [("name", &name)]);
            None
        }
        None => {
            let known = facts.iter().map(|(_, fact)| fact.id.as_str());
            let meant = nearest(name, known.chain([DISTRICT])).unwrap_or("employees");
            faults.add(
                place,
                "synthetic-strange-column",
                [("name", &name), ("meant", &meant)],
            );
            None
        }
    }
}

/// Where the figures are from; who has no source must say what is assumed.
fn ground(fields: &mut Fields<'_>, so_far: &Marginals, faults: &mut Faults) -> Option<Ground> {
    let source = fields.optional("source");
    let assumption = fields.optional("assumption");
    match (source, assumption) {
        (Some(node), None) => {
            let id = node.text(faults)?.trim();
            let place = so_far.sources.iter().position(|source| source.id == id);
            if place.is_none() {
                faults.add(&node.place, "synthetic-no-source", [("id", &id)]);
            }
            place.map(Ground::Source)
        }
        (None, Some(node)) => node.bilingual(faults).map(Ground::Assumption),
        _ => {
            faults.add(fields.place(), "synthetic-no-ground", []);
            None
        }
    }
}

/// The earlier column that is named.
fn earlier(
    fields: &mut Fields<'_>,
    key: &'static str,
    so_far: &Marginals,
    faults: &mut Faults,
) -> Result<Option<usize>, ()> {
    let Some(node) = fields.optional(key) else {
        return Ok(None);
    };
    let name = node.text(faults).ok_or(())?.trim();
    let place = so_far.columns.iter().position(|column| column.name == name);
    if place.is_none() {
        faults.add(&node.place, "synthetic-not-earlier", [("name", &name)]);
    }
    place.map(Some).ok_or(())
}

fn same_kind(one: Goal, other: Goal, catalogue: &Catalogue) -> bool {
    match (one, other) {
        (Goal::Fact(one), Goal::Fact(other)) => {
            let (one, other) = (catalogue.facts.get(one), catalogue.facts.get(other));
            let choices = one.choices() == other.choices();
            choices && format!("{:?}", one.kind) == format!("{:?}", other.kind)
        }
        _ => false,
    }
}

impl Marginals {
    /// The classes of a column as they are written.
    fn texts(&self, column: usize) -> Vec<String> {
        match &self.columns[column].shape {
            Shape::Copy(earlier) => self.texts(*earlier),
            Shape::Drawn { classes, .. } => {
                classes.iter().map(|class| class.text.clone()).collect()
            }
        }
    }
}
