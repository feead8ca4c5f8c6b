use kernel::Lang;

use super::told;

/// The nearest change of a programme with one rule.
fn check(rule: &str, known: &str, en: &str) {
    let rules = format!("conditions: [{{id: x, rule: '{rule}'}}]");
    let told = told(&rules, known, Lang::En);
    assert_eq!(
        told.first().map(String::as_str),
        Some(en),
        "{rule}: {known}"
    );
}

fn ja(rule: &str, known: &str, ja: &str) {
    let rules = format!("conditions: [{{id: x, rule: '{rule}'}}]");
    let told = told(&rules, known, Lang::Ja);
    assert_eq!(
        told.first().map(String::as_str),
        Some(ja),
        "{rule}: {known}"
    );
}

#[test]
fn a_limit_is_told_with_where_it_lies_and_where_one_is() {
    check(
        "employees <= 20人",
        "employees: 22",
        "It applies where the number of employees is at most 20 people (now 22 people).",
    );
    ja(
        "employees <= 20人",
        "employees: 22",
        "対象は、従業員の数が20人以下である場合です（今は22人）。",
    );
}

#[test]
fn a_threshold_that_can_be_reached_is_told_with_its_distance() {
    check(
        "employees >= 5人",
        "employees: 3",
        "You could use it if the number of employees is at least 5 people (now 3 people).",
    );
    ja(
        "wage_rise >= 3%",
        "wage_rise: 1",
        "賃上げ率が3%以上である場合に使えます（今は1%）。",
    );
    check(
        "large_share < 50%",
        "large_share: 60",
        "You could use it if the share held by large companies is below 50% (now 60%).",
    );
}

#[test]
fn a_certificate_is_told_with_the_programme_that_gives_it() {
    ja(
        "holds(plan)",
        "certificates: []",
        "「計画の認定」を先に受けた場合に使えます。この認定は「計画の制度」で受けられます。",
    );
    check(
        "holds(plan, ordered_on)",
        "certificates: [], ordered_on: 2026-06-01",
        "You could use it if you first get this certificate: certified plan. This certificate is given by “Plan programme”.",
    );
    check(
        "holds(iso9001)",
        "certificates: []",
        "Nothing that can be changed would make it usable. What stays as it is: “There is a valid certificate: ISO 9001”.",
    );
}

#[test]
fn time_that_has_to_pass_is_told_as_the_first_day() {
    ja(
        "since(founded_on) >= 1年",
        "founded_on: 2025-10-01",
        "2026年10月1日（令和8年）から使えます。",
    );
    check(
        "not awarded_in(this, fiscal_year - 1)",
        "awards: [{programme: p, fiscal_year: 2025}]",
        "You could use it from 1 April 2027.",
    );
    check(
        "since(founded_on) <= 3年",
        "founded_on: 2020-01-01",
        "Nothing that can be changed would make it usable. What stays as it is: day of founding.",
    );
}

#[test]
fn a_cost_is_told_by_the_record_in_which_it_stands() {
    let rules = "expenses:
  list: expenses
  amount: paid
  items: [{id: machine, label: {ja: 機械, en: machine}, where: category = machine and unit_price >= 30万円}]
conditions: [{id: x, rule: eligible_cost > 0円}]";
    let known = "expenses: [{category: machine, unit_price: 200000, paid: 200000}]";
    assert_eq!(
        told(rules, known, Lang::En),
        [
            "You could use it if the price of one of no. 1 (expenses) is at least 300,000 yen (now 200,000 yen).",
            "You might be able to use it if you add one more of these: expenses. It also depends on: expenses.",
        ]
    );
    let minimum = "amount: {base: cost, rate: 1/2, minimum_grant: 10万円}";
    assert_eq!(
        told(minimum, "cost: 150000", Lang::Ja),
        ["費用が20万円以上である場合に使えます（今は15万円）。"]
    );
}

