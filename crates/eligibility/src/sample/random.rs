//! Random rules as text and random applicants, for what must hold of all of them.

use proptest::prelude::*;
use proptest::sample::select;

use super::{facts, profile};
use crate::profile::Profile;

fn comparison() -> impl Strategy<Value = &'static str> {
    select(vec!["<", "<=", ">", ">=", "=", "!="])
}

/// A number of people.
fn people() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("employees".to_owned()),
        Just("students".to_owned()),
        (1..9i64).prop_map(|n| format!("employees * {n}")),
        (1..9i64).prop_map(|n| format!("(employees + students) / {n}")),
        (1..20i64).prop_map(|n| format!("(employees - {n}人)")),
        Just("min(employees, students)".to_owned()),
        Just("max(employees, students, 7人)".to_owned()),
        Just("if green then employees else students".to_owned()),
        (2..9i64).prop_map(|n| format!("round_up(employees, {n}人)")),
        (2..9i64).prop_map(|n| format!("round_nearest(employees / 2, {n}人)")),
    ]
}

/// Money.
fn yen() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("cost".to_owned()),
        Just("5円 * students".to_owned()),
        Just("capital".to_owned()),
        Just("sum of fee over members where in_city".to_owned()),
        Just("marginal(cost, 20円: 1/2, 50円: 1/3, rest: 1/5)".to_owned()),
        Just("max(cost - 10円, 3円 * employees)".to_owned()),
        Just("cost * large_share".to_owned()),
        Just("sales - sales_before".to_owned()),
        Just("round_down(cost * 1/3, 4円)".to_owned()),
        Just("if sme then cost else cost * 1/2".to_owned()),
        Just("wage * students".to_owned()),
        Just("award_total(other)".to_owned()),
    ]
}

/// A condition that asks one thing.
fn leaf() -> impl Strategy<Value = String> {
    let day = select(vec!["founded_on", "ordered_on"]);
    prop_oneof![
        (people(), comparison(), 0..60i64).prop_map(|(n, op, to)| format!("{n} {op} {to}人")),
        (yen(), comparison(), 0..90i64).prop_map(|(n, op, to)| format!("({n}) {op} {to}円")),
        (yen(), comparison(), yen()).prop_map(|(a, op, b)| format!("({a}) {op} ({b})")),
        (select(vec!["<", "<=", ">", ">="]), -50..150i64)
            .prop_map(|(op, n)| format!("fell_by(sales, sales_before) {op} {n}%")),
        (select(vec!["<", "<=", ">", ">="]), 0..5i64)
            .prop_map(|(op, n)| format!("sales / sales_before {op} {n}/2")),
        (comparison(), 0..9i64).prop_map(|(op, n)| format!("wage_rise {op} {n}%")),
        (comparison(), 0..40i64).prop_map(|(op, n)| format!("years {op} {n}か月")),
        (comparison(), 0..4i64).prop_map(|(op, n)| format!("since(founded_on) {op} {n}年")),
        (comparison(), 0..900i64)
            .prop_map(|(op, n)| format!("days_between(ordered_on, on) {op} {n}日")),
        (comparison(), 0..40i64).prop_map(|(op, n)| format!("age(founded_on) {op} {n}年")),
        (day, comparison(), 2020..2028i32)
            .prop_map(|(day, op, y)| format!("{day} + 1か月 {op} {y}-04-01")),
        Just("founded_on <= ordered_on".to_owned()),
        Just("green".to_owned()),
        Just("not tax_arrears".to_owned()),
        Just("sme".to_owned()),
        Just("place has any [head, factory]".to_owned()),
        Just("place has all [head, branch]".to_owned()),
        Just("place has none [branch]".to_owned()),
        Just("form in [company, coop]".to_owned()),
        Just("form != sole".to_owned()),
        Just("industry in JSIC14[E, 39, 411]".to_owned()),
        Just("ward in [\"北\", \"南\"]".to_owned()),
        Just("holds(plan)".to_owned()),
        Just("receiving(other)".to_owned()),
        Just("award_count(other) <= 1回".to_owned()),
        Just("awarded_in(this, fiscal_year - 1)".to_owned()),
        Just("not stated".to_owned()),
        Just("(count of members where in_city) >= 2人".to_owned()),
        Just("all of members where fee >= 5円".to_owned()),
    ]
}

