//! What is looked for: a word as it was typed, in another form, or another word for the same thing.

use std::ops::Range;

use super::key::key;

/// A word to look for, and what a place must fulfil to count.
#[derive(Clone, Debug)]
pub struct Needle {
    pub written: String,
    pub via: Via,
    pub(super) key: String,
    edges: Edges,
    /// An abbreviation in capitals (IT) is found in capitals only (not in "It is").
    capitals: bool,
}

/// How a word came to be looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Via {
    Typed,
    /// Another form of the word: loans, loan.
    Inflected,
    /// Another word for the same thing, from the city's list.
    Related,
    /// The nearest word that occurs, because the typed one does not.
    Corrected,
}

/// Japanese words have no spaces around them: they are found anywhere. Words in letters begin where a word begins,
/// or AI would be found in "training".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Edges {
    Anywhere,
    WordBegins,
    WholeWord,
}

/// A word of so few letters must stand alone.
const SHORT: usize = 3;

impl Needle {
    /// `None` for a word of which nothing is left when it is folded.
    pub fn new(written: &str, via: Via) -> Option<Needle> {
        let key = key(written);
        let first = key.chars().next()?;
        let letters = key.chars().all(is_letter);
        let edges = match (is_letter(first), letters && key.len() <= SHORT) {
            (false, _) => Edges::Anywhere,
            (true, true) => Edges::WholeWord,
            (true, false) => Edges::WordBegins,
        };
        let is_capital = |c: char| c.is_uppercase();
        Some(Needle {
            capitals: edges == Edges::WholeWord && written.chars().all(is_capital),
            written: written.to_owned(),
            via,
            key,
            edges,
        })
    }

    /// The needle with another form of its word, where it has one.
    pub fn inflected(&self) -> Option<Needle> {
        let key = &self.key;
        let stem = if key.is_ascii() && self.edges == Edges::WordBegins {
            ["IES", "ING", "ES", "ED", "S", "Y"]
                .iter()
                .find_map(|ending| key.strip_suffix(ending))
                .filter(|stem| stem.len() >= 4)
        } else {
            // コンピューター, コンピュータ
            key.strip_suffix('ー')
                .filter(|stem| stem.chars().count() >= SHORT)
        }?;
        Some(Needle {
            key: stem.to_owned(),
            via: Via::Inflected,
            ..self.clone()
        })
    }

    /// How many hundredths of a typed word it counts.
    pub(super) fn worth(&self) -> u32 {
        match self.via {
            Via::Typed => 100,
            Via::Inflected => 90,
            Via::Corrected => 80,
            Via::Related => 45,
        }
    }

    /// Whether a range of a text, whose key is that of the needle, is a place where it counts.
    pub(super) fn fits(&self, text: &str, range: &Range<usize>) -> bool {
        let before = text[..range.start].chars().next_back();
        let after = text[range.end..].chars().next();
        let begins = !before.is_some_and(is_letter);
        let ends = !after.is_some_and(is_letter);
        let fits = match self.edges {
            Edges::Anywhere => true,
            Edges::WordBegins => begins,
            Edges::WholeWord => begins && ends,
        };
        let is_small = |c: char| c.is_lowercase();
        fits && !(self.capitals && text[range.clone()].chars().any(is_small))
    }
}

/// A letter or digit of the Latin script, of either width.
fn is_letter(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ')
}
