//! The headers that keep an answer harmless, on every answer whatever it is: a page, an error, a file, a problem.

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

/// Nothing foreign is loaded, nothing runs that is not ours, nobody frames us, and nobody learns from where a reader
/// came.
const ALWAYS: [(HeaderName, HeaderValue); 6] = [
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
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static(
            "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
        ),
    ),
];
const UNLESS_SAID: (HeaderName, HeaderValue) = (
    header::CACHE_CONTROL,
    HeaderValue::from_static("private, no-store"),
);
/// Two years. Subdomains are the city's to decide.
const STRICT_TRANSPORT: HeaderValue = HeaderValue::from_static("max-age=63072000");

/// How readers reach the site.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Transport {
    #[default]
    Plain,
    /// Only through TLS: browsers are told never to come without it (HSTS).
    OnlyTls,
}

/// Adds what is missing. What an answer says itself stays, except that it cannot name the server.
pub(crate) fn complete(headers: &mut HeaderMap, transport: Transport) {
    headers.remove(header::SERVER);
    for (name, value) in ALWAYS {
        headers.entry(name).or_insert(value);
    }
    let (name, value) = UNLESS_SAID;
    headers.entry(name).or_insert(value);
    if transport == Transport::OnlyTls {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, STRICT_TRANSPORT);
    }
}
