//! Where a database lives, as people write it.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use sqlx::postgres::PgConnectOptions;

use super::fault::{DbFault, DbFaultKind};

/// The address of a database. It never shows a password.
#[derive(Clone)]
pub enum DatabaseUrl {
    Sqlite(PathBuf),
    Postgres(Box<PgConnectOptions>),
}

impl DatabaseUrl {
    /// A SQLite file.
    pub fn file(path: impl Into<PathBuf>) -> DatabaseUrl {
        DatabaseUrl::Sqlite(path.into())
    }

    /// Reads `sqlite:PATH`, `postgres://user:password@host:port/name` or `postgresql://…`. A server on the
    /// same machine may be named by its socket: `postgres:///name?host=/var/run/postgresql`.
    pub fn parse(text: &str) -> Result<DatabaseUrl, DbFault> {
        if let Some(path) = text.strip_prefix("sqlite:") {
            let path = path.strip_prefix("//").unwrap_or(path);
            // A database in memory would be another one for each connection.
            if path.is_empty() || path.starts_with(":memory:") {
                return Err(fault(text, &path));
            }
            return Ok(DatabaseUrl::file(path));
        }
        if !text.starts_with("postgres://") && !text.starts_with("postgresql://") {
            return Err(fault(text, &scheme_of(text)));
        }
        PgConnectOptions::from_str(text)
            .map(|options| DatabaseUrl::Postgres(Box::new(options)))
            .map_err(|error| fault(text, &error))
    }
}

fn fault(text: &str, why: &dyn fmt::Display) -> DbFault {
    DbFault::new(DbFaultKind::Address, why).with("address", &without_password(text))
}

/// What stands before the first colon, such as `mysql`.
fn scheme_of(text: &str) -> &str {
    text.split(':').next().unwrap_or_default()
}

/// `postgres://city:secret@db/x` becomes `postgres://city:…@db/x`.
fn without_password(text: &str) -> String {
    let Some((scheme, rest)) = text.split_once("://") else {
        return text.to_owned();
    };
    let Some((person, place)) = rest.rsplit_once('@') else {
        return text.to_owned();
    };
    let name = person.split(':').next().unwrap_or_default();
    format!("{scheme}://{name}:…@{place}")
}

/// Host (or socket), port and name of the database on a server.
pub(super) fn shown(options: &PgConnectOptions) -> String {
    let host = match options.get_socket() {
        Some(socket) => socket.display().to_string(),
        None => options.get_host().to_owned(),
    };
    let port = options.get_port();
    let name = options.get_database().unwrap_or(options.get_username());
    format!("{host}:{port}/{name}")
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DatabaseUrl::Sqlite(path) => write!(f, "sqlite:{}", path.display()),
            DatabaseUrl::Postgres(options) => write!(f, "postgresql://{}", shown(options)),
        }
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_and_shown_without_its_password() {
        let check = |text: &str, shown: &str| {
            let url = DatabaseUrl::parse(text).expect("an address");
            assert_eq!(url.to_string(), shown);
        };
        check("sqlite:data/city.db", "sqlite:data/city.db");
        check("sqlite:///srv/city.db", "sqlite:/srv/city.db");
        check("postgres://city:secret@db:5433/x", "postgresql://db:5433/x");
    }

    #[test]
    fn another_address_is_refused_without_showing_its_password() {
        let fault = DatabaseUrl::parse("mysql://city:secret@db/x").expect_err("refused");
        assert_eq!(fault.kind(), DbFaultKind::Address);
        assert!(!fault.to_string().contains("secret"), "{fault}");
        assert!(DatabaseUrl::parse("sqlite::memory:").is_err());
    }
}
