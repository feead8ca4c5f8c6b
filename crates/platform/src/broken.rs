//! Faults of ours, as they may be told in the log: where, and a fixed sentence why. A fault never carries a text
//! that was made while the program ran, because such a text may hold what a visitor sent.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind};
use std::pin::pin;
use std::sync::Once;
use std::task::Poll;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::DbFault;

/// Why a request could not be answered. As an answer it is an empty 500: the ground puts the page in both languages
/// or the problem for machines in its place, with a reference number, and writes the same number into the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// Where: a type, a module, or the file and line of a panic.
    pub place: String,
    pub why: &'static str,
}

impl Broken {
    pub fn new(place: &'static str, why: &'static str) -> Broken {
        Broken {
            place: place.to_owned(),
            why,
        }
    }

    /// A fault of the database: its kind alone, for its text may quote values.
    pub fn database(place: &'static str, fault: &DbFault) -> Broken {
        Broken::new(place, fault.kind().key())
    }
}

impl IntoResponse for Broken {
    fn into_response(self) -> Response {
        let mut response = StatusCode::INTERNAL_SERVER_ERROR.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

thread_local! {
    static WATCHED: Cell<bool> = const { Cell::new(false) };
    static LAST: RefCell<Option<Broken>> = const { RefCell::new(None) };
}

/// Runs a future; a panic in it becomes a fault.
pub(crate) async fn caught<F: Future>(future: F) -> Result<F::Output, Broken> {
    let mut future = pin!(future);
    std::future::poll_fn(|context| {
        WATCHED.set(true);
        let polled = catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(context)));
        WATCHED.set(false);
        match polled {
            Ok(Poll::Pending) => Poll::Pending,
            Ok(Poll::Ready(output)) => Poll::Ready(Ok(output)),
            Err(payload) => {
                let told = LAST.take();
                Poll::Ready(Err(told.unwrap_or_else(|| Broken {
                    place: "panic".to_owned(),
                    why: literal(payload.as_ref()),
                })))
            }
        }
    })
    .await
}

/// From now on a panic tells nothing on standard error by itself: one inside a request becomes part of that
/// request's line, and any other is handed to `elsewhere`.
pub fn watch_panics(elsewhere: impl Fn(Broken) + Send + Sync + 'static) {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        std::panic::set_hook(Box::new(move |info| {
            let broken = told(info);
            if WATCHED.get() {
                LAST.replace(Some(broken));
            } else {
                elsewhere(broken);
            }
        }));
    });
}

fn told(info: &PanicHookInfo<'_>) -> Broken {
    let place = info.location().map_or_else(
        || "panic".to_owned(),
        |at| format!("{}:{}", at.file(), at.line()),
    );
    Broken {
        place,
        why: literal(info.payload()),
    }
}

/// The message of a panic if it is a literal of the program; one that was put together may hold anything.
fn literal(payload: &(dyn Any + Send)) -> &'static str {
    payload
        .downcast_ref::<&'static str>()
        .map_or("panic", |text| text)
}
