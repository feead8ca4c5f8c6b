//! The outermost layer: every request gets a reference number, a line in the log and a place in the measurements; a
//! panic becomes a fault; every answer gets its headers, and a bare refusal its words.

use std::sync::Arc;
use std::time::Instant;

use axum::body::HttpBody;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{Method, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::Ground;
use crate::Shell;
use crate::broken::{Broken, caught};
use crate::headers::{self, Transport};
use crate::logs::{Line, Logs, Value};
use crate::metrics::{Ending, Metrics};
use crate::reference::Reference;
use crate::refusal;
use crate::visitor;

#[derive(Clone)]
pub(super) struct Watch {
    shell: Shell,
    logs: Logs,
    metrics: Arc<Metrics>,
    transport: Transport,
    proxies: usize,
}

impl Watch {
    pub(super) fn new(ground: &Ground, shell: Shell) -> Watch {
        Watch {
            shell,
            logs: ground.logs.clone(),
            metrics: Arc::clone(&ground.metrics),
            transport: ground.transport,
            proxies: ground.proxies,
        }
    }
}

/// Watches over one request from its beginning to its answer.
pub(super) async fn watched(
    State(watch): State<Watch>,
    mut request: Request,
    next: Next,
) -> Response {
    let uri = request.uri().clone();
    visitor::tell(&mut request, watch.proxies);
    let mut seen = Seen::of(&request, &uri, &watch);
    let (mut response, broken) = match caught(next.run(request)).await {
        Ok(mut response) => {
            let broken = response.extensions_mut().remove::<Broken>();
            (response, broken)
        }
        Err(panic) => (Broken::into_response(panic.clone()), Some(panic)),
    };
    response.extensions_mut().remove::<Broken>();
    let mut response = refusal::in_our_words(&watch.shell, &uri, response, &seen.reference);
    headers::complete(response.headers_mut(), watch.transport);
    seen.answered(&response, broken);
    response
}

/// What is remembered of a request: nothing that the visitor chose freely. It ends as `cut` unless it is answered,
/// for a visitor who goes away drops the whole request.
struct Seen<'a> {
    watch: &'a Watch,
    reference: Reference,
    method: &'static str,
    route: Option<MatchedPath>,
    lang: &'static str,
    begun: Instant,
    ended: bool,
}

impl<'a> Seen<'a> {
    fn of(request: &Request, uri: &Uri, watch: &'a Watch) -> Seen<'a> {
        watch.metrics.begun();
        Seen {
            watch,
            reference: Reference::next(),
            method: method_word(request.method()),
            route: request.extensions().get::<MatchedPath>().cloned(),
            lang: refusal::language_of(uri).tag(),
            begun: Instant::now(),
            ended: false,
        }
    }

    fn answered(&mut self, response: &Response, broken: Option<Broken>) {
        let status = response.status().as_u16();
        self.end(Ending::Answered(status), |line| {
            let bytes = response.body().size_hint().exact();
            let line = line
                .with("status", Value::Number(u64::from(status)))
                .with("bytes", bytes.map_or(Value::Nothing, Value::Number));
            match broken {
                Some(broken) => line
                    .with("place", Value::Ours(broken.place))
                    .with("why", Value::Word(broken.why)),
                None => line,
            }
        });
    }

    fn end(&mut self, ending: Ending, told: impl FnOnce(Line) -> Line) {
        self.ended = true;
        let took = self.begun.elapsed();
        self.watch.metrics.ended(self.route.as_ref(), ending, took);
        if !self.watch.logs.is_on() {
            return;
        }
        let route = self.route.take().map_or(Value::Nothing, Value::Route);
        let line = Line::event("request")
            .with("reference", Value::Reference(self.reference))
            .with("method", Value::Word(self.method))
            .with("route", route)
            .with("lang", Value::Word(self.lang))
            .with("ms", Value::Milliseconds(took));
        self.watch.logs.write(told(line));
    }
}

impl Drop for Seen<'_> {
    fn drop(&mut self) {
        if !self.ended {
            self.end(Ending::Cut, |line| {
                line.with("why", Value::Word("cut before the answer"))
            });
        }
    }
}

/// The method as a word of ours: a visitor may send any.
fn method_word(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}
