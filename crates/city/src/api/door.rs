//! What holds for every answer of the API: who may read it from where, how long it may be kept, and that a refusal is
//! always a problem of RFC 9457, whoever refused.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::{MatchedPath, Request, State};
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ACCESS_CONTROL_REQUEST_METHOD, ALLOW,
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use platform::kept::public;
use platform::problem::Problem;

/// Addresses longer than this are refused: filters take a few hundred characters.
const LONGEST_ADDRESS: usize = 4_000;

/// The methods of each address, as the document describes them.
pub type Methods = BTreeMap<String, String>;

/// Lets a request through and dresses its answer.
pub async fn pass(State(methods): State<Arc<Methods>>, request: Request, next: Next) -> Response {
    let allowed = allowed(&methods, &request);
    let is_question = [Method::GET, Method::HEAD].contains(request.method());
    let asked = request.uri().path_and_query();
    let response = if asked.is_some_and(|asked| asked.as_str().len() > LONGEST_ADDRESS) {
        let most = LONGEST_ADDRESS.to_string();
        let args = [("most", most.as_str())];
        Problem::new(
            StatusCode::URI_TOO_LONG,
            super::words(),
            "api-address",
            &args,
        )
        .into_response()
    } else if is_preflight(&request) {
        preflight(allowed.as_ref())
    } else {
        next.run(request).await
    };
    let mut response = as_problem(response, allowed);
    let headers = response.headers_mut();
    // Public content, no cookies: whoever can reach it may read it from any page.
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(
        ACCESS_CONTROL_EXPOSE_HEADERS,
        HeaderValue::from_static("etag, allow"),
    );
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(
        CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'"),
    );
    if headers.contains_key(CACHE_CONTROL) {
        return response;
    }
    if is_question && response.status() == StatusCode::OK {
        return public(response);
    }
    response
        .headers_mut()
        .insert(CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    response
}

/// Whether a browser asks beforehand if a page of another site may send a request.
fn is_preflight(request: &Request) -> bool {
    request.method() == Method::OPTIONS
        && request
            .headers()
            .contains_key(ACCESS_CONTROL_REQUEST_METHOD)
}

/// The methods of the address, as the header `Allow` lists them.
fn allowed(methods: &Methods, request: &Request) -> Option<HeaderValue> {
    let path = request.extensions().get::<MatchedPath>()?;
    HeaderValue::from_str(methods.get(path.as_str())?).ok()
}

fn preflight(allowed: Option<&HeaderValue>) -> Response {
    let Some(allowed) = allowed else {
        return Problem::not_found().into_response();
    };
    let mut response = StatusCode::NO_CONTENT.into_response();
    let headers = response.headers_mut();
    headers.insert(ACCESS_CONTROL_ALLOW_METHODS, allowed.clone());
    headers.insert(
        ACCESS_CONTROL_ALLOW_HEADERS,
        HeaderValue::from_static("content-type"),
    );
    headers.insert(ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("86400"));
    response
}

/// The router refuses a method in its own words: ours take their place.
fn as_problem(response: Response, allowed: Option<HeaderValue>) -> Response {
    if response.status() != StatusCode::METHOD_NOT_ALLOWED {
        return response;
    }
    let problem = Problem::of(StatusCode::METHOD_NOT_ALLOWED);
    let mut response = problem.into_response();
    if let Some(allowed) = allowed {
        response.headers_mut().insert(ALLOW, allowed);
    }
    response
}
