//! Measurements for Prometheus (OpenMetrics text). Every label comes from a closed set: templates of routes, classes
//! of status; nothing that a visitor sends can make a new one.

use std::sync::atomic::AtomicI64;
use std::time::Duration;

use axum::extract::MatchedPath;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::Registry;

use crate::kept::ShelfCount;
use crate::{jobs, outbox};

/// Upper bounds in seconds, from a kept page to the patience of the limits.
const BUCKETS: [f64; 14] = [
    0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 2.0, 10.0, 30.0,
];

/// How a request ended, as far as it is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    Answered(u16),
    /// The visitor went away, or the site stopped, before there was an answer.
    Cut,
}

impl Ending {
    fn class(self) -> &'static str {
        match self {
            Ending::Cut => "cut",
            Ending::Answered(status) => match status / 100 {
                1 => "1xx",
                2 => "2xx",
                3 => "3xx",
                4 => "4xx",
                _ => "5xx",
            },
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RouteAndStatus {
    route: String,
    status: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Route {
    route: String,
}

/// The measurements of one site.
pub struct Metrics {
    registry: Registry,
    requests: Family<RouteAndStatus, Counter>,
    seconds: Family<Route, Histogram>,
    in_flight: Gauge<i64, AtomicI64>,
    shelf: [Gauge; 4],
    database_ready: Gauge,
    queues: [Gauge; 4],
}

impl Metrics {
    /// `content` is the version of the content that is served.
    pub fn new(build: &str, content: &str) -> Metrics {
        let mut registry = Registry::with_prefix("monozukuri");
        let requests = Family::<RouteAndStatus, Counter>::default();
        let seconds: Family<Route, Histogram> =
            Family::new_with_constructor(|| Histogram::new(BUCKETS));
        let in_flight = Gauge::<i64, AtomicI64>::default();
        let database_ready = Gauge::default();
        registry.register("requests", "Requests that ended", requests.clone());
        let help = "Time until the answer begins";
        registry.register("request_seconds", help, seconds.clone());
        registry.register(
            "requests_in_flight",
            "Requests under way",
            in_flight.clone(),
        );
        let shelf = [
            (
                "kept_hits",
                "Answers taken from the kept pages since the start",
            ),
            (
                "kept_misses",
                "Public answers that had to be made since the start",
            ),
            ("kept_entries", "Kept pages"),
            ("kept_bytes", "Memory of the kept pages"),
        ]
        .map(|(name, help)| {
            let gauge: Gauge = Gauge::default();
            registry.register(name, help, gauge.clone());
            gauge
        });
        let help = "1 when the database answers with the content that is served";
        registry.register("database_ready", help, database_ready.clone());
        let queues = [
            (
                "letters_waiting",
                "Letters in the outbox that have not left",
            ),
            (
                "letters_given_up",
                "Letters that were given up and not sent again",
            ),
            ("jobs_unfinished", "Jobs that wait or run"),
            ("jobs_failed", "Jobs that failed and wait for somebody"),
        ]
        .map(|(name, help)| {
            let gauge: Gauge = Gauge::default();
            registry.register(name, help, gauge.clone());
            gauge
        });
        let build = Info::new(vec![("version", build.to_owned())]);
        registry.register("build", "The program", build);
        let content = Info::new(vec![("version", content.to_owned())]);
        registry.register("content", "The content that is served", content);
        Metrics {
            registry,
            requests,
            seconds,
            in_flight,
            shelf,
            database_ready,
            queues,
        }
    }

    pub(crate) fn begun(&self) {
        self.in_flight.inc();
    }

    pub(crate) fn ended(&self, route: Option<&MatchedPath>, ending: Ending, took: Duration) {
        self.in_flight.dec();
        let route = route.map_or("none", MatchedPath::as_str).to_owned();
        let status = ending.class();
        let seconds = took.as_secs_f64();
        self.seconds
            .get_or_create(&Route {
                route: route.clone(),
            })
            .observe(seconds);
        self.requests
            .get_or_create(&RouteAndStatus { route, status })
            .inc();
    }

    /// What waits in the outbox and in the queue, as last counted.
    pub fn waiting(&self, letters: outbox::Counts, jobs: jobs::Counts) {
        let counts = [
            letters.waiting,
            letters.given_up,
            jobs.unfinished,
            jobs.failed,
        ];
        for (gauge, count) in self.queues.iter().zip(counts) {
            gauge.set(count);
        }
    }

    pub fn in_flight(&self) -> i64 {
        self.in_flight.get()
    }

    /// All measurements as text, with what others have counted.
    pub(crate) fn text(&self, shelf: ShelfCount, database_ready: bool) -> String {
        let counts = [shelf.hits, shelf.misses, shelf.entries, shelf.bytes];
        for (gauge, count) in self.shelf.iter().zip(counts) {
            gauge.set(i64::try_from(count).unwrap_or(i64::MAX));
        }
        self.database_ready.set(i64::from(database_ready));
        let mut text = String::new();
        // Writing into a String cannot fail.
        let _ = prometheus_client::encoding::text::encode(&mut text, &self.registry);
        text
    }
}
