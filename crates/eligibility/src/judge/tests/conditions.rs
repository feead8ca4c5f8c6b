use crate::sample::answer;

/// A programme of one condition.
fn check(rule: &str, facts: &str, expected: &str) {
    check_on(rule, facts, "2026-05-01", expected);
}

fn check_on(rule: &str, facts: &str, on: &str, expected: &str) {
    let rules = format!("conditions: [{{id: x, rule: '{rule}'}}]");
    assert_eq!(answer(&rules, facts, on), expected, "{rule} | {facts}");
}

#[test]
fn thresholds_hold_at_their_edge() {
    check("employees <= 300人", "employees: 300", "eligible");
    check("employees <= 300人", "employees: 301", "ineligible");
    check("employees < 300人", "employees: 300", "ineligible");
    check("employees <= 300人", "", "undecided [employees]");
    check("wage_rise >= 5%", "wage_rise: 5", "eligible");
    check("wage_rise >= 5%", "wage_rise: 4.9", "ineligible");
    check("capital <= 5000万円", "capital: '5,000万円'", "eligible");
}

#[test]
fn a_known_interval_decides_as_soon_as_it_can() {
    check("employees <= 20人", "employees: 10..20", "eligible");
    check("employees <= 20人", "employees: 21..30", "ineligible");
    check(
        "employees <= 20人",
        "employees: 10..30",
        "undecided [employees]",
    );
}

#[test]
fn unknown_is_neither_yes_nor_no() {
    check("green or employees <= 20人", "employees: 10", "eligible");
    check("green and employees <= 20人", "employees: 30", "ineligible");
    check(
        "green or employees <= 20人",
        "employees: 30",
        "undecided [green]",
    );
    check("not tax_arrears", "", "undecided [tax_arrears]");
    check("not stated", "", "undecided []");
    check("not stated or green", "green: true", "eligible");
}

#[test]
fn size_classes_by_industry_capital_and_employees() {
    let old = |facts, expected| check_on("sme", facts, "2025-05-01", expected);
    old(
        "industry: '2441', capital: 4億円, employees: 300",
        "eligible",
    );
    old(
        "industry: '2441', capital: 4億円, employees: 301",
        "ineligible",
    );
    old(
        "industry: '5412', capital: 2億円, employees: 100",
        "eligible",
    );
    old(
        "industry: '3911', capital: 4億円, employees: 10",
        "ineligible",
    );
    old("industry: '3911', employees: 301", "ineligible");
    old("employees: 90", "undecided [capital industry]");
    old("employees: 5000, capital: 5億円", "ineligible");
}

#[test]
fn a_definition_is_judged_by_the_edition_of_the_day() {
    check_on(
        "sme",
        "employees: 450, capital: 4億円, industry: E",
        "2025-05-01",
        "ineligible",
    );
    check_on(
        "sme",
        "employees: 450, capital: 4億円, industry: E",
        "2026-04-01",
        "eligible",
    );
}

#[test]
fn a_broad_industry_code_is_unknown_against_a_narrow_one() {
    check(
        "industry in JSIC14[2441]",
        "industry: '24'",
        "undecided [industry]",
    );
    check("industry in JSIC14[E]", "industry: '24'", "eligible");
    check(
        "industry in JSIC14[24]",
        "industry: E",
        "undecided [industry]",
    );
    check(
        "industry in JSIC14[3911]",
        "industry: {revision: 13, codes: ['3911']}",
        "undecided [industry]",
    );
    check(
        "industry in JSIC14[39]",
        "industry: {revision: 13, codes: ['3911']}",
        "eligible",
    );
    check(
        "industry in JSIC14[E]",
        "industry: ['5011', '2441']",
        "eligible",
    );
}

#[test]
fn places_and_choices() {
    check(
        "place has any [head, factory]",
        "place: [factory]",
        "eligible",
    );
    check(
        "place has any [head, factory]",
        "place: [branch]",
        "ineligible",
    );
    check(
        "place has all [head, factory]",
        "place: [factory]",
        "ineligible",
    );
    check("place has none [branch]", "place: []", "eligible");
    check("place has head", "", "undecided [place]");
    check("form in [company, coop]", "form: 会社", "eligible");
    check("form != sole", "form: sole", "ineligible");
    check("ward = \"北区\"", "ward: 北　区", "eligible");
}

#[test]
fn years_in_business_on_a_day() {
    let rule = "since(founded_on) >= 1年";
    check(rule, "founded_on: 2025-05-01", "eligible");
    check(rule, "founded_on: 2025-05-02", "ineligible");
    check(rule, "founded_on: 令和7年5月1日", "eligible");
    check(
        "since(founded_on) <= 10年",
        "founded_on: 2016-04-30",
        "ineligible",
    );
    check(
        "founded_on + 6か月 <= ordered_on",
        "founded_on: 2025-08-31, ordered_on: 2026-02-28",
        "eligible",
    );
    check(
        "days_between(ordered_on, on) <= 14日",
        "ordered_on: 2026-04-17",
        "eligible",
    );
    check(
        "age(founded_on, 2026-04-01) < 40年",
        "founded_on: 1986-04-02",
        "eligible",
    );
    check(
        "age(founded_on, 2026-04-01) < 40年",
        "founded_on: 1986-04-01",
        "ineligible",
    );
}

