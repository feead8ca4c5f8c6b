//! When the site is asked to stop.

use std::time::Duration;

use platform::Ground;
use platform::logs::Line;

/// How somebody asked.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asked {
    /// At the keyboard: at once.
    Interrupt,
    /// By the machine (SIGTERM): whoever sends readers here may first see that the site is leaving.
    Terminate,
}

/// Waits until somebody asks; then the site says that it is not ready and, if a machine asked, waits a little.
pub(super) async fn asked_to_stop(ground: Ground, leave_time: Duration) {
    let asked = asked().await;
    ground.readiness.stop();
    ground.logs.write(Line::event("stopping"));
    match asked {
        Asked::Interrupt => {}
        Asked::Terminate => tokio::time::sleep(leave_time).await,
    }
}

#[cfg(unix)]
async fn asked() -> Asked {
    use tokio::signal::unix::{SignalKind, signal};
    let interrupt = tokio::signal::ctrl_c();
    let Ok(mut terminate) = signal(SignalKind::terminate()) else {
        let _ = interrupt.await;
        return Asked::Interrupt;
    };
    tokio::select! {
        _ = interrupt => Asked::Interrupt,
        _ = terminate.recv() => Asked::Terminate,
    }
}

#[cfg(not(unix))]
async fn asked() -> Asked {
    let _ = tokio::signal::ctrl_c().await;
    Asked::Interrupt
}
