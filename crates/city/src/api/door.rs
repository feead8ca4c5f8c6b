//! What holds for every answer of the API: who may read it from where, how long it may be kept, and that a refusal is
//! always a problem of RFC 9457, whoever refused.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::extract::{MatchedPath, Request, State};
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ACCESS_CONTROL_REQUEST_METHOD, ALLOW,
    CACHE_CONTROL, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, ETAG, IF_NONE_MATCH,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use platform::api::Problem;

/// Addresses longer than this are refused: filters take a few hundred characters.
const LONGEST_ADDRESS: usize = 4_000;
/// No answer of ours is larger.
const LARGEST_ANSWER: usize = 64 * 1024 * 1024;

/// The methods of each address, as the document describes them.
pub type Methods = BTreeMap<String, String>;

/// Lets a request through and dresses its answer.
pub async fn pass(
    State(methods): State<Arc<Methods>>,
    mut request: Request,
    next: Next,
) -> Response {
    let allowed = allowed(&methods, &request);
    let only_head = request.method() == Method::HEAD;
    if only_head {
        // The head is that of the whole answer, with its tag and its length.
        *request.method_mut() = Method::GET;
    }
    let is_get = request.method() == Method::GET;
    let known = request.headers().get(IF_NONE_MATCH).cloned();
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
    if is_get && response.status() == StatusCode::OK {
        response = with_tag(response, known.as_ref()).await;
        if only_head {
            *response.body_mut() = Body::empty();
        }
        return response;
    }
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
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
    let shown = allowed.as_ref().and_then(|methods| methods.to_str().ok());
    let args = [("methods", shown.unwrap_or_default())];
    let problem = Problem::new(
        StatusCode::METHOD_NOT_ALLOWED,
        super::words(),
        "api-method",
        &args,
    );
    let mut response = problem.into_response();
    if let Some(allowed) = allowed {
        response.headers_mut().insert(ALLOW, allowed);
    }
    response
}

/// The answer with a tag of its content, or "not modified" for who has it already. The content changes with the
/// files of the city and with the day, so that it is asked for again each time.
async fn with_tag(response: Response, known: Option<&HeaderValue>) -> Response {
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, LARGEST_ANSWER).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    parts
        .headers
        .insert(CACHE_CONTROL, HeaderValue::from_static("public, no-cache"));
    let tag = tag(&bytes);
    if let Ok(value) = HeaderValue::from_str(&tag) {
        parts.headers.insert(ETAG, value);
    }
    if matches(known, &tag) {
        parts.status = StatusCode::NOT_MODIFIED;
        parts.headers.remove(CONTENT_LENGTH);
        return Response::from_parts(parts, Body::empty());
    }
    parts
        .headers
        .insert(CONTENT_LENGTH, HeaderValue::from(bytes.len()));
    Response::from_parts(parts, Body::from(bytes))
}

/// Weak: compression on the way does not change what is said.
fn tag(bytes: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    format!("W/\"{:016x}\"", hasher.finish())
}

/// Whether one of the tags in `If-None-Match` is this one (RFC 9110, 13.1.2).
fn matches(known: Option<&HeaderValue>, tag: &str) -> bool {
    let known = known
        .and_then(|known| known.to_str().ok())
        .unwrap_or_default();
    let opaque = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    known.trim() == "*" || known.split(',').any(|one| opaque(one) == opaque(tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_answer_is_recognised_by_any_of_its_tags() {
        let check = |known: &str, same: bool| {
            let known = HeaderValue::from_str(known).expect("a header");
            assert_eq!(matches(Some(&known), "W/\"a\""), same, "{known:?}");
        };
        check("W/\"a\"", true);
        check("\"a\"", true);
        check("\"b\", W/\"a\"", true);
        check("*", true);
        check("\"b\"", false);
        check("", false);
        assert!(!matches(None, "W/\"a\""));
    }
}
