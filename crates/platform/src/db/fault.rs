//! What can go wrong with a database. The sentence says what happened, why, and what to do; it lives in the
//! platform's words, so that whoever runs the site reads it in either language.

use std::fmt;

use kernel::Lang;
use sqlx::error::ErrorKind;

/// A fault of the database, or of our use of it.
#[derive(Debug)]
pub struct DbFault(Box<Details>);

#[derive(Debug)]
struct Details {
    kind: DbFaultKind,
    args: Vec<(&'static str, String)>,
}

/// What kind of fault it is, for whoever must tell one from another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DbFaultKind {
    /// The address names no database we know.
    Address,
    /// The file or its folder cannot be written.
    NotWritable,
    /// The file is there and is no database of ours.
    NotOpened,
    NotReachable,
    /// The server knows neither this name nor this password.
    SignIn,
    /// The server has no database of this name.
    NoDatabase,
    /// Somebody else kept the database for too long.
    Busy,
    /// PostgreSQL stopped one of two transactions that stood in each other's way: it may be tried again.
    Collision,
    /// A value that must be unique exists already.
    Unique,
    /// A row is named that does not exist, or is still needed by another.
    Reference,
    /// A rule that the table keeps would be broken.
    Check,
    /// A value that must be there is missing.
    Required,
    /// No row where there must be one.
    NoRow,
    /// A column is not what the programme takes it for.
    Column,
    /// Any other statement that failed.
    Statement,
    /// The text of a migration is no longer the one that was applied.
    MigrationChanged,
    /// A migration could not be applied.
    Migration,
}

impl DbFaultKind {
    pub const ALL: [DbFaultKind; 17] = [
        DbFaultKind::Address,
        DbFaultKind::NotWritable,
        DbFaultKind::NotOpened,
        DbFaultKind::NotReachable,
        DbFaultKind::SignIn,
        DbFaultKind::NoDatabase,
        DbFaultKind::Busy,
        DbFaultKind::Collision,
        DbFaultKind::Unique,
        DbFaultKind::Reference,
        DbFaultKind::Check,
        DbFaultKind::Required,
        DbFaultKind::NoRow,
        DbFaultKind::Column,
        DbFaultKind::Statement,
        DbFaultKind::MigrationChanged,
        DbFaultKind::Migration,
    ];

    /// The message that explains it.
    pub fn key(self) -> &'static str {
        match self {
            DbFaultKind::Address => "db-address",
            DbFaultKind::NotWritable => "db-not-writable",
            DbFaultKind::NotOpened => "db-not-opened",
            DbFaultKind::NotReachable => "db-not-reachable",
            DbFaultKind::SignIn => "db-sign-in",
            DbFaultKind::NoDatabase => "db-no-database",
            DbFaultKind::Busy => "db-busy",
            DbFaultKind::Collision => "db-collision",
            DbFaultKind::Unique => "db-unique",
            DbFaultKind::Reference => "db-reference",
            DbFaultKind::Check => "db-check",
            DbFaultKind::Required => "db-required",
            DbFaultKind::NoRow => "db-no-row",
            DbFaultKind::Column => "db-column",
            DbFaultKind::Statement => "db-statement",
            DbFaultKind::MigrationChanged => "db-migration-changed",
            DbFaultKind::Migration => "db-migration",
        }
    }
}

impl DbFault {
    /// A column holds what no statement of ours writes.
    pub fn unreadable(column: &'static str) -> DbFault {
        DbFault::new(DbFaultKind::Column, column).with("index", column)
    }

    pub(crate) fn new(kind: DbFaultKind, why: &(impl fmt::Display + ?Sized)) -> DbFault {
        let args = vec![("why", why.to_string())];
        DbFault(Box::new(Details { kind, args }))
    }

    pub(crate) fn with(
        mut self,
        name: &'static str,
        value: &(impl fmt::Display + ?Sized),
    ) -> DbFault {
        self.0.args.push((name, value.to_string()));
        self
    }

    pub fn kind(&self) -> DbFaultKind {
        self.0.kind
    }

    /// What happened, why, and what to do.
    pub fn sentence(&self, lang: Lang) -> String {
        let args: Vec<(&str, &str)> = self
            .0
            .args
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        let sentence = crate::words().say(lang, self.kind().key(), &args);
        match self.0.args.iter().find(|(name, _)| *name == "sql") {
            Some((_, sql)) => format!("{sentence} [{sql}]"),
            None => sentence,
        }
    }

    /// A statement that failed; `sql` is shown in one line, and values never are.
    pub(super) fn of_statement(error: &sqlx::Error, sql: &str) -> DbFault {
        let line: Vec<&str> = sql.split_whitespace().collect();
        let line: String = line.join(" ").chars().take(200).collect();
        DbFault::from_error(error).with("sql", &line)
    }

    /// The server did not let us in.
    pub(super) fn of_server(error: &sqlx::Error, server: &str) -> DbFault {
        let code = error
            .as_database_error()
            .and_then(|refusal| refusal.code())
            .unwrap_or_default();
        let kind = match code.as_ref() {
            "28P01" | "28000" => DbFaultKind::SignIn,
            "3D000" => DbFaultKind::NoDatabase,
            _ => DbFaultKind::NotReachable,
        };
        DbFault::new(kind, error).with("server", server)
    }

    fn from_error(error: &sqlx::Error) -> DbFault {
        DbFault::new(DbFault::kind_of(error), error)
    }

    pub(super) fn kind_of(error: &sqlx::Error) -> DbFaultKind {
        match error {
            sqlx::Error::RowNotFound => DbFaultKind::NoRow,
            sqlx::Error::PoolTimedOut => DbFaultKind::Busy,
            sqlx::Error::Database(refusal) => match refusal.kind() {
                ErrorKind::UniqueViolation | ErrorKind::ExclusionViolation => DbFaultKind::Unique,
                ErrorKind::ForeignKeyViolation => DbFaultKind::Reference,
                ErrorKind::CheckViolation => DbFaultKind::Check,
                ErrorKind::NotNullViolation => DbFaultKind::Required,
                _ => match refusal.code().unwrap_or_default().as_ref() {
                    // PostgreSQL: serialization failure and deadlock; lock not available.
                    "40001" | "40P01" => DbFaultKind::Collision,
                    "55P03" => DbFaultKind::Busy,
                    // SQLite: SQLITE_BUSY, SQLITE_LOCKED, SQLITE_BUSY_SNAPSHOT.
                    "5" | "6" | "517" => DbFaultKind::Busy,
                    _ => DbFaultKind::Statement,
                },
            },
            _ => DbFaultKind::Statement,
        }
    }
}

impl From<sqlx::Error> for DbFault {
    fn from(error: sqlx::Error) -> DbFault {
        DbFault::from_error(&error)
    }
}

/// The sentence in English, for logs.
impl fmt::Display for DbFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence(Lang::En))
    }
}

impl std::error::Error for DbFault {}
