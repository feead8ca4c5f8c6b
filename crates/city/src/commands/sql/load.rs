//! The rows of a registry as a script that fills its table.

use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use eligibility::Facts;
use eligibility::registry::Layout;
use eligibility::sql::{Dialect, Misplaced, Rows, TABLE, Writing};
use kernel::{Date, Lang};
use programmes::registry::RegistryFile;

use crate::commands::{NOT_IN_ORDER, tell_one};

/// How many rows one INSERT of SQLite has.
const AT_ONCE: usize = 500;

/// Writes the script to standard output: nothing of it where one value has no place in the table.
pub(super) fn load(
    file: &RegistryFile,
    layout: &Layout,
    facts: &Facts,
    on: Date,
    dialect: Dialect,
    lang: Lang,
) -> Result<(), ExitCode> {
    let rows = Rows::new(&file.registry, layout, facts, on);
    if let Err(misplaced) = try_all(file, &rows) {
        let fact = facts.get(misplaced.fact);
        let id = file.ids.get(misplaced.row);
        let args = [("id", id.as_str()), ("fact", fact.label.get(lang))];
        return Err(tell_one(lang, "sql-misplaced", &args));
    }
    let written = match dialect {
        Dialect::Postgres => copy(file, &rows),
        Dialect::Sqlite => insert(file, &rows),
    };
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Err(ExitCode::SUCCESS),
        Err(error) => {
            eprintln!("{error}");
            Err(ExitCode::from(NOT_IN_ORDER))
        }
        Ok(()) => Ok(()),
    }
}

fn try_all(file: &RegistryFile, rows: &Rows<'_>) -> Result<(), Misplaced> {
    let mut line = String::new();
    for row in 0..file.registry.len() {
        line.clear();
        rows.write(row, "", Writing::Csv, &mut line)?;
    }
    Ok(())
}

fn copy(file: &RegistryFile, rows: &Rows<'_>) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    writeln!(out, "COPY {TABLE} FROM STDIN WITH (FORMAT csv);")?;
    let mut text = String::new();
    for row in 0..file.registry.len() {
        text.clear();
        rows.write(row, &file.ids.get(row), Writing::Csv, &mut text)
            .map_err(|_| io::Error::other("a row changed while it was written"))?;
        out.write_all(text.as_bytes())?;
    }
    writeln!(out, "\\.\n")?;
    out.flush()
}

fn insert(file: &RegistryFile, rows: &Rows<'_>) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    writeln!(out, "BEGIN;")?;
    let count = file.registry.len();
    for first in (0..count).step_by(AT_ONCE) {
        let last = count.min(first + AT_ONCE);
        let text = rows
            .insert((first..last).map(|row| (row, file.ids.get(row))))
            .map_err(|_| io::Error::other("a row changed while it was written"))?;
        writeln!(out, "{text};")?;
    }
    writeln!(out, "COMMIT;\n")?;
    out.flush()
}
