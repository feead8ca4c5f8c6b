//! Pages as answers. Every page goes out with the headers that keep it private and harmless: no cache may keep
//! it (a caching layer once showed one company's application to others), and nothing foreign runs in it.

use askama::Template;
use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::Response;

use crate::Frame;

const HEADERS: [(HeaderName, HeaderValue); 6] = [
    (
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/html; charset=utf-8"),
    ),
    (
        header::CACHE_CONTROL,
        HeaderValue::from_static("private, no-store"),
    ),
    (
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(
            "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
        ),
    ),
    (
        header::REFERRER_POLICY,
        HeaderValue::from_static("same-origin"),
    ),
    (
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    ),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
];

/// The page with status 200.
pub fn page<T: Template>(template: &T) -> Response {
    page_with_status(StatusCode::OK, template)
}

/// The page with another status, such as 422 for a form that must be corrected.
pub fn page_with_status<T: Template>(status: StatusCode, template: &T) -> Response {
    match template.render() {
        Ok(html) => answer(status, Body::from(html)),
        // Our templates cannot fail on their own; a filter that does has a reason for the log only.
        Err(why) => {
            eprintln!("page: {}: {why}", std::any::type_name::<T>());
            answer(StatusCode::INTERNAL_SERVER_ERROR, Body::empty())
        }
    }
}

/// There is no such page, or the reader may not see it: nobody can tell which.
pub fn not_found(frame: Frame) -> Response {
    page_with_status(StatusCode::NOT_FOUND, &NotFound { frame })
}

/// The request makes no sense: an address or a form that none of our pages sends.
pub fn bad_request(frame: Frame) -> Response {
    page_with_status(StatusCode::BAD_REQUEST, &BadRequest { frame })
}

/// Something of ours broke. The reference is what the log has beside the reason.
pub fn fault_page(frame: Frame, reference: &str) -> Response {
    let reference = reference.to_owned();
    page_with_status(
        StatusCode::INTERNAL_SERVER_ERROR,
        &Fault { frame, reference },
    )
}

fn answer(status: StatusCode, body: Body) -> Response {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    response.headers_mut().extend(HEADERS);
    response
}

#[derive(Template)]
#[template(path = "not_found.html")]
struct NotFound {
    frame: Frame,
}

#[derive(Template)]
#[template(path = "bad_request.html")]
struct BadRequest {
    frame: Frame,
}

#[derive(Template)]
#[template(path = "fault.html")]
struct Fault {
    frame: Frame,
    reference: String,
}
