//! The command line. Names and forms are a contract; `--help` teaches them.

mod admin;
mod assess;
mod check;
mod compare;
mod key;
mod parquet_rows;
mod place;
mod registry_file;
mod serve;
mod simulate;
mod sql;
mod synthesize;
mod whole_file;

use std::ffi::OsString;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};
use kernel::{Fault, Lang};
use platform::ContentFile;

use crate::{fault_words, folder};

/// Exit codes: 0 fine; 1 the content or the input is not in order; 2 the command was not understood.
pub const NOT_IN_ORDER: u8 = 1;

#[derive(Parser)]
#[command(
    name = "monozukuri",
    version,
    about = "Puts a city's manufacturing strategy into operation / 都市のものづくり戦略を動かす",
    long_about = "Puts a city's manufacturing strategy into operation: its support programmes as rules that compute.\n\
                  都市のものづくり戦略を動かします。支援策を、計算できる規則として扱います。\n\n\
                  Kanazawa's content is built in; --city DIR takes another folder (docs/rules.md tells its form).",
    after_help = "Examples / 例:\n  \
                  monozukuri serve                                   the site on http://127.0.0.1:8080\n  \
                  monozukuri assess --profile company.yaml           what this company can use, and why\n  \
                  monozukuri assess --profile company.yaml --format json --lang en --on 2026-05-01\n  \
                  monozukuri compare kz-telework-fy2020 kz-telework-fy2021   what changed, and what it means\n  \
                  monozukuri simulate --registry firms.csv           who can use what, and what it costs\n  \
                  monozukuri check --city ./my-city                  every mistake with file:line:column\n  \
                  monozukuri check --registry firms.csv              every mistake with row and column\n  \
                  monozukuri synthesize --firms 100000 --seed 1 --out firms.csv   firms that do not exist\n\n\
                  Exit codes: 0 fine, 1 content or input not in order, 2 command not understood, 130 interrupted."
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Serve(serve::Serve),
    Check(check::Check),
    Assess(assess::Assess),
    Compare(compare::Compare),
    Simulate(simulate::Simulate),
    Synthesize(synthesize::Synthesize),
    Sql(sql::Sql),
    Admin(admin::Admin),
}

/// The language of sentences: as given, else that of the environment, else Japanese.
#[derive(Clone, Copy, ValueEnum)]
enum LangArg {
    Ja,
    En,
}

/// Runs a command; never panics on bad input.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version go to standard output with 0, mistakes to standard error with 2.
            let code = u8::try_from(error.exit_code()).unwrap_or(2);
            let _ = error.print();
            return ExitCode::from(code);
        }
    };
    match cli.command {
        Command::Serve(serve) => serve::run(&serve),
        Command::Check(check) => check::run(&check),
        Command::Assess(assess) => assess::run(&assess),
        Command::Compare(compare) => compare::run(&compare),
        Command::Simulate(simulate) => simulate::run(&simulate),
        Command::Synthesize(synthesize) => synthesize::run(&synthesize),
        Command::Sql(sql) => sql::run(&sql),
        Command::Admin(admin) => admin::run(&admin),
    }
}

fn lang(given: Option<LangArg>) -> Lang {
    match given {
        Some(LangArg::Ja) => Lang::Ja,
        Some(LangArg::En) => Lang::En,
        None => ["LC_ALL", "LC_MESSAGES", "LANG"]
            .iter()
            .filter_map(|name| std::env::var(name).ok())
            .find_map(|value| Lang::of_tag(&value))
            .unwrap_or(Lang::Ja),
    }
}

/// The files of the city that a command is about.
fn files(city: Option<&PathBuf>) -> Result<Vec<ContentFile>, Vec<Fault>> {
    match city {
        None => Ok(folder::built_in()),
        Some(folder) => folder::on_disk(folder),
    }
}

/// Tells every fault on standard error, and how many there were.
fn tell(faults: &[Fault], lang: Lang) -> ExitCode {
    for fault in faults {
        eprintln!("{}", fault.sentence(fault_words(), lang));
    }
    let count = faults.len().to_string();
    let key = match faults.len() {
        1 => "faults-one",
        _ => "faults-count",
    };
    let said = crate::words().say(lang, key, &[("count", &count)]);
    eprintln!("{said}");
    ExitCode::from(NOT_IN_ORDER)
}

/// Writes an answer to standard output. A reader that has gone away, as in `| head`, is no mistake.
fn answer(text: &str) -> ExitCode {
    let mut out = std::io::stdout().lock();
    let written = writeln!(out, "{}", text.trim_end()).and_then(|()| out.flush());
    match written {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            eprintln!("{error}");
            ExitCode::from(NOT_IN_ORDER)
        }
        _ => ExitCode::SUCCESS,
    }
}

/// Tells a fault of the database on standard error.
fn tell_fault(fault: &platform::DbFault, lang: Lang) -> ExitCode {
    eprintln!("{}", fault.sentence(lang));
    ExitCode::from(NOT_IN_ORDER)
}

fn tell_one(lang: Lang, key: &str, args: &[(&str, &str)]) -> ExitCode {
    eprintln!("{}", fault_words().say(lang, key, args));
    ExitCode::from(NOT_IN_ORDER)
}
