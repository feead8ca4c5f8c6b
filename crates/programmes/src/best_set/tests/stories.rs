//! One story for each way in which programmes bear on each other.

use kernel::Lang;

use super::{best, city, day, pays, plan, profile, read_city, shown, told};
use crate::best_set::{BestSet, Chosen, Plan, Reason, Step, best_set, tell, to_json, to_text};
use crate::catalogue::Catalogue;

const MACHINE: &str = "purchases: [{kind: machine, cost: 900, bought_on: 2026-06-01}]";

fn reason<'b>(chosen: &'b Chosen<'_>, id: &str) -> &'b Reason<'b> {
    let mut out = chosen.left_out.iter();
    let out = out.find(|out| out.programme.id == id);
    &out.unwrap_or_else(|| panic!("{id} is left out")).reason
}

/// Everything that is said of the first set, in English.
fn text(best: &BestSet<'_>, catalogue: &Catalogue) -> String {
    to_text(best, catalogue, Lang::En)
}

#[test]
fn an_expense_is_paid_once_by_whoever_gives_more() {
    let catalogue = city(&[
        ("a", pays("yes", "1/3", "1000円", "")),
        ("b", pays("yes", "1/2", "1000円", "")),
    ]);
    let best = best(&catalogue, MACHINE);
    assert_eq!(shown(&best.certain), "b[0] = 450..450");
    let Reason::PaidByOthers(by) = reason(&best.certain, "a") else {
        panic!("paid by the other one")
    };
    assert_eq!(by[0].id, "b");
    let said = text(&best, &catalogue);
    assert!(said.contains("goes to “Programme b”"), "{said}");
    assert!(best.certain.is_same(&best.possible));
}

#[test]
fn two_expenses_go_where_the_caps_leave_most() {
    // Alone b gives more for each of them, but its cap is soon reached.
    let catalogue = city(&[
        ("a", pays("yes", "1/3", "1000円", "")),
        ("b", pays("yes", "1/2", "300円", "")),
    ]);
    let two = "purchases: [{kind: machine, cost: 900}, {kind: website, cost: 300}]";
    assert_eq!(
        shown(&best(&catalogue, two).certain),
        "a[0] b[1] = 450..450"
    );
}

#[test]
fn both_sources_must_allow_the_same_expense() {
    let says = |with: &str| {
        format!(
            "combines: [{{with: {with}, together: yes, same_expense: yes, says: {{ja: 可, en: may}}}}]"
        )
    };
    let city_of = |a: &str, b: &str| {
        city(&[
            ("a", pays("yes", "1/3", "1000円", a)),
            ("b", pays("yes", "1/2", "1000円", b)),
        ])
    };
    let both = city_of(&says("[b]"), &says("any"));
    let allowed = best(&both, MACHINE);
    assert_eq!(shown(&allowed.certain), "a[0] b[0] = 750..750");
    assert!(allowed.certain.ask.is_empty());
    let one = city_of(&says("[b]"), "");
    assert_eq!(shown(&best(&one, MACHINE).certain), "b[0] = 450..450");
    // A level of government, and one of the two that says no.
    let against = "combines: [{with: city, same_expense: no, says: {ja: 不可, en: may not}}]";
    let one = city_of(&says("any"), against);
    assert_eq!(shown(&best(&one, MACHINE).certain), "b[0] = 450..450");
}

#[test]
fn who_is_excluded_is_told_by_which_sentence_of_which_source() {
    let no = "combination: {ja: 併用できません, en: Not together with a}\ncombines: [{with: [a], together: no, basis: 要綱第5条}]";
    let catalogue = city(&[
        ("a", pays("kind = machine", "1/3", "1000円", "")),
        ("b", pays("kind = website", "1/2", "1000円", no)),
    ]);
    let both = "purchases: [{kind: machine, cost: 900}, {kind: website, cost: 900}]";
    let best = best(&catalogue, both);
    assert_eq!(shown(&best.certain), "b[1] = 450..450");
    let said = text(&best, &catalogue);
    let quoted = "cannot be combined with “Programme b”. “Not together with a” (source of Programme b, 要綱第5条)";
    assert!(said.contains(quoted), "{said}");
}

