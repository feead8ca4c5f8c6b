//! Public answers, finished once: compressed, named by what is in them (ETag), and kept in memory, so that the
//! second reader costs nothing. A caching layer once showed one company's application to others. So only what a
//! handler itself has marked as public is ever kept, and only if neither the request nor the answer has anything to do
//! with one visitor. Every other answer passes through; its text is compressed on the way and forgotten.

mod asked;
mod finished;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::body::{Body, HttpBody, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use quick_cache::Weighter;
use quick_cache::sync::Cache;

use crate::Clock;
use crate::broken::Broken;
use asked::{Asked, Key};
use finished::Finished;

/// The mark of a public answer. Nobody outside this module can set it but by [`public`].
#[derive(Clone, Copy)]
struct Public;

/// Marks an answer as the same for everybody who asks for its address on the same day. See `page::public_page`.
pub fn public(mut response: Response) -> Response {
    response.extensions_mut().insert(Public);
    let headers = response.headers_mut();
    let own = headers
        .get(header::CACHE_CONTROL)
        .is_some_and(|value| value.as_bytes().starts_with(b"public"));
    if !own {
        // Always asked again: a page names the day, and a new version of the content is shown at once.
        let again = HeaderValue::from_static("public, no-cache");
        headers.insert(header::CACHE_CONTROL, again);
    }
    response
}

/// The finished answers of one site, bounded in bytes. Cloning is cheap: all clones are one shelf.
#[derive(Clone)]
pub struct Kept {
    shelf: Arc<Shelf>,
    clock: Clock,
}

struct Shelf {
    finished: Cache<Key, Arc<Finished>, Bytes>,
    hits: AtomicU64,
    misses: AtomicU64,
}

/// What the shelf has done so far and holds now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShelfCount {
    pub hits: u64,
    pub misses: u64,
    pub entries: u64,
    pub bytes: u64,
}

#[derive(Clone)]
struct Bytes;

impl Weighter<Key, Arc<Finished>> for Bytes {
    fn weight(&self, key: &Key, finished: &Arc<Finished>) -> u64 {
        (key.size() + finished.size()) as u64
    }
}

impl Kept {
    /// An empty shelf for so many bytes.
    pub fn new(bytes: u64, clock: Clock) -> Kept {
        let shelf = Shelf {
            finished: Cache::with_weighter(1_000, bytes, Bytes),
            hits: AtomicU64::new(0),
            misses: AtomicU64::new(0),
        };
        Kept {
            shelf: Arc::new(shelf),
            clock,
        }
    }

    pub fn count(&self) -> ShelfCount {
        ShelfCount {
            hits: self.shelf.hits.load(Ordering::Relaxed),
            misses: self.shelf.misses.load(Ordering::Relaxed),
            entries: self.shelf.finished.len() as u64,
            bytes: self.shelf.finished.weight(),
        }
    }
}

/// Answers from the shelf, or lets the handler answer and finishes what it said.
pub(crate) async fn kept(State(kept): State<Kept>, mut request: Request, next: Next) -> Response {
    let mut asked = Asked::of(&request, kept.clock.today());
    if let Some(key) = &asked.key {
        if let Some(finished) = kept.shelf.finished.get(key) {
            kept.shelf.hits.fetch_add(1, Ordering::Relaxed);
            return finished.answer(&asked);
        }
        // The whole page is needed even if only its head was asked for.
        if *request.method() == Method::HEAD {
            *request.method_mut() = Method::GET;
        }
    }
    let response = next.run(request).await;
    if !is_text(response.headers()) || response.body().size_hint().exact().is_none() {
        return without_mark(response, &asked);
    }
    let public = response.extensions().get::<Public>().is_some()
        && !response.headers().contains_key(header::SET_COOKIE)
        && !response.headers().contains_key(header::VARY);
    // What is written for one person may hold a secret beside what somebody else made that person's browser send: its
    // length must not tell how well the two compress together (BREACH).
    asked.gzip &= public || !asked.personal;
    let (parts, body) = without_mark(response, &asked).into_parts();
    let Ok(body) = to_bytes(body, usize::MAX).await else {
        return axum::response::IntoResponse::into_response(Broken::new(
            "kept",
            "the body of an answer broke off",
        ));
    };
    match asked.key.clone() {
        Some(key) if public && parts.status == StatusCode::OK => {
            let finished = Arc::new(Finished::of(parts.headers, body, key.effort()));
            kept.shelf.misses.fetch_add(1, Ordering::Relaxed);
            if key.may_be_kept() {
                kept.shelf.finished.insert(key, Arc::clone(&finished));
            }
            finished.answer(&asked)
        }
        _ => finished::compressed(parts, body, &asked),
    }
}

/// The answer as it leaves for this visitor. A public one that was asked for with a cookie or a password may have
/// been made for one person after all: then it says that nobody may keep it.
fn without_mark(mut response: Response, asked: &Asked) -> Response {
    let public = response.extensions_mut().remove::<Public>().is_some();
    let personal = asked.personal || response.headers().contains_key(header::SET_COOKIE);
    if public && personal {
        let private = HeaderValue::from_static("private, no-store");
        response
            .headers_mut()
            .insert(header::CACHE_CONTROL, private);
    }
    if asked.head_only && asked.key.is_some() && !is_text(response.headers()) {
        *response.body_mut() = Body::empty();
    }
    response
}

fn is_text(headers: &HeaderMap) -> bool {
    let Some(kind) = headers.get(header::CONTENT_TYPE) else {
        return false;
    };
    if headers.contains_key(header::CONTENT_ENCODING) {
        return false;
    }
    let kind = kind.to_str().unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    kind.starts_with("text/") && kind != "text/event-stream"
        || kind.ends_with("+xml")
        || kind.ends_with("json")
        || kind.ends_with("yaml")
        || ["application/xml", "application/javascript"].contains(&kind)
}