#[test]
fn nobody_is_told_to_have_bought_something_in_the_past() {
    let bought = |days: &str, known: &str, expected: &str| {
        check(
            &format!("any of expenses where category = machine and {days}"),
            &format!("expenses: [{known}]"),
            expected,
        );
    };
    let past = "{category: machine, bought_on: 2025-06-01}";
    bought(
        "bought_on <= 2025-03-31",
        past,
        "Nothing that can be changed would make it usable. What stays as it is: “Expenses: at least one for which kind: machine, and day of purchase is not after 31 March 2025”.",
    );
    bought(
        "bought_on >= 2026-01-01",
        past,
        "You might be able to use it if you add one more of these: expenses. It also depends on: expenses.",
    );
}

#[test]
fn several_changes_are_told_together_and_no_more_than_three() {
    let conditions = |count: usize| {
        let all = [
            "employees >= 5人",
            "green",
            "not tax_arrears",
            "wage_rise >= 3%",
        ];
        let all = all.iter().enumerate().take(count);
        let all: Vec<String> = all
            .map(|(i, rule)| format!("{{id: c{i}, rule: '{rule}'}}"))
            .collect();
        format!("conditions: [{}]", all.join(", "))
    };
    let known = "employees: 3, green: false, tax_arrears: true, wage_rise: 0";
    assert_eq!(
        told(&conditions(2), known, Lang::Ja),
        [
            "従業員の数が5人以上である、かつ環境の取り組みである場合に使えます（今は従業員の数が3人）。"
        ]
    );
    assert_eq!(told(&conditions(3), known, Lang::En).len(), 1);
    assert_eq!(
        told(&conditions(4), known, Lang::En),
        ["No set of up to three changes was found that would make it usable."]
    );
}

#[test]
fn what_is_unknown_is_told_to_be_open() {
    check(
        "employees >= 5人 and green",
        "employees: 3",
        "You might be able to use it if the number of employees is at least 5 people (now 3 people). \
         It also depends on: it is a green project.",
    );
}

#[test]
fn one_gives_up_what_excludes_only_as_a_limit() {
    let told = told(
        "excludes: [{programme: other}]",
        "receiving: [other]",
        Lang::Ja,
    );
    assert_eq!(
        told,
        ["対象は、「別の制度」を受けない（申請しない）場合です。"]
    );
}

#[test]
fn nothing_is_proposed_against_its_direction() {
    let never = |rule: &str, known: &str| {
        let rules = format!("conditions: [{{id: x, rule: '{rule}'}}]");
        let told = told(&rules, known, Lang::En);
        assert!(
            told[0].starts_with("Nothing that can be changed"),
            "{told:?}"
        );
    };
    never("tax_arrears", "tax_arrears: false");
    never("wage_rise <= 3%", "wage_rise: 5");
    never("place has none [head]", "place: [head]");
    never("form = coop", "form: company");
    never("sales >= 100円", "sales: 50");
}

#[test]
fn a_course_with_the_nearest_conditions_is_found() {
    let rules = "courses:
- {id: a, label: {ja: A, en: A}, conditions: [{id: x, rule: form = coop}], amount: {base: cost}}
- {id: b, label: {ja: B, en: B}, conditions: [{id: y, rule: employees >= 5人}], amount: {base: cost}}";
    assert_eq!(
        told(rules, "form: company, employees: 3, cost: 100", Lang::En),
        ["You could use it if the number of employees is at least 5 people (now 3 people)."]
    );
}

#[test]
fn a_higher_rate_is_told_with_the_gain() {
    let rules = "amount: {base: cost, rate: {cases: [{when: employees <= 20人, then: 2/3}, {otherwise: 1/2}]}, cap: 100万円}";
    assert_eq!(
        told(rules, "employees: 22, cost: 120万円", Lang::Ja),
        [
            "従業員の数が20人以下である場合（今は22人）は、補助率が1/2から2/3に上がり、額が20万円増えます。"
        ]
    );
    assert_eq!(
        told(rules, "employees: 22, cost: 300万円", Lang::Ja),
        [""; 0]
    );
    assert_eq!(
        told(rules, "employees: 22", Lang::En),
        [
            "If the number of employees is at most 20 people (now 22 people), the rate is 2/3 instead of 1/2."
        ]
    );
    assert_eq!(
        told(rules, "employees: 12, cost: 120万円", Lang::Ja),
        [""; 0]
    );
}