#[test]
fn a_condition_on_support_being_received_excludes_too() {
    let catalogue = city(&[
        ("a", pays("kind = machine", "1/3", "1000円", "")),
        (
            "b",
            pays(
                "kind = website",
                "1/2",
                "1000円",
                "excludes: [{programme: a, basis: 第3条}]",
            ),
        ),
    ]);
    let both = "receiving: [], purchases: [{kind: machine, cost: 900}, {kind: website, cost: 900}]";
    let best = best(&catalogue, both);
    assert_eq!(shown(&best.certain), "b[1] = 450..450");
    assert!(
        matches!(reason(&best.certain, "a"), Reason::Excluded(by, says) if by.id == "b" && says.len() == 1)
    );
    assert!(text(&best, &catalogue).contains("第3条"));
}

#[test]
fn a_joint_cap_limits_the_sum_and_is_told() {
    let cap = "combines: [{with: [b], together: yes, joint_cap: 500円, says: {ja: 合計500円まで, en: at most 500 yen in all}}]";
    let yes = "combines: [{with: any, together: yes, says: {ja: 可, en: may}}]";
    let catalogue = city(&[
        ("a", pays("kind = machine", "1/2", "1000円", cap)),
        ("b", pays("kind = website", "1/2", "1000円", yes)),
    ]);
    let both = "purchases: [{kind: machine, cost: 900}, {kind: website, cost: 900}]";
    let best = best(&catalogue, both);
    assert_eq!(shown(&best.certain), "a[0] b[1] = 500..500");
    assert!(
        text(&best, &catalogue).contains("give at most 500 yen together. “at most 500 yen in all”")
    );
}

#[test]
fn where_sources_are_silent_the_office_is_asked() {
    let catalogue = city(&[
        ("a", pays("kind = machine", "1/3", "1000円", "")),
        (
            "b",
            pays(
                "kind = website",
                "1/2",
                "1000円",
                "combines: [{with: any, together: yes, says: {ja: 可, en: may}}]",
            ),
        ),
    ]);
    let both = "purchases: [{kind: machine, cost: 900}, {kind: website, cost: 900}]";
    let best = best(&catalogue, both);
    assert_eq!(shown(&best.certain), "a[0] b[1] = 750..750");
    let silent: Vec<&str> = best.certain.ask[0]
        .silent
        .iter()
        .map(|one| one.id.as_str())
        .collect();
    assert_eq!(silent, ["a"]);
    // What remains if the office says no.
    assert_eq!(shown(&best.unasked), "b[1] = 450..450");
    let told = tell(&best, &catalogue, Lang::En);
    let asked = "Ask the office of “Programme a”: may it be combined with Programme b?";
    assert_eq!(told.sets[0].ask[0].text, asked);
}

#[test]
fn a_certificate_that_can_be_had_comes_first_in_the_calendar() {
    let giver =
        "kind: certification\ngives: plan\nconditions: [{id: size, rule: employees <= 300人}]\n"
            .to_owned();
    let asks = "conditions: [{id: certified, rule: holds(plan)}]";
    let machine = pays("holds(plan, bought_on)", "1/2", "1000円", asks);
    let catalogue = city(&[("a", machine), ("giver", giver)]);
    let without = format!("{MACHINE}, certificates: [], employees: 20");
    let best_without = best(&catalogue, &without);
    assert_eq!(shown(&best_without.certain), "= 0..0");
    assert!(
        matches!(reason(&best_without.certain, "a"), Reason::Undecided { needs, .. } if needs == &[0])
    );
    assert_eq!(shown(&best_without.possible), "a[0] = 0..450");
    let words: Vec<String> = best_without
        .possible
        .steps
        .iter()
        .map(|step| match step {
            Step::Certificate { giver, before, .. } => {
                format!("{} before {}", giver.id, before.expect("a day"))
            }
            Step::Expense { day, .. } => format!("buy {day}"),
            Step::Closes(day, _) => format!("close {day}"),
            _ => "other".to_owned(),
        })
        .collect();
    assert_eq!(
        words,
        [
            "giver before 2026-06-01",
            "buy 2026-06-01",
            "close 2027-03-31"
        ]
    );
    // Whoever cannot get it, or has bought before it could be had, gets nothing.
    let large = format!("{MACHINE}, certificates: [], employees: 301");
    assert_eq!(shown(&best(&catalogue, &large).possible), "= 0..0");
    let bought = without.replace("2026-06-01", "2026-04-01");
    assert_eq!(shown(&best(&catalogue, &bought).possible), "= 0..0");
    let held = without.replace("certificates: []", "certificates: [plan]");
    assert_eq!(shown(&best(&catalogue, &held).certain), "a[0] = 450..450");
}

