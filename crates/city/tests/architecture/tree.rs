//! The files the rules look at: the real ones from disk, or made-up ones.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::source::{Token, references, tokens, without_tests};

/// One file: its path from the root of the workspace, its text, and what the rules read out of it.
pub struct Source {
    pub path: String,
    pub text: String,
    /// Its words and signs, without comments, texts and test code. Empty for what is not Rust.
    pub tokens: Vec<Token>,
    /// All paths of names it mentions, `use` trees unfolded.
    pub references: Vec<Vec<String>>,
    /// Names that a `use` brings into the file, with where they come from.
    pub names: Vec<(String, Vec<String>)>,
    /// Whether it is only part of test builds.
    pub is_test: bool,
    test_modules: Vec<String>,
}

impl Source {
    fn new(path: &str, text: &str) -> Source {
        let is_rust = path.ends_with(".rs");
        let (tokens, test_modules) = if is_rust {
            without_tests(tokens(text))
        } else {
            (Vec::new(), Vec::new())
        };
        let (references, names) = references(&tokens);
        let in_tests = path
            .split('/')
            .any(|part| part == "tests" || part == "tests.rs");
        Source {
            path: path.to_owned(),
            text: text.to_owned(),
            tokens,
            references,
            names,
            is_test: in_tests,
            test_modules,
        }
    }

    /// The crate the file belongs to: `plan` for `crates/plan/src/lib.rs`.
    pub fn of_crate(&self) -> &str {
        self.path.split('/').nth(1).unwrap_or_default()
    }

    /// The module the file holds, from the root of its crate: `[portal, said]` for `src/portal/said.rs`,
    /// nothing for `src/lib.rs`; `None` outside of `src`.
    pub fn module(&self) -> Option<Vec<String>> {
        let inner = self.path.split_once("/src/")?.1.strip_suffix(".rs")?;
        let mut parts: Vec<String> = inner.split('/').map(str::to_owned).collect();
        let last = parts.last().map(String::as_str);
        if last == Some("mod") || (parts.len() == 1 && matches!(last, Some("lib" | "main"))) {
            parts.pop();
        }
        Some(parts)
    }
}

/// The workspace's manifests and Rust files.
pub fn real() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut found = Vec::new();
    walk(&root.join("crates"), "crates", &mut found);
    assert!(found.len() > 100, "the source tree was not found");
    sources(
        found
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str())),
    )
}

/// A tree that never was.
pub fn made_up(files: &[(&str, &str)]) -> Vec<Source> {
    sources(files.iter().copied())
}

fn sources<'a>(files: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<Source> {
    let mut sources: Vec<Source> = files.map(|(path, text)| Source::new(path, text)).collect();
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    // A module that is declared under `#[cfg(test)]` is test code with everything below it.
    let mut test_only: BTreeSet<(String, Vec<String>)> = BTreeSet::new();
    for source in &sources {
        for name in &source.test_modules {
            let mut module = source.module().unwrap_or_default();
            module.push(name.clone());
            test_only.insert((source.of_crate().to_owned(), module));
        }
    }
    for source in &mut sources {
        let module = source.module().unwrap_or_default();
        let of_crate = source.of_crate().to_owned();
        source.is_test |= (1..=module.len())
            .any(|depth| test_only.contains(&(of_crate.clone(), module[..depth].to_vec())));
    }
    sources
}

fn walk(folder: &Path, shown: &str, found: &mut Vec<(String, String)>) {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{shown}: {error}"));
    for entry in entries {
        let entry = entry.unwrap_or_else(|error| panic!("{shown}: {error}"));
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') || name == "target" {
            continue;
        }
        let inner = format!("{shown}/{name}");
        let path = entry.path();
        if path.is_dir() {
            walk(&path, &inner, found);
        } else if name == "Cargo.toml" || name.ends_with(".rs") {
            // A file that goes away while we look is not part of the tree.
            if let Ok(text) = fs::read_to_string(&path) {
                found.push((inner, text));
            }
        }
    }
}
