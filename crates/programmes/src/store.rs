//! Programmes in the database, so that other modules can refer to them and to the version of rules by which
//! somebody was judged. The content is the master: an import makes the tables say what it says.

use jiff::Timestamp;
use platform::{ContentFile, DbFault, Tx, content};

use crate::catalogue::Catalogue;
use crate::programme::Programme;

/// Makes the tables say what the catalogue says. Doing it again changes nothing. Versions stay for ever.
pub async fn import(
    tx: &mut Tx,
    catalogue: &Catalogue,
    files: &[ContentFile],
    now: Timestamp,
) -> Result<(), DbFault> {
    set_aside(tx).await?;
    for programme in &catalogue.programmes {
        let path = programme.place.file.as_ref();
        let file = files.iter().find(|file| file.path == path);
        let body = file.map_or("", |file| file.body.as_str());
        let hash = content::hash(&[ContentFile::new(path, body)]);
        save_version(tx, programme, &hash, body, now).await?;
        save(tx, programme, &hash).await?;
    }
    Ok(())
}

async fn set_aside(tx: &mut Tx) -> Result<(), DbFault> {
    tx.execute(
        "UPDATE programmes_programme SET in_content = FALSE WHERE in_content",
        (),
    )
    .await?;
    Ok(())
}

async fn save_version(
    tx: &mut Tx,
    programme: &Programme,
    hash: &str,
    body: &str,
    now: Timestamp,
) -> Result<(), DbFault> {
    tx.execute(
        "INSERT INTO programmes_version (programme_id, hash, body, first_seen_at)
         VALUES ($1, $2, $3, $4)
         ON CONFLICT (programme_id, hash) DO NOTHING",
        (programme.id.as_str(), hash, body, now),
    )
    .await?;
    Ok(())
}

async fn save(tx: &mut Tx, programme: &Programme, hash: &str) -> Result<(), DbFault> {
    tx.execute(
        "INSERT INTO programmes_programme (id, name_ja, name_en, kind, level, version_hash, in_content)
         VALUES ($1, $2, $3, $4, $5, $6, TRUE)
         ON CONFLICT (id) DO UPDATE
            SET name_ja = excluded.name_ja, name_en = excluded.name_en, kind = excluded.kind,
                level = excluded.level, version_hash = excluded.version_hash, in_content = TRUE",
        (
            programme.id.as_str(),
            programme.name.ja.as_str(),
            programme.name.en.as_str(),
            programme.kind.word(),
            programme.level.word(),
            hash,
        ),
    )
    .await?;
    Ok(())
}
