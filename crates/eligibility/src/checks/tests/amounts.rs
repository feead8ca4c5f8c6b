//! Courses, amounts and expenses.

use super::check;

fn amount(text: &str, expected: &[&str]) {
    check(&format!("amount:\n{text}"), expected);
}

#[test]
fn a_course_that_nobody_can_have() {
    let text = |limit: &str| {
        format!(
            "conditions: [{{id: a, rule: employees < 20人}}]\ncourses:\n  - id: b\n    label: b\n    conditions: [{{id: c, rule: employees + students < {limit}, }}, {{id: d, rule: students > 50人}}]\n    amount: {{base: cost}}\n"
        )
    };
    check(&text("50人"), &["course-never 3:5"]);
    check(&text("60人"), &[]);
}

#[test]
fn a_course_that_another_beats() {
    let text = |condition: &str, cap: &str| {
        format!(
            "courses:\n  - {{id: a, label: a, conditions: [{{id: x, rule: employees < 50人}}], amount: {{base: cost, rate: 1/2, cap: 50円}}}}\n  - {{id: b, label: b, conditions: [{{id: x, rule: {condition}}}], amount: {{base: cost, rate: 1/2, cap: {cap}}}}}\n"
        )
    };
    check(&text("employees < 20人", "50円"), &["course-beaten 3:5"]);
    check(&text("employees < 20人", "60円"), &[]);
    check(&text("green", "50円"), &[]);
    // Where all that fit are added up, each of them pays.
    let any = format!("choose: any\n{}", text("employees < 20人", "50円"));
    check(&any, &[]);
}

#[test]
fn a_cap_that_never_binds() {
    amount(
        "  {each: 5円, per: students, at_most: 10人, cap: 50円}\n",
        &["cap-idle 2:48"],
    );
    amount(
        "  {each: 5円, per: students, at_most: 10人, cap: 49円}\n",
        &[],
    );
    amount("  {base: cost, rate: 1/2, cap: 50円}\n", &[]);
    // Given the conditions nobody comes to more.
    check(
        "conditions: [{id: a, rule: students <= 10人}]\namount: {each: 5円, per: students, cap: 60円}\n",
        &["cap-idle 2:40"],
    );
    check(
        "conditions: [{id: a, rule: employees <= 10人}]\namount: {each: 5円, per: students, cap: 60円}\n",
        &[],
    );
}

#[test]
fn a_cap_of_a_part_above_that_of_the_whole() {
    let text = |cap: &str| {
        format!(
            "  parts:\n    - {{id: a, label: a, base: cost, cap: {cap}}}\n    - {{id: b, label: b, base: sales, cap: 9円}}\n  cap: 20円\n"
        )
    };
    amount(&text("30円"), &["subcap-idle 3:42"]);
    amount(&text("20円"), &[]);
    amount(&text("12円"), &[]);
}

#[test]
fn floors_and_minimum_grants() {
    amount(
        "  {base: cost, cap: 10円, floor: 20円}\n",
        &["floor-over-cap 2:33"],
    );
    amount("  {base: cost, cap: 20円, floor: 10円}\n", &[]);
    amount("  {base: cost + 20円, floor: 10円}\n", &["floor-idle 2:29"]);
    amount(
        "  {base: cost, cap: 10円, minimum_grant: 20円}\n",
        &["grant-never 2:41"],
    );
    amount("  {base: cost, cap: 20円, minimum_grant: 20円}\n", &[]);
    amount(
        "  {base: cost + 20円, minimum_grant: 20円}\n",
        &["minimum-idle 2:37"],
    );
}

#[test]
fn an_amount_that_is_always_nothing() {
    check(
        "conditions: [{id: a, rule: cost <= 100円}]\namount: {base: cost, less: 100円}\n",
        &["amount-zero 2:16"],
    );
    check(
        "conditions: [{id: a, rule: cost <= 101円}]\namount: {base: cost, less: 100円}\n",
        &[],
    );
}

#[test]
fn a_difference_that_takes_away_from_others() {
    amount(
        "  base: sales + (cost - grants)\n",
        &["difference-negative 2:18"],
    );
    amount("  base: sales + max(cost - grants, 0円)\n", &[]);
    // What is below nothing by itself is cut.
    amount("  base: cost - grants\n", &[]);
    amount(
        "  base: sum of paid - unit_price over expenses\n",
        &["difference-negative 2:16"],
    );
}

#[test]
fn a_part_that_is_never_paid() {
    let text = |when: &str| {
        format!(
            "conditions: [{{id: a, rule: employees < 20人}}]\namount:\n  parts:\n    - {{id: a, label: a, base: cost}}\n    - {{id: b, label: b, when: {when}, base: sales}}\n"
        )
    };
    check(&text("employees > 30人"), &["part-never 5:31"]);
    check(&text("employees > 10人"), &[]);
    check(&text("employees < 30人"), &["always 5:31"]);
}

#[test]
fn bands_that_are_never_reached() {
    let text = "conditions: [{id: a, rule: employees <= 20人}]\namount:\n  base: cost\n  rate:\n    bands:\n      of: employees\n      rows:\n        - {to: 20人, then: 1/2}\n        - {from: 21人, to: 50人, then: 1/3}\n        - {from: 51人, then: 1/4}\n";
    check(text, &["band-never 9:11"]);
    // A table covers the whole declared range, whoever may apply.
    let text = text.replace("        - {from: 21人, to: 50人, then: 1/3}\n", "");
    check(&text.replace("51人", "21人"), &[]);
    let marginal = |limit: &str| {
        format!(
            "conditions: [{{id: a, rule: cost <= {limit}}}]\namount: {{base: \"marginal(cost, 20円: 1/2, 50円: 1/3, rest: 1/5)\"}}\n"
        )
    };
    check(&marginal("50円"), &["band-never 2:58"]);
    check(&marginal("51円"), &[]);
}

#[test]
fn expenses_that_never_count() {
    let text = |second: &str, shares: [&str; 2]| {
        format!(
            "expenses:\n  list: expenses\n  amount: paid\n  items:\n    - {{id: a, label: a, where: category = material{}}}\n    - {{id: b, label: b, where: {second}{}}}\namount: {{base: eligible_cost}}\n",
            shares[0], shares[1]
        )
    };
    check(&text("category = material", ["", ""]), &["item-never 6:32"]);
    check(&text("category = travel", ["", ""]), &[]);
    let share = |share: &'static str| share;
    check(
        &text(
            "category = travel",
            [
                share(", share_of_total: 1/2"),
                share(", share_of_total: 1/3"),
            ],
        ),
        &["shares-nothing 5:5"],
    );
    check(
        &text(
            "category = travel",
            [
                share(", share_of_total: 1/2"),
                share(", share_of_total: 1/2"),
            ],
        ),
        &[],
    );
    check(
        &text("category = travel", ["", ", share_of_total: 100%"]),
        &["share-idle 6:67"],
    );
}
