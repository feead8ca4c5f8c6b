//! Which values are tried.

use jiff::civil::date;

use super::turning;
use crate::profile::Value;
use crate::sample::{facts, profile, sound_rules};

/// The values of a fact that a condition tells apart, and whether they are all.
fn check(rule: &str, known: &str, fact: &str, expected: &str, whole: bool) {
    let facts = facts();
    let rules = sound_rules(&format!("conditions: [{{id: x, rule: '{rule}'}}]"), &facts);
    let on = date(2026, 5, 1);
    let id = facts.find(fact).expect("a fact of the sample");
    let found = turning(rules.on(on), id, facts.get(id), &profile(known, &facts), on);
    let shown: Vec<String> = found.values.iter().map(shown).collect();
    assert_eq!(shown.join(" "), expected, "{rule}");
    assert_eq!(found.whole, whole, "{rule}");
}

fn shown(value: &Value) -> String {
    match value {
        Value::Number(range) => range.single().expect("a point").to_string(),
        Value::Date(day) => day.to_string(),
        Value::Choices(bits) => format!("{bits:b}"),
        Value::Industry(codes) => codes[0].0.to_string(),
        Value::Certificates(held) => held.len().to_string(),
        other => format!("{other:?}"),
    }
}

#[test]
fn numbers_turn_where_they_are_compared() {
    check(
        "employees <= 20人",
        "",
        "employees",
        "0 1 19 20 21 999999 1000000",
        true,
    );
    check(
        "employees <= 20人",
        "employees: 15..30",
        "employees",
        "15 16 19 20 21 29 30",
        true,
    );
    check(
        "employees * 3 + 2人 >= 8人",
        "",
        "employees",
        "0 1 2 3 999999 1000000",
        true,
    );
    check(
        "employees * 3 >= students",
        "students: 7",
        "employees",
        "0 1 2 3 4 999999 1000000",
        true,
    );
    check(
        "employees >= students",
        "",
        "employees",
        "0 1 999999 1000000",
        false,
    );
    check(
        "min(employees, students) < 5人",
        "students: 9",
        "employees",
        "0 1 4 5 6 8 9 10 999999 1000000",
        true,
    );
}

#[test]
fn rates_of_change_turn_at_the_number_that_gives_them() {
    check(
        "fell_by(sales, sales_before) >= 20%",
        "sales_before: 1000円",
        "sales",
        "0 1 799 800 801",
        true,
    );
    check(
        "fell_by(sales, sales_before) >= 20%",
        "sales: 800円",
        "sales_before",
        "0 1 999 1000 1001",
        true,
    );
    check(
        "fell_by(sales, sales_before) >= 20%",
        "",
        "sales",
        "0 1",
        false,
    );
}

#[test]
fn days_turn_on_the_day_and_around_it() {
    check(
        "founded_on <= 2020-04-01",
        "",
        "founded_on",
        "2019-02-23 2020-03-29 2020-03-30 2020-03-31 2020-04-01 2020-04-02 2020-04-03 2020-04-04 2021-05-09",
        true,
    );
}

#[test]
fn named_values_are_told_apart_only_where_rules_do() {
    check(
        "place has any [head, branch]",
        "",
        "place",
        "0 1 100 101",
        true,
    );
    check("industry in JSIC14[E]", "", "industry", "01 E", true);
    check(
        "industry in JSIC14[2441] or industry in JSIC14[24]",
        "",
        "industry",
        "01 240 2441",
        false,
    );
    check("holds(iso9001)", "", "certificates", "0 1", true);
}
