//! Reads a city's folder. All mistakes of all files come out of one run.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use eligibility::Facts;
use eligibility::compile::{Names, Pending, compile_all, conditions_of, read_definitions};
use eligibility::fact::read_facts;
use kernel::document;
use kernel::{Faults, Node, Place};

use super::city::read_city;
use super::{Catalogue, cases};
use crate::deciding;
use crate::headings::Headings;
use crate::programme::{Surroundings, check_joint_caps, own_id, read_programme};
use crate::search::{Index, Related, Shelf, read_related};
use crate::sieve::LatestSieve;
use crate::standing::Latest;

/// A file of the folder: its path inside the folder (`programmes/a.yaml`) and its text.
#[derive(Clone, Copy, Debug)]
pub struct CityFile<'a> {
    pub path: &'a str,
    pub text: &'a str,
}

/// Reads the catalogue. `headings` are those of the strategy, when the city has one.
/// Nothing is returned when there is no city at all; with other mistakes what could be read is.
pub fn read(
    files: &[CityFile<'_>],
    headings: Option<&Headings>,
    faults: &mut Faults,
) -> Option<Catalogue> {
    let mut documents: BTreeMap<&str, Node> = BTreeMap::new();
    for file in files.iter().filter(|file| is_ours(file.path)) {
        match document::read(file.path, file.text) {
            Ok(Some(node)) => {
                documents.insert(file.path, node);
            }
            Ok(None) => faults.add(&Place::start_of(file.path), "city-empty-file", []),
            Err(fault) => faults.push(fault),
        }
    }
    let broken = |path: &str| files.iter().any(|file| file.path == path);
    let city = match documents.get("city.yaml") {
        Some(node) => read_city(node, faults),
        None => {
            if !broken("city.yaml") {
                faults.add(&Place::start_of("city.yaml"), "city-no-city-file", []);
            }
            None
        }
    };
    let mut facts = Facts::default();
    match documents.get("facts.yaml") {
        Some(node) => {
            if let Some(mut fields) = node.fields(faults) {
                read_facts(&mut fields, &mut facts, faults);
                fields.finish(faults);
            }
        }
        None => {
            if !broken("facts.yaml") {
                faults.add(&Place::start_of("facts.yaml"), "city-no-facts-file", []);
            }
            // Without the facts every rule would be reported as well.
            return None;
        }
    }
    let programme_files: Vec<(&str, &Node)> = documents
        .iter()
        .filter(|(path, _)| path.starts_with("programmes/"))
        .map(|(path, node)| (*path, node))
        .collect();
    // The name of a file counts as an id even when the file is broken: what refers to it is not reported too.
    let mut ids: BTreeSet<String> = files
        .iter()
        .filter(|file| file.path.starts_with("programmes/") && is_ours(file.path))
        .map(|file| file_stem(file.path).to_owned())
        .collect();
    for (_, node) in &programme_files {
        if let Some(id) = own_id(node) {
            ids.insert(id.to_owned());
        }
        if let Some(mut fields) = node.fields(faults) {
            read_facts(&mut fields, &mut facts, faults);
        }
    }
    let mut pending: BTreeMap<String, Pending<'_>> = BTreeMap::new();
    if let Some(node) = documents.get("definitions.yaml")
        && let Some(mut fields) = node.fields(faults)
    {
        read_definitions(&mut fields, &facts, &mut pending, faults);
        fields.finish(faults);
    }
    for (_, node) in &programme_files {
        if let Some(mut fields) = node.fields(faults) {
            read_definitions(&mut fields, &facts, &mut pending, faults);
        }
    }
    let names = Names {
        facts: &facts,
        programmes: &ids,
        definitions: RefCell::new(pending),
    };
    let around = Surroundings {
        names: &names,
        directions: headings.map(|headings| &headings.directions),
    };
    let mut programmes = Vec::new();
    for (path, node) in &programme_files {
        let id = file_stem(path);
        if let Some(programme) = read_programme(node, id, &around, faults) {
            programmes.push(programme);
        }
    }
    check_joint_caps(&programmes, faults);
    compile_all(&names, faults);
    let definitions = conditions_of(&names);
    let mut read_cases = Vec::new();
    for (path, node) in documents
        .iter()
        .filter(|(path, _)| path.starts_with("cases/"))
    {
        cases::read_cases(node, file_stem(path), &ids, &facts, &mut read_cases, faults);
    }
    let names = programmes
        .iter()
        .map(|programme| (programme.id.clone(), programme.name.clone()))
        .collect();
    let related = documents
        .get("search.yaml")
        .map_or_else(Related::default, |node| read_related(node, faults));
    let city = city?;
    let headings = headings.cloned().unwrap_or_default();
    let shelf = Shelf {
        facts: &facts,
        names: &names,
        headings: &headings,
        reviewed: city.reviewed,
    };
    // Nobody searches a city with mistakes, and a broken rule cannot be put into words.
    let index = if faults.is_empty() {
        Index::new(&programmes, &shelf, related)
    } else {
        Index::default()
    };
    Some(Catalogue {
        city,
        facts,
        programmes,
        names,
        cases: read_cases,
        definitions,
        headings,
        index,
        latest: Latest::default(),
        sieve: LatestSieve::default(),
        deciding: deciding::Latest::default(),
    })
}

/// The files that the catalogue reads; the rest of the folder belongs to other modules.
pub(super) fn is_ours(path: &str) -> bool {
    let yaml = path.ends_with(".yaml") || path.ends_with(".yml");
    matches!(
        path,
        "city.yaml" | "facts.yaml" | "definitions.yaml" | "search.yaml"
    ) || yaml && (path.starts_with("programmes/") || path.starts_with("cases/"))
}

fn file_stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}
