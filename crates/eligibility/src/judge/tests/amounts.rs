use crate::sample::answer;

fn check(amount: &str, facts: &str, expected: &str) {
    let rules = format!("amount: {amount}");
    assert_eq!(
        answer(&rules, facts, "2026-05-01"),
        expected,
        "{amount} | {facts}"
    );
}

#[test]
fn rate_cap_and_rounding() {
    let amount = "{base: cost, rate: 2/3, cap: 100000円, rounding: down to 1000円}";
    check(amount, "cost: 124600", "eligible 83000");
    check(amount, "cost: 150000", "eligible 100000");
    check(amount, "cost: 999999999", "eligible 100000");
    check(amount, "", "eligible 0..100000 [cost]");
    check("{base: cost, rate: 1/3}", "cost: 100", "eligible 33");
    check(
        "{base: cost, rate: 1/3, rounding: up to 10円}",
        "cost: 100",
        "eligible 40",
    );
    check(
        "{base: cost, rate: 1/3, rounding: nearest to 10円}",
        "cost: 105",
        "eligible 40",
    );
    check(
        "{base: cost, rate: 1/2, less: grants}",
        "cost: 100, grants: 30",
        "eligible 35",
    );
    check(
        "{base: cost, rate: 1/2, less: grants}",
        "cost: 100, grants: 300",
        "eligible 0",
    );
}

#[test]
fn rounding_never_lifts_above_the_cap() {
    check(
        "{base: cost, cap: 95円, rounding: up to 10円}",
        "cost: 200",
        "eligible 95",
    );
}

#[test]
fn a_floor_above_the_cap_survives_rounding() {
    let amount = "{base: cost, cap: 5000円, floor: 1万円, rounding: down to 1000円}";
    check(amount, "cost: 2000", "eligible 10000");
}

#[test]
fn yen_for_each_year_are_not_yen_for_each_month() {
    check("{each: 10万円, per: years}", "years: 2", "eligible 200000");
    check(
        "{each: 10万円, per: years, at_most: 18か月}",
        "years: 2",
        "eligible 150000",
    );
    check("{base: 10万円 * years}", "years: 2", "eligible 200000");
    check(
        "{each: 1000円, per: site, at_most: 1ha}",
        "site: 2",
        "eligible 1000",
    );
    check(
        "{base: cost / years}",
        "cost: 600, years: 2",
        "eligible 300",
    );
    check(
        "{base: cost * (years / 1年)}",
        "cost: 600, years: 2",
        "eligible 1200",
    );
}

#[test]
fn floors_and_minimum_grants() {
    check(
        "{base: cost, rate: 1/2, floor: 10万円}",
        "cost: 100",
        "eligible 100000",
    );
    let amount = "{base: cost, rate: 1/2, cap: 600万円, minimum_grant: 50万円}";
    check(amount, "cost: 100万円", "eligible 500000");
    check(amount, "cost: 999999", "ineligible");
    check(amount, "", "undecided 500000..6000000 [cost]");
}

#[test]
fn what_is_not_stated_makes_an_interval() {
    check(
        "{base: cost, rate: not stated, cap: 30万円}",
        "cost: 100万円",
        "eligible 0..300000",
    );
    check(
        "{base: cost, rate: 1/2, cap: not stated}",
        "cost: 100",
        "eligible 0..50",
    );
    check("not stated", "", "eligible 0..");
    check("{base: cost, rate: 1/2}", "", "eligible 0.. [cost]");
}

#[test]
fn tiers_bands_and_dates() {
    let tiers =
        "{base: cost, rate: {cases: [{when: employees <= 20人, then: 2/3}, {otherwise: 1/2}]}}";
    check(tiers, "cost: 300, employees: 20", "eligible 200");
    check(tiers, "cost: 300, employees: 21", "eligible 150");
    check(tiers, "cost: 300", "eligible 150..200 [employees]");
    let bands = "{base: cost, cap: {bands: {of: employees, rows: [
        {from: 0人, to: 20人, then: 50円}, {from: 21人, to: 100人, then: 100円}, {from: 101人, then: 200円}]}}}";
    check(bands, "cost: 999, employees: 20", "eligible 50");
    check(bands, "cost: 999, employees: 21", "eligible 100");
    check(bands, "cost: 999, employees: 101", "eligible 200");
    check(
        bands,
        "cost: 999, employees: 15..50",
        "eligible 50..100 [employees]",
    );
    let dated = "{base: cost, cap: {by_date: [{from: 2024-04-01, value: 20円}, {from: 2026-05-02, value: 30円}]}}";
    check(dated, "cost: 999", "eligible 20");
    check("{base: wage * 10}", "", "eligible 10540");
}

