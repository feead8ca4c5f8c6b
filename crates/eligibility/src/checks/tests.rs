//! Each check finds what it is for, at its place, and is silent beside it.

mod amounts;
mod properties;

use kernel::document::read;
use kernel::{Date, Lang};

use super::{Finding, Span, edition};
use crate::sample::{facts, sound_rules};

/// What is found in rules that are in force from April 2026 on, with applications in May.
fn found(text: &str) -> Vec<Finding> {
    let facts = facts();
    let rules = sound_rules(text, &facts);
    let node = read("p.yaml", text).expect("reads").expect("is not empty");
    let day = |month, day| -> Option<Date> { Some(jiff::civil::date(2026, month, day)) };
    let span = Span {
        first: day(4, 1),
        last: None,
    };
    let window = Span {
        first: day(5, 1),
        last: day(5, 31),
    };
    edition(&rules.editions[0].1, &node, span, Some(window), &facts)
}

/// The findings as `kind line:column`.
fn check(text: &str, expected: &[&str]) {
    let found: Vec<String> = found(text)
        .iter()
        .map(|finding| {
            let place = &finding.fault.place;
            format!("{} {}:{}", finding.kind, place.line, place.column)
        })
        .collect();
    assert_eq!(found, expected, "{text}");
}

/// The same for the conditions of a programme, one a line.
fn conditions(rules: &[&str], expected: &[&str]) {
    let lines: Vec<String> = rules
        .iter()
        .enumerate()
        .map(|(index, rule)| format!("  - {{id: c{index}, rule: \"{rule}\"}}\n"))
        .collect();
    check(&format!("conditions:\n{}", lines.concat()), expected);
}

#[test]
fn a_condition_that_can_never_hold() {
    conditions(&["employees + students < 0人"], &["never 2:20"]);
    conditions(
        &[
            "employees < 10人",
            "employees + students < 10人 and students > 20人",
        ],
        &["never 3:52"],
    );
    conditions(&["employees + students < 1人"], &[]);
    conditions(
        &[
            "employees < 10人",
            "employees + students < 40人 and students > 20人",
        ],
        &[],
    );
}

#[test]
fn a_condition_that_always_holds() {
    conditions(&["employees >= 0人"], &["always 2:20"]);
    conditions(&["form in [company, sole, coop]"], &["always 2:20"]);
    conditions(&["green or not green"], &["always 2:20"]);
    conditions(&["employees >= 1人"], &[]);
    conditions(&["form in [company, sole]"], &[]);
}

#[test]
fn a_condition_that_others_imply() {
    conditions(
        &["employees <= 300人", "employees <= 100人"],
        &["implied 2:20"],
    );
    conditions(
        &["employees <= 100人 and employees <= 300人"],
        &["implied 2:43"],
    );
    conditions(&["employees <= 300人", "employees >= 100人"], &[]);
    conditions(&["employees <= 300人", "capital <= 100円"], &[]);
    // Since April 2026 who has 500 employees is an SME in the sample.
    conditions(&["sme", "employees <= 300人"], &["implied 2:20"]);
}

#[test]
fn days_are_told_apart() {
    conditions(&["on >= 2020-04-01"], &["always 2:20"]);
    conditions(&["on >= 2026-04-02"], &[]);
    conditions(&["fiscal_year >= 2026"], &["always 2:20"]);
    conditions(&["fiscal_year = 2026"], &[]);
    conditions(
        &["since(founded_on) >= 2年", "since(founded_on) >= 1年"],
        &["implied 3:20"],
    );
    // Only for as long as less than six years have passed.
    conditions(
        &["founded_on >= 2026-04-01", "since(founded_on) < 6年"],
        &[],
    );
}

#[test]
fn a_condition_that_holds_on_no_day_of_the_window() {
    conditions(&["on < 2026-05-01"], &["window-never 2:20"]);
    conditions(&["on < 2026-05-02"], &[]);
    conditions(&["on > 2026-05-31 or green"], &[]);
}

#[test]
fn an_alternative_that_decides_nothing() {
    conditions(
        &["employees > 20人", "employees < 10人 or green"],
        &["alternative-never 3:21"],
    );
    conditions(
        &["employees < 10人 or employees < 20人"],
        &["alternative-implied 2:21"],
    );
    conditions(&["employees < 10人 or green"], &[]);
    conditions(&["employees < 10人 or employees > 20人"], &[]);
}

#[test]
fn what_the_source_does_not_state_proves_nothing() {
    conditions(&["not stated", "green or not stated"], &[]);
    conditions(
        &["wage_rise < 0% or not stated"],
        &["alternative-never 2:21"],
    );
}

#[test]
fn a_case_that_is_never_reached() {
    let cases = |first: &str, second: &str| {
        format!(
            "conditions:\n  - id: a\n    rule:\n      cases:\n        - {{when: {first}, then: green}}\n        - {{when: {second}, then: tax_arrears}}\n        - {{otherwise: \"yes\"}}\n"
        )
    };
    check(
        &cases("employees < 20人", "employees < 10人"),
        &["case-never 6:18"],
    );
    check(
        &cases("employees < 20人", "employees >= 20人"),
        &["case-never 7:23"],
    );
    check(&cases("employees < 20人", "employees < 30人"), &[]);
}

#[test]
fn borders_that_do_not_meet() {
    let cases = |second: &str| {
        format!(
            "amount:\n  base: cost\n  rate:\n    cases:\n      - {{when: employees < 20人, then: 1/2}}\n      - {{when: {second}, then: 1/3}}\n      - {{otherwise: 1/4}}\n"
        )
    };
    check(
        &cases("employees > 20人 and employees < 50人"),
        &["border 6:16"],
    );
    check(&cases("employees >= 20人 and employees < 50人"), &[]);
    // Then the last case is for those with twenty.
    check(&cases("employees > 20人"), &[]);
    let courses = |second: &str| {
        format!(
            "courses:\n  - {{id: a, label: a, conditions: [{{id: x, rule: founded_on < 2020-04-01}}]}}\n  - {{id: b, label: b, conditions: [{{id: x, rule: {second}}}]}}\n"
        )
    };
    check(&courses("founded_on > 2020-04-01"), &["border 3:5"]);
    check(&courses("founded_on >= 2020-04-01"), &[]);
}

#[test]
fn a_finding_is_a_sentence_in_both_languages() {
    let text = "conditions:\n  - {id: a, rule: employees >= 0人}\n";
    let one = found(text).remove(0).fault;
    assert_eq!(
        one.sentence(crate::words(), Lang::En),
        "p.yaml:2:19: This condition always holds, whoever applies. Remove it, or correct what it asks. [always]"
    );
    assert_eq!(
        one.sentence(crate::words(), Lang::Ja),
        "p.yaml:2:19: この条件は、誰が申請しても必ず成り立ちます。取り除くか、条件の内容を直してください。[always]"
    );
}

#[test]
fn every_kind_has_a_message_that_names_it() {
    let both = [
        include_str!("../../messages/checks.ja.txt"),
        include_str!("../../messages/checks.en.txt"),
        include_str!("../../../programmes/messages/checks.ja.txt"),
        include_str!("../../../programmes/messages/checks.en.txt"),
    ];
    for kind in crate::accepted::KINDS {
        let name = format!("[{kind}]");
        let named = both.iter().filter(|text| text.contains(&name)).count();
        assert_eq!(named, 2, "{kind}");
    }
}
