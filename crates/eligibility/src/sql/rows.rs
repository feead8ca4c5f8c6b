//! The rows of a registry as its table takes them: as lines for `COPY … WITH (FORMAT csv)`, or as `INSERT`.

use std::fmt::Write;

use super::industry::WRITTEN_IN;
use super::table::{columns, is_interval};
use super::{TABLE, quoted};
use crate::fact::{FactId, Facts};
use crate::profile::{Certificate, Value};
use crate::range::{Exact, Range};
use crate::registry::{Form, Layout, Registry};
use kernel::Date;

/// The rows of a registry for the table of its layout.
pub struct Rows<'a> {
    registry: &'a Registry,
    layout: &'a Layout,
    facts: &'a Facts,
    /// Certificates are written as in force on this day or not.
    on: Date,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Writing {
    /// A line of CSV: nothing between two commas is NULL.
    Csv,
    /// What stands behind `INSERT INTO … VALUES`.
    Values,
}

/// A value that has no place in the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Misplaced {
    pub row: usize,
    pub fact: FactId,
}

/// A value of a column.
enum Cell {
    Null,
    Flag(bool),
    Whole(i64),
    Text(String),
}

impl<'a> Rows<'a> {
    pub fn new(registry: &'a Registry, layout: &'a Layout, facts: &'a Facts, on: Date) -> Rows<'a> {
        Rows {
            registry,
            layout,
            facts,
            on,
        }
    }

    /// Writes one applicant with its id to the end of a text.
    pub fn write(
        &self,
        row: usize,
        id: &str,
        writing: Writing,
        to: &mut String,
    ) -> Result<(), Misplaced> {
        let mut cells = vec![Cell::Text(id.to_owned())];
        for (fact, form) in columns(self.layout, self.facts) {
            let placed = self.cells(row, fact, form, &mut cells);
            placed.ok_or(Misplaced { row, fact })?;
        }
        let texts: Vec<String> = cells.iter().map(|cell| cell.written(writing)).collect();
        let line = texts.join(",");
        let written = match writing {
            Writing::Csv => writeln!(to, "{line}"),
            Writing::Values => write!(to, "({line})"),
        };
        written.expect("a text takes everything");
        Ok(())
    }

    /// These applicants as one `INSERT`, for databases without `COPY`.
    pub fn insert(
        &self,
        applicants: impl IntoIterator<Item = (usize, String)>,
    ) -> Result<String, Misplaced> {
        let mut text = format!("INSERT INTO {TABLE} VALUES\n");
        for (index, (row, id)) in applicants.into_iter().enumerate() {
            if index > 0 {
                text.push_str(",\n");
            }
            self.write(row, &id, Writing::Values, &mut text)?;
        }
        Ok(text)
    }

    fn cells(&self, row: usize, fact: FactId, form: &Form, to: &mut Vec<Cell>) -> Option<()> {
        let value = match self.registry.column(fact) {
            Some(column) => column.value(row),
            None => Value::Unknown,
        };
        if let Form::Number(numeric) = form {
            let range = match value {
                Value::Number(range) => range,
                Value::Unknown => Range::ANY,
                _ => return None,
            };
            let count = |end| count(end, numeric.denominator);
            let (low, high) = (count(range.low)?, count(range.high)?);
            if is_interval(form) {
                to.extend([low, high].map(Cell::number));
            } else if low == high {
                to.push(Cell::number(low));
            } else {
                return None;
            }
            return Some(());
        }
        to.push(self.cell(fact, value)?);
        Some(())
    }

    fn cell(&self, fact: FactId, value: Value) -> Option<Cell> {
        Some(match value {
            Value::Unknown => Cell::Null,
            Value::YesNo(flag) => Cell::Flag(flag),
            Value::Date(day) => Cell::Text(day.to_string()),
            Value::Choice(index) => {
                Cell::Text(self.facts.get(fact).choices().get(index)?.id.clone())
            }
            Value::Choices(bits) => Cell::Whole(bits.cast_signed()),
            Value::Text(folded, _) => Cell::Text(folded),
            Value::Receiving(programmes) => {
                let each = programmes.iter().map(|id| format!("{id};"));
                Cell::Text(format!(";{}", each.collect::<String>()))
            }
            Value::Certificates(held) => {
                let in_force = held.iter().filter(|held| is_in_force(held, self.on));
                let bits = in_force.fold(0u64, |bits, held| bits | 1 << held.kind);
                Cell::Whole(bits.cast_signed())
            }
            Value::Industry(codes) => match codes.as_slice() {
                // Divisions and groups are the same in all revisions.
                [(code, revision)] if *revision == WRITTEN_IN || code.to_string().len() <= 2 => {
                    Cell::Text(code.to_string())
                }
                _ => return None,
            },
            Value::Number(_) | Value::List(_) | Value::Awards(_) => return None,
        })
    }
}

fn is_in_force(held: &Certificate, on: Date) -> bool {
    held.valid_from.is_none_or(|from| from <= on)
        && held.valid_until.is_none_or(|until| on <= until)
}

/// An end as a count of parts; `None` when it is no whole count.
fn count(end: Option<Exact>, denominator: i64) -> Option<Option<i64>> {
    let Some(end) = end else {
        return Some(None);
    };
    let counted = i128::from(denominator).checked_mul(*end.numer())?;
    let whole = counted % end.denom() == 0;
    let count = i64::try_from(counted / end.denom()).ok()?;
    whole.then_some(Some(count))
}

impl Cell {
    fn number(count: Option<i64>) -> Cell {
        count.map_or(Cell::Null, Cell::Whole)
    }

    fn written(&self, writing: Writing) -> String {
        match (self, writing) {
            (Cell::Null, Writing::Csv) => String::new(),
            (Cell::Null, Writing::Values) => "NULL".to_owned(),
            (Cell::Flag(true), _) => "TRUE".to_owned(),
            (Cell::Flag(false), _) => "FALSE".to_owned(),
            (Cell::Whole(number), Writing::Csv) => number.to_string(),
            (Cell::Whole(number), Writing::Values) => super::literal(*number),
            (Cell::Text(text), Writing::Values) => quoted(text),
            (Cell::Text(text), Writing::Csv) => csv(text),
        }
    }
}

/// Quoted where it must be: an empty text is not NULL.
fn csv(text: &str) -> String {
    let plain = !text.is_empty() && !text.contains(['"', ',', '\n', '\r', '\\']);
    match plain {
        true => text.to_owned(),
        false => format!("\"{}\"", text.replace('"', "\"\"")),
    }
}
