//! Rows of comparisons, each kind once, and what always holds of them.

mod properties;
mod sides;

use std::collections::BTreeMap;

use jiff::civil::date;
use kernel::{Bilingual, Date, Lang};

use super::{Change, Row, Side, compare};
use crate::Rules;
use crate::fact::Facts;
use crate::sample::{facts, sound_rules};

const ON: Date = date(2026, 5, 1);

fn programmes() -> BTreeMap<String, Bilingual> {
    BTreeMap::from([("other".to_owned(), Bilingual::new("別の制度", "Another"))])
}

fn side<'a>(
    facts: &'a Facts,
    programmes: &'a BTreeMap<String, Bilingual>,
    rules: &'a Rules,
    day: Date,
) -> Side<'a> {
    Side {
        facts,
        programmes,
        edition: rules.on(day),
        day,
    }
}

/// The rows that differ; the facts that are asked stand apart.
fn rows(old: &str, new: &str, lang: Lang) -> Vec<Row> {
    let (facts, programmes) = (facts(), programmes());
    let (old, new) = (sound_rules(old, &facts), sound_rules(new, &facts));
    let old = side(&facts, &programmes, &old, ON);
    let new = side(&facts, &programmes, &new, ON);
    let mut rows = compare(&old, &new, ON, lang);
    rows.retain(|row| row.change != Change::Same && row.part != super::Part::Facts);
    rows
}

/// `id change: meaning / meaning`, one line for each row.
fn told(rows: &[Row]) -> Vec<String> {
    rows.iter()
        .map(|row| {
            let meaning = row.meaning.join(" / ");
            format!("{} {}: {meaning}", row.id, row.change.word())
        })
        .collect()
}

fn check(old: &str, new: &str, expected: &[&str]) {
    assert_eq!(told(&rows(old, new, Lang::En)), expected, "{old}\n{new}");
}

/// Two rules of one condition.
fn check_rule(old: &str, new: &str, expected: &str) {
    let of = |rule: &str| format!("conditions: [{{id: x, rule: '{rule}'}}]");
    check(&of(old), &of(new), &[expected]);
}

fn check_amount(old: &str, new: &str, expected: &[&str]) {
    let of = |amount: &str| format!("amount: {{{amount}}}");
    check(&of(old), &of(new), expected);
}

#[test]
fn a_raised_limit_includes_those_between() {
    check_rule(
        "employees <= 20人",
        "employees <= 30人",
        "x wider: Number of employees: 21 people to 30 people: now fulfil this condition",
    );
    check_rule(
        "employees <= 30人",
        "employees <= 20人",
        "x narrower: Number of employees: 21 people to 30 people: no longer fulfil this condition",
    );
}

#[test]
fn what_is_not_counted_has_no_next_number() {
    check_rule(
        "large_share < 50%",
        "large_share <= 25%",
        "x narrower: Share held by large companies: more than 25% and less than 50%: no longer fulfil this condition",
    );
}

#[test]
fn other_words_for_the_same_are_proven_to_be_the_same() {
    check_rule(
        "employees <= 20人",
        "not employees >= 21人",
        "x equivalent: Written in another way, but it means the same (every case was tried).",
    );
    check_rule(
        "green and not tax_arrears",
        "not (tax_arrears or not green)",
        "x equivalent: Written in another way, but it means the same (every case was tried).",
    );
}

#[test]
fn nothing_is_called_the_same_that_was_not_tried() {
    check_rule(
        "employees >= students",
        "students <= employees",
        "x unproven: Not every case can be compared by machine. Please read both sentences.",
    );
    check_rule(
        "(count of members where in_city) >= 3人",
        "not (count of members where in_city) < 3人",
        "x unproven: Not every case can be compared by machine. Please read both sentences.",
    );
}

#[test]
fn two_facts_are_described_together() {
    check_rule(
        "employees <= 20人 and capital <= 1億円",
        "employees <= 30人 and capital <= 1億円",
        "x wider: Number of employees: 21 people to 30 people and capital: 100,000,000 yen or less: \
         now fulfil this condition",
    );
}

