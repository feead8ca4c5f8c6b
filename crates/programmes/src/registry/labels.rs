//! A text of each row out of a few: the district.

use std::collections::HashMap;

/// A text for each row, kept once. A row without one has the empty text, which is the first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Labels {
    names: Vec<String>,
    codes: Vec<u16>,
    known: HashMap<String, u16>,
}

impl Default for Labels {
    fn default() -> Labels {
        Labels {
            names: vec![String::new()],
            codes: Vec::new(),
            known: HashMap::from([(String::new(), 0)]),
        }
    }
}

impl Labels {
    /// The distinct texts; the first is that of rows without one.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The place of each row's text among [`Labels::names`].
    pub fn codes(&self) -> &[u16] {
        &self.codes
    }

    pub fn name(&self, row: usize) -> &str {
        &self.names[usize::from(self.codes[row])]
    }

    pub fn len(&self) -> usize {
        self.codes.len()
    }

    pub fn is_empty(&self) -> bool {
        self.codes.is_empty()
    }

    /// Adds the text of the next row. There is no place for more than 65,535 different ones: then nothing is added.
    #[must_use]
    pub fn push(&mut self, name: &str) -> bool {
        let code = match self.known.get(name) {
            Some(code) => *code,
            None => {
                let Ok(code) = u16::try_from(self.names.len()) else {
                    return false;
                };
                self.names.push(name.to_owned());
                self.known.insert(name.to_owned(), code);
                code
            }
        };
        self.codes.push(code);
        true
    }

    pub(super) fn truncate(&mut self, rows: usize) {
        self.codes.truncate(rows);
    }
}
