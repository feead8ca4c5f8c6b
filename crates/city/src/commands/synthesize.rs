//! `monozukuri synthesize`.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use kernel::Lang;
use programmes::synthetic::{MOST_FIRMS, Marginals, Rows, sources};

use super::whole_file::{INTERRUPTED, WholeFile, interrupted};
use super::{LangArg, answer, files, lang, tell, tell_one};
use crate::load::{City, Examples, load};
use crate::words;

/// Makes a registry of firms that do not exist / 合成データを作る
///
/// As many firms of each kind as published figures say; the figures and their sources are the city's file
/// synthetic.yaml. The same number and seed give the same registry on every machine. Every row says that it is
/// synthetic, and FILE.sources.txt says from what.
///
///   monozukuri synthesize --firms 100000 --seed 1 --out firms.csv
///   monozukuri synthesize --firms 100000 --seed 1 --sources
///
/// Form of registries: docs/registry.md.
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub struct Synthesize {
    /// How many firms
    #[arg(long, value_name = "N")]
    firms: u64,
    /// Which of the many possible registries: any number
    #[arg(long, value_name = "S")]
    seed: u64,
    /// The file to write (default: standard output)
    #[arg(long, value_name = "FILE", conflicts_with = "sources")]
    out: Option<PathBuf>,
    /// Only tells from which sources and assumptions the registry is made
    #[arg(long)]
    sources: bool,
    /// The city's folder; without it the built-in Kanazawa
    #[arg(long, value_name = "DIR")]
    city: Option<PathBuf>,
    /// Language of the sentences: ja or en (default: that of the environment, else ja)
    #[arg(long)]
    lang: Option<LangArg>,
}

/// How many firms are made between two looks at whether somebody wants to stop.
const AT_ONCE: usize = 1_000;

/// Why there is no registry.
enum Stop {
    Interrupted,
    Unwritable(io::Error),
}

pub fn run(asked: &Synthesize) -> ExitCode {
    let lang = lang(asked.lang);
    if !(1..=MOST_FIRMS).contains(&asked.firms) {
        let most = MOST_FIRMS.to_string();
        return tell_one(lang, "synthesize-firms", &[("most", &most)]);
    }
    let city = match files(asked.city.as_ref()).and_then(|files| load(files, Examples::Skip)) {
        Ok(city) => city,
        Err(faults) => return tell(&faults, lang),
    };
    let Some(marginals) = &city.synthetic else {
        let name = city.catalogue.city.name.get(lang);
        return tell_one(lang, "synthesize-no-marginals", &[("city", name)]);
    };
    let told = told(asked, &city, marginals, lang);
    if asked.sources {
        return answer(&told);
    }
    let rows = Rows::new(marginals, &city.catalogue.facts, asked.firms, asked.seed);
    let written = match &asked.out {
        Some(path) => write_file(path, &told, rows),
        None => write_rows(&mut io::stdout().lock(), rows),
    };
    let firms = asked.firms.to_string();
    match (written, &asked.out) {
        (Ok(()), Some(path)) => {
            let (file, sources) = (path.display().to_string(), beside(path));
            let sources = sources.display().to_string();
            let args = [
                ("firms", firms.as_str()),
                ("file", file.as_str()),
                ("sources", sources.as_str()),
            ];
            eprintln!("{}", words().say(lang, "synthesize-done", &args));
            ExitCode::SUCCESS
        }
        (Ok(()), None) => {
            let args = [("firms", firms.as_str())];
            eprintln!("{}", words().say(lang, "synthesize-said", &args));
            ExitCode::SUCCESS
        }
        (Err(Stop::Interrupted), _) => {
            eprintln!("{}", words().say(lang, "whole-interrupted", &[]));
            ExitCode::from(INTERRUPTED)
        }
        // As in `… | head`: the reader has what it wanted.
        (Err(Stop::Unwritable(error)), None) if error.kind() == io::ErrorKind::BrokenPipe => {
            ExitCode::SUCCESS
        }
        (Err(Stop::Unwritable(error)), path) => {
            let file = path.as_deref().unwrap_or(Path::new("-"));
            let (file, why) = (file.display().to_string(), error.to_string());
            let args = [("file", file.as_str()), ("why", why.as_str())];
            tell_one(lang, "whole-unwritable", &args)
        }
    }
}

fn told(asked: &Synthesize, city: &City, marginals: &Marginals, lang: Lang) -> String {
    let catalogue = &city.catalogue;
    let name = &catalogue.city.name;
    sources(
        marginals,
        &catalogue.facts,
        name,
        asked.firms,
        asked.seed,
        lang,
    )
}

/// The file with the sources of a registry.
fn beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".sources.txt");
    PathBuf::from(name)
}

/// Both files or none: a registry without its sources could be taken for a real one.
fn write_file(path: &Path, told: &str, rows: Rows<'_>) -> Result<(), Stop> {
    let mut registry = WholeFile::create(path).map_err(Stop::Unwritable)?;
    let mut sources = WholeFile::create(&beside(path)).map_err(Stop::Unwritable)?;
    sources
        .write_all(told.as_bytes())
        .map_err(Stop::Unwritable)?;
    write_rows(&mut registry, rows)?;
    sources.finish().map_err(Stop::Unwritable)?;
    registry.finish().map_err(Stop::Unwritable)
}

fn write_rows(out: &mut dyn Write, mut rows: Rows<'_>) -> Result<(), Stop> {
    let mut lines = String::new();
    loop {
        if interrupted() {
            return Err(Stop::Interrupted);
        }
        lines.clear();
        let mut more = true;
        for _ in 0..AT_ONCE {
            more = rows.next(&mut lines);
            if !more {
                break;
            }
        }
        out.write_all(lines.as_bytes()).map_err(Stop::Unwritable)?;
        if !more {
            return out.flush().map_err(Stop::Unwritable);
        }
    }
}
