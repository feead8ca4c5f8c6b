//! Delivery into a folder.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

/// Puts the message into the folder under the letter's name, whole or not at all, lasting before this returns.
///
/// The unfinished file has a name of the letter, too, so that a repetition after a crash takes it along. Two that have
/// lost track of each other write the same bytes; who comes second with renaming finds that it has been done.
pub(super) fn put(folder: &Path, id: &str, message: &[u8]) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let unfinished = folder.join(format!(".{id}.part"));
    let finished = folder.join(format!("{id}.eml"));
    write(&unfinished, message)?;
    match fs::rename(&unfinished, &finished) {
        Err(why) if why.kind() == io::ErrorKind::NotFound && finished.exists() => {}
        renamed => renamed?,
    }
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
