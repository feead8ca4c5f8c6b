//! The ground under all pages: limits, kept pages, refusals in words, headers, log and measurements, in one order.
//! From the outside in: every request is watched (reference, log, panic, headers), then answered from the kept pages
//! if that may be, else limited, and only then does a handler see it.

mod watched;

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{StatusCode, header};
use axum::middleware::from_fn_with_state;
use axum::routing::get;

use crate::headers::Transport;
use crate::kept::{Kept, kept};
use crate::limits::{Gate, Limits, limited};
use crate::logs::Logs;
use crate::metrics::Metrics;
use crate::origin::guarded;
use crate::ready::{Readiness, healthz, readyz};
use crate::{Clock, Shell};
use watched::{Watch, watched};

/// The memory for kept pages unless somebody says otherwise.
pub const KEPT_BYTES: u64 = 64_000_000;

/// What one site stands on. Cloning is cheap: all clones are one ground.
#[derive(Clone)]
pub struct Ground {
    pub limits: Limits,
    pub kept: Kept,
    pub logs: Logs,
    pub metrics: Arc<Metrics>,
    pub readiness: Readiness,
    pub transport: Transport,
    /// Machines of ours between readers and this process: so many hops of `X-Forwarded-For` are believed.
    pub proxies: usize,
}

impl Ground {
    /// A ground without database and log, with the usual limits: for tests of pages.
    pub fn quiet(clock: Clock) -> Ground {
        Ground {
            limits: Limits::default(),
            kept: Kept::new(KEPT_BYTES, clock),
            logs: Logs::off(),
            metrics: Arc::new(Metrics::new("test", "test")),
            readiness: Readiness::without_database(),
            transport: Transport::Plain,
            proxies: 0,
        }
    }

    /// Puts routes on this ground. What no route knows is not found; `/healthz`, `/readyz` and `/metrics` are
    /// answered even while the site is too busy for anything else.
    pub fn under(&self, routes: Router, shell: Shell) -> Router {
        let watch = Watch::new(self, shell.clone());
        let gate = Gate::new(self.limits);
        let routes = routes
            .fallback(|| async { StatusCode::NOT_FOUND })
            .layer(DefaultBodyLimit::disable())
            .layer(from_fn_with_state(shell, guarded))
            .layer(from_fn_with_state(gate, limited))
            // Outside of the limits: what is kept costs nothing, so that a busy site still has its stylesheet.
            .layer(from_fn_with_state(self.kept.clone(), kept));
        self.own_routes()
            .merge(routes)
            .layer(from_fn_with_state(watch, watched))
    }

    fn own_routes(&self) -> Router {
        let readiness = self.readiness.clone();
        let ground = self.clone();
        Router::new()
            .route("/healthz", get(healthz))
            .route("/readyz", get(move || readyz(readiness)))
            .route(
                "/metrics",
                get(move || async move {
                    let ready = ground.readiness.check_database().await.is_ok();
                    let text = ground.metrics.text(ground.kept.count(), ready);
                    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
                    ([(header::CONTENT_TYPE, kind)], text)
                }),
            )
    }
}