#[test]
fn a_condition_that_asks_about_other_things_says_so() {
    check_rule(
        "employees <= 20人",
        "green",
        "x different: It asks about other things: before “number of employees”, now “it is a green project”. \
         Who fulfils the old condition need not fulfil the new one, nor the other way round.",
    );
}

#[test]
fn rules_about_lists_are_compared_entry_by_entry() {
    let lost =
        "Entries of the list where it is in the city and fee: 5 yen to 9 yen: no longer match";
    let of = |fold: &str, fee: &str| format!("{fold} of members where in_city and fee >= {fee}");
    check_rule(
        &of("any", "5円"),
        &of("any", "10円"),
        &format!("x narrower: {lost}"),
    );
    check_rule(
        &of("none", "5円"),
        &of("none", "10円"),
        &format!("x wider: {lost}"),
    );
}

#[test]
fn places_are_told_by_what_must_be_there() {
    check_rule(
        "place has any [head, factory]",
        "place has head",
        "x narrower: Places in the city include: factory and places in the city do not include: head office: \
         no longer fulfil this condition",
    );
    check_rule(
        "form in [company, coop]",
        "form in [company, sole]",
        "x different: Form: sole proprietor: now fulfil this condition / \
         Form: cooperative: no longer fulfil this condition",
    );
}

#[test]
fn industries_are_told_by_their_names() {
    check_rule(
        "industry in JSIC14[E]",
        "industry in JSIC14[E, 39]",
        "x wider: Industry is one of: Information services (39): now fulfil this condition",
    );
    // 19 without 191 is told apart, although no rule names it.
    check_rule(
        "industry in JSIC14[E]",
        "industry in JSIC14[E] or industry in JSIC14[3921, 3922]",
        "x wider: Industry is one of: 3921, 3922: now fulfil this condition / \
         Compared for companies with one industry; with several industries, read the text.",
    );
    check_rule(
        "industry in JSIC14[19]",
        "industry in JSIC14[191]",
        "x narrower: Industry is one of: Manufacture of rubber products (19) except 191: no longer fulfil this condition",
    );
}

#[test]
fn a_day_moves() {
    check_rule(
        "founded_on >= 2020-04-01",
        "founded_on >= 2021-04-01",
        "x narrower: Day of founding: 1 April 2020 to 31 March 2021: no longer fulfil this condition",
    );
}

#[test]
fn new_and_dropped_conditions_say_whom_they_concern() {
    check(
        "conditions: [{id: a, rule: green}]",
        "conditions: [{id: b, rule: not tax_arrears}]",
        &[
            "b added: A new condition. / There are unpaid taxes: no longer fulfil this condition",
            "a removed: This condition is gone. / This does not apply: it is a green project: now fulfil this condition",
        ],
    );
}

#[test]
fn conditions_with_another_id_are_matched_by_what_they_ask() {
    check(
        "conditions: [{id: size, rule: employees <= 20人}]",
        "conditions: [{id: staff, rule: employees <= 50人}]",
        &["staff wider: Number of employees: 21 people to 50 people: now fulfil this condition"],
    );
}

#[test]
fn what_the_source_no_longer_says_is_not_decided() {
    check_rule(
        "employees <= 20人",
        "employees <= 20人 and not stated",
        "x narrower: Number of employees: 20 people or less: fulfilled → not decided by the source",
    );
}

#[test]
fn a_cap_that_depends_on_size_is_compared_size_by_size() {
    check_amount(
        "base: cost, rate: 1/2, cap: 'if employees <= 20人 then 500万円 else 1000万円'",
        "base: cost, rate: 1/2, cap: 'if employees <= 20人 then 500万円 else if employees <= 50人 then 1500万円 else 1000万円'",
        &[
            "cap higher: Number of employees: 21 people to 50 people: 10,000,000 yen → 15,000,000 yen",
            "example higher: 5,000,000 yen more",
        ],
    );
}

