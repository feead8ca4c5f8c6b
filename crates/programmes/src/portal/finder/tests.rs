//! From answers to a page.

use crate::portal::tests::{kanazawa, odd, read};

/// The part of a page about one verdict.
fn group<'a>(html: &'a str, verdict: &str, next: &str) -> &'a str {
    let from = html
        .find(&format!("<h3 id=\"{verdict}\""))
        .expect("the group");
    let rest = &html[from..];
    rest.find(next).map_or(rest, |to| &rest[..to])
}

const MET: &str = "/en/finder?employees=12&place=factory&arrears=no&machines=-&awards=-&receiving=-&certificates=-";

#[tokio::test]
async fn a_form_without_answers_has_no_results() {
    let html = read(odd(), "2026-05-01", "/en/finder").await;
    assert!(html.contains("name=\"employees\"") && !html.contains("id=\"eligible\""));
    assert!(html.contains("stores none of them"));
    let html = read(
        odd(),
        "2026-05-01",
        "/en/finder?employees=&place=&on=2026-04-01",
    )
    .await;
    assert!(!html.contains("id=\"eligible\""));
}

#[tokio::test]
async fn each_programme_stands_in_its_group() {
    let check =
        async |address: &str, eligible: &[&str], undecided: &[&str], ineligible: &[&str]| {
            let html = read(odd(), "2026-05-01", address).await;
            let groups = [
                (group(&html, "eligible", "<h3 id=\"undecided\""), eligible),
                (
                    group(&html, "undecided", "<h3 id=\"ineligible\""),
                    undecided,
                ),
                (group(&html, "ineligible", "id=\"questions\""), ineligible),
            ];
            for (part, ids) in groups {
                for id in ["grant", "old-grant", "silent"] {
                    let link = format!("href=\"/en/programmes/{id}\"");
                    assert_eq!(part.contains(&link), ids.contains(&id), "{address}: {id}");
                }
            }
            let says = format!(
                "{} usable, {} open, {} not usable",
                eligible.len(),
                undecided.len(),
                ineligible.len()
            );
            assert!(html.contains(&says), "{says}");
        };
    check(MET, &["grant", "old-grant"], &["silent"], &[]).await;
    check(
        "/en/finder?employees=50",
        &["old-grant"],
        &["silent"],
        &["grant"],
    )
    .await;
    check(
        "/en/finder?arrears=yes",
        &[],
        &["old-grant"],
        &["grant", "silent"],
    )
    .await;
    check(
        "/en/finder?employees=12&on=2020-05-01",
        &[],
        &["grant", "silent"],
        &["old-grant"],
    )
    .await;
}

#[tokio::test]
async fn what_is_over_is_kept_apart_from_what_is_on_offer() {
    let html = read(odd(), "2026-05-01", MET).await;
    let part = group(&html, "eligible", "<h3 id=\"undecided\"");
    let past = part.find("Past programmes (1)").expect("past programmes");
    assert!(part.find("programmes/grant").expect("on offer") < past);
    assert!(part.find("programmes/old-grant").expect("over") > past);
}

#[tokio::test]
async fn amounts_are_said_with_what_is_not_known_about_them() {
    let says = async |address: String, text: &str| {
        let html = read(odd(), "2026-05-01", &address).await;
        assert!(html.contains(text), "{address}: {text}");
    };
    says(format!("{MET}&cost=124600"), "<strong>83,000 yen</strong>").await;
    says(
        format!("{MET}&cost=0..90000"),
        "<strong>0 yen to 60,000 yen</strong>",
    )
    .await;
    says(MET.to_owned(), "no upper limit stated in the source").await;
    says(
        format!("{}&cost=124600", MET.trim_start_matches("/en")),
        "<strong>83,000円</strong>",
    )
    .await;
}

#[tokio::test]
async fn what_is_missing_leads_to_its_question() {
    let html = read(odd(), "2026-05-01", "/en/finder?employees=12&arrears=no").await;
    let part = group(&html, "undecided", "<h3 id=\"ineligible\"");
    assert!(part.contains("href=\"#q-place\""), "asked on this page");
    let silent = part.find("programmes/silent").expect("undecided");
    assert!(part[silent..].contains("not stated in the source"));
}

#[tokio::test]
async fn what_decides_most_is_asked_first_and_each_question_once() {
    let html = read(odd(), "2026-05-01", "/en/finder").await;
    assert!(!html.contains("id=\"more\""), "not before the first answer");
    let html = read(odd(), "2026-05-01", "/en/finder?employees=12").await;
    let more = &html[html.find("<h3 id=\"more\"").expect("more questions")..];
    let first = more.find("best answered next").expect("the first question");
    assert!(first < more.find("q-place").expect("a question still open"));
    assert!(more.find("q-employees").expect("an answer") > more.find("Company").expect("a group"));
    let questions = kanazawa_questions().await;
    assert!((1..=8).contains(&questions), "{questions}");
}

/// How many more questions the first city asks after one answer.
async fn kanazawa_questions() -> usize {
    let html = read(kanazawa(), "2026-11-22", "/finder?applicant=company").await;
    let from = html.find("<h3 id=\"more\"").expect("more questions");
    let to = html[from..]
        .find("<button")
        .expect("the end of the questions");
    html[from..from + to]
        .matches("件の制度が尋ねています")
        .count()
}

#[tokio::test]
async fn a_mistake_is_shown_beside_its_field_and_what_was_typed_stays() {
    let html = read(
        odd(),
        "2026-05-01",
        "/en/finder?employees=m%22any&arrears=yes",
    )
    .await;
    assert!(html.contains("value=\"m&#34;any\""), "what was typed stays");
    assert!(html.contains("aria-invalid=\"true\"") && html.contains("id=\"q-employees-error\""));
    assert!(html.contains("href=\"#q-employees\">How many employees do you have?"));
    assert!(
        group(&html, "ineligible", "id=\"questions\"").contains("programmes/grant"),
        "the rest is judged"
    );
    let html = read(odd(), "2026-05-01", "/finder?on=2026-02-30").await;
    assert!(html.contains("value=\"2026-02-30\"") && html.contains("id=\"q-on-error\""));
}

#[tokio::test]
async fn one_programme_asks_exactly_what_it_needs() {
    let html = read(odd(), "2026-05-01", "/en/finder?only=silent&employees=12").await;
    assert!(html.contains("name=\"arrears\"") && html.contains("name=\"only\" value=\"silent\""));
    assert!(
        html.contains("type=\"hidden\" name=\"employees\" value=\"12\""),
        "other answers are handed on"
    );
    assert!(!html.contains("id=\"q-employees\"") && !html.contains("name=\"place\""));
    assert!(!html.contains("href=\"/en/programmes/grant\""));
    assert!(html.contains("href=\"/en/finder?employees=12\""));
}

#[tokio::test]
async fn rules_choose_the_programmes_that_one_is_asked_about() {
    let html = read(odd(), "2026-05-01", "/en/finder").await;
    assert!(html.contains("name=\"receiving\" value=\"old-grant\""));
    assert!(!html.contains("name=\"receiving\" value=\"grant\""));
    assert!(
        html.contains("name=\"awards.0.programme\"") && html.contains("<option value=\"grant\">")
    );
    assert!(
        html.contains("name=\"machines.3.price\"") && !html.contains("name=\"machines.4.price\"")
    );
}
