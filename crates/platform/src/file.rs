//! Files as answers: open data that everybody may keep, and files with a visitor's answers that nobody may.

use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::Response;

/// How long a copy of open data may be used before it is asked for again.
const KEEP: HeaderValue = HeaderValue::from_static("public, max-age=300");

/// A file whose content is public. Pages of other sites may read it too.
pub fn public(kind: &'static str, body: impl Into<Body>) -> Response {
    let more = [
        (header::CACHE_CONTROL, KEEP),
        (
            header::ACCESS_CONTROL_ALLOW_ORIGIN,
            HeaderValue::from_static("*"),
        ),
    ];
    crate::kept::public(answer(kind, body.into(), more))
}

/// A file made from what a visitor answered: no cache may keep it. The browser saves it under `name`.
pub fn private(kind: &'static str, name: &FileName, body: impl Into<Body>) -> Response {
    let more = [
        (
            header::CACHE_CONTROL,
            HeaderValue::from_static("private, no-store"),
        ),
        (header::CONTENT_DISPOSITION, name.disposition()),
    ];
    answer(kind, body.into(), more)
}

/// The name of a file that is saved: one that every program understands, and the one that people read.
pub struct FileName {
    pub plain: String,
    pub full: String,
}

impl FileName {
    /// RFC 6266: `filename` in ASCII, `filename*` in UTF-8 with percent signs.
    fn disposition(&self) -> HeaderValue {
        let plain: String = (self.plain.chars())
            .map(|c| match c {
                'a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '_' | '.' => c,
                _ => '_',
            })
            .collect();
        let mut full = String::new();
        for byte in self.full.bytes() {
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => {
                    full.push(char::from(byte));
                }
                _ => full.push_str(&format!("%{byte:02X}")),
            }
        }
        let text = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{full}");
        HeaderValue::try_from(text).expect("letters, digits and percent signs alone")
    }
}

fn answer<const N: usize>(
    kind: &'static str,
    body: Body,
    more: [(HeaderName, HeaderValue); N],
) -> Response {
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    headers.extend([
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (
            header::X_CONTENT_TYPE_OPTIONS,
            HeaderValue::from_static("nosniff"),
        ),
        (
            header::REFERRER_POLICY,
            HeaderValue::from_static("same-origin"),
        ),
        (
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'"),
        ),
    ]);
    headers.extend(more);
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_saved_under_a_name_that_cannot_break_its_header() {
        let name = FileName {
            plain: "a\"b\r\nc;支援.xlsx".to_owned(),
            full: "支援 \"1\".xlsx".to_owned(),
        };
        assert_eq!(
            name.disposition(),
            "attachment; filename=\"a_b__c___.xlsx\"; filename*=UTF-8''%E6%94%AF%E6%8F%B4%20%221%22.xlsx"
        );
    }

    #[test]
    fn what_a_visitor_answered_is_kept_by_nobody() {
        let name = FileName {
            plain: "a.json".to_owned(),
            full: "a.json".to_owned(),
        };
        let response = private("application/json", &name, "{}");
        assert_eq!(
            response.headers()[header::CACHE_CONTROL],
            "private, no-store"
        );
        assert!(
            !response
                .headers()
                .contains_key(header::ACCESS_CONTROL_ALLOW_ORIGIN)
        );
    }
}
