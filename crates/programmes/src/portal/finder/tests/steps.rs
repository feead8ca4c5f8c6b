//! One question at a time.

use super::journey::{asked, between, hidden};
use crate::portal::tests::{kanazawa, odd, read};

async fn step(address: &str) -> String {
    let html = read(odd(), "2026-05-01", address).await;
    between(&html, "<section class=\"finder-step\"", "</section>")
        .expect("a step")
        .to_owned()
}

#[tokio::test]
async fn an_empty_finder_asks_who_applies_and_one_tap_answers() {
    let html = read(kanazawa(), "2026-11-22", "/finder").await;
    assert_eq!(asked(&html), Some("applicant"));
    assert!(html.contains("type=\"submit\" name=\"applicant\" value=\"company\""));
    assert!(!html.contains("class=\"finder-bar\""), "no results yet");
    let html = read(kanazawa(), "2026-11-22", "/finder?applicant=company").await;
    assert_eq!(asked(&html), Some("-wish"), "then what is wished");
    assert!(html.contains("type=\"submit\" name=\"wish\" value=\"subsidy\""));
    assert!(html.contains("class=\"finder-bar\""));
}

#[tokio::test]
async fn either_view_can_be_had_alone() {
    for (address, steps, form) in [
        ("/en/finder?employees=12", true, true),
        ("/en/finder?employees=12&view=steps", true, false),
        ("/en/finder?employees=12&view=form", false, true),
    ] {
        let html = read(odd(), "2026-05-01", address).await;
        assert_eq!(html.contains("id=\"step-heading\""), steps, "{address}");
        assert_eq!(html.contains("id=\"q-employees\""), form, "{address}");
    }
}

#[tokio::test]
async fn other_answers_are_carried_along_in_their_order() {
    let html =
        step("/finder?employees=12&arrears=no&place=factory&on=2026-05-02&ask=arrears").await;
    assert_eq!(asked(&html), Some("arrears"));
    let form = between(&html, "class=\"finder-card\"", "</form>").expect("a form");
    let carried: Vec<String> = hidden(form).into_iter().map(|(name, _)| name).collect();
    assert_eq!(carried, ["employees", "place", "on"]);
    let before = form.find("name=\"employees\"").expect("carried");
    let own = form.find("name=\"arrears\"").expect("the answer");
    assert!(before < own && own < form.find("name=\"place\"").expect("carried"));
    assert!(form.contains("tap-chosen"), "the answer so far is marked");
}

#[tokio::test]
async fn a_skipped_question_is_not_asked_again_until_it_is_wanted() {
    let first = asked(&step("/finder?employees=12&skip=-wish").await).map(str::to_owned);
    let first = first.expect("a question");
    let after = step(&format!("/finder?employees=12&skip=-wish&skip={first}")).await;
    assert_ne!(asked(&after), Some(first.as_str()));
    assert!(after.contains("とばした") && after.contains(&format!("ask={first}#q-{first}")));
    let undone = "href=\"/finder?employees=12&#38;skip=-wish\"";
    assert!(after.contains(undone), "it can be taken back");
}

#[tokio::test]
async fn the_way_back_is_the_question_before() {
    let html = step("/finder?employees=12&arrears=no&skip=-wish&skip=place").await;
    assert!(
        html.contains("skip=place&#38;ask=place\">前の質問に戻る"),
        "{html}"
    );
    let html = step("/finder?employees=12&arrears=no&ask=arrears").await;
    assert!(html.contains("arrears=no&#38;ask=employees\">前の質問に戻る"));
    let html = step("/finder?employees=12&ask=employees").await;
    assert!(!html.contains("前の質問に戻る"));
}

#[tokio::test]
async fn pressing_next_without_an_answer_asks_for_one() {
    let html = step("/finder?arrears=no&skip=-wish&asked=employees&employees=&ask=employees").await;
    assert!(html.contains("role=\"alert\"") && html.contains("あとで答える・とばす"));
    let html = step("/finder?arrears=no&skip=-wish&ask=employees").await;
    assert!(!html.contains("role=\"alert\""));
}

#[tokio::test]
async fn what_cannot_be_read_is_asked_again_with_the_reason() {
    let html = step("/finder?employees=12%E5%86%86&arrears=no").await;
    assert_eq!(asked(&html), Some("employees"));
    assert!(html.contains("class=\"error\"") && html.contains("value=\"12円\""));
}

#[tokio::test]
async fn the_end_is_said_when_nothing_more_would_decide() {
    let all = "/finder?employees=50&arrears=yes&place=factory&skip=-wish";
    let html = step(all).await;
    assert!(
        html.contains("質問は終わりです") && html.contains("href=\"#results\""),
        "{html}"
    );
}

#[tokio::test]
async fn what_was_understood_is_said_back() {
    let says = async |address: &str, text: &str| {
        let html = read(odd(), "2026-05-01", address).await;
        assert!(html.contains(text), "{address}: {text}");
    };
    says("/en/finder?cost=1,000万円", "Read as: 10,000,000 yen").await;
    says(
        "/finder?employees=１０..２０",
        "読み取った内容：10人から20人",
    )
    .await;
    says(
        "/finder?founded_on=令和元年7月1日",
        "読み取った内容：2019年7月1日",
    )
    .await;
    says(
        "/finder?industry=2441",
        "読み取った内容：2441 金属製品製造業",
    )
    .await;
}

#[tokio::test]
async fn an_industry_is_found_by_its_words() {
    let html = read(odd(), "2026-05-01", "/finder?industry=繊維工業").await;
    assert!(html.contains("読み取った内容：11 繊維工業"));
    let html = read(odd(), "2026-05-01", "/finder?industry=金属&ask=industry").await;
    assert!(
        html.contains("いくつかあります")
            && html.contains("value=\"24\">24 金属製品製造業</button>")
    );
}

#[tokio::test]
async fn a_wish_narrows_what_is_asked_and_never_what_can_be_used() {
    let with = read(
        kanazawa(),
        "2026-11-22",
        "/finder?applicant=company&wish=1-2",
    )
    .await;
    let without = read(kanazawa(), "2026-11-22", "/finder?applicant=company").await;
    let counts = |html: &str| between(html, "finder-counts\"><strong>", "<").map(str::to_owned);
    assert!(counts(&with).is_some());
    assert_eq!(counts(&with), counts(&without));
    let more = |html: &str| {
        let more = between(html, "<h3 id=\"more\"", "</ol>").expect("what decides next");
        more.to_owned()
    };
    assert_ne!(more(&with), more(&without));
}

#[tokio::test]
async fn certificates_have_days_and_a_row_can_be_added() {
    let html = read(
        odd(),
        "2026-05-01",
        "/en/finder?certificates=iso&certificates.iso.until=2026-12-31&view=form",
    )
    .await;
    assert!(html.contains("name=\"certificates.iso.until\" value=\"2026-12-31\""));
    let html = step("/en/finder?employees=3&machines.0.price=5&rows=machines:2").await;
    assert_eq!(
        asked(&html),
        Some("machines"),
        "adding a row stays with the question"
    );
    assert!(html.contains("name=\"machines.1.price\""));
}
