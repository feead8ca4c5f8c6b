//! The database. This module alone knows which one is behind a transaction: SQLite in a file, or PostgreSQL.
//! SQL is written once, in the subset both understand:
//!
//! - placeholders `$1`, `$2`, …; column types `TEXT`, `BIGINT`, `BOOLEAN`, `BYTEA`, and no other;
//! - moments and days are kept as text that sorts in the order of time (see [`Value`]);
//! - `INSERT … ON CONFLICT … DO UPDATE/NOTHING` and `RETURNING` exist in both;
//! - `CAST(SUM(x) AS BIGINT)`, because PostgreSQL widens sums; `CAST($1 AS TEXT) IS NULL`, because it must be
//!   told the type of a value that stands alone.

mod address;
mod args;
mod fault;
mod row;
mod tx;

use std::path::Path;
use std::time::{Duration, Instant};

use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{ConnectOptions, Connection};

pub use address::DatabaseUrl;
pub use args::{Args, Value};
pub use fault::{DbFault, DbFaultKind};
pub use row::{Column, Row};
/// For SQL that a programme has put together (never with values in it): `tx.all(AssertSqlSafe(text), …)`.
pub use sqlx::{AssertSqlSafe, SqlSafeStr};
pub use tx::Tx;

/// How long a writer waits for its turn before it gives up.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long the first connection to a server may take.
const FIRST_ANSWER: Duration = Duration::from_secs(10);
const READERS: u32 = 8;
const SERVER_CONNECTIONS: u32 = 16;

/// An open database. Cloning is cheap: all clones share the same connections.
#[derive(Clone, Debug)]
pub enum Db {
    /// All writes go through one connection, one after the other; reads have their own and never wait for it.
    Sqlite {
        writer: SqlitePool,
        readers: SqlitePool,
    },
    Postgres {
        pool: PgPool,
    },
}

impl Db {
    /// Opens the database and proves that it can be written to. A SQLite file that does not exist is made,
    /// with its folder.
    pub async fn open(url: &DatabaseUrl) -> Result<Db, DbFault> {
        match url {
            DatabaseUrl::Sqlite(path) => open_file(path).await,
            DatabaseUrl::Postgres(options) => open_server(options).await,
        }
    }

    /// A database in memory that has no tables, for pages that ask nothing of it.
    pub fn empty() -> Db {
        let options = SqliteConnectOptions::new().in_memory(true);
        let pool = || {
            SqlitePoolOptions::new()
                .max_connections(1)
                .connect_lazy_with(options.clone())
        };
        Db::Sqlite {
            writer: pool(),
            readers: pool(),
        }
    }

    /// A transaction that writes. On SQLite it has the file for itself (`BEGIN IMMEDIATE`); on PostgreSQL it
    /// is READ COMMITTED: a rule over several rows needs a constraint or a locked row to hold.
    pub async fn begin(&self) -> Result<Tx, DbFault> {
        match self {
            Db::Sqlite { writer, .. } => Ok(Tx::from(writer.begin_with("BEGIN IMMEDIATE").await?)),
            Db::Postgres { pool } => Ok(Tx::from(pool.begin().await?)),
        }
    }

    /// A transaction that reads one unchanging picture of the data and cannot write.
    pub async fn read(&self) -> Result<Tx, DbFault> {
        match self {
            Db::Sqlite { readers, .. } => Ok(Tx::from(readers.begin_with("BEGIN").await?)),
            Db::Postgres { pool } => Ok(Tx::from(
                pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
                    .await?,
            )),
        }
    }

    /// `sqlite` or `postgresql`.
    pub fn kind(&self) -> &'static str {
        match self {
            Db::Sqlite { .. } => "sqlite",
            Db::Postgres { .. } => "postgresql",
        }
    }

    /// Closes all connections once their transactions have ended; SQLite folds its log into the file.
    pub async fn close(&self) {
        match self {
            Db::Sqlite { writer, readers } => {
                readers.close().await;
                writer.close().await;
            }
            Db::Postgres { pool } => pool.close().await,
        }
    }
}

async fn open_file(path: &Path) -> Result<Db, DbFault> {
    let shown = path.display().to_string();
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    if let Some(folder) = folder {
        std::fs::create_dir_all(folder)
            .map_err(|why| DbFault::new(DbFaultKind::NotWritable, &why).with("path", &shown))?;
    }
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        // FULL, not NORMAL: what was acknowledged must survive a power cut.
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(PATIENCE)
        .disable_statement_logging();
    let writer = open_writer(&options)
        .await
        .map_err(|error| file_fault(&shown, &error))?;
    let readers = SqlitePoolOptions::new()
        .max_connections(READERS)
        .acquire_timeout(PATIENCE)
        .max_lifetime(None)
        .connect_lazy_with(options.pragma("query_only", "ON"));
    Ok(Db::Sqlite { writer, readers })
}

/// The one writer. A new file becomes a WAL file here, and SQLite does not wait for its turn in that step
/// when another process opens the file at the same moment: so we do.
async fn open_writer(options: &SqliteConnectOptions) -> Result<SqlitePool, sqlx::Error> {
    let begun = Instant::now();
    loop {
        let opened = SqlitePoolOptions::new()
            .max_connections(1)
            .acquire_timeout(PATIENCE)
            .max_lifetime(None)
            .idle_timeout(None)
            .connect_with(options.clone().journal_mode(SqliteJournalMode::Wal))
            .await;
        match opened {
            Err(error) if is_locked(&error) && begun.elapsed() < PATIENCE => {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            opened => {
                let writer = opened?;
                prove_writable(&writer).await?;
                return Ok(writer);
            }
        }
    }
}

fn is_locked(error: &sqlx::Error) -> bool {
    DbFault::kind_of(error) == DbFaultKind::Busy
}

/// A file that may only be read opens without complaint and fails at the first write: ask at once.
async fn prove_writable(writer: &SqlitePool) -> Result<(), sqlx::Error> {
    writer.begin_with("BEGIN IMMEDIATE").await?.rollback().await
}

fn file_fault(path: &str, error: &sqlx::Error) -> DbFault {
    let why = error.to_string();
    let kind = if why.contains("readonly") || why.contains("unable to open") {
        DbFaultKind::NotWritable
    } else if is_locked(error) {
        DbFaultKind::Busy
    } else {
        DbFaultKind::NotOpened
    };
    DbFault::new(kind, &why).with("path", path)
}

async fn open_server(options: &PgConnectOptions) -> Result<Db, DbFault> {
    let options = options.clone().disable_statement_logging();
    // One connection outside the pool first: a pool hides the reason behind "timed out".
    let server = address::shown(&options);
    let first = tokio::time::timeout(FIRST_ANSWER, options.connect())
        .await
        .map_err(|_| DbFault::new(DbFaultKind::NotReachable, &"timeout").with("server", &server))?
        .map_err(|error| DbFault::of_server(&error, &server))?;
    first.close().await.ok();
    let pool = PgPoolOptions::new()
        .max_connections(SERVER_CONNECTIONS)
        .acquire_timeout(PATIENCE)
        .connect_lazy_with(options);
    Ok(Db::Postgres { pool })
}
