//! Delivery into a folder.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

/// Puts the message into the folder under the letter's name, whole or not at all, lasting before this returns.
pub(super) fn put(folder: &Path, id: &str, lease: &str, message: &[u8]) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    // The lease makes the name this attempt's own: two processes that have lost track never write into one file.
    let unfinished = folder.join(format!(".{id}.{lease}.part"));
    let put = write(&unfinished, message)
        .and_then(|()| fs::rename(&unfinished, folder.join(format!("{id}.eml"))));
    if put.is_err() {
        fs::remove_file(&unfinished).ok();
    }
    put?;
    sync_folder(folder)
}

fn write(path: &Path, message: &[u8]) -> io::Result<()> {
    let mut file = private(path)?;
    file.write_all(message)?;
    file.sync_all()
}

/// Letters are personal: nobody but the site's own account reads them.
#[cfg(unix)]
fn private(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    fs::OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(path)
}

#[cfg(not(unix))]
fn private(path: &Path) -> io::Result<File> {
    File::create(path)
}

/// The new name is lasting only when the folder is.
#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}
