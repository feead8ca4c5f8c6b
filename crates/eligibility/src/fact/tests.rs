//! How facts say in which direction they can change.

use kernel::document::read;
use kernel::{Faults, Lang};

use super::{Advised, Changeable, Direction, Facts, Permitted, read_facts};

/// What a declaration says, or the sentence that tells what is wrong in it.
fn check(kind: &str, changeable: &str) -> Result<(Changeable, Permitted), String> {
    let text = format!(
        "facts: [{{id: it, type: {kind}, label: {{ja: 例, en: example}}, changeable: {changeable}}}]"
    );
    let node = read("facts.yaml", &text)
        .expect("reads")
        .expect("is not empty");
    let mut faults = Faults::default();
    let mut facts = Facts::default();
    let mut fields = node.fields(&mut faults).expect("a mapping");
    read_facts(&mut fields, &mut facts, &mut faults);
    match faults.into_sorted().as_slice() {
        [] => {
            let fact = facts.get(facts.find("it").expect("the fact"));
            Ok((fact.changeable, fact.permitted))
        }
        [fault, ..] => Err(fault.sentence(crate::words(), Lang::En)),
    }
}

const CHOICES: &str = "choices, choices: [{id: a, ja: あ, en: a}, {id: b, ja: い, en: b}]";

#[test]
fn a_word_says_how_fast_a_fact_can_change() {
    assert_eq!(
        check("yes_no", "slowly"),
        Ok((Changeable::Slowly, Permitted::default()))
    );
    let wrong = check("yes_no", "soon").expect_err("no such word");
    assert!(
        wrong.contains("\"soon\" cannot be used for changeable"),
        "{wrong}"
    );
}

#[test]
fn a_mapping_says_in_which_direction() {
    let permitted = |only, advised, to| Permitted { only, advised, to };
    let slowly = |kind, more: &str| {
        check(kind, &format!("{{speed: slowly, {more}}}")).map(|(_, permitted)| permitted)
    };
    let (up, down) = (Some(Direction::Up), Some(Direction::Down));
    assert_eq!(
        slowly("number", "only: up"),
        Ok(permitted(up, Advised::Any, None))
    );
    assert_eq!(
        slowly("yes_no", "only: no"),
        Ok(permitted(down, Advised::Any, None))
    );
    assert_eq!(
        slowly("number", "advise: up"),
        Ok(permitted(None, Advised::Only(Direction::Up), None))
    );
    assert_eq!(
        slowly("number", "advise: none"),
        Ok(permitted(None, Advised::None, None))
    );
    assert_eq!(
        slowly(CHOICES, "to: [b]"),
        Ok(permitted(None, Advised::Any, Some(0b10)))
    );
}

#[test]
fn a_direction_that_does_not_fit_is_told() {
    let wrong = |kind, more: &str, says: &str| {
        let told = check(kind, &format!("{{speed: slowly, {more}}}")).expect_err(more);
        assert!(told.contains(says), "{told}");
    };
    wrong("yes_no", "only: up", "The direction \"up\" does not fit");
    wrong("number", "only: yes", "The direction \"yes\" does not fit");
    wrong(
        "industry",
        "advise: up",
        "The direction \"up\" does not fit",
    );
    wrong("number", "to: [a]", "choices or certificates only");
    wrong(CHOICES, "to: [c]", "has no choice \"c\"");
}
