//! What holds for every answer: methods, caches, other sites, and the words of a refusal.

use axum::http::{Method, StatusCode};

use super::caller::{ask, get, post, site};

#[tokio::test]
async fn who_has_the_answer_already_is_told_so() {
    let site = site();
    let first = get(&site, "/api/programmes").await;
    let tag = first.header("etag").to_owned();
    assert!(tag.len() > 4 && first.header("cache-control") == "public, no-cache");
    let known = [("if-none-match", tag.as_str())];
    let again = ask(&site, Method::GET, "/api/programmes", &known).await;
    assert_eq!(
        (again.status, again.text.as_str()),
        (StatusCode::NOT_MODIFIED, "")
    );
    let other = ask(&site, Method::GET, "/api/figures", &known).await;
    assert_eq!(other.status, StatusCode::OK);
    let head = ask(&site, Method::HEAD, "/api/programmes", &[]).await;
    assert_eq!((head.status, head.text.as_str()), (StatusCode::OK, ""));
    assert_eq!(head.header("etag"), tag);
    assert_eq!(head.header("content-length"), first.text.len().to_string());
}

#[tokio::test]
async fn an_assessment_is_never_kept() {
    let site = site();
    for body in ["{\"facts\": {\"employees\": 3}}", "{\"facts\": 1}", ""] {
        let answer = post(&site, body).await;
        assert_eq!(
            answer.header("cache-control"),
            "private, no-store",
            "{body}"
        );
        assert_eq!(answer.header("etag"), "", "{body}");
    }
}

#[tokio::test]
async fn a_page_of_another_site_may_read_everything() {
    let site = site();
    for address in ["/api/city", "/api/nowhere", "/api/openapi.json"] {
        let answer = get(&site, address).await;
        assert_eq!(
            answer.header("access-control-allow-origin"),
            "*",
            "{address}"
        );
        assert_eq!(answer.header("set-cookie"), "", "{address}");
    }
    let beforehand = [
        ("access-control-request-method", "POST"),
        ("origin", "https://example.jp"),
    ];
    let allowed = ask(&site, Method::OPTIONS, "/api/assess", &beforehand).await;
    assert_eq!(allowed.status, StatusCode::NO_CONTENT);
    assert_eq!(allowed.header("access-control-allow-methods"), "POST");
    assert_eq!(
        allowed.header("access-control-allow-headers"),
        "content-type"
    );
    let nowhere = ask(&site, Method::OPTIONS, "/api/nowhere", &beforehand).await;
    assert_eq!(nowhere.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_is_refused_is_always_a_problem() {
    let site = site();
    let long = format!("/api/programmes?q={}", "x".repeat(5_000));
    for (method, address, status) in [
        (Method::GET, "/api/nowhere", StatusCode::NOT_FOUND),
        (Method::GET, "/api/programmes/none", StatusCode::NOT_FOUND),
        (Method::GET, "/api/programmes/%FF", StatusCode::NOT_FOUND),
        (Method::GET, "/api/themes/%FF", StatusCode::NOT_FOUND),
        (
            Method::GET,
            "/api/programmes?q=%FF",
            StatusCode::BAD_REQUEST,
        ),
        (Method::GET, long.as_str(), StatusCode::URI_TOO_LONG),
        (Method::GET, "/api/assess", StatusCode::METHOD_NOT_ALLOWED),
        (Method::DELETE, "/api/city", StatusCode::METHOD_NOT_ALLOWED),
        (Method::OPTIONS, "/api/city", StatusCode::METHOD_NOT_ALLOWED),
    ] {
        let answer = ask(&site, method.clone(), address, &[]).await;
        if address.ends_with("q=%FF") {
            // Broken percent signs become the replacement character: nothing is found, nothing breaks.
            assert!(!answer.status.is_server_error(), "{address}");
            continue;
        }
        assert_eq!(answer.status, status, "{method} {address:.60}");
        assert_eq!(
            answer.header("content-type"),
            "application/problem+json",
            "{address:.60}"
        );
        assert_eq!(
            answer.header("cache-control"),
            "private, no-store",
            "{address:.60}"
        );
        assert!(!answer.text.contains('⟦'), "{}", answer.text);
    }
    let refused = ask(&site, Method::POST, "/api/city", &[]).await;
    assert_eq!(refused.header("allow"), "GET,HEAD");
}

#[tokio::test]
async fn rules_are_tried_out_for_who_asks_and_for_nobody_else() {
    let site = site();
    let address = "/api/programmes/kz-reskill-training/simulation";
    let tried = get(
        &site,
        &format!("{address}?amount.cap=200000&assume.reskill_training_cost=400000&lang=en"),
    )
    .await;
    assert_eq!(tried.status, StatusCode::OK, "{}", tried.text);
    assert_eq!(tried.header("cache-control"), "private, no-store");
    let json = tried.json();
    let cap = json["levers"].as_array().expect("levers").iter();
    let mut cap = cap.filter(|lever| lever["id"] == "amount.cap");
    let cap = cap.next().expect("the cap");
    assert_eq!(
        (&cap["value"], &cap["moved_to"]),
        (&"100000".into(), &"200000".into())
    );
    assert_eq!(json["simulation"]["registry"]["synthetic"], true);
    assert!(json["simulation"]["programmes"][0]["moves"].is_object());
    let plain = get(&site, address).await.json();
    assert!(plain["simulation"]["programmes"][0]["moves"].is_null());
    let refused = get(
        &site,
        &format!("{address}?amount.cap=x&amount.cup=1&lang=fr"),
    )
    .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let errors = refused.json()["errors"].clone();
    let fields = errors.as_array().expect("errors").iter();
    let fields: Vec<&str> = fields.filter_map(|error| error["field"].as_str()).collect();
    assert_eq!(fields, ["amount.cap", "amount.cup", "lang"]);
    let none = get(&site, "/api/programmes/none/simulation").await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
}
