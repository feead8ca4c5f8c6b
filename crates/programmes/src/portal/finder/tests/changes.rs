//! A firm with 22 employees sees what it loses by two of them, and what it could do.

use super::group;
use super::journey::between;
use crate::portal::tests::{kanazawa, read};

const DAY: &str = "2026-05-01";

/// What the firm answers: it trains its people and wants to show at a fair abroad.
const FIRM: &str = "applicant=company&industry=2441&employees=22&capital=10000000&tax_arrears=no\
    &place_in_city=head_office&place_in_city=principal_establishment&place_in_city=production_site&in_city_since=1998-04-01\
    &reskill_topic=yes&reskill_training_cost=150000&fair_kind=overseas&fair_cost=300000&fair_sale=no&certificates=-&awards=-";

/// What a page says of one programme.
fn card<'h>(part: &'h str, id: &str) -> &'h str {
    let link = format!("/programmes/{id}\"");
    let from = part
        .find(&link)
        .unwrap_or_else(|| panic!("{id} stands in its group"));
    let rest = &part[from..];
    rest.find("<details").map_or(rest, |to| &rest[..to])
}

async fn page(lang: &str, answers: &str) -> String {
    read(kanazawa(), DAY, &format!("{lang}/finder?{answers}")).await
}

#[tokio::test]
async fn a_firm_with_22_employees_sees_what_it_loses_by_two_of_them() {
    let html = page("", FIRM).await;
    let training = card(
        group(&html, "eligible", "<h3 id=\"undecided\""),
        "kz-reskill-training",
    );
    let says = "常時使用する従業員の数が20人以下である場合（今は22人）は、補助率が1/2から2/3に上がり、額が25,000円増えます。";
    assert!(training.contains(says), "{training}");
    assert!(training.contains("額が増える場合"), "{training}");

    let html = page("/en", FIRM).await;
    let training = card(
        group(&html, "eligible", "<h3 id=\"undecided\""),
        "kz-reskill-training",
    );
    let says = "If the number of regular employees is at most 20 people (now 22 people), \
        the rate is 2/3 instead of 1/2 and the amount is 25,000 yen higher.";
    assert!(training.contains(says), "{training}");
}

#[tokio::test]
async fn it_sees_what_it_could_do_without_losing_anybody() {
    let html = page("/en", FIRM).await;
    let refused = group(&html, "ineligible", "</main>");
    let fair = card(refused, "kz-fair");
    // It could show more; that it would be enough to be smaller is no advice and comes later.
    let says =
        "if the eligible cost of showing at the fair is at least 400,000 yen (now 300,000 yen)";
    assert!(fair.contains(says), "{fair}");
    let all =
        between(refused, "/programmes/kz-fair\"", "</li>\n<li class=\"card").expect("the card");
    assert!(all.contains("It applies where the number of regular employees is at most 20 people"));
}

#[tokio::test]
async fn what_it_could_do_comes_true_when_it_is_answered() {
    let html = page("/en", &FIRM.replace("fair_cost=300000", "fair_cost=400000")).await;
    let refused = group(&html, "ineligible", "</main>");
    assert!(
        !refused.contains("/programmes/kz-fair\""),
        "the fair is no longer refused"
    );
    let html = page("/en", &FIRM.replace("employees=22", "employees=20")).await;
    let training = card(
        group(&html, "eligible", "<h3 id=\"undecided\""),
        "kz-reskill-training",
    );
    assert!(training.contains("100,000 yen"), "{training}");
    assert!(
        !training.contains("result-change"),
        "there is nothing more to gain: {training}"
    );
}

#[tokio::test]
async fn why_nothing_would_help_is_said_behind_the_details() {
    let html = page("/en", FIRM).await;
    let refused = group(&html, "ineligible", "</main>");
    let pupils = card(refused, "kz-ippo");
    assert!(!pupils.contains("result-change"), "{pupils}");
    let more = between(refused, "id=\"more-kz-ippo\"", "</details>").expect("the details");
    assert!(more.contains("What stays as it is: who applies."), "{more}");
}

#[tokio::test]
async fn what_is_over_is_not_brought_back() {
    let html = page("/en", FIRM).await;
    let past = between(&html, "id=\"past-ineligible\"", "</main>").expect("past programmes");
    assert!(
        past.contains("/programmes/kz-equip-2025\""),
        "the example is over"
    );
    assert!(!past.contains("result-change"));
}

#[tokio::test]
async fn the_sheet_says_it_as_well() {
    let html = read(kanazawa(), DAY, &format!("/finder/result?{FIRM}")).await;
    assert!(html.contains("額が25,000円増えます。"));
    assert!(html.contains("（今は30万円）"));
}
