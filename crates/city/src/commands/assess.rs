//! `monozukuri assess`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use eligibility::read_profile;
use kernel::{Date, Lang, wareki};
use platform::Clock;
use programmes::assess::{to_json, to_text};
use programmes::best_set::{self, Plan, best_set, read_plan};
use programmes::{Asked, Catalogue, assess};

use super::{LangArg, answer, files, lang, tell, tell_one};
use crate::folder::{TextFault, read_text};
use crate::load::{Examples, load};

/// A profile or plan larger than this is refused: real ones have a few kilobytes.
const LARGEST_PROFILE: u64 = 1024 * 1024;

/// Tells what an applicant can use, why, and for how much / 使える支援制度を答える
///
/// The profile is YAML or JSON with the facts that are known; what is left out is unknown:
///
///   facts: {employees: 12, industry: "2441", place_in_city: [production_site], tax_arrears: false}
///
/// Form of profiles and facts: docs/rules.md. Form of the JSON answer: docs/assess.schema.json.
///
/// With --plan, which programmes to apply for together: the compatible set with the highest certain amount, and the
/// one with the highest possible. Form of plans: docs/rules.md. Form of the JSON answer: docs/best-set.schema.json.
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub struct Assess {
    /// The applicant's profile, YAML or JSON ("-" reads standard input)
    #[arg(long, value_name = "FILE")]
    profile: PathBuf,
    /// A plan of expenses, YAML or JSON ("none": the lists of the profile are the plan): answer with the best set
    #[arg(long, value_name = "FILE", conflicts_with = "programme")]
    plan: Option<PathBuf>,
    /// The city's folder; without it the built-in Kanazawa
    #[arg(long, value_name = "DIR")]
    city: Option<PathBuf>,
    /// Only this programme; may be given several times
    #[arg(long, value_name = "ID")]
    programme: Vec<String>,
    /// The day for which the answer is given (default: today in Japan)
    #[arg(long, value_name = "YYYY-MM-DD")]
    on: Option<String>,
    /// Language of the sentences: ja or en (default: that of the environment, else ja)
    #[arg(long)]
    lang: Option<LangArg>,
    /// text for people, json for machines
    #[arg(long, default_value = "text")]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Json,
}

pub fn run(asked: &Assess) -> ExitCode {
    let lang = lang(asked.lang);
    let on: Date = match &asked.on {
        None => Clock::System.today(),
        Some(text) => match wareki::parse_date(text) {
            Some(day) => day,
            None => return tell_one(lang, "assess-bad-day", &[("found", text)]),
        },
    };
    let city = match files(asked.city.as_ref()).and_then(|files| load(files, Examples::Skip)) {
        Ok(city) => city,
        Err(faults) => return tell(&faults, lang),
    };
    let text = match read_file(&asked.profile, lang) {
        Ok(text) => text,
        Err(code) => return code,
    };
    for id in &asked.programme {
        if city.catalogue.find(id).is_none() {
            return tell_one(lang, "programme-unknown", &[("id", id)]);
        }
    }
    let shown = asked.profile.display().to_string();
    let profile = match read_profile(&shown, &text, &city.catalogue.facts) {
        Ok(profile) => profile,
        Err(faults) => return tell(&faults, lang),
    };
    let faults = city.catalogue.check_names(&profile, &shown);
    if !faults.is_empty() {
        return tell(&faults, lang);
    }
    if let Some(path) = &asked.plan {
        let plan = match plan(path, &city.catalogue, lang) {
            Ok(plan) => plan,
            Err(code) => return code,
        };
        let best = best_set(&city.catalogue, &profile, &plan, on);
        return answer(&match asked.format {
            Format::Text => best_set::to_text(&best, &city.catalogue, lang),
            Format::Json => best_set::to_json(&best, &city.catalogue, lang),
        });
    }
    let which = if asked.programme.is_empty() {
        Asked::All
    } else {
        Asked::These(&asked.programme)
    };
    let assessment = assess(&city.catalogue, &profile, on, which);
    answer(&match asked.format {
        Format::Text => to_text(&assessment, &city.catalogue, lang),
        Format::Json => to_json(&assessment, &city.catalogue, lang),
    })
}

/// The text of a file, "-" being standard input; or what is wrong with it, told.
fn read_file(path: &Path, lang: Lang) -> Result<String, ExitCode> {
    let shown = path.display().to_string();
    let path = match shown.as_str() {
        "-" => Path::new("/dev/stdin"),
        _ => path,
    };
    read_text(path, LARGEST_PROFILE).map_err(|fault| {
        let most = (LARGEST_PROFILE / 1024).to_string();
        let (key, why) = match fault {
            TextFault::TooLarge => ("file-too-large", most),
            TextFault::NotUtf8 => ("file-not-utf8", String::new()),
            TextFault::Unreadable(why) => ("file-unreadable", why),
        };
        eprint!("{shown}: ");
        tell_one(lang, key, &[("why", &why)])
    })
}

/// The plan; "none" is the plan of the profile's own lists.
fn plan(path: &Path, catalogue: &Catalogue, lang: Lang) -> Result<Plan, ExitCode> {
    let shown = path.display().to_string();
    if shown == "none" {
        return Ok(Plan::default());
    }
    let text = read_file(path, lang)?;
    read_plan(&shown, &text, catalogue).map_err(|faults| tell(&faults, lang))
}