#[test]
fn earlier_awards() {
    let last = "not awarded_in(this, fiscal_year - 1)";
    check(last, "awards: []", "eligible");
    check(
        last,
        "awards: [{programme: p, fiscal_year: 2025}]",
        "ineligible",
    );
    check(
        last,
        "awards: [{programme: p, fiscal_year: 2024}]",
        "eligible",
    );
    check(last, "awards: [p]", "undecided [awards]");
    check(last, "", "undecided [awards]");
    check(
        "award_count(this, other) = 0",
        "awards: [other]",
        "ineligible",
    );
    check(
        "award_years(this) < 3年",
        "awards: [{programme: p, fiscal_year: 2022}, {programme: p, fiscal_year: 2022}, {programme: p, fiscal_year: 2024}]",
        "eligible",
    );
    check(
        "award_streak(this) < 2年",
        "awards: [{programme: p, fiscal_year: 2025}, {programme: p, fiscal_year: 2024}]",
        "ineligible",
    );
    let twice = "awards: [{programme: p, fiscal_year: 2021}, {programme: p, fiscal_year: 2025}]";
    check(
        "award_count_from(this, fiscal_year - 4) < 2回",
        twice,
        "eligible",
    );
    check(
        "award_count_from(this, fiscal_year - 5) < 2回",
        twice,
        "ineligible",
    );
    check(
        "award_total(this) < 100万円",
        "awards: [{programme: p, fiscal_year: 2025, amount: 99万円}]",
        "eligible",
    );
}

#[test]
fn certificates_are_valid_on_a_day() {
    check("holds(iso9001)", "certificates: [iso9001]", "eligible");
    check("holds(iso9001)", "certificates: []", "ineligible");
    check(
        "holds(iso9001)",
        "certificates: [{kind: iso9001, valid_until: 2026-04-30}]",
        "ineligible",
    );
    let plan = "certificates: [{kind: plan, valid_from: 2026-03-01}]";
    check(
        "holds(plan, ordered_on)",
        &format!("{plan}, ordered_on: 2026-02-28"),
        "ineligible",
    );
    check(
        "holds(plan, ordered_on)",
        &format!("{plan}, ordered_on: 2026-03-01"),
        "eligible",
    );
    check("holds(plan, ordered_on)", plan, "undecided [ordered_on]");
}

#[test]
fn groups_and_their_shares() {
    check(
        "(share of members where in_city) >= 1/2",
        "members: [{in_city: true}, {in_city: false}]",
        "eligible",
    );
    check(
        "(share of members where in_city) >= 1/2",
        "members: [{in_city: true}, {in_city: false}, {}]",
        "undecided [members]",
    );
    check(
        "(count of members) >= 3人",
        "members: [{}, {}, {}]",
        "eligible",
    );
    check(
        "all of members where in_city",
        "members: [{in_city: true}, {}]",
        "undecided [members]",
    );
    check(
        "any of members where in_city",
        "members: [{in_city: true}, {}]",
        "eligible",
    );
    check(
        "none of members where hired_on > on",
        "members: [{hired_on: 2026-06-01}]",
        "ineligible",
    );
    check(
        "(sum of fee over members where in_city) / (sum of fee over members) >= 2/3",
        "members: [{in_city: true, fee: 2万円}, {in_city: false, fee: 1万円}]",
        "eligible",
    );
}

#[test]
fn change_over_time() {
    let rule = "fell_by(sales, sales_before) >= 3%";
    check(rule, "sales: 97, sales_before: 100", "eligible");
    check(rule, "sales: 98, sales_before: 100", "ineligible");
    check(rule, "sales: 0, sales_before: 0", "undecided []");
    check(
        "change(sales, sales_before) <= -3%",
        "sales: 970000, sales_before: 100万円",
        "eligible",
    );
}

#[test]
fn deemed_large_companies() {
    let rule = "not (large_share >= 50%)";
    check(rule, "large_share: 49.9", "eligible");
    check(rule, "large_share: 50", "ineligible");
}

#[test]
fn exclusions_between_programmes() {
    let rules = "excludes: [{programme: other, basis: 要綱第5条}]";
    assert_eq!(answer(rules, "receiving: []", "2026-05-01"), "eligible");
    assert_eq!(
        answer(rules, "receiving: [other]", "2026-05-01"),
        "ineligible"
    );
    assert_eq!(answer(rules, "", "2026-05-01"), "undecided [receiving]");
}

#[test]
fn editions_and_silence() {
    let rules = "editions:
- {from: 2020-04-01, amount: {base: cost, rate: 1/2, cap: 30万円}}
- {from: 2021-04-01, amount: {base: cost, rate: 3/10, cap: 20万円, rounding: down to 1万円}}";
    let facts = "cost: 50万円";
    assert_eq!(answer(rules, facts, "2019-01-01"), "eligible 250000");
    assert_eq!(answer(rules, facts, "2021-03-31"), "eligible 250000");
    assert_eq!(answer(rules, facts, "2021-04-01"), "eligible 150000");
    assert_eq!(
        answer("conditions: not stated", facts, "2021-04-01"),
        "undecided []"
    );
}
