//! Opens a registry for the commands that need one: mistakes are told, damaged rows written out where it is wished.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use kernel::Lang;
use programmes::Catalogue;
use programmes::registry::{Damaged, LeftOut, Reading, RegistryFile, quoted, read};

use super::parquet_rows::{ParquetRows, is_parquet};
use super::whole_file::{INTERRUPTED, WholeFile, interrupted};
use super::{NOT_IN_ORDER, tell_one};
use crate::{fault_words, words};

/// How a registry is read.
#[derive(Args)]
pub struct RegistryOptions {
    /// A column of the registry that is not to be read; may be given several times
    #[arg(long, value_name = "NAME")]
    ignore: Vec<String>,
    /// Leaves out rows with mistakes and writes them to FILE.rejected.csv
    #[arg(long)]
    skip_damaged: bool,
}

/// Reads a registry, CSV or Parquet, "-" being a CSV from standard input; or tells what is wrong with it.
pub fn open(
    path: &Path,
    options: &RegistryOptions,
    catalogue: &Catalogue,
    lang: Lang,
) -> Result<RegistryFile, ExitCode> {
    let shown = path.display().to_string();
    let source: Box<dyn Read> = match shown.as_str() {
        "-" => Box::new(io::stdin().lock()),
        _ => match File::open(path) {
            Ok(file) if is_parquet(&file) => match ParquetRows::open(file) {
                Ok(rows) => Box::new(rows),
                Err(error) => {
                    let why = error.to_string();
                    eprint!("{shown}: ");
                    return Err(tell_one(lang, "registry-not-parquet", &[("why", &why)]));
                }
            },
            Ok(file) => Box::new(file),
            Err(error) => {
                let why = error.to_string();
                eprint!("{shown}: ");
                return Err(tell_one(lang, "registry-unreadable", &[("why", &why)]));
            }
        },
    };
    let source = BufReader::with_capacity(1 << 16, Interruptible(source));
    let file = if options.skip_damaged {
        let goal = rejected(path);
        read_most(source, options, catalogue, &goal, lang).inspect(|file| {
            if file.left_out > 0 {
                let count = file.left_out.to_string();
                let goal = goal.display().to_string();
                let args = [("count", count.as_str()), ("file", goal.as_str())];
                eprintln!("{}", words().say(lang, "registry-left-out", &args));
            }
        })
    } else {
        let reading = Reading {
            ignore: &options.ignore,
            damaged: Damaged::Refuse,
        };
        read(source, catalogue, reading)
    };
    file.map_err(|refused| {
        if interrupted() {
            eprintln!("{}", words().say(lang, "whole-interrupted", &[]));
            return ExitCode::from(INTERRUPTED);
        }
        for line in refused.sentences(fault_words(), lang) {
            eprintln!("{shown}: {line}");
        }
        let in_rows = refused
            .told
            .iter()
            .any(|damage| damage.row.is_some_and(|row| row > 1));
        if in_rows && !options.skip_damaged {
            eprintln!("{}", words().say(lang, "registry-again", &[]));
        }
        ExitCode::from(NOT_IN_ORDER)
    })
}

/// Where rows go that could not be read.
fn rejected(path: &Path) -> PathBuf {
    let mut name = match path.to_str() {
        Some("-") => "registry".into(),
        _ => path.as_os_str().to_owned(),
    };
    name.push(".rejected.csv");
    PathBuf::from(name)
}

/// Leaves out what is damaged. The rows go into a file with their number and what is wrong; no file when there are none.
fn read_most(
    source: impl BufRead,
    options: &RegistryOptions,
    catalogue: &Catalogue,
    goal: &Path,
    lang: Lang,
) -> Result<RegistryFile, programmes::registry::Refused> {
    let mut out: Option<WholeFile> = None;
    let mut hand_over = |row: &LeftOut<'_>| {
        let file = match &mut out {
            Some(file) => file,
            none => {
                let file = none.insert(WholeFile::create(goal)?);
                writeln!(file, "row,reason,{}", row.header)?;
                file
            }
        };
        let reasons = row.damages.iter().map(|damage| {
            let what = damage.fault.message(fault_words(), lang);
            match &damage.column {
                Some(column) => format!("{column}: {what}"),
                None => what,
            }
        });
        let reasons: Vec<String> = reasons.collect();
        let reasons = quoted(&reasons.join(" "));
        writeln!(file, "{},{reasons},{}", row.row, row.line)
    };
    let reading = Reading {
        ignore: &options.ignore,
        damaged: Damaged::LeaveOut(&mut hand_over),
    };
    let file = read(source, catalogue, reading)?;
    if let Some(out) = out {
        out.finish().map_err(|error| {
            let why = error.to_string();
            programmes::registry::Damage::of_file("registry-rejected-unwritten", &[("why", &why)])
        })?;
    }
    Ok(file)
}

/// What was read, in words.
pub fn said(file: &RegistryFile, catalogue: &Catalogue, lang: Lang) -> String {
    let say = |key: &str, args: &[(&str, &str)]| words().say(lang, key, args);
    let firms = file.registry.len();
    let bytes = (file.registry.bytes().div_ceil(firms.max(1))).to_string();
    let count = firms.to_string();
    let args = [("firms", count.as_str()), ("bytes", bytes.as_str())];
    let mut lines = vec![say("registry-fine", &args)];
    if file.synthetic {
        lines.push(say("registry-synthetic-said", &[]));
    }
    if let Some(districts) = &file.districts {
        let count = (districts.names().len() - 1).to_string();
        lines.push(say("registry-districts-said", &[("count", &count)]));
    }
    for (id, column) in file.registry.columns() {
        let fact = catalogue.facts.get(id);
        let known = (0..firms).filter(|row| !column.value(*row).is_unknown());
        let known = known.count();
        let share = (known * 100 / firms.max(1)).to_string();
        let known = known.to_string();
        let args = [
            ("label", fact.label.get(lang)),
            ("id", fact.id.as_str()),
            ("known", known.as_str()),
            ("share", share.as_str()),
        ];
        lines.push(say("registry-column-said", &args));
    }
    lines.join("\n")
}

/// A source that ends with a fault when somebody has asked the command to end.
struct Interruptible<R>(R);

impl<R: Read> Read for Interruptible<R> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        if interrupted() {
            // Not `Interrupted`: that means "try again".
            return Err(io::Error::other("interrupted"));
        }
        self.0.read(bytes)
    }
}
