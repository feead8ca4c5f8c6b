//! Every kind of mistake is reported once, at its place, in a sentence.

use crate::sample::{FILES, read};

/// Changes one of the city's documents and expects one fault, whose place is that of `at` in the changed text
/// and whose sentence holds `says`.
fn check(file: &str, from: &str, to: &str, at: &str, says: &str) {
    let mut files = FILES.map(|(path, text)| (path, text.to_owned()));
    let (path, text) = files
        .iter_mut()
        .find(|(path, _)| *path == file)
        .expect("one of the documents");
    assert!(text.contains(from), "{file} has {from}");
    *text = text.replacen(from, to, 1);
    let offset = text.find(at).expect("the place is in the changed text");
    let before = &text[..offset];
    let line = before.matches('\n').count() + 1;
    let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
    let place = format!("{path}:{line}:{column}: ");
    let files = files.each_ref().map(|(path, text)| (*path, text.as_str()));
    let sentences = read(&files).expect_err("a mistake");
    assert_eq!(sentences.len(), 1, "{sentences:#?}");
    assert!(sentences[0].starts_with(&place), "{place} {sentences:#?}");
    assert!(sentences[0].contains(says), "{says} {sentences:#?}");
    assert!(!sentences[0].contains('⟦'), "{sentences:#?}");
}

const STRATEGY: &str = "strategy.yaml";
const ORGANISATIONS: &str = "organisations.yaml";
const FIGURES: &str = "figures.yaml";

#[test]
fn a_name_that_is_wrong_or_taken_is_reported() {
    check(
        STRATEGY,
        "id: \"1-2\"",
        "id: \"1 2\"",
        "\"1 2\"",
        "cannot be an id",
    );
    check(
        STRATEGY,
        "id: \"1-2\"",
        "id: \"1-1\"",
        "\"1-1\", title: {ja: \"働き手",
        "already used in line",
    );
    check(
        STRATEGY,
        "- id: \"2\"",
        "- id: \"1\"",
        "\"1\"\n        title: {ja: \"事業",
        "already used",
    );
    check(
        STRATEGY,
        "- id: original-2015",
        "- id: revised",
        "revised\n    label: {ja: \"当初",
        "already used",
    );
    check(
        STRATEGY,
        "- id: covid",
        "- id: sdgs",
        "sdgs\n    title: {ja: \"新型",
        "already used",
    );
    check(
        ORGANISATIONS,
        "- id: isico",
        "- id: irii",
        "irii\n    name: {ja: \"公益",
        "already used",
    );
    check(
        FIGURES,
        "- id: brand-r6",
        "- id: brand-137",
        "brand-137\n    name: {ja: \"令和",
        "already used",
    );
    check(
        STRATEGY,
        "current: revised",
        "current: revisd",
        "revisd",
        "Did you mean \"revised\"?",
    );
    check(
        STRATEGY,
        "current: revised",
        "current: no-such-edition",
        "no-such",
        "revised, original-2015",
    );
}

#[test]
fn a_direction_that_does_not_exist_is_reported() {
    check(
        STRATEGY,
        "[\"1-3\"], judgement",
        "[\"9-9-9-9\"], judgement",
        "\"9-9-9-9\"",
        "no direction \"9-9-9-9\"",
    );
    check(
        FIGURES,
        "[\"2-1\"]",
        "[\"2-4\"]",
        "\"2-4\"",
        "Did you mean \"2-",
    );
}

#[test]
fn an_entry_nobody_knows_is_reported() {
    check(STRATEGY, "wording:", "wordng:", "wordng", "\"wordng\"");
    check(
        STRATEGY,
        "new_normal: true",
        "new_norml: true",
        "new_norml",
        "\"new_norml\"",
    );
    check(ORGANISATIONS, "    role:", "    rôle:", "rôle", "\"rôle\"");
    check(
        FIGURES,
        "    area:",
        "    year_to: 1\n    area:",
        "year_to",
        "\"year_to\"",
    );
}

#[test]
fn an_entry_that_is_missing_is_reported() {
    check(STRATEGY, "    known: full\n", "", "id: revised", "known");
    check(
        STRATEGY,
        "known: full",
        "known: mostly",
        "mostly",
        "full, partial",
    );
    check(
        STRATEGY,
        "{ja: \"AI・IoT",
        "{jp: \"x\", ja: \"AI・IoT",
        "jp:",
        "\"jp\"",
    );
    check(
        ORGANISATIONS,
        "    as_of: \"2012\"\n",
        "",
        "id: irii",
        "as_of",
    );
    check(FIGURES, "    year: 2021\n", "", "id: gva-2021", "year");
    check(
        FIGURES,
        "    display_reason:",
        "    note:",
        "id: manuf-worker",
        "display_reason",
    );
    check(
        FIGURES,
        "sources: [sangaku-memo]",
        "sources: []",
        "[]",
        "There is no source",
    );
}

#[test]
fn a_value_that_cannot_be_is_reported() {
    check(
        STRATEGY,
        "to: 2024",
        "to: 2004",
        "from: 2015",
        "after it ends",
    );
    check(
        STRATEGY,
        "to: 2024",
        "to: 令和6",
        "令和6\n",
        "not a fiscal year",
    );
    check(
        STRATEGY,
        "enacted: 2009-03-24",
        "enacted: 2009-02-30",
        "2009-02-30",
        "2009-02-30",
    );
    check(
        STRATEGY,
        "sources: [plan-text]",
        "sources: [plan-txt]",
        "plan-txt",
        "plan-text",
    );
    check(
        FIGURES,
        "sources: [sangaku-memo]",
        "sources: [\"ftp://example.jp/\"]",
        "\"ftp",
        "http://",
    );
    check(
        FIGURES,
        "sources: [sangaku-memo]",
        "sources: [javascript:1]",
        "javascript",
        "There is no source",
    );
    check(
        ORGANISATIONS,
        "kind: finance",
        "kind: bank",
        "bank",
        "city, city_section",
    );
    check(
        ORGANISATIONS,
        "\"076-220-2204\"",
        "\"076-220-ABCD\"",
        "\"076-220-ABCD",
        "telephone",
    );
    check(
        ORGANISATIONS,
        "hectares: 34.3",
        "hectares: 34ha",
        "34ha",
        "not a number",
    );
    check(
        FIGURES,
        "value: 105039",
        "value: 105,039",
        "105,039",
        "not a number",
    );
    check(
        FIGURES,
        "value: 1716.0",
        "value: 1716.0\n    table: {}",
        "id: gva-2021",
        "exactly one of",
    );
    check(FIGURES, "2010: 1406", "2001: 1406", "2001", "oldest first");
    check(
        FIGURES,
        "cells: [579.7, 33.8]",
        "cells: [579.7]",
        "{label: {ja: \"生産用",
        "has 1 of 2 cells",
    );
    check(
        FIGURES,
        "qualifier: about",
        "qualifier: roughly",
        "roughly",
        "about, more_than",
    );
    check(
        FIGURES,
        "confidence: memo",
        "confidence: sure",
        "sure",
        "council_visit",
    );
}

#[test]
fn broken_yaml_is_reported_and_hides_nothing_else() {
    let sentences = read(&[
        ("strategy.yaml", "id: [\n"),
        ("figures.yaml", "figures: [{id: A}]"),
    ]);
    let sentences = sentences.expect_err("mistakes");
    let found = |start: &str| sentences.iter().any(|one| one.starts_with(start));
    assert!(found("strategy.yaml:1:6: "), "{sentences:#?}");
    assert!(
        found("figures.yaml:1:16: \"A\" cannot be an id"),
        "{sentences:#?}"
    );
}
