//! The thread that writes: it gathers what is waiting and writes it at once.

use std::io::Write;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::Receiver;

use jiff::Timestamp;

use super::{Form, Line, Message, Value};

const LARGEST_WRITE: usize = 64 * 1024;

/// Writes until nobody is left who could log.
pub(super) fn write_lines(
    waiting: &Receiver<Message>,
    form: Form,
    mut place: Box<dyn Write + Send>,
    lost: &AtomicU64,
) {
    let mut text = String::with_capacity(LARGEST_WRITE);
    while let Ok(first) = waiting.recv() {
        let mut flushed = Vec::new();
        let mut next = Some(first);
        while let Some(message) = next {
            match message {
                Message::Line(at, line) => line.write(form, at, &mut text),
                Message::Flush(done) => flushed.push(done),
            }
            next = match text.len() < LARGEST_WRITE {
                true => waiting.try_recv().ok(),
                false => None,
            };
        }
        let missing = lost.swap(0, Ordering::Relaxed);
        if missing > 0 {
            let line = Line::event("lines lost").with("count", Value::Number(missing));
            line.write(form, Timestamp::now(), &mut text);
        }
        // A log that cannot be written has nobody to tell.
        let _ = place.write_all(text.as_bytes());
        let _ = place.flush();
        text.clear();
        for done in flushed {
            let _ = done.send(());
        }
    }
}
