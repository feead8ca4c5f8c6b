//! What is wrong in a document, and where. A fault is a message key with its values; the sentence is made
//! by the words of the module that found it, so that it exists in both languages.

use std::fmt;
use std::sync::Arc;

use crate::{Lang, Words};

/// A place in a file: line and column count from 1, columns in characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub file: Arc<str>,
    pub line: usize,
    pub column: usize,
}

impl Place {
    /// The beginning of a file: for faults that concern the whole of it.
    pub fn start_of(file: &str) -> Place {
        Place {
            file: Arc::from(file),
            line: 1,
            column: 1,
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

/// One mistake: where it is, which message says what is wrong and what to do, and the values in it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    pub place: Place,
    pub key: &'static str,
    pub args: Vec<(&'static str, String)>,
}

impl Fault {
    /// The sentence with its place, such as "facts.yaml:3:5: …".
    pub fn sentence(&self, words: &Words, lang: Lang) -> String {
        format!("{}: {}", self.place, self.message(words, lang))
    }

    /// The sentence alone. `words` must hold the key. A value that differs by language is given twice, as
    /// `name.ja` and `name.en`.
    pub fn message(&self, words: &Words, lang: Lang) -> String {
        let args: Vec<(&str, &str)> = self
            .args
            .iter()
            .map(|(name, value)| {
                let own = name
                    .strip_suffix(lang.tag())
                    .and_then(|name| name.strip_suffix('.'));
                (own.unwrap_or(name), value.as_str())
            })
            .collect();
        words.say(lang, self.key, &args)
    }
}

/// The mistakes found so far. Reading goes on after a mistake, so that one run finds them all.
#[derive(Debug, Default)]
pub struct Faults(Vec<Fault>);

impl Faults {
    pub fn add<const N: usize>(
        &mut self,
        place: &Place,
        key: &'static str,
        args: [(&'static str, &dyn fmt::Display); N],
    ) {
        self.0.push(Fault {
            place: place.clone(),
            key,
            args: args
                .iter()
                .map(|(name, value)| (*name, value.to_string()))
                .collect(),
        });
    }

    pub fn push(&mut self, fault: Fault) {
        self.0.push(fault);
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// All mistakes, by file and place.
    pub fn into_sorted(mut self) -> Vec<Fault> {
        self.0.sort();
        self.0.dedup();
        self.0
    }
}

/// The nearest of the known names, when it is near enough to be what was meant.
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    known
        .into_iter()
        .map(|candidate| (distance(name, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= 1 + candidate.chars().count() / 4)
        .min()
        .map(|(_, candidate)| candidate)
}

/// Edits (insert, delete, replace) between two names.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let replaced = corner + usize::from(x != *y);
            corner = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(corner + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_pen_finds_the_name_that_was_meant() {
        let known = ["employees", "capital", "industry"];
        assert_eq!(nearest("employes", known), Some("employees"));
        assert_eq!(nearest("captial", known), Some("capital"));
        assert_eq!(nearest("weather", known), None);
        assert_eq!(
            nearest("リスキング", ["リスキリング"]),
            Some("リスキリング")
        );
        assert_eq!(nearest("セツビ", ["リスキリング"]), None);
    }

    #[test]
    fn faults_come_out_in_the_order_of_the_file() {
        let mut faults = Faults::default();
        for line in [7, 3] {
            let place = Place {
                line,
                ..Place::start_of("a.yaml")
            };
            faults.add(&place, "x", []);
        }
        let lines: Vec<usize> = faults.into_sorted().iter().map(|f| f.place.line).collect();
        assert_eq!(lines, [3, 7]);
    }
}
