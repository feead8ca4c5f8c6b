//! A program that calls the API.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode};
use city::folder::built_in;
use city::load::{Examples, load};
use city::site::router;
use platform::Clock;
use serde_json::Value;
use tower::ServiceExt;

/// The site on 1 May 2026, noon in Japan.
pub fn site() -> Router {
    let city = load(built_in(), Examples::Skip).expect("the built-in city is in order");
    let clock = Clock::Fixed("2026-05-01T03:00:00Z".parse().expect("a moment"));
    router(city, clock)
}

pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|why| panic!("{why}: {}", self.text))
    }

    /// A header, empty when it is not there.
    pub fn header(&self, name: &str) -> &str {
        let found = self.headers.get(name).and_then(|value| value.to_str().ok());
        found.unwrap_or_default()
    }
}

pub async fn send(site: &Router, request: Request<Body>) -> Answer {
    let response = site.clone().oneshot(request).await.expect("an answer");
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, 1 << 24).await.expect("a body");
    Answer {
        status: parts.status,
        headers: parts.headers,
        text: String::from_utf8(body.to_vec()).expect("UTF-8"),
    }
}

/// A request without a body.
pub async fn ask(site: &Router, method: Method, address: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = Request::builder().method(method).uri(address);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    send(site, request.body(Body::empty()).expect("a request")).await
}

pub async fn get(site: &Router, address: &str) -> Answer {
    ask(site, Method::GET, address, &[]).await
}

/// Asks for an assessment.
pub async fn post(site: &Router, body: &str) -> Answer {
    post_bytes(site, "application/json", body.as_bytes().to_vec()).await
}

pub async fn post_bytes(site: &Router, kind: &str, body: Vec<u8>) -> Answer {
    let request = Request::post("/api/assess").header("content-type", kind);
    send(site, request.body(Body::from(body)).expect("a request")).await
}