/// A condition.
pub fn condition() -> impl Strategy<Value = String> {
    leaf().prop_recursive(3, 10, 3, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a}) and ({b})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a}) or ({b})")),
            inner.clone().prop_map(|a| format!("not ({a})")),
            (inner.clone(), inner.clone(), inner)
                .prop_map(|(a, b, c)| format!("if {a} then {b} else {c}")),
        ]
    })
}

fn rate() -> impl Strategy<Value = &'static str> {
    select(vec![
        "1/3",
        "not stated",
        "if green then 2/3 else 1/2",
        "if employees <= 20人 then 3/4 else 1/7",
        "large_share",
    ])
}

fn limits() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        (1..60i64).prop_map(|n| format!(", cap: {n}円")),
        (1..9i64).prop_map(|n| format!(", cap: '{n}円 * students', rounding: down to 3円")),
        (1..20i64).prop_map(|n| format!(", floor: {n}円, rounding: nearest to 4円")),
        Just(", cap: '(10円 * employees) / 3', rounding: up to 7円".to_owned()),
    ]
}

fn part() -> impl Strategy<Value = String> {
    let measure = prop_oneof![
        (yen(), rate()).prop_map(|(base, rate)| format!("base: '{base}', rate: '{rate}'")),
        (yen(), yen()).prop_map(|(base, less)| format!("base: '{base}', less: '{less}'")),
        (1..9i64, people()).prop_map(|(n, per)| format!("each: {n}円, per: '{per}'")),
        (1..9i64)
            .prop_map(|n| format!("each: '{n}円', per: years, at_least: 1年, at_most: 30か月")),
        (1..9i64, people()).prop_map(|(n, per)| format!(
            "each: '{n}円', per: '{per}', at_least: 3人, at_most: students"
        )),
    ];
    (measure, limits()).prop_map(|(measure, limits)| format!("{measure}{limits}"))
}

fn amount() -> impl Strategy<Value = String> {
    let minimum = prop_oneof![
        Just(String::new()),
        (1..20i64).prop_map(|n| format!(", minimum_grant: {n}円")),
        Just(", minimum_grant: '2円 * students / 3'".to_owned()),
    ];
    let parts = prop_oneof![
        part(),
        (part(), condition(), part(), limits()).prop_map(|(a, when, b, limits)| format!(
            "parts: [{{id: a, label: a, {a}}}, {{id: b, label: b, when: '{when}', {b}}}]{limits}"
        )),
    ];
    prop_oneof![
        (parts, minimum).prop_map(|(parts, minimum)| format!("{{{parts}{minimum}}}")),
        Just("not stated".to_owned()),
    ]
}

fn conditions(indent: &str, all: &[String]) -> String {
    if all.is_empty() {
        return String::new();
    }
    let each = all
        .iter()
        .enumerate()
        .map(|(i, rule)| format!("{indent}  - {{id: c{i}, rule: '{rule}'}}\n"));
    format!("{indent}conditions:\n{}", each.collect::<String>())
}

fn course() -> impl Strategy<Value = String> {
    (
        prop::collection::vec(condition(), 0..3),
        prop::option::weighted(0.8, amount()),
    )
        .prop_map(|(all, amount)| {
            let amount = amount.map(|amount| format!("    amount: {amount}\n"));
            format!("{}{}", conditions("    ", &all), amount.unwrap_or_default())
        })
}