#[test]
fn a_rate_and_a_cap_come_with_amounts_computed() {
    let rows = rows(
        "amount: {base: cost, rate: 1/2, cap: 300000円}",
        "amount: {base: cost, rate: 3/10, cap: 200000円, rounding: down to 10000円}",
        Lang::En,
    );
    let shown: Vec<String> = rows
        .iter()
        .map(|row| {
            let side = |side: &Option<String>| side.clone().unwrap_or_default();
            format!("{}: {} → {}", row.label, side(&row.old), side(&row.new))
        })
        .collect();
    assert_eq!(
        shown,
        [
            "Rate: 1/2 → 3/10",
            "Cap: 300,000 yen → 200,000 yen",
            "Rounding:  → rounded down to 10,000 yen",
            "Example: cost: 300,000 yen: 150,000 yen → 90,000 yen",
            "Example: cost: 600,000 yen: 300,000 yen → 180,000 yen",
            "Example: cost: 666,667 yen: 300,000 yen → 200,000 yen",
        ]
    );
}

#[test]
fn parts_limits_and_minimum_grant_each_have_a_row() {
    check_amount(
        "parts: [{id: a, label: A, each: 1万円, per: students}, {id: b, label: B, base: 5万円, when: green}], \
         cap: 30万円, minimum_grant: 1万円",
        "parts: [{id: a, label: A, each: 2万円, per: students, at_most: 10人}, {id: c, label: C, base: 1万円}], \
         cap: 30万円, minimum_grant: 2万円",
        &[
            "minimum-grant higher: 10,000 yen → 20,000 yen",
            "a.each higher: 10,000 yen → 20,000 yen",
            "a.at_most added: none (or not stated) → 10 people",
            "c.part added: A new part.",
            "b.part removed: This part is gone.",
            "example higher: 60,000 yen more",
            "example higher: 10,000 yen more",
            "example higher: 110,000 yen more",
            "example higher: 60,000 yen more",
            "example higher: 60,000 yen more",
            "example higher: 10,000 yen more",
            "example lower: 90,000 yen less",
        ],
    );
}

#[test]
fn an_amount_that_is_not_stated_is_neither_more_nor_less() {
    check(
        "amount: not stated",
        "amount: {base: 10万円}",
        &[
            "amount different: The source does not state the old amount; the new one is known. \
           Whether it is more or less is not known.",
        ],
    );
    check_amount(
        "base: cost, rate: not stated",
        "base: cost, rate: 1/2",
        &["rate different: not stated in the source → 1/2"],
    );
}

#[test]
fn costs_that_count_are_compared_record_by_record() {
    let of = |filter: &str| {
        format!(
            "expenses: {{list: expenses, amount: paid, items: [{{id: all, label: all, where: '{filter}'}}]}}\n\
             amount: {{base: eligible_cost, rate: 1/2}}"
        )
    };
    check(
        &of("category in [material, machine]"),
        &of("category in [material, machine, outsourcing] and unit_price >= 10万円"),
        &[
            "all different: Kind is one of: material, machine and price of one: 99,999 yen or less: \
           no longer counts / Kind: outsourcing and price of one: 100,000 yen or more: now counts",
        ],
    );
}

#[test]
fn courses_come_and_go() {
    let course = |id: &str, cap: &str| {
        format!(
            "{{id: {id}, label: {id}, conditions: [{{id: x, rule: green}}], amount: {{base: cost, rate: 1/2, cap: {cap}}}}}"
        )
    };
    check(
        &format!(
            "courses: [{}, {}]",
            course("a", "10万円"),
            course("b", "20万円")
        ),
        &format!(
            "courses: [{}, {}]",
            course("a", "15万円"),
            course("c", "20万円")
        ),
        &[
            "c added: A new course.",
            "b removed: This course is gone.",
            "a.cap higher: 100,000 yen → 150,000 yen",
            "a.example higher: 50,000 yen more",
        ],
    );
}

#[test]
fn both_languages_have_the_same_words() {
    assert!(super::words().differences().is_empty());
    let said = rows(
        "conditions: [{id: x, rule: employees <= 20人}]",
        "conditions: [{id: x, rule: employees <= 30人}]",
        Lang::Ja,
    );
    assert_eq!(
        told(&said),
        ["x wider: 従業員の数が21人〜30人：この条件を新たに満たします"]
    );
}
