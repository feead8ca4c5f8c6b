//! Whether the site lives and whether it can be used: `/healthz`, `/readyz`.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use tokio::sync::Mutex;

use crate::refusal::SpeaksForItself;
use crate::{Db, DbFault, content};

/// How long the database may take to say that it is there.
const PATIENCE: Duration = Duration::from_secs(2);
/// Strangers who ask often do not make us ask the database as often.
const REMEMBERED: Duration = Duration::from_secs(1);

/// Why the site is not ready.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotReady {
    Stopping,
    /// The database does not answer, or not in time.
    Database,
    /// The database has another version of the content than the pages.
    Content,
}

impl NotReady {
    pub fn word(self) -> &'static str {
        match self {
            NotReady::Stopping => "stopping",
            NotReady::Database => "database",
            NotReady::Content => "content",
        }
    }
}

/// Whether one site is ready. Cloning is cheap: all clones are one state.
#[derive(Clone)]
pub struct Readiness(Arc<State>);

struct State {
    stopping: AtomicBool,
    behind: Option<(Db, String)>,
    last: Mutex<Option<(Instant, Result<(), NotReady>)>>,
}

impl Readiness {
    /// A site on a database, with the version of the content that its pages show.
    pub fn on(db: Db, content_version: String) -> Readiness {
        Readiness::of(Some((db, content_version)))
    }

    /// A site without a database, in tests of pages.
    pub fn without_database() -> Readiness {
        Readiness::of(None)
    }

    fn of(behind: Option<(Db, String)>) -> Readiness {
        Readiness(Arc::new(State {
            stopping: AtomicBool::new(false),
            behind,
            last: Mutex::new(None),
        }))
    }

    /// From now on the site is not ready: whoever sends readers here should send them elsewhere.
    pub fn stop(&self) {
        self.0.stopping.store(true, Ordering::Relaxed);
    }

    pub async fn check(&self) -> Result<(), NotReady> {
        if self.0.stopping.load(Ordering::Relaxed) {
            return Err(NotReady::Stopping);
        }
        self.check_database().await
    }

    pub(crate) async fn check_database(&self) -> Result<(), NotReady> {
        let Some((db, served)) = &self.0.behind else {
            return Ok(());
        };
        let mut last = self.0.last.lock().await;
        if let Some((asked, found)) = *last
            && asked.elapsed() < REMEMBERED
        {
            return found;
        }
        let found = match tokio::time::timeout(PATIENCE, version_in_force(db)).await {
            Ok(Ok(Some(version))) if version == *served => Ok(()),
            Ok(Ok(_)) => Err(NotReady::Content),
            Ok(Err(_)) | Err(_) => Err(NotReady::Database),
        };
        *last = Some((Instant::now(), found));
        found
    }
}

async fn version_in_force(db: &Db) -> Result<Option<String>, DbFault> {
    let mut tx = db.read().await?;
    content::version_in_force(&mut tx).await
}

/// The process answers.
pub(crate) async fn healthz() -> &'static str {
    "ok\n"
}

/// The site can be used, or a word why not.
pub(crate) async fn readyz(readiness: Readiness) -> Response {
    match readiness.check().await {
        Ok(()) => "ready\n".into_response(),
        Err(why) => {
            let said = format!("not ready: {}\n", why.word());
            let mut response = (StatusCode::SERVICE_UNAVAILABLE, said).into_response();
            response.extensions_mut().insert(SpeaksForItself);
            response
        }
    }
}
