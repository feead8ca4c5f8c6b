//! Which kinds of jobs there are, who does them, and which are repeated.

use std::collections::BTreeMap;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use super::fault::JobFault;
use super::work::Work;

pub(super) type Doing = Pin<Box<dyn Future<Output = Result<(), JobFault>> + Send>>;
pub(super) type Handler = Arc<dyn Fn(Work) -> Doing + Send + Sync>;

/// The kinds a process can do; it takes no others, so that processes of two releases can run side by side.
#[derive(Clone, Default)]
pub struct Kinds {
    handlers: BTreeMap<&'static str, Handler>,
    schedules: BTreeMap<&'static str, Duration>,
    pace: Pace,
}

/// How quickly things go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// How long a job stays with a process of which nothing is heard. It is renewed three times in this time.
    pub lease: Duration,
    /// How often an empty queue is looked into.
    pub idle: Duration,
    /// How long running jobs have when the process stops.
    pub grace: Duration,
}

impl Default for Pace {
    fn default() -> Pace {
        Pace {
            lease: Duration::from_secs(60),
            idle: Duration::from_secs(1),
            grace: Duration::from_secs(5),
        }
    }
}

impl Kinds {
    pub fn new() -> Kinds {
        Kinds::default()
    }

    /// Adds a kind and who does it.
    #[must_use]
    pub fn with<F, D>(mut self, kind: &'static str, handler: F) -> Kinds
    where
        F: Fn(Work) -> D + Send + Sync + 'static,
        D: Future<Output = Result<(), JobFault>> + Send + 'static,
    {
        let handler: Handler = Arc::new(move |work| Box::pin(handler(work)));
        self.handlers.insert(kind, handler);
        self
    }

    /// Repeats a kind, at moments counted from midnight in Japan, with the payload `{}`: once for all processes.
    /// What falls into a time when no process runs is left out; what takes longer than its period is not begun twice.
    #[must_use]
    pub fn every(mut self, kind: &'static str, period: Duration) -> Kinds {
        self.schedules.insert(kind, period);
        self
    }

    #[must_use]
    pub fn at_pace(mut self, pace: Pace) -> Kinds {
        self.pace = pace;
        self
    }

    pub(super) fn pace(&self) -> Pace {
        self.pace
    }

    pub(super) fn names(&self) -> impl ExactSizeIterator<Item = &'static str> {
        self.handlers.keys().copied()
    }

    pub(super) fn schedules(&self) -> impl Iterator<Item = (&'static str, Duration)> {
        self.schedules.iter().map(|(kind, period)| (*kind, *period))
    }

    pub(super) fn handler(&self, kind: &str) -> Option<&Handler> {
        self.handlers.get(kind)
    }
}

impl fmt::Debug for Kinds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.names()).finish()
    }
}
