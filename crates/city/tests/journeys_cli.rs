//! Kanazawa's support as a manufacturer, and a child, ask for it at the command line.

use serde_json::{Value, json};

mod command;
use command::{Folder, monozukuri};
mod schema;

/// 加賀精機, a machine maker with its works in the city.
const MAKER: &str = "
applicant: company
industry: \"2441\"
capital: 1,000万円
place_in_city: [production_site]
";

/// The answers for facts on a day, as JSON in English; in order by the schema.
fn assess(facts: &str, on: &str) -> Value {
    let folder = Folder::new("journey");
    let profile = folder.write("profile.yaml", facts);
    let args = [
        "assess",
        "--profile",
        &profile,
        "--on",
        on,
        "--format",
        "json",
        "--lang",
        "en",
    ];
    let ran = monozukuri(&args);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let answer: Value = serde_json::from_str(&ran.out).expect("the answer is JSON");
    schema::check(&answer);
    assert_eq!(answer["on"], on);
    answer
}

/// The answer for one programme.
fn of<'a>(answer: &'a Value, programme: &str) -> &'a Value {
    let answers = answer["answers"].as_array().expect("answers are a list");
    let found = answers.iter().find(|one| one["programme"] == programme);
    found.unwrap_or_else(|| panic!("{programme} is judged"))
}

fn check(answer: &Value, verdict: &str, amount: Value, window: &str) {
    let found = (
        &answer["verdict"],
        &answer["amount"],
        &answer["window"]["state"],
    );
    assert_eq!(
        found,
        (&json!(verdict), &amount, &json!(window)),
        "{answer:#}"
    );
}

fn yen(low: i64, high: i64) -> Value {
    json!({"low": low, "high": high})
}

/// The ids of the conditions with an outcome.
fn conditions<'a>(answer: &'a Value, outcome: &str) -> Vec<&'a str> {
    let conditions = answer["conditions"]
        .as_array()
        .expect("conditions are a list");
    let of_outcome = conditions.iter().filter(|one| one["outcome"] == outcome);
    of_outcome.filter_map(|one| one["id"].as_str()).collect()
}

#[test]
fn a_maker_that_raises_pay_gets_the_bonus_while_it_is_open() {
    // Two raises of 6.5 %: one person is 27, the other was already 35 on 1 April 2026. One counts: 50,000 yen.
    let maker = format!(
        "{MAKER}employees: 22
wagebonus_paid: 有
wagebonus_people:
  - {{in_city: true, regular_insured: true, born_on: 平成10年6月1日, wage_before: 230000, wage_after: 24万5000円, raised_on: R8.4.1}}
  - {{in_city: true, regular_insured: true, born_on: 1990-06-01, wage_before: 230000, wage_after: 245000, raised_on: 2026-04-01}}
"
    );
    for (on, window) in [
        ("2026-04-12", "upcoming"),
        ("2026-05-01", "open"),
        ("2026-12-01", "closed"),
    ] {
        let answer = assess(&maker, on);
        let bonus = of(&answer, "kz-wage-bonus-2026");
        check(bonus, "eligible", yen(50_000, 50_000), window);
        assert_eq!(bonus["missing"], json!([]));
        assert_eq!(bonus["window"]["closes"], "2026-11-30");
        assert!(conditions(bonus, "met").contains(&"people"));
    }
    let unpaid = assess(
        &maker.replace("wagebonus_paid: 有", "wagebonus_paid: 無"),
        "2026-05-01",
    );
    let bonus = of(&unpaid, "kz-wage-bonus-2026");
    check(bonus, "ineligible", Value::Null, "open");
    assert_eq!(conditions(bonus, "unmet"), ["paid"]);
}

#[test]
fn the_telework_grant_of_2020_is_computed_by_its_own_terms_and_closed() {
    // Half of 149,000 + 150,000; the third device was paid for by the national grant.
    let maker = format!(
        "{MAKER}employees: 22
telework_national_award: true
telework_national_award_on: 2021-02-10
telework_delivered_on: 2021-02-25
telework_devices:
  - {{cost: 149000, for_teleworker: true, other_support: false}}
  - {{cost: 150000, for_teleworker: true, other_support: false}}
  - {{cost: 120000, for_teleworker: true, other_support: true}}
"
    );
    let then = assess(
        &maker.replace("production_site", "head_office"),
        "2021-03-10",
    );
    check(
        of(&then, "kz-telework-fy2020"),
        "eligible",
        yen(149_500, 149_500),
        "unknown",
    );
    let now = assess(&maker, "2026-05-01");
    let grant = of(&now, "kz-telework-fy2020");
    check(grant, "ineligible", Value::Null, "closed");
    assert_eq!(conditions(grant, "unmet"), ["deadline"]);
    // The version of 2021 asks for another place in the city and for another national grant.
    assert_eq!(of(&now, "kz-telework-fy2021")["verdict"], "ineligible");
}