#[test]
fn only_what_is_decided_is_certain() {
    let green = "conditions: [{id: green, rule: green}]";
    let catalogue = city(&[
        ("a", pays("yes", "1/3", "1000円", "")),
        ("b", pays("yes", "1/2", "1000円", green)),
    ]);
    let best = best(&catalogue, MACHINE);
    assert_eq!(shown(&best.certain), "a[0] = 300..300");
    assert_eq!(shown(&best.possible), "b[0] = 0..450");
    assert!(
        matches!(reason(&best.certain, "b"), Reason::Undecided { missing, .. } if missing.len() == 1)
    );
}

#[test]
fn what_is_closed_or_opens_after_the_plan_is_left_out() {
    let over = "window: {opens: 2025-04-01, closes: 2026-03-31}";
    let later = "window: {opens: 2026-10-01, closes: 2027-03-31}";
    let catalogue = city(&[
        ("over", pays("yes", "1", "1000円", over)),
        ("later", pays("yes", "1", "1000円", later)),
    ]);
    let profile = profile(&catalogue, MACHINE);
    let on = day("2026-05-01");
    let all = best_set(&catalogue, &profile, &Plan::default(), on);
    assert_eq!(shown(&all.certain), "later[0] = 900..900");
    assert!(
        matches!(all.certain.steps[1], Step::Opens(..)),
        "the expense comes before it opens"
    );
    let soon = plan(&catalogue, "horizon: 2026-09-30");
    let soon = best_set(&catalogue, &profile, &soon, on);
    assert_eq!(shown(&soon.certain), "= 0..0");
    assert!(matches!(
        reason(&soon.certain, "over"),
        Reason::Closed(Some(_))
    ));
    assert!(matches!(
        reason(&soon.certain, "later"),
        Reason::AfterHorizon(_)
    ));
}

#[test]
fn a_source_that_is_old_and_silent_about_its_window_is_not_certain() {
    let silent = pays("yes", "1/2", "1000円", "window: not stated");
    let catalogue = city(&[("new", silent)]);
    let on = day("2031-05-01");
    let profile = profile(&catalogue, MACHINE);
    let later = best_set(&catalogue, &profile, &Plan::default(), on);
    assert!(matches!(reason(&later.certain, "new"), Reason::Old));
    assert_eq!(shown(&later.possible), "new[0] = 0..450");
    let now = best_set(&catalogue, &profile, &Plan::default(), day("2026-05-01"));
    assert_eq!(shown(&now.certain), "new[0] = 450..450");
    assert_eq!(
        now.certain.open_total().low.0,
        0,
        "it is not known to be open"
    );
}

#[test]
fn one_expense_of_a_plan_may_appear_in_several_facts() {
    let fair = "amount: {base: fair_cost, rate: 1/2, cap: 1000円}\nwindow: {opens: 2026-04-01, closes: 2027-03-31}";
    let catalogue = city(&[
        ("a", pays("kind = website", "1/3", "1000円", "")),
        ("fair", fair.to_owned()),
    ]);
    let written = plan(
        &catalogue,
        "wishes: [subsidy]
expenses:
  - label: {ja: 見本市のためのサイト, en: website for the fair}
    on: 2026-07-01
    facts: {purchases: {kind: website, cost: 600}, fair_cost: 600}
  - {label: 小間, facts: {fair_cost: 100}}",
    );
    let profile = profile(&catalogue, "employees: 5");
    let best = best_set(&catalogue, &profile, &written, day("2026-05-01"));
    assert_eq!(shown(&best.certain), "fair[0 1] = 350..350");
    assert!(text(&best, &catalogue).contains("website for the fair"));
}

