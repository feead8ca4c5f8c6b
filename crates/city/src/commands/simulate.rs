//! `monozukuri simulate`.

mod asked;
mod assumed;
mod progress;
mod reform;

use std::io::{self, Write};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use eligibility::registry::Registry;
use kernel::Lang;
use platform::Clock;
use programmes::Catalogue;
use programmes::registry::RegistryFile;
use programmes::simulation::budget::{Course, course};
use programmes::simulation::report::{
    Followed, Report, Source, changes_csv, to_csv, to_json, to_text, to_workbook,
};
use programmes::simulation::{Districts, Groups, Listing, Outcome, Plan, Side, carried};

use super::compare::sides::Stop;
use super::registry_file::{RegistryOptions, open};
use super::whole_file::{INTERRUPTED, WholeFile, interrupted};
use super::{LangArg, answer, files, lang, tell, tell_one};
use crate::load::{Examples, load};
use crate::words;
use asked::Budgeted;

/// Tells who of a registry can use what, what it costs, and what a reform would change / 台帳全体で試算する
///
/// Of each programme: how many are eligible, undecided and ineligible, and their amounts, by size, industry and
/// district. With a reform: who gains and who loses. With a budget and an uptake curve: when the budget is used up.
///
///   monozukuri simulate --registry firms.csv
///   monozukuri simulate --registry firms.csv --programme kz-equip-2025 --reform draft.yaml --changes changes.csv
///   monozukuri simulate --registry firms.csv --programme kz-equip-2025 --budget 50000000 --uptake 30% --window-days 90
///
/// What it says and what it does not: docs/simulation.md. Form of registries: docs/registry.md. Form of the JSON
/// answer: docs/simulate.schema.json.
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub struct Simulate {
    /// The registry, CSV ("-" reads standard input)
    #[arg(long, value_name = "FILE")]
    registry: PathBuf,
    #[command(flatten)]
    reading: RegistryOptions,
    /// The city's folder; without it the built-in Kanazawa
    #[arg(long, value_name = "DIR")]
    city: Option<PathBuf>,
    /// A programme's file that takes the place of the one with its id, or a city's folder; may be given several times
    #[arg(long, value_name = "FILE|DIR")]
    reform: Vec<PathBuf>,
    /// Only this programme; may be given several times (default: those of the reform, else all)
    #[arg(long, value_name = "ID")]
    programme: Vec<String>,
    /// A profile (YAML or JSON) whose facts are assumed of everybody of whom they are not known
    #[arg(long, value_name = "FILE")]
    assume: Option<PathBuf>,
    /// The day by whose rules everybody is judged (default: today in Japan)
    #[arg(long, value_name = "YYYY-MM-DD")]
    on: Option<String>,
    /// The budget of the one programme
    #[arg(long, value_name = "YEN", requires = "uptake")]
    budget: Option<String>,
    /// Which part of those who can apply does: a share over the window (30%), or a CSV with the columns day and share
    #[arg(long, value_name = "SHARE|FILE", requires = "budget")]
    uptake: Option<String>,
    /// Over how many days the share applies (default: from the programme's opening to its closing)
    #[arg(long, value_name = "N", requires = "uptake")]
    window_days: Option<u32>,
    /// text for people, json, csv or xlsx for machines and spreadsheets
    #[arg(long, default_value = "text")]
    format: Format,
    /// The file to write (default: standard output; xlsx needs one)
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Writes who gains and who loses by the reform, one by one, as CSV
    #[arg(long, value_name = "FILE", requires = "reform")]
    changes: Option<PathBuf>,
    /// How many threads work; the result is the same
    #[arg(long, value_name = "N", default_value = "1")]
    threads: NonZeroUsize,
    /// Language of the sentences: ja or en (default: that of the environment, else ja)
    #[arg(long)]
    lang: Option<LangArg>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
    Csv,
    Xlsx,
}

pub fn run(asked: &Simulate) -> ExitCode {
    let lang = lang(asked.lang);
    // From here on Ctrl-C is an orderly end.
    let _ = interrupted();
    simulated(asked, lang).unwrap_or_else(|end| match end {
        End::Code(code) => code,
        End::Stop(Stop::Faults(faults)) => tell(&faults, lang),
        End::Stop(Stop::Said(key, args)) => {
            let args: Vec<(&str, &str)> = args
                .iter()
                .map(|(name, value)| (*name, value.as_str()))
                .collect();
            tell_one(lang, key, &args)
        }
        End::Interrupted => {
            eprintln!("{}", words().say(lang, "whole-interrupted", &[]));
            ExitCode::from(INTERRUPTED)
        }
    })
}

/// Why there is no answer.
enum End {
    /// It has been told already.
    Code(ExitCode),
    Stop(Stop),
    Interrupted,
}

impl From<Stop> for End {
    fn from(stop: Stop) -> End {
        End::Stop(stop)
    }
}

fn said<const N: usize>(key: &'static str, args: [(&'static str, &str); N]) -> End {
    let args = args.map(|(name, value)| (name, value.to_owned()));
    End::Stop(Stop::Said(key, args.into()))
}

