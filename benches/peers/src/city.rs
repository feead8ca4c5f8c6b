//! The rules of a city's folder, read without the rest of the catalogue.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use eligibility::compile::{Names, Pending, compile_all, read_definitions};
use eligibility::fact::read_facts;
use eligibility::rules::read_rules;
use eligibility::{Facts, Rules};
use kernel::document::{self, Content};
use kernel::{Faults, Node};

pub struct City {
    pub facts: Facts,
    pub rules: Vec<(String, Rules)>,
}

/// Reads `facts.yaml`, `definitions.yaml` and `programmes/*.yaml`. The folder must be without mistakes.
pub fn read(folder: &Path) -> City {
    let mut faults = Faults::default();
    let facts_file = node(&folder.join("facts.yaml"));
    let definitions_file = node(&folder.join("definitions.yaml"));
    let mut paths: Vec<_> = std::fs::read_dir(folder.join("programmes"))
        .expect("a city has programmes")
        .map(|entry| entry.expect("a folder can be listed").path())
        .filter(|path| path.extension().is_some_and(|end| end == "yaml"))
        .collect();
    paths.sort();
    let files: Vec<Node> = paths.iter().map(|path| node(path)).collect();
    let everything = || [&facts_file, &definitions_file].into_iter().chain(&files);

    let mut facts = Facts::default();
    for file in [&facts_file].into_iter().chain(&files) {
        read_facts(&mut fields(file, &mut faults), &mut facts, &mut faults);
    }
    let mut pending: BTreeMap<String, Pending<'_>> = BTreeMap::new();
    for file in everything().skip(1) {
        let mut fields = fields(file, &mut faults);
        read_definitions(&mut fields, &facts, &mut pending, &mut faults);
    }
    let ids: BTreeSet<String> = files.iter().map(id).collect();
    let names = Names {
        facts: &facts,
        programmes: &ids,
        definitions: RefCell::new(pending),
    };
    let mut rules = Vec::new();
    for file in &files {
        let id = id(file);
        let mut fields = fields(file, &mut faults);
        rules.push((
            id.clone(),
            read_rules(&id, &mut fields, &names, &mut faults),
        ));
    }
    compile_all(&names, &mut faults);
    drop(names);
    let faults = faults.into_sorted();
    assert!(
        faults.is_empty(),
        "the city's folder has mistakes: {faults:?}"
    );
    City { facts, rules }
}

fn node(path: &Path) -> Node {
    let text = std::fs::read_to_string(path).expect("a file of the city can be read");
    document::read(&path.display().to_string(), &text)
        .expect("a file of the city is YAML")
        .expect("a file of the city is not empty")
}

fn fields<'a>(node: &'a Node, faults: &mut Faults) -> kernel::Fields<'a> {
    node.fields(faults)
        .expect("a file of the city is a mapping")
}

fn id(node: &Node) -> String {
    let Content::Mapping(entries) = &node.content else {
        panic!("a programme is a mapping");
    };
    let found = entries.iter().find(|(key, _)| key.scalar() == Some("id"));
    let id = found.and_then(|(_, value)| value.scalar());
    id.expect("a programme has an id").to_owned()
}
