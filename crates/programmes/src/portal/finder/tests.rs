//! From answers to a page.

mod changes;
mod journey;
mod starting;
mod steps;
mod unsure;

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
                (group(&html, "ineligible", "</main>"), ineligible),
            ];
            for (part, ids) in groups {
                for id in ["grant", "old-grant", "silent"] {
                    let link = format!("href=\"/en/programmes/{id}\"");
                    assert_eq!(part.contains(&link), ids.contains(&id), "{address}: {id}");
                }
            }
            let past = if address.contains("on=2020") {
                ""
            } else {
                "old-grant"
            };
            let [usable, open, not] = [eligible, undecided, ineligible]
                .map(|ids| ids.iter().filter(|id| **id != past).count());
            let says = format!("{usable} usable, {open} open, {not} not usable");
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
        "<strong>up to 60,000 yen (depends on your answers; it can be 0 yen)</strong>",
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
async fn a_result_says_how_much_until_when_and_with_which_papers() {
    let says = async |today: &str, address: &str, text: &str| {
        let html = read(odd(), today, address).await;
        let part = group(&html, "eligible", "<h3 id=\"undecided\"");
        assert!(part.contains(text), "{address}: {text}: {part}");
    };
    let ja = MET.trim_start_matches("/en");
    says("2026-12-20", MET, "Until 25 December 2026 (5 days left)").await;
    says("2026-12-20", ja, "2026年12月25日（令和8年）まで（あと5日）").await;
    says("2026-12-25", ja, "（今日まで）").await;
    says(
        "2026-05-01",
        MET,
        "The source does not list what to hand in",
    )
    .await;
    says("2026-05-01", MET, "Meets all registered conditions").await;
}

#[tokio::test]
async fn one_of_several_courses_can_be_chosen_and_left_again() {
    let start = "/finder?applicant=company";
    let html = read(kanazawa(), "2026-11-22", start).await;
    let link = journey::between(&html, "href=\"/finder?applicant=company&#38;course.", "\"");
    let link = link.expect("a programme with courses to choose from");
    let (programme, course) = link.split_once('=').expect("a course");
    let chosen = format!("{start}&course.{programme}={course}");
    let html = read(kanazawa(), "2026-11-22", &chosen).await;
    let own = &html[html
        .find(&format!("id=\"more-{programme}\""))
        .expect("its result")..];
    assert!(own.contains("選ぶのをやめる"), "{chosen}");
    assert!(
        html.contains("のコース</dt>"),
        "it stands among the answers"
    );
    assert!(html.contains(&format!("name=\"course.{programme}\" value=\"{course}\"")));
}

#[tokio::test]
async fn what_is_missing_leads_to_its_question() {
    let html = read(odd(), "2026-05-01", "/en/finder?employees=12&arrears=no").await;
    let part = group(&html, "undecided", "<h3 id=\"ineligible\"");
    let asked = "href=\"/en/finder?employees=12&#38;arrears=no&#38;ask=place#q-place\"";
    assert!(part.contains(asked), "asked on this page");
    let silent = part.find("programmes/silent").expect("undecided");
    assert!(part[silent..].contains("not stated in the source"));
}

#[tokio::test]
async fn what_decides_next_is_listed_and_every_question_keeps_its_place() {
    let html = read(odd(), "2026-05-01", "/en/finder").await;
    assert!(!html.contains("id=\"more\""), "not before the first answer");
    let place = |html: &str, id: &str| html.find(&format!(" id=\"{id}\"")).expect("a question");
    let before = place(&html, "q-employees") < place(&html, "q-place");
    let html = read(odd(), "2026-05-01", "/en/finder?employees=12&view=form").await;
    let more = &html[html.find("<h3 id=\"more\"").expect("what decides next")..];
    let first = more.find("href=\"#q-").expect("a question");
    let next = html
        .find("best answered next")
        .expect("the first question is marked");
    let name = more[first + 9..].split('"').next().expect("its address");
    let marked = html[..next]
        .rfind(" id=\"q-")
        .is_none_or(|_| html[..next].contains(name));
    assert!(marked, "{name}");
    assert_eq!(
        place(&html, "q-employees") < place(&html, "q-place"),
        before
    );
    let html = read(
        kanazawa(),
        "2026-11-22",
        "/finder?applicant=company&view=form",
    )
    .await;
    let more = &html[html.find("<h3 id=\"more\"").expect("what decides next")..];
    let listed = more[..more.find("</ol>").expect("a list")]
        .matches("<li>")
        .count();
    assert!((1..=8).contains(&listed), "{listed}");
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
        group(&html, "ineligible", "</main>").contains("programmes/grant"),
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
        html.contains("name=\"machines.0.price\"") && !html.contains("name=\"machines.1.price\"")
    );
    let html = read(odd(), "2026-05-01", "/en/finder?rows=machines:6").await;
    assert!(html.contains("name=\"machines.5.price\"") && html.contains("value=\"machines:7\""));
}
