//! Pages as answers. A page is private unless its handler says otherwise: no cache may keep it (a caching layer
//! once showed one company's application to others). The headers that keep every answer harmless are added by the
//! ground, whatever the answer is.

use askama::Template;
use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::Frame;
use crate::broken::Broken;
use crate::kept;

const HEADERS: [(HeaderName, HeaderValue); 2] = [
    (
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/html; charset=utf-8"),
    ),
    (
        header::CACHE_CONTROL,
        HeaderValue::from_static("private, no-store"),
    ),
];

/// The page with status 200, for this reader alone.
pub fn page<T: Template>(template: &T) -> Response {
    page_with_status(StatusCode::OK, template)
}

/// A page that is the same for everybody who asks for its address on the same day: nothing in it comes from the
/// visitor but the address. It is kept in memory, and caches may keep it as long as they ask each time.
/// Never for a page with somebody's answers, and never for one that looks at cookies.
pub fn public_page<T: Template>(template: &T) -> Response {
    kept::public(page(template))
}

/// The page with another status, such as 422 for a form that must be corrected.
pub fn page_with_status<T: Template>(status: StatusCode, template: &T) -> Response {
    match template.render() {
        Ok(html) => answer(status, Body::from(html)),
        // Our templates cannot fail on their own. The reason may hold what the page shows: it is not logged.
        Err(_) => Broken::new(std::any::type_name::<T>(), "the template failed").into_response(),
    }
}

/// There is no such page, or the reader may not see it: nobody can tell which.
pub fn not_found(frame: Frame) -> Response {
    page_with_status(StatusCode::NOT_FOUND, &NotFound { frame })
}

/// The request makes no sense: an address or a form that none of our pages sends.
pub fn bad_request(frame: Frame) -> Response {
    refused(frame, StatusCode::BAD_REQUEST, "bad-request")
}

/// A refusal without a page of its own; `key` is the middle part of its messages.
pub(crate) fn refused(frame: Frame, status: StatusCode, key: &'static str) -> Response {
    page_with_status(status, &Refused { frame, key })
}

/// Something of ours broke. The reference is what the log has beside the reason.
pub fn fault_page(frame: Frame, reference: &str) -> Response {
    let reference = reference.to_owned();
    page_with_status(
        StatusCode::INTERNAL_SERVER_ERROR,
        &Fault { frame, reference },
    )
}

/// The site cannot answer just now: too many requests at once, or one that took too long.
pub fn unavailable(frame: Frame, reference: &str) -> Response {
    let reference = reference.to_owned();
    page_with_status(
        StatusCode::SERVICE_UNAVAILABLE,
        &Unavailable { frame, reference },
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
struct Refused {
    frame: Frame,
    key: &'static str,
}

impl Refused {
    fn say(&self, part: &str) -> String {
        self.frame.shell(&format!("error-{}-{part}", self.key))
    }
}

#[derive(Template)]
#[template(path = "fault.html")]
struct Fault {
    frame: Frame,
    reference: String,
}

#[derive(Template)]
#[template(path = "unavailable.html")]
struct Unavailable {
    frame: Frame,
    reference: String,
}
