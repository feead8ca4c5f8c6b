//! `monozukuri sql`.

mod load;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use eligibility::registry::Layout;
use eligibility::rules::facts_of;
use eligibility::settled::Settled;
use eligibility::sql::{Dialect, counts, statement, table};
use eligibility::{FactId, FactKind, Facts};
use kernel::{Date, Lang, wareki};
use platform::Clock;
use programmes::{Catalogue, Programme};

use super::registry_file::{RegistryOptions, open};
use super::{LangArg, NOT_IN_ORDER, answer, files, lang, tell, tell_one};
use crate::load::{Examples, load};
use crate::{fault_words, words};

/// Prints programmes as SQL over a table of applicants / 規則を SQL にする
///
/// The table comes first, then a statement for each programme: id, verdict, low, high and whether an amount is given, for
/// each row. NULL in the table is "unknown". Which programmes have no such form, and why, is told on standard error.
///
///   monozukuri sql --registry firms.csv | psql -d firms
///   monozukuri sql --registry firms.csv --database sqlite | sqlite3 firms.sqlite
///   monozukuri sql --programme kz-equip-2025 --print counts
///
/// How a database of millions of firms is filled and asked: docs/scale.md.
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub struct Sql {
    /// Only this programme; may be given several times
    #[arg(long, value_name = "ID")]
    programme: Vec<String>,
    /// The day of the answers (default: today in Japan)
    #[arg(long, value_name = "YYYY-MM-DD")]
    on: Option<String>,
    /// The city's folder; without it the built-in Kanazawa
    #[arg(long, value_name = "DIR")]
    city: Option<PathBuf>,
    /// A registry, CSV or Parquet: the table has its columns, and its rows are printed as well (form: docs/registry.md)
    #[arg(long, value_name = "FILE")]
    registry: Option<PathBuf>,
    #[command(flatten)]
    reading: RegistryOptions,
    /// Which database will run it
    #[arg(long, value_enum, default_value = "postgres")]
    database: Database,
    /// What to print
    #[arg(long, value_enum, default_value = "all")]
    print: Print,
    /// Language of the sentences: ja or en (default: that of the environment, else ja)
    #[arg(long)]
    lang: Option<LangArg>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Database {
    Sqlite,
    Postgres,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Print {
    /// The table, the rows of the registry if there is one, and a row for each applicant and programme
    All,
    /// The table alone
    Table,
    /// The rows of the registry alone
    Rows,
    /// A row for each applicant and programme
    Answers,
    /// For each programme and verdict how many applicants there are, and their amounts together
    Counts,
}

pub fn run(asked: &Sql) -> ExitCode {
    let lang = lang(asked.lang);
    let on = match &asked.on {
        None => Clock::System.today(),
        Some(text) => match wareki::parse_date(text) {
            Some(day) => day,
            None => return tell_one(lang, "assess-bad-day", &[("found", text)]),
        },
    };
    let city = files(asked.city.as_ref()).and_then(|files| load(files, Examples::Skip));
    let catalogue = match city {
        Ok(city) => city.catalogue,
        Err(faults) => return tell(&faults, lang),
    };
    let unknown = asked
        .programme
        .iter()
        .find(|id| catalogue.find(id).is_none());
    if let Some(id) = unknown {
        return tell_one(lang, "programme-unknown", &[("id", id)]);
    }
    let chosen: Vec<&Programme> = catalogue
        .programmes
        .iter()
        .filter(|one| asked.programme.is_empty() || asked.programme.contains(&one.id))
        .collect();
    print(asked, &catalogue, &chosen, on, lang)
}

fn print(
    asked: &Sql,
    catalogue: &Catalogue,
    chosen: &[&Programme],
    on: Date,
    lang: Lang,
) -> ExitCode {
    let facts = &catalogue.facts;
    let of = |programme: &Programme| facts_of(programme.rules.on(on));
    let file = asked
        .registry
        .as_ref()
        .map(|path| open(path, &asked.reading, catalogue, lang));
    let file = match file.transpose() {
        Ok(file) => file,
        Err(code) => return code,
    };
    let layout = match &file {
        Some(file) => Layout::of(&file.registry, facts),
        None => {
            let all: BTreeSet<FactId> = chosen.iter().flat_map(|one| of(one)).collect();
            let kept = all.into_iter().filter(|id| has_column(*id, facts));
            Layout::for_facts(facts, kept)
        }
    };
    if matches!(asked.print, Print::All | Print::Table) {
        match table(&layout, facts) {
            Ok(table) => {
                answer(&format!("{table};\n"));
            }
            Err(none) => {
                eprintln!("{}", none.sentence(fault_words(), facts, lang));
                return ExitCode::from(NOT_IN_ORDER);
            }
        }
    }
    match (&file, asked.print) {
        (Some(file), Print::All | Print::Rows) => {
            let dialect = asked.database.dialect();
            if let Err(code) = load::load(file, &layout, facts, on, dialect, lang) {
                return code;
            }
        }
        (None, Print::Rows) => return tell_one(lang, "sql-needs-registry", &[]),
        (_, Print::All | Print::Table | Print::Answers | Print::Counts) => {}
    }
    if matches!(asked.print, Print::Table | Print::Rows) {
        return ExitCode::SUCCESS;
    }
    let mut said: Vec<String> = Vec::new();
    for programme in chosen {
        let told = |key: &str, what: &str| {
            let args = [("programme", programme.id.as_str()), ("what", what)];
            eprintln!("{}", words().say(lang, key, &args));
        };
        let mut unkept = of(programme);
        unkept.retain(|id| !has_column(*id, facts));
        for id in unkept {
            told("sql-unknown-of-all", facts.get(id).label.get(lang));
        }
        let mut settled = Settled::new(layout.clone(), on);
        let made = match settled.add(&programme.rules, facts) {
            Ok(position) => statement(&settled, position, facts, asked.database.dialect())
                .map_err(|none| none.sentence(fault_words(), facts, lang)),
            Err(none) => Err(fault_words().say(lang, none.key(), &[])),
        };
        match made {
            Ok(text) if asked.print == Print::Counts => {
                said.push(headed(programme, lang, &counts(&text)));
            }
            Ok(text) => said.push(headed(programme, lang, &text)),
            Err(why) => told("sql-no-form", &why),
        }
    }
    if said.is_empty() {
        return ExitCode::from(NOT_IN_ORDER);
    }
    answer(&said.join("\n"))
}

/// A table has one row for each applicant: no place for records and for what was awarded earlier.
fn has_column(id: FactId, facts: &Facts) -> bool {
    !matches!(facts.get(id).kind, FactKind::List(_) | FactKind::Awards)
}

fn headed(programme: &Programme, lang: Lang, sql: &str) -> String {
    let name = programme.name.get(lang).replace(['\n', '\r'], " ");
    format!("-- {}: {name}\n{sql};\n", programme.id)
}

impl Database {
    fn dialect(self) -> Dialect {
        match self {
            Database::Sqlite => Dialect::Sqlite,
            Database::Postgres => Dialect::Postgres,
        }
    }
}
