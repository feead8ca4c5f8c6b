//! What a visitor may ask of the site at most. What goes beyond is refused with a bare status; the words come from
//! the refusals.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, HttpBody};
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http_body_util::Limited;
use tokio::sync::Semaphore;

use crate::broken::Broken;

/// The limits of one site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Characters of path and query: all answers of the finder take a few thousand, and pages repeat them in links.
    pub longest_address: usize,
    /// Bytes of a request's body.
    pub largest_body: usize,
    /// How long a request may take until its answer begins.
    pub patience: Duration,
    /// Requests under way at once; the next is told to come back.
    pub most_requests: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            longest_address: 12_000,
            largest_body: 1_000_000,
            patience: Duration::from_secs(30),
            most_requests: 512,
        }
    }
}

/// The limits with the places that are still free.
#[derive(Clone)]
pub(crate) struct Gate {
    limits: Limits,
    places: Arc<Semaphore>,
}

impl Gate {
    pub(crate) fn new(limits: Limits) -> Gate {
        Gate {
            limits,
            places: Arc::new(Semaphore::new(limits.most_requests)),
        }
    }
}

/// Lets a request through that keeps to the limits.
pub(crate) async fn limited(State(gate): State<Gate>, request: Request, next: Next) -> Response {
    let limits = gate.limits;
    let asked = request.uri().path_and_query();
    if asked.is_some_and(|asked| asked.as_str().len() > limits.longest_address) {
        return StatusCode::URI_TOO_LONG.into_response();
    }
    if declared_length(&request) > limits.largest_body as u64 {
        // The rest of the body is not read: the connection cannot be used again.
        let close = [(header::CONNECTION, HeaderValue::from_static("close"))];
        return (StatusCode::PAYLOAD_TOO_LARGE, close).into_response();
    }
    let Ok(_place) = gate.places.try_acquire() else {
        return unavailable("too many requests at once");
    };
    let request = request.map(|body| match body.is_end_stream() {
        true => body,
        false => Body::new(Limited::new(body, limits.largest_body)),
    });
    match tokio::time::timeout(limits.patience, next.run(request)).await {
        Ok(response) => response,
        Err(_) => unavailable("the answer took too long"),
    }
}

fn declared_length(request: &Request) -> u64 {
    let declared = request.headers().get(header::CONTENT_LENGTH);
    declared
        .and_then(|value| value.to_str().ok()?.parse().ok())
        .unwrap_or(0)
}

fn unavailable(why: &'static str) -> Response {
    let later = [(header::RETRY_AFTER, HeaderValue::from_static("5"))];
    let mut response = (StatusCode::SERVICE_UNAVAILABLE, later).into_response();
    response.extensions_mut().insert(Broken::new("limits", why));
    response
}
