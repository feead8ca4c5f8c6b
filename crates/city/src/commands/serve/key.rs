//! The key of the site: a file beside the database, made at the first start, the same on all nodes.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use accounts::actions::bind_key;
use platform::secret::SiteKey;
use platform::{Clock, Db, DbFault};

/// Why there is no key to work with.
pub(super) enum KeyRefusal {
    /// The file cannot be read, written or understood.
    File {
        path: PathBuf,
        why: String,
    },
    /// The secrets in the database were sealed with another key.
    Other {
        path: PathBuf,
    },
    Fault(DbFault),
}

/// The key in a file, or a new one where there is no file. Nobody but the owner of the file can read it.
pub(super) async fn key(
    given: Option<&Path>,
    data: &Path,
    db: &Db,
    clock: &Clock,
) -> Result<SiteKey, KeyRefusal> {
    let path = given.map_or_else(|| data.join("site.key"), Path::to_owned);
    let key = read_or_make(&path).map_err(|why| KeyRefusal::File {
        path: path.clone(),
        why,
    })?;
    match bound(db, &key, clock).await {
        Ok(true) => Ok(key),
        Ok(false) => Err(KeyRefusal::Other { path }),
        Err(fault) => Err(KeyRefusal::Fault(fault)),
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
