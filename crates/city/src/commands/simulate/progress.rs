//! How far it is, for who waits at a terminal, and the end when somebody presses Ctrl-C.

use std::io::{IsTerminal, Write};
use std::num::NonZeroUsize;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use kernel::Lang;
use programmes::simulation::{self, Interrupted, Outcome, Plan, Watch};

use crate::commands::whole_file::interrupted;
use crate::words;

/// How often somebody looks.
const EVERY: Duration = Duration::from_millis(100);
const WIDTH: usize = 30;

/// Runs a plan, with a bar on standard error if that is a terminal.
pub(super) fn simulate(
    plan: &Plan<'_>,
    threads: NonZeroUsize,
    lang: Lang,
) -> Result<Outcome, Interrupted> {
    let watch = Watch::default();
    let all = plan.before.registry.len();
    let (over, ended) = mpsc::channel::<()>();
    thread::scope(|scope| {
        scope.spawn(|| {
            let ended = ended;
            let shown = std::io::stderr().is_terminal();
            // The other end is dropped when the work is over.
            while ended.recv_timeout(EVERY) == Err(mpsc::RecvTimeoutError::Timeout) {
                if interrupted() {
                    watch.stop();
                }
                if shown {
                    bar(watch.done(), all, lang);
                }
            }
            if shown {
                clear();
            }
        });
        if interrupted() {
            watch.stop();
        }
        let outcome = simulation::simulate(plan, threads, &watch);
        drop(over);
        outcome
    })
}

fn bar(done: usize, all: usize, lang: Lang) {
    let all = all.max(1);
    let full = done * WIDTH / all;
    let bar = format!("{}{}", "#".repeat(full), "-".repeat(WIDTH - full));
    let (percent, done) = ((done * 100 / all).to_string(), done.to_string());
    let args = [
        ("bar", bar.as_str()),
        ("percent", &percent),
        ("done", &done),
        ("all", &all.to_string()),
    ];
    let said = words().say(lang, "simulate-progress", &args);
    let mut err = std::io::stderr().lock();
    // Nobody is told that nobody can be told.
    let _ = write!(err, "\r{said}");
    let _ = err.flush();
}

fn clear() {
    let mut err = std::io::stderr().lock();
    let _ = write!(err, "\r\u{1b}[K");
    let _ = err.flush();
}