fn simulated(asked: &Simulate, lang: Lang) -> Result<ExitCode, End> {
    if asked.format == Format::Xlsx && asked.out.is_none() {
        return Err(said("simulate-xlsx-out", []));
    }
    let on = asked::day(asked.on.as_deref())?;
    let base = files(asked.city.as_ref()).map_err(Stop::Faults)?;
    let reformed = reform::read(&asked.reform, &base)?;
    let city = load(base, Examples::Skip).map_err(Stop::Faults)?;
    let ids = asked::programmes(&asked.programme, &city, reformed.as_ref())?;
    let budgeted = asked::budget(asked, &ids, &city, reformed.as_ref(), lang)?;
    let before = &city.catalogue;
    let after = reformed.as_ref().map(|reformed| &reformed.city.catalogue);
    // A registry can have columns for facts that the reform is the first to ask about.
    let reading = after.filter(|after| reform::adds_facts(before, after));
    let reading = reading.unwrap_or(before);
    let mut file = open(&asked.registry, &asked.reading, reading, lang).map_err(End::Code)?;
    let assumptions = assumed::put(asked.assume.as_deref(), &mut file, reading, lang)?;
    let carry = |to: &Catalogue| {
        carried(&file.registry, &reading.facts, &to.facts)
            .map_err(|fact| said("simulate-fact-differs", [("fact", &fact)]))
    };
    let old = carry(before)?;
    let new = after.map(carry).transpose()?;
    let districts = file.districts.as_ref().map(|labels| Districts {
        names: labels.names(),
        codes: labels.codes(),
    });
    let groups = Groups::of(&file.registry, &reading.facts, districts);
    let plan = Plan {
        on,
        programmes: ids.iter().map(String::as_str).collect(),
        before: side(before, &old, &ids),
        after: after
            .zip(new.as_deref())
            .map(|(after, new)| side(after, new, &ids)),
        groups: &groups,
        listing: match asked.changes {
            Some(_) => Listing::Listed,
            None => Listing::Counted,
        },
    };
    let outcome = progress::simulate(&plan, asked.threads, lang).map_err(|_| End::Interrupted)?;
    let courses = budgeted
        .as_ref()
        .map(|budgeted| courses(&outcome, budgeted));
    let followed = budgeted.as_ref().zip(courses.as_ref());
    let name = asked.registry.display().to_string();
    let report = Report {
        outcome: &outcome,
        groups: &groups,
        catalogue: before,
        reformed: after,
        source: Source {
            name: &name,
            synthetic: file.synthetic,
            left_out: file.left_out,
            assumed: &assumptions,
        },
        reform: reformed.as_ref().map(|reformed| reformed.name.as_str()),
        followed: followed.map(|(budgeted, (before, after))| Followed {
            uptake: &budgeted.uptake,
            curve: &budgeted.curve,
            before,
            after: after.as_ref(),
        }),
        lang,
    };
    hand_over(asked, &report, &file, lang)
}

fn side<'a>(catalogue: &'a Catalogue, registry: &'a Registry, ids: &[String]) -> Side<'a> {
    let rules = ids.iter().map(|id| catalogue.find(id));
    Side {
        registry,
        facts: &catalogue.facts,
        rules: rules.map(|found| found.map(|one| &one.rules)).collect(),
    }
}

/// The budget of the one programme, before and after.
fn courses(outcome: &Outcome, budgeted: &Budgeted) -> (Course, Option<Course>) {
    let only = &outcome.programmes[0];
    let follow = |tally| course(tally, budgeted.yen, &budgeted.uptake);
    let after = only.after.as_ref();
    (
        follow(&only.before.all),
        after.map(|after| follow(&after.all)),
    )
}

/// Writes everything that was asked for: files first and all of them, then what goes to standard output.
fn hand_over(
    asked: &Simulate,
    report: &Report<'_>,
    file: &RegistryFile,
    lang: Lang,
) -> Result<ExitCode, End> {
    let made = match asked.format {
        Format::Text => to_text(report).into_bytes(),
        Format::Json => to_json(report).into_bytes(),
        Format::Csv => to_csv(report).into_bytes(),
        Format::Xlsx => match to_workbook(report, Clock::System.today()) {
            Some(bytes) => bytes,
            None => return Err(said("simulate-no-workbook", [])),
        },
    };
    let mut written: Vec<(&Path, WholeFile)> = Vec::new();
    if let Some(path) = &asked.changes {
        let text = changes_csv(report, |row| file.ids.get(row));
        written.push((path, whole(path, text.as_bytes())?));
    }
    if let Some(path) = &asked.out {
        written.push((path, whole(path, &made)?));
    }
    for (path, whole) in written {
        whole.finish().map_err(|error| unwritable(path, &error))?;
        let name = path.display().to_string();
        eprintln!(
            "{}",
            words().say(lang, "simulate-written", &[("file", &name)])
        );
    }
    if asked.out.is_some() {
        return Ok(ExitCode::SUCCESS);
    }
    match asked.format {
        Format::Text | Format::Json => Ok(answer(&String::from_utf8_lossy(&made))),
        // Byte by byte as it was made, for its line ends.
        Format::Csv | Format::Xlsx => {
            let mut out = io::stdout().lock();
            match out.write_all(&made).and_then(|()| out.flush()) {
                Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                    Err(unwritable(Path::new("-"), &error))
                }
                _ => Ok(ExitCode::SUCCESS),
            }
        }
    }
}

fn whole(path: &Path, bytes: &[u8]) -> Result<WholeFile, End> {
    let made = WholeFile::create(path).and_then(|mut file| {
        file.write_all(bytes)?;
        file.flush()?;
        Ok(file)
    });
    made.map_err(|error| unwritable(path, &error))
}

fn unwritable(path: &Path, error: &io::Error) -> End {
    let (file, why) = (path.display().to_string(), error.to_string());
    said("whole-unwritable", [("file", &file), ("why", &why)])
}
