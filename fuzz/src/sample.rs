//! The small city of the tests of `eligibility`: its facts, its definitions, and programmes `p` and `other`.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use eligibility::compile::{Names, Pending, compile_all, read_definitions};
use eligibility::fact::read_facts;
use eligibility::rules::read_rules;
use eligibility::{Facts, Rules};
use kernel::document::read;
use kernel::{Bilingual, Faults, Node};

const FACTS: &str = include_str!("../../crates/eligibility/src/sample/facts.yaml");
const DEFINITIONS: &str = include_str!("../../crates/eligibility/src/sample/definitions.yaml");

/// A city in which programmes are read.
pub struct City {
    pub facts: Facts,
    definitions: Node,
    programmes: BTreeSet<String>,
    pub names: BTreeMap<String, Bilingual>,
}

pub static CITY: LazyLock<City> = LazyLock::new(|| City::of(FACTS, DEFINITIONS));

impl City {
    pub fn of(facts_text: &str, definitions_text: &str) -> City {
        let mut faults = Faults::default();
        let mut facts = Facts::default();
        let node = sound_node("facts.yaml", facts_text);
        let mut fields = node.fields(&mut faults).expect("facts are a mapping");
        read_facts(&mut fields, &mut facts, &mut faults);
        assert!(faults.is_empty(), "the facts are sound");
        let names = ["p", "other"].map(|id| (id.to_owned(), Bilingual::new(id, id)));
        City {
            facts,
            definitions: sound_node("definitions.yaml", definitions_text),
            programmes: ["p", "other"].map(str::to_owned).into(),
            names: names.into(),
        }
    }

    /// The rules of programme `p`, if its text is sound; the facts and definitions that it brings count too.
    pub fn programme(&self, node: &Node) -> Option<(Facts, Rules)> {
        let mut faults = Faults::default();
        let mut facts = self.facts.clone();
        read_facts(&mut node.fields(&mut faults)?, &mut facts, &mut faults);
        let mut pending: BTreeMap<String, Pending<'_>> = BTreeMap::new();
        for definitions in [&self.definitions, node] {
            let mut fields = definitions.fields(&mut faults)?;
            read_definitions(&mut fields, &facts, &mut pending, &mut faults);
        }
        let names = Names {
            facts: &facts,
            programmes: &self.programmes,
            definitions: RefCell::new(pending),
        };
        let mut fields = node.fields(&mut faults)?;
        let rules = read_rules("p", &mut fields, &names, &mut faults);
        compile_all(&names, &mut faults);
        let sound = faults.is_empty();
        for fault in faults.into_sorted() {
            let said = fault.sentence(eligibility::words(), kernel::Lang::Ja);
            assert!(!said.is_empty(), "{fault:?}");
        }
        drop(names);
        sound.then_some((facts, rules))
    }
}

fn sound_node(file: &str, text: &str) -> Node {
    let read = read(file, text).expect("the file is YAML");
    read.expect("the file is not empty")
}
