//! Sides that differ in more than their rules: in their day, or in the city whose facts they ask about.

use jiff::civil::date;
use kernel::Lang;

use super::super::{Change, Part, compare, definitions};
use super::{ON, programmes, side, told};
use crate::fact::Facts;
use crate::sample::{facts, sound_rules};

#[test]
fn a_definition_that_changed_is_told_once() {
    let (facts, programmes) = (facts(), programmes());
    let rules = sound_rules("conditions: [{id: size, rule: sme}]", &facts);
    let old = side(&facts, &programmes, &rules, date(2026, 3, 31));
    let new = side(&facts, &programmes, &rules, date(2026, 4, 1));
    let mut found = compare(&old, &new, ON, Lang::En);
    found.retain(|row| row.id == "size");
    assert_eq!(found[0].change, Change::Definition);
    let defined = definitions(&[old], &[new], ON, Lang::En);
    assert_eq!(defined[0].change, Change::Different);
    assert!(
        defined[0]
            .meaning
            .iter()
            .any(|said| said.contains("no longer included")),
        "{:#?}",
        defined[0].meaning
    );
}

/// The facts of another city: in another order, with another choice.
fn other_city() -> Facts {
    let text = crate::sample::FACTS
        .replacen(
            "choices: [{id: head,",
            "choices: [{id: depot, ja: 倉庫, en: depot}, {id: head,",
            1,
        )
        .replacen(
            "facts:\n",
            "facts:\n  - {id: first, type: yes_no, label: {ja: 一, en: first}}\n",
            1,
        )
        .replacen("range: \"0人..1000000人\"", "range: \"0人..\"", 1);
    let node = kernel::document::read("facts.yaml", &text)
        .expect("reads")
        .expect("a document");
    let mut faults = kernel::Faults::default();
    let mut facts = Facts::default();
    let mut fields = node.fields(&mut faults).expect("a mapping");
    crate::fact::read_facts(&mut fields, &mut facts, &mut faults);
    assert!(faults.is_empty());
    facts
}

#[test]
fn two_cities_are_compared_by_the_names_of_facts_and_choices() {
    let (ours, theirs, programmes) = (facts(), other_city(), programmes());
    let check = |old: &str, new: &str, expected: &[&str]| {
        let of = |rule: &str| format!("conditions: [{{id: x, rule: '{rule}'}}]");
        let (was, now) = (sound_rules(&of(old), &ours), sound_rules(&of(new), &theirs));
        let was = side(&ours, &programmes, &was, ON);
        let now = side(&theirs, &programmes, &now, ON);
        let mut rows = compare(&was, &now, ON, Lang::En);
        rows.retain(|row| row.change != Change::Same && row.part == Part::Conditions);
        assert_eq!(told(&rows), expected, "{old}\n{new}");
    };
    for rule in [
        "place has any [head, factory]",
        "not tax_arrears and form = company",
        "all of members where in_city and fee >= 5円",
        "holds(iso9001)",
    ] {
        check(rule, rule, &[]);
    }
    check(
        "place has any [head, factory]",
        "place has any [head, depot]",
        &[
            "x different: Places in the city include: factory and places in the city include none of: head office, \
             depot: no longer fulfil this condition / Places in the city include: depot and places in the city include \
             none of: head office, factory: now fulfil this condition",
        ],
    );
    check(
        "employees <= 20人",
        "employees <= 30人",
        &["x wider: Number of employees: 21 people to 30 people: now fulfil this condition"],
    );
}

#[test]
fn a_fact_says_how_it_is_asked_otherwise() {
    let (ours, theirs, programmes) = (facts(), other_city(), programmes());
    let rule = "conditions: [{id: x, rule: 'place has head and employees <= 20人'}]";
    let (was, now) = (sound_rules(rule, &ours), sound_rules(rule, &theirs));
    let was = side(&ours, &programmes, &was, ON);
    let now = side(&theirs, &programmes, &now, ON);
    let mut rows = compare(&was, &now, ON, Lang::En);
    rows.retain(|row| row.part == Part::Facts);
    assert_eq!(
        told(&rows),
        [
            "employees unproven: It is answered in another way (kind, unit or range).",
            "place different: New choices or fields: depot",
        ]
    );
}
