//! `monozukuri compare`.

pub(super) mod sides;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use kernel::{Date, wareki};
use platform::Clock;
use programmes::comparison::{
    Comparison, Manner, Shown, Version, compare_cities, compare_programmes, to_json, to_text,
};
use programmes::portal::comparison_file;

use super::{LangArg, answer, lang, tell, tell_one};
use sides::{Named, Side, Stop, Thing};

/// Tells what differs between two versions and what it means / 新旧対照表を作る
///
/// OLD and NEW are two folders of a city, two files of programmes (.yaml), two ids of programmes, or one id with two
/// days whose editions are compared:
///
///   monozukuri compare kz-telework-fy2020 kz-telework-fy2021
///   monozukuri compare kz-digital-reskill@2023-06-01 kz-digital-reskill@2024-06-01
///   monozukuri compare ./city-2025 ./city-2026 --format html > compare.html
///
/// What it says and what it does not: docs/comparison.md. Form of the JSON answer: docs/compare.schema.json.
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub struct Compare {
    /// A folder, a programme's file, an id, or ID@DAY
    #[arg(value_name = "OLD")]
    old: String,
    /// What it is compared with
    #[arg(value_name = "NEW")]
    new: String,
    /// Only this programme of two folders; may be given several times
    #[arg(long, value_name = "ID")]
    programme: Vec<String>,
    /// The city whose programmes, facts and definitions are meant; without it the built-in Kanazawa
    #[arg(long, value_name = "DIR")]
    city: Option<PathBuf>,
    /// The day for which times that pass are reckoned (default: the later day of ID@DAY, else today in Japan)
    #[arg(long, value_name = "YYYY-MM-DD")]
    on: Option<String>,
    /// Language of the sentences: ja or en (default: that of the environment, else ja)
    #[arg(long)]
    lang: Option<LangArg>,
    /// text for people, html as a page in one file, json for machines
    #[arg(long, default_value = "text")]
    format: Format,
    /// Also what did not change
    #[arg(long)]
    all: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Html,
    Json,
}

pub fn run(asked: &Compare) -> ExitCode {
    let lang = lang(asked.lang);
    match compared(asked) {
        Ok(comparison) => {
            let shown = if asked.all {
                Shown::All
            } else {
                Shown::Changes
            };
            answer(&match asked.format {
                Format::Text => to_text(&comparison, shown),
                Format::Html => comparison_file(&comparison, shown),
                Format::Json => to_json(&comparison, shown),
            })
        }
        Err(Stop::Faults(faults)) => tell(&faults, lang),
        Err(Stop::Said(key, args)) => {
            let args: Vec<(&str, &str)> = args
                .iter()
                .map(|(name, value)| (*name, value.as_str()))
                .collect();
            tell_one(lang, key, &args)
        }
    }
}

fn compared(asked: &Compare) -> Result<Comparison, Stop> {
    let (old, new) = (Named::parse(&asked.old)?, Named::parse(&asked.new)?);
    sides::are_two(&old, &new)?;
    let on = day(asked, &old, &new)?;
    let manner = Manner {
        on,
        lang: lang(asked.lang),
    };
    if let (Thing::Folder(from), Thing::Folder(to)) = (&old.thing, &new.thing) {
        if asked.city.is_some() {
            return Err(Stop::Said("compare-city-unused", Vec::new()));
        }
        let (from, to) = (sides::folder(from)?, sides::folder(to)?);
        for id in &asked.programme {
            if from.catalogue.find(id).is_none() && to.catalogue.find(id).is_none() {
                let args = vec![("id", id.clone())];
                return Err(Stop::Said("programme-unknown", args));
            }
        }
        let only = &asked.programme;
        return Ok(compare_cities(&from.catalogue, &to.catalogue, only, manner));
    }
    if !asked.programme.is_empty() {
        return Err(Stop::Said("compare-only-folders", Vec::new()));
    }
    let (from, to) = (
        sides::programme(&old, asked.city.as_ref())?,
        sides::programme(&new, asked.city.as_ref())?,
    );
    let from = version(&from, &old, on)?;
    let to = version(&to, &new, on)?;
    Ok(compare_programmes(from, to, manner))
}

fn version<'a>(side: &'a Side, named: &Named, on: Date) -> Result<Version<'a>, Stop> {
    let Some(programme) = side.city.catalogue.find(&side.id) else {
        let args = vec![("found", named.written.clone())];
        return Err(Stop::Said("compare-not-a-programme", args));
    };
    Ok(Version {
        catalogue: &side.city.catalogue,
        programme,
        day: named.day.unwrap_or(on),
    })
}

fn day(asked: &Compare, old: &Named, new: &Named) -> Result<Date, Stop> {
    match &asked.on {
        Some(text) => wareki::parse_date(text)
            .ok_or_else(|| Stop::Said("assess-bad-day", vec![("found", text.clone())])),
        None => Ok(old
            .day
            .max(new.day)
            .unwrap_or_else(|| Clock::System.today())),
    }
}
