//! A file that is there whole or not at all: it is written under another name and takes its own only at the end. Who
//! presses Ctrl-C meanwhile leaves nothing behind.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, OnceLock, mpsc};
use std::thread;
use std::time::Duration;

/// What a command ends with that was interrupted, as shells expect it.
pub const INTERRUPTED: u8 = 130;

/// How long a command has to end itself. One that waits for its input cannot.
const PATIENCE: Duration = Duration::from_secs(1);

/// The files that are not finished.
static PARTS: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// A file that is being written.
pub struct WholeFile {
    goal: PathBuf,
    part: PathBuf,
    /// `None` when it is done.
    out: Option<BufWriter<File>>,
}

impl WholeFile {
    pub fn create(goal: &Path) -> io::Result<WholeFile> {
        let mut part = goal.as_os_str().to_owned();
        part.push(format!(".{}.part", std::process::id()));
        let part = PathBuf::from(part);
        interrupted();
        let file = File::create_new(&part)?;
        parts(|parts| parts.push(part.clone()));
        Ok(WholeFile {
            goal: goal.to_owned(),
            part,
            out: Some(BufWriter::with_capacity(1 << 16, file)),
        })
    }

    /// Gives the file its name.
    pub fn finish(mut self) -> io::Result<()> {
        let Some(out) = self.out.take() else {
            return Ok(());
        };
        let moved = out
            .into_inner()
            .map_err(io::IntoInnerError::into_error)
            .and_then(|file| file.sync_all())
            .and_then(|()| fs::rename(&self.part, &self.goal));
        if moved.is_err() {
            let _ = fs::remove_file(&self.part);
        }
        parts(|parts| parts.retain(|part| *part != self.part));
        moved
    }
}

impl Write for WholeFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.out {
            Some(out) => out.write(bytes),
            None => Ok(bytes.len()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.as_mut().map_or(Ok(()), Write::flush)
    }
}

impl Drop for WholeFile {
    fn drop(&mut self) {
        if let Some(out) = self.out.take() {
            drop(out.into_parts());
            let _ = fs::remove_file(&self.part);
            parts(|parts| parts.retain(|part| *part != self.part));
        }
    }
}

fn parts(change: impl FnOnce(&mut Vec<PathBuf>)) {
    change(
        &mut PARTS
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner),
    );
}

/// Whether somebody has pressed Ctrl-C, or asked the command to end. From the first call on, the command ends itself.
pub fn interrupted() -> bool {
    static ASKED: AtomicBool = AtomicBool::new(false);
    static LISTENING: OnceLock<()> = OnceLock::new();
    LISTENING.get_or_init(|| {
        let (ready, listens) = mpsc::channel();
        thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build();
            if let Ok(runtime) = runtime
                && runtime.block_on(asked_to_end(ready))
            {
                ASKED.store(true, Ordering::Relaxed);
                thread::sleep(PATIENCE);
                parts(|parts| {
                    for part in parts {
                        let _ = fs::remove_file(part);
                    }
                    std::process::exit(i32::from(INTERRUPTED));
                });
            }
        });
        // Who interrupts at once, too, finds somebody listening; if nobody can, the channel is closed.
        let _ = listens.recv();
    });
    ASKED.load(Ordering::Relaxed)
}

/// Tells when it listens.
#[cfg(unix)]
async fn asked_to_end(ready: mpsc::Sender<()>) -> bool {
    use tokio::signal::unix::{SignalKind, signal};
    let both = signal(SignalKind::interrupt()).and_then(|pressed| {
        let end = signal(SignalKind::terminate())?;
        Ok((pressed, end))
    });
    let Ok((mut pressed, mut end)) = both else {
        return false;
    };
    let _ = ready.send(());
    tokio::select! {
        pressed = pressed.recv() => pressed.is_some(),
        asked = end.recv() => asked.is_some(),
    }
}

#[cfg(not(unix))]
async fn asked_to_end(ready: mpsc::Sender<()>) -> bool {
    let _ = ready.send(());
    tokio::signal::ctrl_c().await.is_ok()
}
