//! What strangers send to `/api/assess`, and the sentence each of them gets.

use axum::http::StatusCode;
use serde_json::Value;

use super::caller::{Answer, post, post_bytes, site};

fn is_problem(answer: &Answer, status: StatusCode, code: &str) {
    assert_eq!(answer.status, status, "{}", answer.text);
    assert_eq!(answer.header("content-type"), "application/problem+json");
    assert_eq!(answer.header("cache-control"), "private, no-store");
    let problem = answer.json();
    assert_eq!(problem["code"], code, "{problem}");
    assert_eq!(problem["status"], status.as_u16());
    for lang in ["ja", "en"] {
        let said = problem["message"][lang].as_str().expect("a sentence");
        assert!(!said.is_empty() && !said.contains('⟦'), "{said}");
    }
}

#[tokio::test]
async fn what_is_not_json_is_told_apart() {
    let site = site();
    let bad = StatusCode::BAD_REQUEST;
    for (body, code) in [
        (b"".to_vec(), "api-empty"),
        (b" \n".to_vec(), "api-empty"),
        (b"\xff{}".to_vec(), "api-not-utf8"),
        (b"{\"facts\": ".to_vec(), "api-not-json"),
        (b"facts: {}".to_vec(), "api-not-json"),
        (b"{\"facts\": {}} {}".to_vec(), "api-not-json"),
        (b"[".repeat(60_000), "api-too-deep"),
        (
            format!("{}1{}", "{\"facts\":".repeat(40), "}".repeat(40)).into_bytes(),
            "api-too-deep",
        ),
    ] {
        let answer = post_bytes(&site, "application/json", body).await;
        is_problem(&answer, bad, code);
    }
}

#[tokio::test]
async fn a_body_must_say_what_it_is_and_stay_small() {
    let site = site();
    let fine = b"{\"facts\": {}}".to_vec();
    for kind in [
        "text/plain",
        "application/yaml",
        "application/json; charset=Shift_JIS",
        "",
    ] {
        let answer = post_bytes(&site, kind, fine.clone()).await;
        is_problem(
            &answer,
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "api-not-declared",
        );
    }
    for kind in [
        "application/json; charset=UTF-8",
        "Application/JSON",
        "application/ld+json",
    ] {
        let answer = post_bytes(&site, kind, fine.clone()).await;
        assert_eq!(answer.status, StatusCode::OK, "{kind}");
    }
    let large = format!("{{\"facts\": {{}}, \"name\": \"{}\"}}", "x".repeat(70_000));
    is_problem(
        &post(&site, &large).await,
        StatusCode::PAYLOAD_TOO_LARGE,
        "api-too-large",
    );
    let mut with_mark = b"\xef\xbb\xbf".to_vec();
    with_mark.extend(fine);
    let answer = post_bytes(&site, "application/json", with_mark).await;
    assert_eq!(
        answer.status,
        StatusCode::OK,
        "a byte order mark is no harm"
    );
}

