//! Starting from a corporate number or a profile file, and taking the answers away as one.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use tower::ServiceExt;

use crate::portal::tests::{kanazawa, odd, read, site};

/// Sends a form as a browser does; gives the status, where it leads, and the page.
async fn send(
    site: &Router,
    address: &str,
    name: &str,
    value: &str,
) -> (StatusCode, String, String) {
    let body = format!(
        "--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n--edge--\r\n"
    );
    let request = Request::post(address)
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge")
        .body(Body::from(body))
        .expect("a request");
    let response = site.clone().oneshot(request).await.expect("an answer");
    let leads = response.headers().get(header::LOCATION);
    let leads = leads
        .map_or("", |to| to.to_str().expect("ASCII"))
        .to_owned();
    let keep = &response.headers()[header::CACHE_CONTROL];
    assert_eq!(keep, "private, no-store");
    let status = response.status();
    let body = to_bytes(response.into_body(), 1 << 22)
        .await
        .expect("a body");
    (
        status,
        leads,
        String::from_utf8(body.to_vec()).expect("UTF-8"),
    )
}

#[tokio::test]
async fn a_profile_becomes_answers_in_the_address() {
    let site = site(odd(), "2026-05-01");
    let profile =
        "name: 秘密\nfacts: {employees: 12人, arrears: false, place: [factory], awards: []}";
    for name in ["text", "file"] {
        let (status, leads, _) = send(&site, "/en/finder/start", name, profile).await;
        assert_eq!(status, StatusCode::SEE_OTHER);
        assert_eq!(
            leads,
            "/en/finder?employees=12&place=factory&arrears=no&awards=-"
        );
    }
}

#[tokio::test]
async fn mistakes_in_a_profile_are_told_at_their_place_in_the_readers_language() {
    let site = site(odd(), "2026-05-01");
    let profile = "facts:\n  employees: many\n  arears: false\n";
    let (status, _, html) = send(&site, "/finder/start", "text", profile).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        html.contains("ファイル:2:") && html.contains("ファイル:3:"),
        "{html}"
    );
    assert!(html.contains("employees: many"), "what was typed stays");
    let (_, _, html) = send(&site, "/en/finder/start", "text", profile).await;
    assert!(html.contains("file:2:") && !html.contains('⟦'));
    let (status, _, _) = send(&site, "/finder/start", "text", "").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_file_that_is_too_large_or_too_long_for_an_address_is_refused_in_words() {
    let site = site(odd(), "2026-05-01");
    let large = "#".repeat(300 * 1024);
    let (status, _, html) = send(&site, "/finder/start", "file", &large).await;
    assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(html.contains("256KB"));
    let rows = format!("{{programme: {}}},", "a".repeat(200)).repeat(39);
    let long = format!("facts: {{awards: [{}]}}", rows.trim_end_matches(','));
    let (status, _, html) = send(&site, "/finder/start", "text", &long).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(html.contains("アドレスに入りません"));
}

#[tokio::test]
async fn a_corporate_number_is_checked_and_proves_only_what_it_can() {
    let site = site(kanazawa(), "2026-11-22");
    let says = async |number: &str, status: StatusCode, text: &str, go_on: &str| {
        let (found, leads, html) = send(&site, "/finder/start", "number", number).await;
        assert_eq!((found, leads.as_str()), (status, ""), "{number}");
        assert!(html.contains(text), "{number}: {html}");
        assert_eq!(html.contains(go_on), status == StatusCode::OK, "{number}");
        let in_links = html.matches(&format!("={number}")).count();
        assert_eq!(in_links, 0, "the number is in no address");
    };
    // The National Tax Agency, which gives these numbers.
    let public = "7000012050002";
    says(
        public,
        StatusCode::OK,
        "地方公共団体の番号",
        "href=\"/finder?applicant=other_body\"",
    )
    .await;
    // The Japan Federation of Certified Public Tax Accountants' Associations, a registered corporation.
    let registered = "7010705000725";
    says(
        registered,
        StatusCode::OK,
        "正しい形です",
        "href=\"/finder\"",
    )
    .await;
    let wrong = "1010705000725";
    says(
        wrong,
        StatusCode::UNPROCESSABLE_ENTITY,
        "先頭の数字は 7",
        "notice-success",
    )
    .await;
    let short = "123";
    says(
        short,
        StatusCode::UNPROCESSABLE_ENTITY,
        "13桁",
        "notice-success",
    )
    .await;
}

#[tokio::test]
async fn the_answers_can_be_taken_away_as_a_profile_and_brought_back() {
    let site = site(odd(), "2026-05-01");
    let asked = "employees=10..20&place=-&arrears=no&industry=2441&awards.0.programme=grant";
    let request = Request::get(format!("/finder/profile.json?{asked}")).body(Body::empty());
    let response = site
        .clone()
        .oneshot(request.expect("a request"))
        .await
        .expect("an answer");
    assert_eq!(response.headers()[header::CONTENT_TYPE], "application/json");
    assert_eq!(
        response.headers()[header::CACHE_CONTROL],
        "private, no-store"
    );
    let body = to_bytes(response.into_body(), 1 << 20)
        .await
        .expect("a body");
    let text = String::from_utf8(body.to_vec()).expect("UTF-8");
    let (_, leads, html) = send(&site, "/finder/start", "text", &text).await;
    let same = "/finder?employees=10..20&industry=2441&place=-&arrears=no&awards.0.programme=grant";
    assert_eq!(leads, same, "{text} {html}");
}

#[tokio::test]
async fn the_start_page_and_the_sheet_are_complete_in_both_languages() {
    for prefix in ["", "/en"] {
        read(odd(), "2026-05-01", &format!("{prefix}/finder/start")).await;
        read(odd(), "2026-05-01", &format!("{prefix}/finder/result")).await;
        let asked = "employees=12&place=factory&arrears=no&machines=-&awards=-&receiving=-";
        let address = format!("{prefix}/finder/result?{asked}&certificates=-&cost=124600");
        let html = read(odd(), "2026-05-01", &address).await;
        assert!(
            html.contains("83,000") && html.contains("value=\""),
            "{address}"
        );
        assert!(html.contains("/finder/deadlines.ics?employees=12"));
        let best = format!("{prefix}/finder/best?{asked}&certificates=-&cost=124600&wish=subsidy");
        assert!(html.contains("/finder/best?employees=12"));
        let html = read(odd(), "2026-05-01", &best).await;
        assert!(html.contains("83,000"), "{best}");
        read(odd(), "2026-05-01", &format!("{prefix}/finder/best")).await;
        let only = format!("{prefix}/finder/result?only=silent&{asked}");
        read(odd(), "2026-05-01", &only).await;
    }
}
