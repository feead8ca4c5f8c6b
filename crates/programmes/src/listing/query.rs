//! What is asked for, from an address and back to one.

use std::collections::BTreeMap;

use crate::programme::words;
use crate::standing::Filter;

words! {
    /// The order of a list.
    Sort {
        Relevance = "relevance",
        Status = "status",
        Deadline = "deadline",
        Amount = "amount",
        Name = "name",
    }
}

/// What a list is asked for. Every query is an address: `?q=設備&kind=subsidy&sort=amount&page=2`.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Query {
    pub text: String,
    /// The choice of each filter, as its word; it may be one that the filter does not know.
    pub chosen: BTreeMap<Filter, String>,
    /// `None`: by relevance where words are given, else by status.
    pub sort: Option<Sort>,
    /// From 1; 0 is the same as 1.
    pub page: usize,
    /// Other values that mean nothing here, such as an order that does not exist.
    pub unknown: Vec<(String, String)>,
}

const TEXT: &str = "q";
const SORT: &str = "sort";
const PAGE: &str = "page";
/// A longer text is cut: more words than that are not looked for anyway.
const LONGEST_TEXT: usize = 200;

impl Query {
    /// Reads the pairs of an address. What is empty does not count; of two values the last one does. Names that are
    /// not ours are left to others.
    pub fn of<'p>(pairs: impl IntoIterator<Item = (&'p str, &'p str)>) -> Query {
        let mut query = Query {
            page: 1,
            ..Query::default()
        };
        for (name, value) in pairs {
            let value = value.trim();
            if value.is_empty() {
                continue;
            }
            match (name, Filter::of_word(name)) {
                (_, Some(filter)) => {
                    query.chosen.insert(filter, value.to_owned());
                }
                (TEXT, None) => query.text = value.chars().take(LONGEST_TEXT).collect(),
                (SORT, None) => match Sort::of_word(value) {
                    Some(sort) => query.sort = Some(sort),
                    None => query.refuse(name, value),
                },
                (PAGE, None) => match value.parse() {
                    Ok(page) if page > 0 => query.page = page,
                    _ => query.refuse(name, value),
                },
                _ => {}
            }
        }
        query
    }

    fn refuse(&mut self, name: &str, value: &str) {
        self.unknown.push((name.to_owned(), value.to_owned()));
    }

    /// The pairs of the address, in one order; nothing that goes without saying.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = Vec::new();
        if !self.text.is_empty() {
            pairs.push((TEXT, self.text.clone()));
        }
        pairs.extend((self.chosen.iter()).map(|(filter, word)| (filter.word(), word.clone())));
        pairs.extend(self.sort.map(|sort| (SORT, sort.word().to_owned())));
        if self.page > 1 {
            pairs.push((PAGE, self.page.to_string()));
        }
        pairs
    }

    /// The query of an address with its question mark; empty for the whole list.
    pub fn address(&self) -> String {
        let pairs = self.pairs();
        let pairs = pairs.iter().enumerate().map(|(place, (name, value))| {
            let sign = if place == 0 { '?' } else { '&' };
            format!("{sign}{name}={}", encoded(value))
        });
        pairs.collect()
    }

    /// Whether anything is left out of the list.
    pub fn narrows(&self) -> bool {
        !self.text.is_empty() || !self.chosen.is_empty()
    }

    /// The same from its first page with another choice of a filter.
    pub fn with(&self, filter: Filter, word: &str) -> Query {
        let mut other = self.on_page(1);
        other.chosen.insert(filter, word.to_owned());
        other
    }

    pub fn without(&self, filter: Filter) -> Query {
        let mut other = self.on_page(1);
        other.chosen.remove(&filter);
        other
    }

    pub fn with_text(&self, text: &str) -> Query {
        Query {
            text: text.to_owned(),
            ..self.on_page(1)
        }
    }

    pub fn sorted(&self, sort: Sort) -> Query {
        Query {
            sort: Some(sort),
            ..self.on_page(1)
        }
    }

    pub fn on_page(&self, page: usize) -> Query {
        Query {
            page,
            unknown: Vec::new(),
            ..self.clone()
        }
    }
}

/// A value as it stands in an address (RFC 3986): letters, digits and `-._~` as they are.
fn encoded(value: &str) -> String {
    let mut encoded = String::with_capacity(value.len());
    for byte in value.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                encoded.push(char::from(byte));
            }
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}
