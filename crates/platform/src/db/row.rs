//! A row that came back, and the types its columns are read as.

use jiff::Timestamp;
use kernel::Date;
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row as _, TypeInfo, ValueRef};

use super::fault::{DbFault, DbFaultKind};

/// One row of an answer. Columns are read by their place, counted from 0 in the order of the SELECT.
pub struct Row(Inner);

enum Inner {
    Sqlite(SqliteRow),
    Postgres(PgRow),
}

impl Row {
    /// The column as a `String`, `i64`, `bool`, `Vec<u8>`, `Timestamp` or `Date`, or as an `Option` of one where
    /// it may be NULL. A NULL that was not expected and a value of another type are faults, never a zero.
    pub fn get<T: Column>(&self, index: usize) -> Result<T, DbFault> {
        T::read(self, index)
    }

    fn plain<T>(&self, index: usize) -> Result<Option<T>, DbFault>
    where
        T: for<'r> sqlx::Decode<'r, sqlx::Sqlite> + sqlx::Type<sqlx::Sqlite>,
        T: for<'r> sqlx::Decode<'r, sqlx::Postgres> + sqlx::Type<sqlx::Postgres>,
    {
        match &self.0 {
            Inner::Sqlite(row) => row.try_get::<Option<T>, _>(index),
            Inner::Postgres(row) => row.try_get::<Option<T>, _>(index),
        }
        .map_err(|error| column_fault(index, &error))
    }

    /// PostgreSQL gives small numbers a narrower type (`SELECT 1`), which is a number all the same.
    fn narrow(&self, index: usize) -> Result<Option<i64>, DbFault> {
        if let Inner::Postgres(row) = &self.0 {
            let value = row
                .try_get_raw(index)
                .map_err(|error| column_fault(index, &error))?;
            match value.type_info().name() {
                "INT4" => return Ok(self.plain::<i32>(index)?.map(i64::from)),
                "INT2" => return Ok(self.plain::<i16>(index)?.map(i64::from)),
                _ => {}
            }
        }
        self.plain::<i64>(index)
    }
}

impl From<SqliteRow> for Row {
    fn from(row: SqliteRow) -> Row {
        Row(Inner::Sqlite(row))
    }
}

impl From<PgRow> for Row {
    fn from(row: PgRow) -> Row {
        Row(Inner::Postgres(row))
    }
}

/// What a column can be read as.
pub trait Column: Sized {
    fn read(row: &Row, index: usize) -> Result<Self, DbFault>;
}

/// A type whose column may be NULL: the others follow from it.
trait Nullable: Sized {
    fn read_nullable(row: &Row, index: usize) -> Result<Option<Self>, DbFault>;
}

impl Nullable for String {
    fn read_nullable(row: &Row, index: usize) -> Result<Option<String>, DbFault> {
        row.plain(index)
    }
}

impl Nullable for i64 {
    fn read_nullable(row: &Row, index: usize) -> Result<Option<i64>, DbFault> {
        row.narrow(index)
    }
}

impl Nullable for bool {
    fn read_nullable(row: &Row, index: usize) -> Result<Option<bool>, DbFault> {
        row.plain(index)
    }
}

impl Nullable for Vec<u8> {
    fn read_nullable(row: &Row, index: usize) -> Result<Option<Vec<u8>>, DbFault> {
        row.plain(index)
    }
}

impl Nullable for Timestamp {
    fn read_nullable(row: &Row, index: usize) -> Result<Option<Timestamp>, DbFault> {
        parsed(row, index)
    }
}

impl Nullable for Date {
    fn read_nullable(row: &Row, index: usize) -> Result<Option<Date>, DbFault> {
        parsed(row, index)
    }
}

fn parsed<T>(row: &Row, index: usize) -> Result<Option<T>, DbFault>
where
    T: std::str::FromStr<Err: std::fmt::Display>,
{
    row.plain::<String>(index)?
        .map(|text| text.parse::<T>())
        .transpose()
        .map_err(|error| column_fault(index, &error))
}

macro_rules! columns {
    ($($name:ty),+) => {$(
        impl Column for $name {
            fn read(row: &Row, index: usize) -> Result<$name, DbFault> {
                <$name>::read_nullable(row, index)?.ok_or_else(|| column_fault(index, &"NULL"))
            }
        }

        impl Column for Option<$name> {
            fn read(row: &Row, index: usize) -> Result<Option<$name>, DbFault> {
                <$name>::read_nullable(row, index)
            }
        }
    )+};
}

columns!(String, i64, bool, Vec<u8>, Timestamp, Date);

fn column_fault(index: usize, why: &dyn std::fmt::Display) -> DbFault {
    DbFault::new(DbFaultKind::Column, why).with("index", &index)
}
