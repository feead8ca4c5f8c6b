//! A city's folder: the one that is built in, or one on disk.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};
use kernel::{Fault, Place};
use platform::ContentFile;

/// Kanazawa's content, part of the program.
static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../cities/kanazawa");

/// A content file larger than this is refused: the largest real one has some tens of kilobytes.
const LARGEST_FILE: u64 = 2 * 1024 * 1024;
/// More files than this are refused: somebody has named the wrong folder.
const MOST_FILES: usize = 20_000;

/// The files of the city that is built in.
pub fn built_in() -> Vec<ContentFile> {
    let mut files = Vec::new();
    collect(&BUILT_IN, &mut files);
    files.sort();
    files
}

fn collect(dir: &Dir<'_>, files: &mut Vec<ContentFile>) {
    for file in dir.files() {
        if let (Some(path), Some(text)) = (file.path().to_str(), file.contents_utf8())
            && is_content(file.path())
        {
            files.push(ContentFile::new(path, text));
        }
    }
    for inner in dir.dirs() {
        collect(inner, files);
    }
}

/// The files of a folder on disk. What cannot be read is a fault that names the file.
pub fn on_disk(folder: &Path) -> Result<Vec<ContentFile>, Vec<Fault>> {
    let mut paths = Vec::new();
    let shown = folder.display().to_string();
    if let Err(error) = walk(folder, &mut paths) {
        return Err(vec![fault(&shown, "folder-unreadable", &error.to_string())]);
    }
    if paths.len() > MOST_FILES {
        let count = paths.len().to_string();
        return Err(vec![fault(&shown, "folder-too-many", &count)]);
    }
    paths.sort();
    let mut files = Vec::new();
    let mut faults = Vec::new();
    for path in paths {
        let inner = path.strip_prefix(folder).unwrap_or(&path);
        let name = inner.to_string_lossy().replace('\\', "/");
        match read_text(&path, LARGEST_FILE) {
            Ok(text) => files.push(ContentFile::new(name, text)),
            Err(TextFault::TooLarge) => {
                let most = (LARGEST_FILE / 1024).to_string();
                faults.push(fault(&name, "file-too-large", &most));
            }
            Err(TextFault::NotUtf8) => faults.push(fault(&name, "file-not-utf8", "")),
            Err(TextFault::Unreadable(why)) => faults.push(fault(&name, "file-unreadable", &why)),
        }
    }
    if faults.is_empty() {
        Ok(files)
    } else {
        Err(faults)
    }
}

/// Why a text file could not be read.
#[derive(Debug)]
pub enum TextFault {
    TooLarge,
    NotUtf8,
    Unreadable(String),
}

/// Reads a text file of at most `largest` bytes. A larger one is refused without being read.
pub fn read_text(path: &Path, largest: u64) -> Result<String, TextFault> {
    let unreadable = |error: std::io::Error| TextFault::Unreadable(error.to_string());
    let file = fs::File::open(path).map_err(unreadable)?;
    let mut bytes = Vec::new();
    file.take(largest + 1)
        .read_to_end(&mut bytes)
        .map_err(unreadable)?;
    if bytes.len() as u64 > largest {
        return Err(TextFault::TooLarge);
    }
    String::from_utf8(bytes).map_err(|_| TextFault::NotUtf8)
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        if hidden || found.len() > MOST_FILES {
            continue;
        }
        if entry.file_type()?.is_dir() {
            walk(&path, found)?;
        } else if is_content(&path) {
            found.push(path);
        }
    }
    Ok(())
}

fn is_content(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str());
    matches!(ending, Some("yaml" | "yml"))
}

fn fault(file: &str, key: &'static str, why: &str) -> Fault {
    Fault {
        place: Place::start_of(file),
        key,
        args: vec![("why", why.to_owned())],
    }
}
