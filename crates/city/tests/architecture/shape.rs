//! Names, lengths and first lines of files.

use super::Breach;
use super::source::Token;
use super::tree::Source;

/// Names that say what code is made of, not what it is about.
const NAMES_WITHOUT_AN_IDEA: [&str; 7] = [
    "common", "helper", "helpers", "model", "models", "util", "utils",
];

const LONGEST_FILE: usize = 400;
const LONGEST_FRONT_DOOR: usize = 100;

pub fn names(sources: &[Source]) -> Vec<Breach> {
    let is_empty = |name: &str| NAMES_WITHOUT_AN_IDEA.contains(&name);
    let mut breaches = Vec::new();
    for source in sources {
        let mut add = |what: String| {
            breaches.push(Breach {
                file: source.path.clone(),
                rule: "nothing is named after no idea",
                why: format!("`{what}` does not say what it holds"),
            });
        };
        for part in source.path.split('/') {
            let part = part.strip_suffix(".rs").unwrap_or(part);
            if is_empty(part) {
                add(part.to_owned());
            }
        }
        for pair in source.tokens.windows(2) {
            match pair {
                [Token::Word(keyword), Token::Word(name)] if keyword == "mod" && is_empty(name) => {
                    add(format!("mod {name}"));
                }
                _ => {}
            }
        }
    }
    breaches
}

pub fn lengths(sources: &[Source]) -> Vec<Breach> {
    rust_files(sources)
        .filter_map(|source| {
            let lines = source.text.lines().count();
            (lines > LONGEST_FILE).then(|| Breach {
                file: source.path.clone(),
                rule: "a file holds one idea",
                why: format!("{lines} lines; more than {LONGEST_FILE} are two ideas"),
            })
        })
        .collect()
}

pub fn first_lines(sources: &[Source]) -> Vec<Breach> {
    rust_files(sources)
        .filter(|source| source.module().is_some() && !source.is_test)
        .filter(|source| !source.text.starts_with("//!"))
        .map(|source| Breach {
            file: source.path.clone(),
            rule: "a file says what it is for",
            why: "its first line does not begin with `//!`".to_owned(),
        })
        .collect()
}

pub fn front_doors(sources: &[Source]) -> Vec<Breach> {
    rust_files(sources)
        .filter(|source| source.path.ends_with("/src/lib.rs"))
        .filter_map(|source| {
            let lines = source.text.lines().count();
            (lines > LONGEST_FRONT_DOOR).then(|| Breach {
                file: source.path.clone(),
                rule: "front doors are short",
                why: format!("{lines} lines; at most {LONGEST_FRONT_DOOR}"),
            })
        })
        .collect()
}

fn rust_files(sources: &[Source]) -> impl Iterator<Item = &Source> {
    sources.iter().filter(|source| source.path.ends_with(".rs"))
}
