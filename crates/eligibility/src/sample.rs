//! A small city for the tests of this crate.

pub mod random;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use kernel::document::read;
use kernel::{Bilingual, Date, Faults, Lang};

use crate::compile::{Names, read_definitions};
use crate::fact::{Facts, read_facts};
use crate::judge::{Verdict, YenRange, judge};
use crate::profile::{Profile, read_profile};
use crate::rules::{Rules, read_rules};
use crate::wording::Wording;

pub const FACTS: &str = include_str!("sample/facts.yaml");
pub const DEFINITIONS: &str = include_str!("sample/definitions.yaml");

pub fn facts() -> Facts {
    facts_from(FACTS)
}

pub fn facts_from(text: &str) -> Facts {
    let node = read("facts.yaml", text)
        .expect("reads")
        .expect("is not empty");
    let mut faults = Faults::default();
    let mut facts = Facts::default();
    let mut fields = node.fields(&mut faults).expect("a mapping");
    read_facts(&mut fields, &mut facts, &mut faults);
    fields.finish(&mut faults);
    sound(faults);
    facts
}

/// The rules of a programme `p`, or the faults in them.
pub fn rules(text: &str, facts: &Facts) -> Result<Rules, Vec<kernel::Fault>> {
    let definitions = read("definitions.yaml", DEFINITIONS)
        .expect("reads")
        .expect("is not empty");
    let mut faults = Faults::default();
    let mut pending = BTreeMap::new();
    let mut fields = definitions.fields(&mut faults).expect("a mapping");
    read_definitions(&mut fields, facts, &mut pending, &mut faults);
    sound(std::mem::take(&mut faults));
    let programmes: BTreeSet<String> = ["p", "other"].map(str::to_owned).into();
    let names = Names {
        facts,
        programmes: &programmes,
        definitions: RefCell::new(pending),
    };
    let node = match read("p.yaml", text) {
        Ok(node) => node.expect("is not empty"),
        Err(fault) => return Err(vec![fault]),
    };
    let mut fields = node.fields(&mut faults).expect("a mapping");
    let rules = read_rules("p", &mut fields, &names, &mut faults);
    fields.finish(&mut faults);
    if faults.is_empty() {
        Ok(rules)
    } else {
        Err(faults.into_sorted())
    }
}

pub fn sound_rules(text: &str, facts: &Facts) -> Rules {
    rules(text, facts).unwrap_or_else(|faults| panic!("{text}\n{}", told(&faults)))
}

pub fn profile(text: &str, facts: &Facts) -> Profile {
    read_profile("profile", &format!("{{facts: {{{text}}}}}"), facts)
        .unwrap_or_else(|faults| panic!("{text}\n{}", told(&faults)))
}

/// Judges and shows the answer as one line: `eligible 83000`, `undecided 0..100000 [employees]`.
pub fn answer(rules_text: &str, facts_text: &str, on: &str) -> String {
    let facts = facts();
    let rules = sound_rules(rules_text, &facts);
    let profile = profile(facts_text, &facts);
    let on: Date = on.parse().expect("a date");
    let answer = judge("p", &rules, &profile, on);
    let mut shown = answer.verdict.word().to_owned();
    if let Some(amount) = answer.amount {
        shown.push_str(&format!(" {}", amount_text(amount)));
    }
    if answer.verdict == Verdict::Undecided || !answer.missing.is_empty() {
        let missing: Vec<&str> = answer
            .missing
            .iter()
            .map(|id| facts.get(*id).id.as_str())
            .collect();
        shown.push_str(&format!(" [{}]", missing.join(" ")));
    }
    shown
}

pub fn amount_text(amount: YenRange) -> String {
    match amount.high {
        Some(high) if high == amount.low => high.0.to_string(),
        Some(high) => format!("{}..{}", amount.low.0, high.0),
        None => format!("{}..", amount.low.0),
    }
}

/// The sentence of a single condition.
pub fn sentence(rule: &str, lang: Lang) -> String {
    let facts = facts();
    let text = format!("conditions: [{{id: x, rule: '{rule}'}}]");
    let rules = sound_rules(&text, &facts);
    let programmes = BTreeMap::from([
        ("p".to_owned(), Bilingual::new("この制度", "This programme")),
        ("other".to_owned(), Bilingual::new("別の制度", "Another")),
    ]);
    let on = jiff::civil::date(2026, 5, 1);
    let wording = Wording {
        facts: &facts,
        programmes: &programmes,
        on,
        lang,
    };
    let edition = rules.on(on);
    wording.condition(&edition.conditions[0], edition)
}

fn sound(faults: Faults) {
    let faults = faults.into_sorted();
    assert!(faults.is_empty(), "{}", told(&faults));
}

pub fn told(faults: &[kernel::Fault]) -> String {
    let said: Vec<String> = faults
        .iter()
        .map(|fault| fault.sentence(crate::words(), Lang::En))
        .collect();
    said.join("\n")
}
