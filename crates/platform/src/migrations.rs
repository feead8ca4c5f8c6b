//! Changes to the tables. A migration is only ever added; the text of an applied one may not change, because
//! then two cities would have different tables under the same number.

use std::fmt::Write;

use sha2::{Digest, Sha256};

use crate::Clock;
use crate::db::{AssertSqlSafe, Db, DbFault, DbFaultKind, Tx};

/// One step of a module's tables. Its statements end with `;` at the end of a line, and the same text runs on
/// both databases.
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    pub module: &'static str,
    pub number: i64,
    pub sql: &'static str,
}

/// "monozuku" in ASCII: the advisory lock under which only one process migrates.
const MIGRATING: i64 = 0x6d6f_6e6f_7a75_6b75;

/// Applies what is not applied yet: the platform's own tables first, then module by module in the given order.
/// All of it is one transaction: after a fault nothing has changed. Migrations that a newer release has applied
/// are left alone, so that nodes of two releases can run side by side.
pub async fn migrate(db: &Db, modules: &[&[Migration]]) -> Result<(), DbFault> {
    let mut tx = db.begin().await?;
    tx.lock_out_others(MIGRATING).await?;
    tx.execute(
        "CREATE TABLE IF NOT EXISTS platform_migration (
           module TEXT NOT NULL,
           number BIGINT NOT NULL,
           hash TEXT NOT NULL,
           applied_at TEXT NOT NULL,
           PRIMARY KEY (module, number))",
        (),
    )
    .await?;
    apply_missing(&mut tx, crate::migrations()).await?;
    for module in modules {
        apply_missing(&mut tx, module).await?;
    }
    tx.commit().await
}

async fn apply_missing(tx: &mut Tx, migrations: &[Migration]) -> Result<(), DbFault> {
    for migration in migrations {
        match applied_hash(tx, migration).await? {
            None => apply(tx, migration).await?,
            Some(hash) if hash == hash_of(migration.sql) => {}
            Some(_) => return Err(fault(migration, DbFaultKind::MigrationChanged, "")),
        }
    }
    Ok(())
}

async fn applied_hash(tx: &mut Tx, migration: &Migration) -> Result<Option<String>, DbFault> {
    tx.optional(
        "SELECT hash FROM platform_migration WHERE module = $1 AND number = $2",
        (migration.module, migration.number),
    )
    .await?
    .map(|row| row.get(0))
    .transpose()
}

async fn apply(tx: &mut Tx, migration: &Migration) -> Result<(), DbFault> {
    for statement in statements(migration.sql) {
        tx.execute(AssertSqlSafe(statement), ())
            .await
            .map_err(|why| fault(migration, DbFaultKind::Migration, &why.to_string()))?;
    }
    tx.execute(
        "INSERT INTO platform_migration (module, number, hash, applied_at) VALUES ($1, $2, $3, $4)",
        (
            migration.module,
            migration.number,
            hash_of(migration.sql),
            Clock::System.now(),
        ),
    )
    .await?;
    Ok(())
}

fn fault(migration: &Migration, kind: DbFaultKind, why: &str) -> DbFault {
    DbFault::new(kind, why)
        .with("module", migration.module)
        .with("number", &migration.number)
}

/// The statements of a migration, without remarks on lines of their own.
fn statements(sql: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut statement = String::new();
    for line in sql.lines() {
        if line.trim_start().starts_with("--") {
            continue;
        }
        statement.push_str(line);
        statement.push('\n');
        if line.trim_end().ends_with(';') {
            found.push(std::mem::take(&mut statement));
        }
    }
    found.push(statement);
    found.retain(|statement| !statement.trim().is_empty());
    found
}

fn hash_of(sql: &str) -> String {
    hex(&Sha256::digest(sql.as_bytes()))
}

/// Bytes as lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").expect("writing to a String cannot fail");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_migration_falls_into_its_statements() {
        let sql = "-- remark; not a statement;\nCREATE TABLE a (\n  -- why\n  x TEXT);\n\nDROP TABLE a;\n";
        assert_eq!(
            statements(sql),
            ["CREATE TABLE a (\n  x TEXT);\n", "\nDROP TABLE a;\n"]
        );
    }
}