#[tokio::test]
async fn every_mistake_is_told_at_its_place() {
    let site = site();
    let check = async |body: &str, field: &str, code: &str| {
        let answer = post(&site, body).await;
        is_problem(&answer, StatusCode::UNPROCESSABLE_ENTITY, "api-mistaken");
        let errors = answer.json()["errors"].clone();
        let found = errors.as_array().expect("a list").iter();
        let mut found = found.filter(|error| error["field"] == field);
        let error = found.next().unwrap_or_else(|| panic!("{body}: {errors}"));
        assert_eq!(error["code"], code, "{body}: {errors}");
        assert!(!answer.text.contains('⟦'), "{}", answer.text);
    };
    let facts = async |facts: &str, field: &str, code: &str| {
        check(&format!("{{\"facts\": {facts}}}"), field, code).await;
    };
    check("[]", "", "api-not-object").await;
    check("\"facts\"", "", "api-not-object").await;
    check("{}", "/facts", "api-no-facts").await;
    check("{\"facts\": []}", "/facts", "api-not-object").await;
    check("{\"facts\": {}, \"facts\": {}}", "", "api-twice").await;
    check(
        "{\"facts\": {}, \"colour\": 1}",
        "/colour",
        "api-unknown-key",
    )
    .await;
    check(
        "{\"facts\": {}, \"employees\": 1}",
        "/employees",
        "api-fact-outside",
    )
    .await;
    check(
        "{\"facts\": {}, \"a/b~c\": 1}",
        "/a~1b~0c",
        "api-unknown-key",
    )
    .await;
    check("{\"facts\": {}, \"on\": \"1 May\"}", "/on", "api-bad-day").await;
    check(
        "{\"facts\": {}, \"on\": \"2026-02-30\"}",
        "/on",
        "api-bad-day",
    )
    .await;
    check(
        "{\"facts\": {}, \"on\": 20260501}",
        "/on",
        "document-expected-text",
    )
    .await;
    check("{\"facts\": {}, \"lang\": \"fr\"}", "/lang", "api-bad-lang").await;
    check(
        "{\"facts\": {}, \"programmes\": \"yorozu\"}",
        "/programmes",
        "document-expected-list",
    )
    .await;
    check(
        "{\"facts\": {}, \"programmes\": [\"none\"]}",
        "/programmes/0",
        "api-no-such-programme",
    )
    .await;
    check(
        "{\"facts\": {}, \"corporate_number\": \"1\"}",
        "/corporate_number",
        "profile-corporate-digits",
    )
    .await;
    check(
        "{\"facts\": {}, \"name\": \"\\ud800\"}",
        "/name",
        "api-bad-text",
    )
    .await;
    facts(
        "{\"employes\": 1}",
        "/facts/employes",
        "profile-unknown-fact-near",
    )
    .await;
    facts(
        "{\"employees\": \"many\"}",
        "/facts/employees",
        "profile-not-a-number",
    )
    .await;
    facts(
        "{\"employees\": -1}",
        "/facts/employees",
        "profile-out-of-range",
    )
    .await;
    facts(
        "{\"employees\": 1e400}",
        "/facts/employees",
        "profile-scientific",
    )
    .await;
    facts(
        "{\"employees\": {}}",
        "/facts/employees",
        "document-expected-text",
    )
    .await;
    facts(
        "{\"employees\": 1, \"employees\": 2}",
        "/facts",
        "api-twice",
    )
    .await;
    facts(
        "{\"tax_arrears\": \"maybe\"}",
        "/facts/tax_arrears",
        "profile-not-yes-no",
    )
    .await;
    facts(
        "{\"applicant\": \"giraffe\"}",
        "/facts/applicant",
        "rule-no-such-choice",
    )
    .await;
    facts(
        "{\"founded_on\": \"31 June\"}",
        "/facts/founded_on",
        "document-expected-date",
    )
    .await;
    for day in ["20240401", "令和6年4月1日", "2024/4/1"] {
        let body = format!("{{\"founded_on\": \"{day}\"}}");
        facts(&body, "/facts/founded_on", "api-bad-day").await;
    }
    facts(
        "{\"equipment\": [{\"cost\": 1}, {\"cost\": \"x\"}]}",
        "/facts/equipment/1/cost",
        "profile-not-a-number",
    )
    .await;
    facts(
        "{\"equipment\": [{\"colour\": 1}]}",
        "/facts/equipment/0/colour",
        "document-unknown-key",
    )
    .await;
    for list in ["receiving", "awards"] {
        let body = format!("{{\"{list}\": [null]}}");
        facts(&body, &format!("/facts/{list}/0"), "document-empty-text").await;
    }
    facts(
        "{\"receiving\": [\"kz-equip-2026\"]}",
        "/facts/receiving",
        "profile-unknown-programme",
    )
    .await;
    let long = format!("{{\"equipment\": [{}0]}}", "0,".repeat(1000));
    facts(&long, "/facts/equipment", "api-too-many").await;
    let number = format!("{{\"capital\": {}}}", "9".repeat(5000));
    let answer = post(&site, &format!("{{\"facts\": {number}}}")).await;
    is_problem(&answer, StatusCode::UNPROCESSABLE_ENTITY, "api-mistaken");
}

#[tokio::test]
async fn many_mistakes_are_told_in_a_bounded_answer() {
    let site = site();
    let many: Vec<String> = (0..5000).map(|n| format!("\"x{n}\": 1")).collect();
    let answer = post(&site, &format!("{{\"facts\": {{{}}}}}", many.join(","))).await;
    let errors = answer.json()["errors"].as_array().map(Vec::len);
    assert_eq!(errors, Some(50));
    let name = "y".repeat(50_000);
    let answer = post(&site, &format!("{{\"facts\": {{\"{name}\": 1}}}}")).await;
    assert!(answer.text.len() < 4_000, "a long name is not repeated");
}

#[tokio::test]
async fn numbers_keep_the_digits_that_were_sent() {
    let site = site();
    let amounts = async |value: &str| -> Value {
        let body =
            format!("{{\"facts\": {{\"capital\": {value}}}, \"programmes\": [\"kz-equip-2025\"]}}");
        let answer = post(&site, &body).await;
        assert_eq!(answer.status, StatusCode::OK, "{value}: {}", answer.text);
        answer.json()["answers"].clone()
    };
    // The same capital as a program and as a person write it.
    assert_eq!(amounts("10000000").await, amounts("\"1,000万円\"").await);
    assert_eq!(amounts("null").await, amounts("\"unknown\"").await);
}
