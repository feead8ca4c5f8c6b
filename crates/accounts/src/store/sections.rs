//! Statements about sections. A city has some hundred of them: they are read all at once.

use kernel::{Bilingual, Date};
use platform::{DbFault, Tx};

use crate::id::SectionId;
use crate::section::Section;

pub async fn insert(tx: &mut Tx, id: &SectionId) -> Result<(), DbFault> {
    tx.execute(
        "INSERT INTO accounts_section (id, version) VALUES ($1, 1)",
        (id.as_str(),),
    )
    .await?;
    Ok(())
}

/// What a section is called from a day on. A name from the same day is corrected.
pub async fn set_name(
    tx: &mut Tx,
    id: &SectionId,
    from: Date,
    name: &Bilingual,
) -> Result<(), DbFault> {
    tx.execute(
        "INSERT INTO accounts_section_name (section_id, from_day, name_ja, name_en) VALUES ($1, $2, $3, $4)
         ON CONFLICT (section_id, from_day) DO UPDATE SET name_ja = excluded.name_ja, name_en = excluded.name_en",
        (id.as_str(), from, &name.ja, &name.en),
    )
    .await?;
    Ok(())
}

/// Counts a change, if nobody has changed the section since it was seen.
pub async fn step(tx: &mut Tx, id: &SectionId, seen: i64) -> Result<bool, DbFault> {
    let changed = tx
        .execute(
            "UPDATE accounts_section SET version = version + 1 WHERE id = $1 AND version = $2",
            (id.as_str(), seen),
        )
        .await?;
    Ok(changed == 1)
}

/// The last day of a section that has none yet, or a successor for one that has none.
pub async fn close(
    tx: &mut Tx,
    id: &SectionId,
    until: Date,
    successor: Option<&SectionId>,
) -> Result<(), DbFault> {
    tx.execute(
        "UPDATE accounts_section SET until_day = $2, successor_id = $3 WHERE id = $1",
        (id.as_str(), until, successor.map(SectionId::as_str)),
    )
    .await?;
    Ok(())
}

/// Lets nobody else merge sections until the transaction ends: two merges at once could lead in a circle.
pub async fn lock_all(tx: &mut Tx) -> Result<(), DbFault> {
    tx.execute("UPDATE accounts_section SET version = version", ())
        .await?;
    Ok(())
}

/// All sections with all their names, also those that are closed.
pub async fn all(tx: &mut Tx) -> Result<Vec<Section>, DbFault> {
    let rows = tx
        .all(
            "SELECT s.id, s.until_day, s.successor_id, s.version, n.from_day, n.name_ja, n.name_en
               FROM accounts_section AS s
               JOIN accounts_section_name AS n ON n.section_id = s.id
              ORDER BY s.id, n.from_day",
            (),
        )
        .await?;
    let mut sections: Vec<Section> = Vec::new();
    for row in rows {
        let id = SectionId::of(row.get::<String>(0)?);
        let name = (
            row.get(4)?,
            Bilingual::new(row.get::<String>(5)?, row.get::<String>(6)?),
        );
        match sections.last_mut() {
            Some(section) if section.id == id => section.names.push(name),
            _ => sections.push(Section {
                id,
                names: vec![name],
                until: row.get(1)?,
                successor: row.get::<Option<String>>(2)?.map(SectionId::of),
                version: row.get(3)?,
            }),
        }
    }
    Ok(sections)
}
