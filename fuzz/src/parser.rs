//! Reading: whatever a text is, it is read or refused, and what was read says the same when it is written and
//! read again.

use std::sync::LazyLock;

use eligibility::language::{Expr, parse};
use eligibility::read_profile;
use eligibility::wording::Wording;
use kernel::Lang;
use kernel::document::{Content, Node, read};

use super::sample::{CITY, City};

const KANAZAWA_FACTS: &str = include_str!("../../cities/kanazawa/facts.yaml");
const KANAZAWA_DEFINITIONS: &str = include_str!("../../cities/kanazawa/definitions.yaml");

static KANAZAWA: LazyLock<City> = LazyLock::new(|| City::of(KANAZAWA_FACTS, KANAZAWA_DEFINITIONS));

/// An unknown message would be shown like this.
const NO_MESSAGE: char = '⟦';

pub fn holds(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    expression(text);
    let _ = read_profile("profile", text, &CITY.facts);
    let Ok(Some(node)) = read("p.yaml", text) else {
        return;
    };
    scalars(&node);
    for city in [&*CITY, &*KANAZAWA] {
        programme(city, &node);
    }
}

/// What parses prints, and reads back the same.
fn expression(text: &str) {
    let Ok(expr) = parse(text) else {
        return;
    };
    let printed = expr.to_string();
    let again: Expr = parse(&printed)
        .unwrap_or_else(|slip| panic!("{text:?} is printed as {printed:?}: {slip:?}"));
    assert!(again == expr, "{text:?} is printed as {printed:?}");
    assert_eq!(again.to_string(), printed, "{text:?}");
}

fn scalars(node: &Node) {
    match &node.content {
        Content::Scalar(text) => expression(text),
        Content::Sequence(items) => items.iter().for_each(scalars),
        Content::Mapping(entries) => {
            for (key, value) in entries {
                scalars(key);
                scalars(value);
            }
        }
    }
}

/// Sound rules can be said in both languages, whole and without a message that is missing.
fn programme(city: &City, node: &Node) {
    let Some((facts, rules)) = city.programme(node) else {
        return;
    };
    for lang in [Lang::Ja, Lang::En] {
        for (from, edition) in &rules.editions {
            let wording = Wording {
                facts: &facts,
                programmes: &city.names,
                on: *from,
                lang,
            };
            let own = edition.conditions.iter();
            let of_courses = edition.courses.iter().flat_map(|course| &course.conditions);
            for condition in own.chain(of_courses) {
                let said = wording.condition(condition, edition);
                assert!(!said.is_empty() && !said.contains(NO_MESSAGE), "{said}");
            }
        }
    }
}
