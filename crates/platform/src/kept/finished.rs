//! An answer with everything done that can be done once: its name, its compressed form, its headers.

use std::io::Write;

use axum::body::{Body, Bytes};
use axum::http::response::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};

use super::asked::{Asked, QUICK};
use crate::migrations::hex;

/// Shorter texts gain nothing.
const WORTH_COMPRESSING: usize = 1_000;

/// A public answer in both forms.
pub(super) struct Finished {
    plain: Form,
    gzip: Option<Form>,
}

struct Form {
    name: String,
    headers: HeaderMap,
    body: Bytes,
}

impl Finished {
    pub(super) fn of(mut headers: HeaderMap, body: Bytes, effort: u32) -> Finished {
        headers.remove(header::CONTENT_LENGTH);
        headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
        let mut hash = hex(&Sha256::digest(&body));
        hash.truncate(32);
        let packed = compress(&body, effort);
        let gzip = packed.map(|packed| {
            let mut headers = headers.clone();
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
            // A strong name belongs to the very bytes: each form has its own.
            Form::of(format!("\"{hash}-gzip\""), headers, packed)
        });
        Finished {
            plain: Form::of(format!("\"{hash}\""), headers, body),
            gzip,
        }
    }

    pub(super) fn answer(&self, asked: &Asked) -> Response {
        let form = match &self.gzip {
            Some(gzip) if asked.gzip => gzip,
            _ => &self.plain,
        };
        let unchanged = asked.has(&form.name);
        let body = match unchanged || asked.head_only {
            true => Body::empty(),
            false => Body::from(form.body.clone()),
        };
        let mut response = Response::new(body);
        *response.headers_mut() = form.headers.clone();
        if unchanged {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            for name in [
                header::CONTENT_LENGTH,
                header::CONTENT_TYPE,
                header::CONTENT_ENCODING,
            ] {
                response.headers_mut().remove(name);
            }
        }
        response
    }

    pub(super) fn size(&self) -> usize {
        const HEADERS: usize = 1_000;
        let packed = self.gzip.as_ref().map_or(0, |form| form.body.len());
        self.plain.body.len() + packed + HEADERS
    }
}

impl Form {
    fn of(name: String, mut headers: HeaderMap, body: Bytes) -> Form {
        let etag = HeaderValue::from_str(&name).expect("quotes, hexadecimal digits and letters");
        headers.insert(header::ETAG, etag);
        headers.insert(header::CONTENT_LENGTH, HeaderValue::from(body.len()));
        Form {
            name,
            headers,
            body,
        }
    }
}

/// An answer that is not kept, compressed if the reader takes it.
pub(super) fn compressed(mut parts: Parts, body: Bytes, asked: &Asked) -> Response {
    let vary = HeaderValue::from_static("Accept-Encoding");
    parts.headers.append(header::VARY, vary);
    let packed = match asked.gzip {
        true => compress(&body, QUICK),
        false => None,
    };
    let body = match packed {
        Some(packed) => {
            let gzip = HeaderValue::from_static("gzip");
            parts.headers.insert(header::CONTENT_ENCODING, gzip);
            // What was a strong name of other bytes is none of these.
            parts.headers.remove(header::ETAG);
            packed
        }
        None => body,
    };
    if !body.is_empty() {
        let length = HeaderValue::from(body.len());
        parts.headers.insert(header::CONTENT_LENGTH, length);
    }
    let body = match asked.head_only {
        true => Body::empty(),
        false => Body::from(body),
    };
    Response::from_parts(parts, body)
}

/// The text compressed, if that makes it shorter.
fn compress(body: &Bytes, level: u32) -> Option<Bytes> {
    if body.len() < WORTH_COMPRESSING {
        return None;
    }
    let room = Vec::with_capacity(body.len() / 4);
    let mut encoder = GzEncoder::new(room, Compression::new(level));
    encoder.write_all(body).ok()?;
    let packed = encoder.finish().ok()?;
    (packed.len() < body.len()).then(|| Bytes::from(packed))
}
