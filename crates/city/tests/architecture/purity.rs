//! Ideas know no web, no database, no waiting, no file, no network and no clock. All of `kernel` and
//! `eligibility` are ideas; so is every file of a module that is not a door, an action or a store.

use super::Breach;
use super::source::Token;
use super::tree::Source;

const RULE: &str = "ideas are pure";

/// Rooms in which a module meets the outside, as a file or a folder at the top of `src`.
const OUTER_ROOMS: [&str; 7] = [
    "actions", "api", "commands", "desk", "lib", "portal", "store",
];

/// Crates that are wholly an idea, and crates that are wholly outside.
const PURE: [&str; 2] = ["eligibility", "kernel"];
const OUTER: [&str; 2] = ["city", "platform"];

const FORBIDDEN_WORDS: [&str; 6] = ["askama", "axum", "hyper", "sqlx", "tokio", "SystemTime"];
const FORBIDDEN_PATHS: [&[&str]; 4] = [
    &["std", "fs"],
    &["std", "net"],
    &["Timestamp", "now"],
    &["Zoned", "now"],
];

pub fn rule(sources: &[Source]) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for source in sources.iter().filter(|source| is_idea(source)) {
        for what in forbidden(source) {
            breaches.push(Breach {
                file: source.path.clone(),
                rule: RULE,
                why: format!("`{what}` belongs into a door, an action or a store"),
            });
        }
    }
    breaches.sort();
    breaches.dedup();
    breaches
}

fn is_idea(source: &Source) -> bool {
    let name = source.of_crate();
    let Some(module) = source.module() else {
        return false;
    };
    if source.is_test || OUTER.contains(&name) {
        return false;
    }
    let room = module.first().map_or("lib", String::as_str);
    PURE.contains(&name) || !OUTER_ROOMS.contains(&room)
}

fn forbidden(source: &Source) -> Vec<String> {
    let mut found = Vec::new();
    for pair in source.tokens.windows(2) {
        match pair {
            [Token::Word(a), Token::Word(b)] if a == "async" && (b == "fn" || b == "move") => {
                found.push(format!("async {b}"));
            }
            [Token::Sign('.'), Token::Word(word)] if word == "await" => {
                found.push(".await".to_owned());
            }
            _ => {}
        }
    }
    for token in &source.tokens {
        match token {
            Token::Word(word) if FORBIDDEN_WORDS.contains(&word.as_str()) => {
                found.push(word.clone());
            }
            _ => {}
        }
    }
    for path in &source.references {
        if path[0] == "platform" {
            found.push("platform::".to_owned());
        }
        for forbidden in FORBIDDEN_PATHS {
            if path.windows(2).any(|pair| pair == forbidden) {
                found.push(forbidden.join("::"));
            }
        }
    }
    found
}
