//! Where the embedded database and what belongs to it lie.

use std::path::{Path, PathBuf};

/// The folder that was given, or the usual one.
pub(super) fn data_folder(given: Option<&PathBuf>) -> PathBuf {
    given.cloned().unwrap_or_else(default_folder)
}

/// The database file, in a folder that is made when it does not exist.
pub(super) fn data_file(folder: &Path) -> Result<PathBuf, (String, String)> {
    match std::fs::create_dir_all(folder) {
        Ok(()) => Ok(folder.join("monozukuri.sqlite")),
        Err(error) => Err((folder.display().to_string(), error.to_string())),
    }
}

/// `$XDG_DATA_HOME/monozukuri`, or `~/.local/share/monozukuri`, or `./monozukuri-data` without a home.
fn default_folder() -> PathBuf {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    match (set("XDG_DATA_HOME"), set("HOME")) {
        (Some(data), _) => PathBuf::from(data).join("monozukuri"),
        (None, Some(home)) => PathBuf::from(home).join(".local/share/monozukuri"),
        (None, None) => PathBuf::from("monozukuri-data"),
    }
}