#[test]
fn marginal_rates_apply_to_each_part() {
    let amount = "{base: 'marginal(cost, 100万円: 1/2, 300万円: 1/3, rest: 1/4)'}";
    check(amount, "cost: 100万円", "eligible 500000");
    check(amount, "cost: 250万円", "eligible 1000000");
    check(amount, "cost: 400万円", "eligible 1416666");
    check(
        amount,
        "cost: 100万円..400万円",
        "eligible 500000..1416666 [cost]",
    );
}

#[test]
fn per_unit_amounts() {
    let amount = "{each: 20万円, per: students, at_least: 5人, at_most: 10人, cap: 180万円}";
    check(amount, "students: 4", "eligible 0");
    check(amount, "students: 5", "eligible 1000000");
    check(amount, "students: 20", "eligible 1800000");
    check(amount, "", "eligible 0..1800000 [students]");
    check(
        amount,
        "students: 5..6",
        "eligible 1000000..1200000 [students]",
    );
    let per_person = "{base: 'sum of min(fee * 1/2, 1万円) over members where in_city'}";
    check(
        per_person,
        "members: [{in_city: true, fee: 3万円}, {in_city: true, fee: 1万円}, {in_city: false, fee: 9万円}]",
        "eligible 15000",
    );
}

#[test]
fn parts_with_a_term_are_added() {
    let amount = "{parts: [
        {id: base, label: {ja: 基本, en: base}, base: cost, rate: 1/2, cap: 100万円},
        {id: rise, label: {ja: 加算, en: add-on}, when: wage_rise >= 5%, base: cost, rate: 1/10},
        {id: hires, label: {ja: 雇用, en: hires}, each: 20万円, per: students, cap: 40万円}], cap: 160万円}";
    check(
        amount,
        "cost: 100万円, wage_rise: 5, students: 0",
        "eligible 600000",
    );
    check(
        amount,
        "cost: 100万円, wage_rise: 4, students: 3",
        "eligible 900000",
    );
    check(
        amount,
        "cost: 300万円, wage_rise: 5, students: 3",
        "eligible 1600000",
    );
    check(
        amount,
        "cost: 100万円, students: 0",
        "eligible 500000..600000 [wage_rise]",
    );
}

const EXPENSES: &str = "expenses:
  list: expenses
  amount: paid
  items:
    - {id: machine, label: {ja: 機械, en: machine}, where: category = machine and unit_price >= 160万円 and not other_support, cap: 500万円}
    - {id: material, label: {ja: 材料, en: material}, where: category = material}
    - {id: outsourcing, label: {ja: 外注, en: outsourcing}, where: category = outsourcing, SHARE: 1/2}
    - {id: travel, label: {ja: 旅費, en: travel}, where: category = travel, share_of_total: 1/5}
amount: {base: eligible_cost}";

fn check_expenses(share: &str, expenses: &str, expected: &str) {
    let rules = EXPENSES.replace("SHARE", share);
    let facts = format!("expenses: [{expenses}]");
    assert_eq!(
        answer(&rules, &facts, "2026-05-01"),
        expected,
        "{share} | {expenses}"
    );
}

#[test]
fn expenses_count_by_kind_with_sub_caps() {
    let machine = |price: &str, paid: &str| {
        format!("{{category: machine, unit_price: {price}, paid: {paid}, other_support: false}}")
    };
    check_expenses(
        "share_of_total",
        &machine("160万円", "160万円"),
        "eligible 1600000",
    );
    check_expenses(
        "share_of_total",
        &machine("1599999", "1599999"),
        "eligible 0",
    );
    check_expenses(
        "share_of_total",
        &machine("900万円", "900万円"),
        "eligible 5000000",
    );
    check_expenses(
        "share_of_total",
        "{category: machine, unit_price: 200万円, paid: 200万円}",
        "eligible 0..2000000 [expenses]",
    );
}

