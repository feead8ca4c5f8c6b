//! Refusals in our own words: what the router, a limit or a fault answers with a bare status becomes a page in the
//! reader's language, or a problem (RFC 9457) under the addresses of machines.

use axum::http::{HeaderMap, HeaderName, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use kernel::Lang;

use crate::problem::{Kind, Problem};
use crate::reference::Reference;
use crate::{Shell, page};

/// Addresses longer than this are not repeated in the links of an error page.
const LONGEST_REPEATED: usize = 2_000;
/// The sections that are for machines, in either language.
const MACHINES: [&str; 2] = ["/api", "/mcp"];
/// What a bare answer says in its headers and ours must say too.
const CARRIED: [HeaderName; 4] = [
    header::ALLOW,
    header::RETRY_AFTER,
    header::WWW_AUTHENTICATE,
    header::CONNECTION,
];

/// This answer speaks for itself, whatever its status is.
#[derive(Clone, Copy)]
pub(crate) struct SpeaksForItself;

/// The refusal for a status, as the reader of this address understands it.
pub(crate) fn refusal(
    shell: &Shell,
    uri: &Uri,
    status: StatusCode,
    reference: &Reference,
) -> Response {
    let short = shortened(uri);
    let frame = shell.frame(&short, crate::words());
    if is_for_machines(&frame.path) {
        let problem = Problem::of(status);
        return match status.is_server_error() {
            true => problem.reference(reference).into_response(),
            false => problem.into_response(),
        };
    }
    let reference = reference.to_string();
    let mut response = match Kind::of(status) {
        Kind::NotFound => page::not_found(frame),
        Kind::Fault => page::fault_page(frame, &reference),
        Kind::Unavailable => page::unavailable(frame, &reference),
        kind @ (Kind::BadRequest
        | Kind::Foreign
        | Kind::WrongMethod
        | Kind::TooLarge
        | Kind::TooMany) => page::refused(frame, status, kind.key()),
    };
    *response.status_mut() = status;
    response
}

/// The answer itself when it has words of its own, else the refusal for its status.
pub(crate) fn in_our_words(
    shell: &Shell,
    uri: &Uri,
    mut response: Response,
    reference: &Reference,
) -> Response {
    let status = response.status();
    if !(status.is_client_error() || status.is_server_error()) {
        return response;
    }
    if let Some(problem) = response.extensions_mut().remove::<Problem>() {
        return problem.reference(reference).into_response();
    }
    if response.extensions().get::<SpeaksForItself>().is_some() || has_words(response.headers()) {
        return response;
    }
    let mut ours = refusal(shell, uri, status, reference);
    for name in CARRIED {
        if let Some(value) = response.headers_mut().remove(&name) {
            ours.headers_mut().insert(name, value);
        }
    }
    ours
}

/// The language of an address, for the log.
pub(crate) fn language_of(uri: &Uri) -> Lang {
    match uri.path().strip_prefix("/en") {
        Some(rest) if rest.is_empty() || rest.starts_with('/') => Lang::En,
        _ => Lang::Ja,
    }
}

fn has_words(headers: &HeaderMap) -> bool {
    headers.get(header::CONTENT_TYPE).is_some_and(|kind| {
        let kind = kind.as_bytes();
        kind.starts_with(b"text/html") || kind.starts_with(b"application/")
    })
}

pub(crate) fn is_for_machines(path: &str) -> bool {
    let path = path.split('?').next().unwrap_or_default();
    MACHINES.iter().any(|section| {
        path.strip_prefix(section)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    })
}

fn shortened(uri: &Uri) -> Uri {
    let asked = uri.path_and_query().map_or("", |asked| asked.as_str());
    if asked.len() <= LONGEST_REPEATED {
        return uri.clone();
    }
    let root = match (language_of(uri), is_for_machines(uri.path())) {
        (Lang::Ja, false) => "/",
        (Lang::En, false) => "/en",
        (Lang::Ja, true) => "/api",
        (Lang::En, true) => "/en/api",
    };
    Uri::from_static(root)
}
