//! The key of the site: a file beside the database, made at the first start, the same on all nodes.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use accounts::actions::bind_key;
use clap::Args;
use kernel::Lang;
use platform::secret::SiteKey;
use platform::{Clock, Db, DbFault};

use super::{tell_fault, tell_one};

#[derive(Args)]
pub(super) struct KeyFile {
    /// The file with the site's key, made at the first start: copy it to every node, and keep it apart from backups of
    /// the database (default: site.key beside the database; or MONOZUKURI_KEY_FILE) / サイトの鍵のファイル
    #[arg(long, value_name = "FILE")]
    key_file: Option<PathBuf>,
}

impl KeyFile {
    /// The key in the file, or a new one where there is no file. Nobody but the owner of the file can read it. What is
    /// wrong has been told when there is none.
    pub(super) async fn key(&self, data: &Path, db: &Db, lang: Lang) -> Result<SiteKey, ExitCode> {
        let set = || std::env::var_os("MONOZUKURI_KEY_FILE").filter(|value| !value.is_empty());
        let given = self.key_file.clone().or_else(|| set().map(PathBuf::from));
        let path = given.unwrap_or_else(|| data.join("site.key"));
        let shown = path.display().to_string();
        let key = read_or_make(&path)
            .map_err(|why| tell_one(lang, "serve-bad-key", &[("path", &shown), ("why", &why)]))?;
        match bound(db, &key, &Clock::System).await {
            Ok(true) => Ok(key),
            // The secrets in the database were sealed with another key.
            Ok(false) => Err(tell_one(lang, "serve-other-key", &[("path", &shown)])),
            Err(fault) => Err(tell_fault(&fault, lang)),
        }
    }
}

async fn bound(db: &Db, key: &SiteKey, clock: &Clock) -> Result<bool, DbFault> {
    let mut tx = db.begin().await?;
    let ours = bind_key(&mut tx, key, clock.now()).await?;
    tx.commit().await?;
    Ok(ours)
}

fn read_or_make(path: &Path) -> Result<SiteKey, String> {
    match fs::read_to_string(path) {
        Ok(text) => {
            SiteKey::parse(&text).ok_or_else(|| "43 letters and digits were expected".to_owned())
        }
        Err(error) if error.kind() == ErrorKind::NotFound => {
            make(path).map_err(|error| error.to_string())
        }
        Err(error) => Err(error.to_string()),
    }
}

fn make(path: &Path) -> std::io::Result<SiteKey> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let key = SiteKey::new();
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(format!("{}\n", key.text()).as_bytes())?;
    file.sync_all()?;
    Ok(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_made_once_and_read_ever_after() {
        let folder = std::env::temp_dir().join(format!("monozukuri-key-{}", std::process::id()));
        let path = folder.join("site.key");
        let made = read_or_make(&path).expect("made");
        let read = read_or_make(&path).expect("read");
        assert_eq!(made.fingerprint(), read.fingerprint());
        #[cfg(unix)]
        {
            let mode = std::os::unix::fs::MetadataExt::mode(&fs::metadata(&path).expect("there"));
            assert_eq!(mode & 0o777, 0o600);
        }
        fs::write(&path, "nonsense").expect("written");
        assert!(read_or_make(&path).is_err());
        fs::remove_dir_all(&folder).ok();
    }
}
