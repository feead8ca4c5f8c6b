//! A transaction: all of it happens or nothing does.

use sqlx::encode::IsNull;
use sqlx::error::BoxDynError;
use sqlx::postgres::types::Oid;
use sqlx::postgres::{PgArgumentBuffer, PgArguments, PgTypeInfo};
use sqlx::sqlite::SqliteArguments;
use sqlx::{Arguments, Encode, Postgres, SqlSafeStr, SqlStr, Sqlite, Transaction, Type};

use super::args::{Args, Value};
use super::fault::{DbFault, DbFaultKind};
use super::row::Row;

/// A transaction. Dropped without [`Tx::commit`] it leaves nothing behind.
pub struct Tx(Inner);

enum Inner {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

/// Runs one statement on whichever database is behind the transaction.
macro_rules! on_either {
    ($tx:expr, $sql:expr, $args:expr, |$query:ident, $connection:ident| $run:expr) => {{
        let sql: SqlStr = $sql.into_sql_str();
        let args: Args = $args.into();
        let ran = match &mut $tx.0 {
            Inner::Sqlite(transaction) => {
                let $query = sqlx::query_with(sql.clone(), sqlite_arguments(args)?);
                let $connection = &mut **transaction;
                $run
            }
            Inner::Postgres(transaction) => {
                let $query = sqlx::query_with(sql.clone(), postgres_arguments(args)?);
                let $connection = &mut **transaction;
                $run
            }
        };
        ran.map_err(|error| DbFault::of_statement(&error, sql.as_str()))
    }};
}

impl Tx {
    /// Runs a statement and says how many rows it changed.
    pub async fn execute(
        &mut self,
        sql: impl SqlSafeStr,
        args: impl Into<Args>,
    ) -> Result<u64, DbFault> {
        on_either!(self, sql, args, |query, connection| query
            .execute(connection)
            .await
            .map(|done| done.rows_affected()))
    }

    pub async fn all(
        &mut self,
        sql: impl SqlSafeStr,
        args: impl Into<Args>,
    ) -> Result<Vec<Row>, DbFault> {
        on_either!(self, sql, args, |query, connection| query
            .fetch_all(connection)
            .await
            .map(|rows| rows.into_iter().map(Row::from).collect()))
    }

    /// The first row, if there is any.
    pub async fn optional(
        &mut self,
        sql: impl SqlSafeStr,
        args: impl Into<Args>,
    ) -> Result<Option<Row>, DbFault> {
        on_either!(self, sql, args, |query, connection| query
            .fetch_optional(connection)
            .await
            .map(|row| row.map(Row::from)))
    }

    /// The first row; a fault of kind [`DbFaultKind::NoRow`] when there is none.
    pub async fn one(
        &mut self,
        sql: impl SqlSafeStr,
        args: impl Into<Args>,
    ) -> Result<Row, DbFault> {
        on_either!(self, sql, args, |query, connection| query
            .fetch_one(connection)
            .await
            .map(Row::from))
    }

    /// Makes everything in the transaction lasting. Only after this may anyone be told that it happened.
    pub async fn commit(self) -> Result<(), DbFault> {
        match self.0 {
            Inner::Sqlite(transaction) => transaction.commit().await,
            Inner::Postgres(transaction) => transaction.commit().await,
        }
        .map_err(DbFault::from)
    }

    /// Keeps other processes that begin the same work waiting until this transaction ends. SQLite needs no
    /// such lock: whoever writes has the file for itself.
    pub(crate) async fn lock_out_others(&mut self, work: i64) -> Result<(), DbFault> {
        match &self.0 {
            Inner::Sqlite(_) => Ok(()),
            Inner::Postgres(_) => self
                .execute("SELECT pg_advisory_xact_lock($1)", (work,))
                .await
                .map(|_| ()),
        }
    }
}

impl From<Transaction<'static, Sqlite>> for Tx {
    fn from(transaction: Transaction<'static, Sqlite>) -> Tx {
        Tx(Inner::Sqlite(transaction))
    }
}

impl From<Transaction<'static, Postgres>> for Tx {
    fn from(transaction: Transaction<'static, Postgres>) -> Tx {
        Tx(Inner::Postgres(transaction))
    }
}

fn sqlite_arguments(args: Args) -> Result<SqliteArguments, DbFault> {
    let mut bound = SqliteArguments::default();
    for value in args.0 {
        match value {
            Value::Text(text) => bound.add(text),
            Value::Int(number) => bound.add(number),
            Value::Flag(flag) => bound.add(flag),
            Value::Null => bound.add(None::<String>),
            Value::Bytes(bytes) => bound.add(bytes),
        }
        .map_err(argument_fault)?;
    }
    Ok(bound)
}

fn postgres_arguments(args: Args) -> Result<PgArguments, DbFault> {
    let mut bound = PgArguments::default();
    for value in args.0 {
        match value {
            Value::Text(text) => bound.add(text),
            Value::Int(number) => bound.add(number),
            Value::Flag(flag) => bound.add(flag),
            Value::Null => bound.add(Nothing),
            Value::Bytes(bytes) => bound.add(bytes),
        }
        .map_err(argument_fault)?;
    }
    Ok(bound)
}

fn argument_fault(error: BoxDynError) -> DbFault {
    DbFault::new(DbFaultKind::Statement, &error)
}

/// NULL without a type: PostgreSQL takes the type of the column it goes into, as SQLite does.
struct Nothing;

impl Type<Postgres> for Nothing {
    fn type_info() -> PgTypeInfo {
        PgTypeInfo::with_oid(Oid(0))
    }
}

impl Encode<'_, Postgres> for Nothing {
    fn encode_by_ref(&self, _: &mut PgArgumentBuffer) -> Result<IsNull, BoxDynError> {
        Ok(IsNull::Yes)
    }
}