#[test]
fn a_record_of_unknown_kind_counts_once() {
    check_expenses(
        "share_of_total",
        "{paid: 100, other_support: false, unit_price: 200万円}",
        "eligible 0..100 [expenses]",
    );
}

#[test]
fn a_share_of_the_total_counts_itself() {
    let both = "{category: material, paid: 100}, {category: outsourcing, paid: 300}";
    check_expenses("share_of_total", both, "eligible 200");
    check_expenses("share_of_claimed", both, "eligible 300");
    check_expenses(
        "share_of_total",
        "{category: outsourcing, paid: 300}",
        "eligible 0",
    );
    // 外注は合計の1/2、旅費は1/5まで：材料30に対し、合計100、外注50、旅費20。
    let three = "{category: material, paid: 30}, {category: outsourcing, paid: 900}, {category: travel, paid: 900}";
    check_expenses("share_of_total", three, "eligible 100");
}

#[test]
fn a_rate_falls_with_each_award() {
    let amount = "{base: cost, rate: {cases: [{when: award_count(this) = 0, then: 1/2}, {when: award_count(this) = 1回, then: 1/3}, {otherwise: 1/4}]}}";
    check(amount, "cost: 120, awards: []", "eligible 60");
    check(amount, "cost: 120, awards: [p]", "eligible 40");
    check(amount, "cost: 120, awards: [p, p, p]", "eligible 30");
    check(amount, "cost: 120", "eligible 30..60 [awards]");
}

const COURSES: &str = "conditions: [{id: tax, rule: not tax_arrears}]
choose: CHOOSE
courses:
  - {id: basic, label: {ja: 通常, en: basic}, amount: {base: cost, rate: 1/2, cap: 100円}}
  - {id: green, label: {ja: 環境, en: green}, conditions: [{id: green, rule: green}], amount: {base: cost, rate: 2/3, cap: 200円}}
amount: {cap: 250円}";

#[test]
fn courses_one_or_all() {
    let check = |choose: &str, facts: &str, expected: &str| {
        let rules = COURSES.replace("CHOOSE", choose);
        assert_eq!(
            answer(&rules, facts, "2026-05-01"),
            expected,
            "{choose} {facts}"
        );
    };
    check(
        "one",
        "tax_arrears: false, cost: 300, green: true",
        "eligible 200",
    );
    check(
        "one",
        "tax_arrears: false, cost: 300, green: false",
        "eligible 100",
    );
    check(
        "one",
        "tax_arrears: false, cost: 300",
        "eligible 100..200 [green]",
    );
    check(
        "any",
        "tax_arrears: false, cost: 300, green: true",
        "eligible 250",
    );
    check("one", "tax_arrears: true", "ineligible");
    check(
        "one",
        "cost: 300, green: true",
        "undecided 200 [tax_arrears]",
    );
}

#[test]
fn a_minimum_grant_of_a_course_waits_for_what_its_amount_waits_for() {
    let rules = "courses:
  - {id: x, label: x, amount: {base: cost, rate: {cases: [{when: green, then: 2/3}, {otherwise: 1/2}]}, minimum_grant: 10万円}}";
    let found = answer(rules, "cost: 15万円", "2026-05-01");
    assert_eq!(found, "undecided 100000 [green]");
    let over = "courses:
  - {id: x, label: x, amount: {base: cost, rate: {cases: [{when: green, then: 2/3}, {otherwise: 1/2}]}}}
amount: {minimum_grant: 10万円}";
    let found = answer(over, "cost: 15万円", "2026-05-01");
    assert_eq!(found, "undecided 100000 [green]");
}

#[test]
fn years_and_months_together_are_not_multiplied_by_yen() {
    let facts = crate::sample::facts();
    for amount in [
        "{base: '5円 * min(years, 6か月)'}",
        "{base: '5円 * (6か月 + 1年)'}",
        "{each: 5円, per: 'min(years, 6か月)'}",
    ] {
        let faults = crate::sample::rules(&format!("amount: {amount}"), &facts).expect_err(amount);
        assert_eq!(faults[0].key, "rule-mixed-units", "{amount}");
    }
    check(
        "{base: '5円 * (min(years, 6か月) / 1か月)'}",
        "years: 2",
        "eligible 30",
    );
}
