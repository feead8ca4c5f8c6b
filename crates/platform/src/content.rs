//! A city's content in the database: the files a city publishes, kept by version, so that a case can be
//! judged by the rules under which it began.

use jiff::Timestamp;
use sha2::{Digest, Sha256};

use crate::db::{DbFault, Tx};
use crate::migrations::hex;

/// One file of a city's content: its path inside the folder, with `/`, and its text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ContentFile {
    pub path: String,
    pub body: String,
}

impl ContentFile {
    pub fn new(path: impl Into<String>, body: impl Into<String>) -> ContentFile {
        ContentFile {
            path: path.into(),
            body: body.into(),
        }
    }
}

/// Whether an import changed what is in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Imported {
    Unchanged,
    /// This version is in force from now on, whether it is new or an earlier one that has come back.
    New,
}

/// The name of a version: SHA-256 over its files in the order of their paths. Lengths go in first, so that no
/// two sets of files have the same name by moving text from one place to another.
pub fn hash(files: &[ContentFile]) -> String {
    let mut sorted: Vec<&ContentFile> = files.iter().collect();
    sorted.sort();
    let mut digest = Sha256::new();
    for file in sorted {
        for part in [&file.path, &file.body] {
            digest.update((part.len() as u64).to_be_bytes());
            digest.update(part.as_bytes());
        }
    }
    hex(&digest.finalize())
}

/// Puts the files in force, as one version named by their hash. Doing it again changes nothing. Everything
/// happens in the caller's transaction: until it commits, the earlier version is in force.
pub async fn import(
    tx: &mut Tx,
    files: &[ContentFile],
    now: Timestamp,
) -> Result<(String, Imported), DbFault> {
    let hash = hash(files);
    let count = i64::try_from(files.len()).expect("nobody has 2^63 files");
    if add_version(tx, &hash, count, now).await? {
        for file in files {
            add_file(tx, &hash, file).await?;
        }
    }
    let imported = match put_in_force(tx, &hash, now).await? {
        0 => Imported::Unchanged,
        _ => Imported::New,
    };
    Ok((hash, imported))
}

/// The version in force: its hash and its files in the order of their paths; `None` before the first import.
pub async fn current(tx: &mut Tx) -> Result<Option<(String, Vec<ContentFile>)>, DbFault> {
    let Some(hash) = version_in_force(tx).await? else {
        return Ok(None);
    };
    let files = files_of(tx, &hash).await?;
    Ok(Some((hash, files)))
}

/// The name of the version in force; `None` before the first import.
pub async fn version_in_force(tx: &mut Tx) -> Result<Option<String>, DbFault> {
    let row = tx
        .one(
            "SELECT version_hash FROM platform_content_current WHERE id = 1",
            (),
        )
        .await?;
    row.get::<Option<String>>(0)
}

/// The files of one version, in the order of their paths; none for a version that was never imported.
pub async fn files_of(tx: &mut Tx, hash: &str) -> Result<Vec<ContentFile>, DbFault> {
    let rows = tx
        .all(
            "SELECT path, body FROM platform_content_file WHERE version_hash = $1",
            (hash,),
        )
        .await?;
    let mut files = rows
        .iter()
        .map(|row| {
            Ok(ContentFile::new(
                row.get::<String>(0)?,
                row.get::<String>(1)?,
            ))
        })
        .collect::<Result<Vec<_>, DbFault>>()?;
    // Sorted here: the order of text depends on how a PostgreSQL database was created.
    files.sort();
    Ok(files)
}

/// Whether the version is a new one.
async fn add_version(tx: &mut Tx, hash: &str, files: i64, now: Timestamp) -> Result<bool, DbFault> {
    let added = tx
        .execute(
            "INSERT INTO platform_content_version (hash, imported_at, files) VALUES ($1, $2, $3)
             ON CONFLICT (hash) DO NOTHING",
            (hash, now, files),
        )
        .await?;
    Ok(added == 1)
}

async fn add_file(tx: &mut Tx, hash: &str, file: &ContentFile) -> Result<(), DbFault> {
    tx.execute(
        "INSERT INTO platform_content_file (version_hash, path, body) VALUES ($1, $2, $3)",
        (hash, &file.path, &file.body),
    )
    .await?;
    Ok(())
}

async fn put_in_force(tx: &mut Tx, hash: &str, now: Timestamp) -> Result<u64, DbFault> {
    tx.execute(
        "UPDATE platform_content_current SET version_hash = $1, since = $2
          WHERE id = 1 AND (version_hash IS NULL OR version_hash <> $1)",
        (hash, now),
    )
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(a: &[(&str, &str)], b: &[(&str, &str)], same: bool) {
        let files = |set: &[(&str, &str)]| -> Vec<ContentFile> {
            set.iter().map(|(p, b)| ContentFile::new(*p, *b)).collect()
        };
        assert_eq!(hash(&files(a)) == hash(&files(b)), same, "{a:?} {b:?}");
    }

    #[test]
    fn a_version_is_named_by_what_is_in_it_and_not_by_the_order_of_reading() {
        check(&[("a", "1"), ("b", "2")], &[("b", "2"), ("a", "1")], true);
        check(&[("a", "1")], &[("a", "2")], false);
        check(&[("ab", "c")], &[("a", "bc")], false);
        check(&[("a", "b"), ("c", "d")], &[("a", "bcd")], false);
        check(&[], &[("", "")], false);
    }
}