#[test]
fn new_equipment_is_paid_for_by_one_half_or_one_third() {
    // The machine counts; the measuring tool is cheaper than 300,000 yen.
    let maker = |employees: &str| {
        format!(
            "{MAKER}{employees}
equip_in_plan: 有
certificates: [{{kind: advanced_equipment_plan, valid_from: 令和7年10月1日}}]
awards: []
equipment:
  - {{category: machinery, unit_price: 180万円, cost: 180万円, acquired_on: 2026-01-10}}
  - {{category: tools, unit_price: 25万円, cost: 25万円, acquired_on: 2026-01-10}}
"
        )
    };
    let equip = |employees: &str, on: &str| {
        let answer = assess(&maker(employees), on);
        of(&answer, "kz-equip-2025").clone()
    };
    check(
        &equip("employees: 12", "2025-12-01"),
        "eligible",
        yen(900_000, 900_000),
        "open",
    );
    check(
        &equip("employees: 50", "2025-12-01"),
        "eligible",
        yen(600_000, 600_000),
        "open",
    );
    let unknown = equip("", "2025-12-01");
    check(&unknown, "eligible", yen(600_000, 900_000), "open");
    assert_eq!(unknown["missing"], json!(["employees"]));
    check(
        &equip("employees: 12", "2026-02-02"),
        "eligible",
        yen(900_000, 900_000),
        "open",
    );
    check(
        &equip("employees: 12", "2026-02-03"),
        "eligible",
        yen(900_000, 900_000),
        "closed",
    );
    // Before the certificate nothing can be had, whatever the window says.
    let early = equip("employees: 12", "2025-09-20");
    check(&early, "ineligible", Value::Null, "open");
    assert_eq!(conditions(&early, "unmet"), ["certified"]);
}

#[test]
fn a_pupil_sees_the_courses_for_children() {
    let answer = assess("applicant: 小学生\nkidsstart_pupil: はい\n", "2022-12-26");
    check(
        of(&answer, "kz-kids-startup"),
        "eligible",
        Value::Null,
        "open",
    );
    check(
        of(&answer, "kz-entre-juku"),
        "eligible",
        Value::Null,
        "upcoming",
    );
    let studio = of(&answer, "kz-vivistop");
    check(studio, "undecided", Value::Null, "unknown");
    assert_eq!(conditions(studio, "unknown"), ["age"]);
    assert_eq!(studio["missing"], json!([]));
    for for_companies in ["kz-equip-2025", "kz-wage-bonus-2026", "kz-ec"] {
        assert_eq!(
            of(&answer, for_companies)["verdict"],
            "ineligible",
            "{for_companies}"
        );
    }
    let maker = assess(MAKER, "2022-12-26");
    for for_children in ["kz-kids-startup", "kz-entre-juku", "kz-vivistop"] {
        assert_eq!(
            of(&maker, for_children)["verdict"],
            "ineligible",
            "{for_children}"
        );
    }
}

#[test]
fn who_says_nothing_is_asked_and_refused_nothing() {
    let answer = assess("name: だれか\n", "2026-05-01");
    let answers = answer["answers"].as_array().expect("answers are a list");
    assert!(answers.iter().all(|one| one["verdict"] != "ineligible"));
    assert!(answer["next_question"].is_string());
}

#[test]
fn the_answer_for_people_names_verdict_amount_window_and_next_question() {
    let folder = Folder::new("journey-text");
    let profile = folder.write("profile.yaml", format!("{MAKER}employees: 22\n"));
    for (lang, pieces) in [
        (
            "en",
            [
                "Usable",
                "Not decided yet",
                "Not usable",
                "Window:",
                "Best answered next:",
            ],
        ),
        ("ja", ["使える", "まだ", "使えない", "受付", "次に"]),
    ] {
        let ran = monozukuri(&[
            "assess",
            "--profile",
            &profile,
            "--on",
            "2026-05-01",
            "--lang",
            lang,
        ]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""));
        for piece in pieces {
            assert!(
                ran.out.contains(piece),
                "{lang} without {piece}:\n{}",
                ran.out
            );
        }
    }
}
