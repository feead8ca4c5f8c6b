//! What is wrong with a registry, row by row.

use kernel::{Fault, Lang, Place, Words};

/// So many mistakes are told; of the rest only the number.
const MOST_TOLD: usize = 20;

/// One mistake: in which row, as a spreadsheet counts them, and in which column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    /// `None`: it concerns the whole file.
    pub row: Option<u64>,
    pub column: Option<String>,
    pub fault: Fault,
}

/// Why a registry cannot be read. Never without a mistake.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refused {
    pub told: Vec<Damage>,
    /// How many more there are.
    pub more: u64,
}

/// A message key with its values, of no place yet.
pub fn fault(key: &'static str, args: &[(&'static str, &str)]) -> Fault {
    let args = args
        .iter()
        .map(|(name, value)| (*name, (*value).to_owned()));
    Fault {
        place: Place::start_of(""),
        key,
        args: args.collect(),
    }
}

impl Damage {
    pub fn of_file(key: &'static str, args: &[(&'static str, &str)]) -> Damage {
        Damage {
            row: None,
            column: None,
            fault: fault(key, args),
        }
    }

    pub fn of_row(row: u64, key: &'static str, args: &[(&'static str, &str)]) -> Damage {
        Damage {
            row: Some(row),
            ..Damage::of_file(key, args)
        }
    }

    /// "Row 17, column capital: …". `words` are those of all modules that find mistakes.
    pub fn sentence(&self, words: &Words, lang: Lang) -> String {
        let what = self.fault.message(words, lang);
        let row = self.row.map(|row| row.to_string()).unwrap_or_default();
        let (key, column) = match (&self.row, &self.column) {
            (None, _) => return what,
            (Some(_), None) => ("registry-in-row", ""),
            (Some(_), Some(column)) => ("registry-in-cell", column.as_str()),
        };
        let args = [("row", &*row), ("column", column), ("what", &what)];
        words.say(lang, key, &args)
    }
}

impl Refused {
    pub fn add(&mut self, damage: Damage) {
        if self.told.len() < MOST_TOLD {
            self.told.push(damage);
        } else {
            self.more += 1;
        }
    }

    pub fn is_empty(&self) -> bool {
        self.told.is_empty()
    }

    /// One line for each mistake that is told, and how many more there are.
    pub fn sentences(&self, words: &Words, lang: Lang) -> Vec<String> {
        let told = self.told.iter().map(|damage| damage.sentence(words, lang));
        let mut lines: Vec<String> = told.collect();
        if self.more > 0 {
            let more = self.more.to_string();
            lines.push(words.say(lang, "registry-more", &[("count", &more)]));
        }
        lines
    }
}

impl From<Damage> for Refused {
    fn from(damage: Damage) -> Refused {
        Refused {
            told: vec![damage],
            more: 0,
        }
    }
}
