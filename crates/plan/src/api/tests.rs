use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use tower::ServiceExt;

use crate::{Plan, sample};

async fn get(plan: Plan, address: &str) -> (StatusCode, String) {
    let (router, _) = super::routes(Arc::new(plan)).split_for_parts();
    let router: Router = router;
    let request = Request::get(address)
        .body(Body::empty())
        .expect("a request");
    let response = router.oneshot(request).await.expect("an answer");
    let status = response.status();
    let body = to_bytes(response.into_body(), 1 << 22)
        .await
        .expect("a body");
    (status, String::from_utf8(body.to_vec()).expect("UTF-8"))
}

#[tokio::test]
async fn a_figure_that_must_not_be_shown_is_not_there() {
    let mut plan = sample::plan();
    let hidden = plan.figures.iter().position(|figure| !figure.is_shown());
    let hidden = match hidden {
        Some(index) => index,
        None => {
            plan.figures[0].hidden = Some(kernel::Bilingual::new("理由", "reason"));
            0
        }
    };
    let id = plan.figures[hidden].id.to_string();
    let (status, all) = get(plan.clone(), "/api/figures").await;
    assert_eq!(status, StatusCode::OK);
    assert!(!all.contains(&format!("\"{id}\"")), "{id}");
    assert!(all.contains("\"reported\":true"));
    let (status, _) = get(plan, &format!("/api/figures/{id}")).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_city_without_a_strategy_has_none_to_show() {
    for address in [
        "/api/strategy",
        "/api/themes",
        "/api/policies/1",
        "/api/directions/1-1",
    ] {
        let (status, body) = get(Plan::default(), address).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{address}");
        assert!(body.contains("api-not-found"), "{address}: {body}");
    }
    let (status, body) = get(Plan::default(), "/api/figures").await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(body, r#"{"count":0,"figures":[]}"#);
}

#[tokio::test]
async fn the_current_edition_comes_first_and_what_is_not_stated_is_null() {
    let plan = sample::plan();
    let strategy = plan.strategy.as_ref().expect("the first city has one");
    let current = strategy.current.id.to_string();
    let silent = strategy
        .editions()
        .flat_map(|edition| &edition.policies)
        .any(|policy| policy.directions.is_none());
    let (_, body) = get(plan.clone(), "/api/strategy").await;
    let first = body
        .split("\"editions\":[{\"id\":\"")
        .nth(1)
        .expect("editions");
    assert!(first.starts_with(&current), "{first:.60}");
    assert_eq!(body.contains("\"directions\":null"), silent);
}
