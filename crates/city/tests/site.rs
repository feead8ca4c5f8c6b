//! The whole site over HTTP on Kanazawa's content: every page that is linked, in both languages, and the
//! story of a manufacturer who looks for support.

use std::collections::{BTreeSet, VecDeque};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use city::folder::built_in;
use city::load::{Examples, load};
use city::site::router;
use platform::Clock;
use tower::ServiceExt;

fn site() -> Router {
    let city = load(built_in(), Examples::Skip).expect("the built-in city is in order");
    let clock = Clock::Fixed("2026-05-01T03:00:00Z".parse().expect("a moment"));
    router(city, clock)
}

async fn get(site: &Router, address: &str) -> (StatusCode, String) {
    let request = Request::get(address)
        .body(Body::empty())
        .expect("a request");
    let response = site.clone().oneshot(request).await.expect("an answer");
    let status = response.status();
    let body = to_bytes(response.into_body(), 1 << 24)
        .await
        .expect("a body");
    (status, String::from_utf8_lossy(&body).into_owned())
}

/// The addresses on this site that a page links to, without fragments.
fn links(html: &str) -> impl Iterator<Item = String> {
    html.split("href=\"")
        .skip(1)
        .filter_map(|rest| rest.split_once('"'))
        .map(|(address, _)| address.split('#').next().unwrap_or_default())
        .filter(|address| address.starts_with('/') && !address.starts_with("//"))
        .map(|address| address.replace("&amp;", "&").replace("&#38;", "&"))
}

#[tokio::test]
async fn every_page_that_is_linked_exists_in_both_languages() {
    let site = site();
    let mut seen: BTreeSet<String> = BTreeSet::from(["/".to_owned(), "/en".to_owned()]);
    let mut waiting: VecDeque<String> = seen.iter().cloned().collect();
    let mut pages = 0;
    while let Some(address) = waiting.pop_front() {
        let (status, body) = get(&site, &address).await;
        // My page is there for those who have signed in.
        if address.ends_with("/account") {
            assert_eq!(status, StatusCode::SEE_OTHER, "{address}");
            let language = address.strip_suffix("/account").unwrap_or_default();
            waiting.push_back(format!("{language}/sign-in"));
            continue;
        }
        assert_eq!(status, StatusCode::OK, "{address}");
        let name = address.rsplit('/').next().unwrap_or_default();
        let is_file = name
            .split('?')
            .next()
            .is_some_and(|name| name.contains('.'));
        if address.starts_with("/assets/") || is_file {
            continue;
        }
        pages += 1;
        assert!(!body.contains('⟦'), "a message is missing on {address}");
        let lang = if address == "/en" || address.starts_with("/en/") {
            "<html lang=\"en\""
        } else {
            "<html lang=\"ja\""
        };
        assert!(body.contains(lang), "{address}");
        assert_eq!(body.matches("<h1").count(), 1, "{address}");
        // Filters of lists make many addresses of one page; each filter alone is enough.
        for link in links(&body).filter(|link| link.matches('&').count() == 0) {
            if seen.insert(link.clone()) {
                waiting.push_back(link);
            }
        }
    }
    assert!(pages > 250, "only {pages} pages were found");
    for id in ["kz-equip-2025", "yorozu", "kz-kagayaki"] {
        assert!(seen.contains(&format!("/programmes/{id}")), "{id}");
        assert!(seen.contains(&format!("/en/programmes/{id}")), "{id}");
    }
}