/// A programme as text. Some contradict themselves and are refused when they are read.
pub fn programme() -> impl Strategy<Value = String> {
    let own = || prop::collection::vec(condition(), 0..4);
    let plain = (own(), prop::option::weighted(0.9, amount())).prop_map(|(all, amount)| {
        let amount = amount.map(|amount| format!("amount: {amount}\n"));
        let text = format!("{}{}", conditions("", &all), amount.unwrap_or_default());
        if text.is_empty() {
            "conditions: []\n".to_owned()
        } else {
            text
        }
    });
    let over = prop_oneof![
        Just(String::new()),
        (5..90i64).prop_map(|n| format!("amount: {{cap: {n}円}}\n")),
        (5..90i64).prop_map(|n| format!("amount: {{cap: {n}円, minimum_grant: 9円}}\n")),
    ];
    let choose = select(vec!["one", "any"]);
    let courses = (own(), prop::collection::vec(course(), 1..4), choose, over);
    let courses = courses.prop_map(|(all, courses, choose, over)| {
        let each = courses
            .iter()
            .enumerate()
            .map(|(i, course)| format!("  - id: k{i}\n    label: k{i}\n{course}"));
        format!(
            "{}choose: {choose}\ncourses:\n{}{over}",
            conditions("", &all),
            each.collect::<String>()
        )
    });
    prop_oneof![2 => plain, 1 => courses]
}

/// An applicant of whom something is known, as text.
fn applicant() -> impl Strategy<Value = String> {
    let whole = |name: &'static str, most: i64| {
        prop_oneof![
            4 => (0..most).prop_map(move |n| format!("{name}: {n}, ")),
            1 => (0..most, 0..9i64).prop_map(move |(n, more)| format!("{name}: {n}..{}, ", n + more)),
            1 => (0..most).prop_map(move |n| format!("{name}: {n}.., ")),
            1 => Just(String::new()),
        ]
    };
    let one = |name: &'static str, all: &'static [&'static str]| {
        prop_oneof![
            4 => select(all).prop_map(move |value| format!("{name}: {value}, ")),
            1 => Just(String::new()),
        ]
    };
    let day = |name: &'static str| {
        prop_oneof![
            4 => (2019..2028i32, 1..13i32, 1..29i32)
                .prop_map(move |(y, m, d)| format!("{name}: {y}-{m:02}-{d:02}, ")),
            1 => Just(String::new()),
        ]
    };
    let numbers = (
        whole("employees", 60),
        whole("students", 60),
        whole("cost", 120),
        whole("sales", 50),
        whole("sales_before", 50),
        whole("capital", 90),
    );
    let fractions = (
        one("wage_rise", &["2.5%", "5%", "0%", "1.25%..4%"]),
        one("years", &["1年", "18か月", "3年", "0年"]),
        one("large_share", &["0%", "33.3%", "100%", "25%..50%"]),
    );
    let flags = (
        one("green", &["yes", "no"]),
        one("tax_arrears", &["yes", "no"]),
    );
    let coded = (
        one("place", &["[head]", "[head, branch]", "[]", "[factory]"]),
        one("form", &["company", "sole", "coop"]),
        one(
            "industry",
            &[
                "E",
                "39",
                "4111",
                "[50, 24]",
                "{revision: 13, codes: [411]}",
            ],
        ),
        one("ward", &["北", "東"]),
        one(
            "certificates",
            &[
                "[]",
                "[{kind: plan}]",
                "[{kind: plan, valid_until: 2025-01-01}]",
            ],
        ),
        one("receiving", &["[]", "[other]"]),
        one(
            "awards",
            &[
                "[]",
                "[{programme: other, fiscal_year: 2025, amount: 20}]",
                "[{programme: p}]",
            ],
        ),
    );
    let days = (day("founded_on"), day("ordered_on"));
    (numbers, fractions, flags, coded, days).prop_map(|(n, f, y, c, d)| {
        [
            n.0, n.1, n.2, n.3, n.4, n.5, f.0, f.1, f.2, y.0, y.1, c.0, c.1, c.2, c.3, c.4, c.5,
            c.6, d.0, d.1,
        ]
        .concat()
    })
}

/// Some applicants.
pub fn applicants(count: std::ops::Range<usize>) -> impl Strategy<Value = Vec<Profile>> {
    let facts = facts();
    prop::collection::vec(applicant(), count).prop_map(move |all| {
        let read = all.iter();
        read.map(|text| profile(text.trim_end_matches(", "), &facts))
            .collect()
    })
}
