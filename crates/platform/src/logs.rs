//! The log: one line per request and per event of the site, on standard error, as JSON for machines or as plain text
//! for a terminal. A line is made of a closed set of values, none of which can hold what a visitor sent: no address
//! but the template of its route, no query, no IP address, no user agent, no message that was put together while the
//! program ran. Lines of other crates are not collected, so they cannot leak either.

mod line;
mod writer;

use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Sender, SyncSender, channel, sync_channel};
use std::time::Duration;

use jiff::Timestamp;

pub use line::{Line, Value};

/// Lines that may wait to be written; more than that are counted and dropped, for a reader of the log that has fallen
/// asleep must not stop the site.
const WAITING: usize = 8_192;
const FLUSH_PATIENCE: Duration = Duration::from_secs(2);

/// How lines are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Json,
    Text,
}

/// Where lines go. Cloning is cheap: all clones write to one place.
#[derive(Clone)]
pub struct Logs {
    writer: Option<Arc<Writer>>,
}

struct Writer {
    lines: SyncSender<Message>,
    lost: Arc<AtomicU64>,
}

enum Message {
    Line(Timestamp, Line),
    Flush(Sender<()>),
}

impl Logs {
    /// No line is written.
    pub fn off() -> Logs {
        Logs { writer: None }
    }

    pub fn to_stderr(form: Form) -> Logs {
        Logs::to(form, Box::new(std::io::stderr()))
    }

    /// To any place. A thread of its own writes, so that a request never waits for a slow disk.
    pub fn to(form: Form, place: Box<dyn Write + Send>) -> Logs {
        let (lines, waiting) = sync_channel(WAITING);
        let lost = Arc::new(AtomicU64::new(0));
        let of_thread = Arc::clone(&lost);
        let started = std::thread::Builder::new()
            .name("log".to_owned())
            .spawn(move || writer::write_lines(&waiting, form, place, &of_thread));
        match started {
            Ok(_) => Logs {
                writer: Some(Arc::new(Writer { lines, lost })),
            },
            Err(_) => Logs::off(),
        }
    }

    pub fn write(&self, line: Line) {
        let Some(writer) = &self.writer else { return };
        let message = Message::Line(Timestamp::now(), line);
        if writer.lines.try_send(message).is_err() {
            writer.lost.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Waits until what was written so far is out, but not for ever.
    pub fn flush(&self) {
        let Some(writer) = &self.writer else { return };
        let (done, out) = channel();
        if writer.lines.send(Message::Flush(done)).is_ok() {
            let _ = out.recv_timeout(FLUSH_PATIENCE);
        }
    }

    /// Whether lines are written at all.
    pub fn is_on(&self) -> bool {
        self.writer.is_some()
    }
}