#[tokio::test]
async fn a_manufacturer_finds_what_it_can_use_and_why() {
    let site = site();
    let (_, home) = get(&site, "/en").await;
    assert!(
        home.contains("/en/finder"),
        "the way to the finder is on the first page"
    );
    let answers = "/en/finder?applicant=company&employees=12&industry=2441&place_in_city=head_office\
                   &place_in_city=production_site&tax_arrears=no&founded_on=2001-04-01&in_city_since=2001-04-01";
    let (status, html) = get(&site, answers).await;
    assert_eq!(status, StatusCode::OK);
    // The wage bonus is open on that day and misses only what the company pays its people.
    assert!(html.contains("/en/programmes/kz-wage-bonus-2026"), "{html}");
    assert!(html.contains("DX consultation desk"));
    let (_, page) = get(&site, "/en/programmes/kz-wage-bonus-2026").await;
    assert!(
        page.contains("50,000 yen"),
        "the amount is computed from the rule"
    );
    assert!(page.contains("not stated in the source") || page.contains("Not stated in the source"));
}

#[tokio::test]
async fn what_does_not_exist_is_not_found_in_the_language_of_the_address() {
    let site = site();
    for (address, lang) in [
        ("/nowhere", "ja"),
        ("/en/nowhere", "en"),
        ("/programmes/none", "ja"),
        ("/en/strategy/directions/9-9", "en"),
    ] {
        let (status, body) = get(&site, address).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{address}");
        assert!(
            body.contains(&format!("<html lang=\"{lang}\"")),
            "{address}"
        );
        assert!(!body.contains('⟦'), "{address}");
    }
}

#[tokio::test]
async fn what_visitors_send_is_never_trusted() {
    let site = site();
    let attack = "%3Cscript%3Ealert(1)%3C%2Fscript%3E";
    for address in [
        format!("/programmes?q={attack}"),
        format!("/finder?employees={attack}&capital={attack}"),
        format!("/en/finder?only={attack}&on={attack}"),
    ] {
        let (status, body) = get(&site, &address).await;
        assert!(!status.is_server_error(), "{address}");
        assert!(!body.contains("<script>alert(1)"), "{address}");
    }
    let long = "x".repeat(60_000);
    let too_long = StatusCode::URI_TOO_LONG;
    let senseless = StatusCode::BAD_REQUEST;
    for (address, refusal) in [
        (format!("/programmes?q={long}"), too_long),
        ("/programmes/%FF".to_owned(), senseless),
        ("/en/strategy/directions/%FF".to_owned(), senseless),
    ] {
        let (status, body) = get(&site, &address).await;
        assert_eq!(status, refusal);
        assert!(body.contains("<h1") && !body.contains('⟦'));
    }
    let end =
        "/finder?on=9999-12-31&bunka_born_on=9999-12-31&bunka_grantee=finished&bunka_intends=yes";
    assert_eq!(get(&site, end).await.0, StatusCode::OK);
}

#[tokio::test]
async fn one_tap_on_the_first_page_answers_the_first_question() {
    let site = site();
    let (_, home) = get(&site, "/").await;
    assert!(home.contains("href=\"/finder?applicant=company\">会社（法人）</a>"));
    assert!(home.contains("action=\"/programmes\"") && home.contains("name=\"q\""));
    // On 1 May 2026 the wage bonus is open until 30 November.
    assert!(
        home.contains("/programmes/kz-wage-bonus-2026") && home.contains("<strong>213</strong>")
    );
    let (status, finder) = get(&site, "/finder?applicant=company").await;
    assert_eq!(status, StatusCode::OK);
    assert!(finder.contains("/programmes/kz-wage-bonus-2026"));
}

#[tokio::test]
async fn the_site_says_what_it_rests_on_and_where_its_parts_are_shown() {
    let site = site();
    let (_, about) = get(&site, "/en/about").await;
    assert!(about.contains("81 support programmes"));
    assert!(
        about.contains("/en/programmes/kz-vivistop"),
        "it does not state its window"
    );
    let (_, accessibility) = get(&site, "/en/about/accessibility").await;
    assert!(accessibility.contains("href=\"/en/components\""));
    let (_, licence) = get(&site, "/about/licence").await;
    assert!(licence.contains("<blockquote>出典に記した公開資料の事実をもとに"));
}
