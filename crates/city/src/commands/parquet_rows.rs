//! A registry in Parquet, handed over line by line as the CSV that it would be: so there is one way to read a registry
//! and one way to be told what is wrong with it. The first firm is in row 2, as in a spreadsheet.

use std::fs::File;
use std::io::{self, Read, Seek};
use std::panic::{AssertUnwindSafe, catch_unwind};

use jiff::civil::date;
use parquet::errors::ParquetError;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use parquet::record::reader::RowIter;
use programmes::registry::{AND, NONE, quoted};

/// The rows of a file that are still to come, and what is left of the line that is being read.
pub struct ParquetRows {
    rows: RowIter<'static>,
    line: String,
    given: usize,
}

/// Whether a file begins as Parquet does. Only a real file can be read from its end.
pub fn is_parquet(mut file: &File) -> bool {
    let is_file = file.metadata().is_ok_and(|about| about.is_file());
    let mut start = [0; 4];
    let is_parquet = is_file && file.read_exact(&mut start).is_ok() && &start == b"PAR1";
    (!is_file || file.rewind().is_ok()) && is_parquet
}

impl ParquetRows {
    pub fn open(file: File) -> Result<ParquetRows, ParquetError> {
        let reader = sound(|| SerializedFileReader::new(file))?;
        let fields = reader.metadata().file_metadata().schema().get_fields();
        let names: Vec<String> = fields.iter().map(|field| quoted(field.name())).collect();
        Ok(ParquetRows {
            rows: sound(|| Ok(reader.into_iter()))?,
            line: names.join(",") + "\n",
            given: 0,
        })
    }

    fn next_line(&mut self) -> Result<bool, ParquetError> {
        self.line.clear();
        self.given = 0;
        let rows = &mut self.rows;
        let Some(row) = sound(|| rows.next().transpose())? else {
            return Ok(false);
        };
        for (place, (_, field)) in row.get_column_iter().enumerate() {
            if place > 0 {
                self.line.push(',');
            }
            self.line.push_str(&quoted(&cell(field)));
        }
        self.line.push('\n');
        Ok(true)
    }
}

impl Read for ParquetRows {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        if self.given == self.line.len() && !self.next_line().map_err(io::Error::other)? {
            return Ok(0);
        }
        let left = &self.line.as_bytes()[self.given..];
        let count = left.len().min(bytes.len());
        bytes[..count].copy_from_slice(&left[..count]);
        self.given += count;
        Ok(count)
    }
}

/// A damaged file may be one that the reader did not expect at all: then it is told to be damaged, too.
fn sound<T>(reading: impl FnOnce() -> Result<T, ParquetError>) -> Result<T, ParquetError> {
    let read = catch_unwind(AssertUnwindSafe(reading));
    read.unwrap_or_else(|_| Err(ParquetError::General("damaged".to_owned())))
}

/// What the cell would be in a CSV. What has no such form is written as it is, and refused by the kind of its fact.
fn cell(field: &Field) -> String {
    match field {
        Field::Null => String::new(),
        Field::Bool(true) => "yes".to_owned(),
        Field::Bool(false) => "no".to_owned(),
        Field::Str(text) => text.clone(),
        Field::Bytes(bytes) => String::from_utf8_lossy(bytes.data()).into_owned(),
        Field::Float(number) => number.to_string(),
        Field::Double(number) => number.to_string(),
        Field::Date(number) => day(i64::from(*number)).unwrap_or_else(|| number.to_string()),
        Field::TimestampMillis(time) => midnight(*time, 86_400_000, field),
        Field::TimestampMicros(time) => midnight(*time, 86_400_000_000, field),
        Field::ListInternal(list) => match list.elements() {
            [] => NONE.to_owned(),
            several => {
                let several: Vec<String> = several.iter().map(cell).collect();
                several.join(&AND.to_string())
            }
        },
        Field::Byte(_)
        | Field::Short(_)
        | Field::Int(_)
        | Field::Long(_)
        | Field::UByte(_)
        | Field::UShort(_)
        | Field::UInt(_)
        | Field::ULong(_)
        | Field::Decimal(_)
        | Field::Float16(_)
        | Field::TimeMillis(_)
        | Field::TimeMicros(_)
        | Field::Group(_)
        | Field::MapInternal(_) => field.to_string(),
    }
}

/// A time at midnight is a day; any other stays what it is.
fn midnight(time: i64, of_day: i64, field: &Field) -> String {
    let day = (time % of_day == 0).then(|| day(time / of_day));
    day.flatten().unwrap_or_else(|| field.to_string())
}

fn day(number: i64) -> Option<String> {
    let span = jiff::Span::new().try_days(number).ok()?;
    Some(date(1970, 1, 1).checked_add(span).ok()?.to_string())
}