#[test]
fn a_loan_is_shown_but_not_added_up() {
    let catalogue = city(&[("a", pays("yes", "1", "1000円", "\nkind: loan"))]);
    let best = best(&catalogue, MACHINE);
    assert_eq!(shown(&best.certain), "a[0] = 0..0");
    assert!(text(&best, &catalogue).contains("loan (not added up)"));
}

#[test]
fn mistakes_in_statements_are_told_at_their_place() {
    let check = |combines: &str, said: &str| {
        let catalogue = read_city(&[
            (
                "a",
                pays("yes", "1", "1000円", &format!("combines: [{combines}]")),
            ),
            ("b", pays("yes", "1", "1000円", "")),
        ]);
        let faults = catalogue.map(|_| ()).expect_err(combines);
        let told = told(&faults);
        assert!(
            told.contains(said) && told.contains("programmes/a.yaml:"),
            "{combines}: {told}"
        );
    };
    let says = "says: {ja: 出典, en: source}";
    check(&format!("{{with: [b], {says}}}"), "says nothing");
    check(
        &format!("{{with: [zzz], together: no, {says}}}"),
        "no programme “zzz”",
    );
    check(
        &format!("{{with: [a], together: no, {says}}}"),
        "no programme “a”",
    );
    check(
        &format!("{{with: town, together: no, {says}}}"),
        "any, city, prefecture, national",
    );
    check(
        "{with: [b], together: no}",
        "words of the source are missing",
    );
    check(
        &format!("{{with: any, joint_cap: 5円, {says}}}"),
        "needs the programmes by name",
    );
    check(
        &format!("{{with: [b], joint_cap: 5人, {says}}}"),
        "cannot be read as a cap",
    );
    let (one, two) = ("together: yes", format!("joint_cap: 5円, {says}"));
    let cap = |with: &str| format!("combines: [{{with: [{with}], {one}, {two}}}]");
    let twice = read_city(&[
        ("a", pays("yes", "1", "1000円", &cap("b"))),
        ("b", pays("yes", "1", "1000円", &cap("c"))),
        ("c", pays("yes", "1", "1000円", "")),
    ]);
    assert!(told(&twice.map(|_| ()).expect_err("two caps")).contains("two joint caps"));
}

#[test]
fn mistakes_in_a_plan_are_told() {
    let catalogue = city(&[("a", pays("yes", "1", "1000円", ""))]);
    let check = |text: &str, said: &str| {
        let faults = crate::best_set::read_plan("plan.yaml", text, &catalogue).map(|_| ());
        let told = told(&faults.expect_err(text));
        assert!(told.contains(said), "{text}: {told}");
    };
    check("", "empty");
    check(
        "{expenses: [{label: x, facts: {employees: 5}}]}",
        "not an expense",
    );
    check(
        "{expenses: [{label: x, facts: {purchase: {cost: 5}}}]}",
        "purchase",
    );
    check(
        "{expenses: [{label: x, facts: {purchases: {cots: 5}}}]}",
        "cots",
    );
    check("{expenses: [{facts: {fair_cost: 5}}]}", "label");
    check("{horizon: someday}", "someday");
    check("{expense: []}", "expense");
}

#[test]
fn the_answer_is_complete_in_both_languages_and_as_json() {
    let catalogue = city(&[
        ("a", pays("kind = machine", "1/3", "1000円", "")),
        (
            "b",
            pays("yes", "not stated", "1000円", "window: not stated"),
        ),
    ]);
    let two = "purchases: [{kind: machine, cost: 900}, {kind: website, cost: 900}]";
    let best = best(&catalogue, two);
    for lang in Lang::ALL {
        let said = to_text(&best, &catalogue, lang);
        assert!(!said.contains('⟦'), "{said}");
        let json = to_json(&best, &catalogue, lang);
        let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        assert_eq!(json["certain"]["total"]["low"], 300);
        assert_eq!(json["expenses"][1]["facts"][0], "purchases");
    }
}
