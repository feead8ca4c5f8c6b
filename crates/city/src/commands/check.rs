//! `monozukuri check`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

use super::registry_file::{self, RegistryOptions};
use super::{LangArg, answer, files, lang, tell};
use crate::load::{Examples, load};

/// Validates a city's content and runs its worked examples / 内容を検査する
///
/// Reads every file of a city, checks rules, names, units, tables and dates, and runs the worked examples.
/// Each mistake is told as `file:line:column: sentence`; all of them in one run. Exit code 1 if there is one.
/// Where there is none, it tells what in the rules is certainly useless: conditions that never or always hold, caps
/// that never bind, facts that nothing uses. The site starts with such findings; a reason under `accepted` keeps them.
///
/// With --registry, reads a registry of firms (CSV) instead and tells its mistakes by row and column. Form:
/// docs/registry.md.
#[derive(Args)]
pub struct Check {
    /// The city's folder; without it the built-in Kanazawa
    #[arg(long, value_name = "DIR")]
    city: Option<PathBuf>,
    /// A registry of firms, CSV ("-" reads standard input)
    #[arg(long, value_name = "FILE")]
    registry: Option<PathBuf>,
    #[command(flatten)]
    options: RegistryOptions,
    /// Language of the sentences: ja or en (default: that of the environment, else ja)
    #[arg(long)]
    lang: Option<LangArg>,
}

pub fn run(check: &Check) -> ExitCode {
    let lang = lang(check.lang);
    let examples = match check.registry {
        None => Examples::Run,
        Some(_) => Examples::Skip,
    };
    let city = files(check.city.as_ref()).and_then(|files| load(files, examples));
    match city {
        Ok(city) if check.registry.is_some() => {
            let path = check.registry.as_deref().unwrap_or(Path::new("-"));
            match registry_file::open(path, &check.options, &city.catalogue, lang) {
                Ok(file) => answer(&registry_file::said(&file, &city.catalogue, lang)),
                Err(code) => code,
            }
        }
        Ok(city) => {
            let findings = city.findings();
            if !findings.is_empty() {
                return tell(&findings, lang);
            }
            let programmes = city.catalogue.programmes.len().to_string();
            let facts = city.catalogue.facts.len().to_string();
            let cases = city.catalogue.cases.len().to_string();
            let args = [
                ("city", city.catalogue.city.name.get(lang)),
                ("programmes", programmes.as_str()),
                ("facts", facts.as_str()),
                ("cases", cases.as_str()),
            ];
            answer(&crate::words().say(lang, "check-fine", &args))
        }
        Err(faults) => tell(&faults, lang),
    }
}
