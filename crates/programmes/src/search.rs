//! Search in the programmes: which of them hold the words that somebody typed, how well, and where. Any piece of a
//! text is found (加工 in 金属加工, a single 漆), with kana, width, case, hyphens and kanji variants folded; several
//! words must all be found. Pure; filters and the order of lists are not here (`listing`).
//!
//! Every search looks through all folded texts. They are folded once at loading, one line of bytes for each
//! programme; looking through Kanazawa's 81 takes well under a millisecond (`docs/search.md`), so an index of
//! character pairs would be more to keep and to explain for nothing that anybody could feel.

mod asked;
mod field;
mod key;
mod leaf;
mod marks;
mod needle;
mod related;
mod suggest;
#[cfg(test)]
mod tests;
mod texts;

use std::collections::BTreeMap;

use eligibility::Facts;
use kernel::{Bilingual, Date, Lang};

use crate::headings::Headings;
use crate::programme::Programme;

pub use asked::{Corrected, Reading, Term};
pub use field::Field;
pub use marks::{Marked, Piece, Snippet};
pub use needle::{Needle, Via};
pub use related::{Related, read_related};

use leaf::Leaf;
use suggest::Vocabulary;

/// What is needed besides the programmes to put them into words.
#[derive(Clone, Copy)]
pub struct Shelf<'a> {
    pub facts: &'a Facts,
    pub names: &'a BTreeMap<String, Bilingual>,
    pub headings: &'a Headings,
    pub reviewed: Option<Date>,
}

/// The texts of all programmes, ready to be looked through.
#[derive(Debug, Default)]
pub struct Index {
    leaves: Vec<Leaf>,
    related: Related,
    vocabulary: Vocabulary,
}

/// What a search found.
#[derive(Debug)]
pub struct Finding {
    /// How the words were understood.
    pub reading: Reading,
    /// For each programme in the order of the catalogue: how well it fits, `None` where it does not.
    pub scores: Vec<Option<u32>>,
}

/// Further hits in one programme add a little, up to so many.
const MOST_COUNTED: u32 = 8;

impl Finding {
    /// Whether there was any word at all; a lone ・ is none.
    pub fn was_asked(&self) -> bool {
        self.reading.found_any() || !self.reading.dropped.is_empty()
    }
}

impl Index {
    pub fn new(programmes: &[Programme], shelf: &Shelf<'_>, related: Related) -> Index {
        let leaves = programmes.iter().map(|one| texts::leaf(one, shelf));
        Index {
            leaves: leaves.collect(),
            vocabulary: Vocabulary::of(programmes, shelf.headings, &related),
            related,
        }
    }

    /// Looks for words. The texts of the reader's language count more than the other's.
    pub fn find(&self, text: &str, lang: Lang) -> Finding {
        let mut reading = asked::read(self, text);
        let terms = reading.terms.iter();
        let found: Vec<Vec<Option<u32>>> = terms.map(|term| self.scores_of(term, lang)).collect();
        let kept = most_together(&found, self.leaves.len());
        reading.drop_all_but(&kept);
        let scores = (0..self.leaves.len()).map(|programme| {
            let mut sum = 0;
            for (term, _) in found.iter().zip(&kept).filter(|(_, kept)| **kept) {
                sum += term[programme]?;
            }
            (reading.found_any()).then_some(sum)
        });
        Finding {
            scores: scores.collect(),
            reading,
        }
    }

    /// Whether a key stands anywhere in the texts.
    fn occurs(&self, key: &str) -> bool {
        self.leaves.iter().any(|leaf| leaf.holds(key))
    }

    fn fits_anywhere(&self, needle: &Needle) -> bool {
        let mut leaves = self.leaves.iter();
        leaves.any(|leaf| leaf.spots(needle).next().is_some())
    }

    fn scores_of(&self, term: &Term, lang: Lang) -> Vec<Option<u32>> {
        let leaves = self.leaves.iter();
        leaves.map(|leaf| score(leaf, term, lang)).collect()
    }
}

/// How well one word fits a programme: its best place, and a little for every further one.
fn score(leaf: &Leaf, term: &Term, lang: Lang) -> Option<u32> {
    let (mut best, mut count) = (0, 0);
    for needle in &term.needles {
        for spot in leaf.spots(needle) {
            let mut worth = spot.text.field.weight() * needle.worth() / 100;
            if spot.text.is_all_of(needle) {
                worth *= 3;
            } else if spot.range.start == 0 {
                worth = worth * 5 / 4;
            } else if begins_a_word(&spot.text.written, spot.range.start) {
                worth = worth * 11 / 10;
            }
            if spot.text.lang != lang {
                worth = worth * 6 / 10;
            }
            best = best.max(worth);
            count += 1;
        }
    }
    (count > 0).then_some(best + count.min(MOST_COUNTED))
}

/// Whether another script begins here: kanji after kana, letters after kanji, anything after a space or a bracket.
fn begins_a_word(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    let here = text[at..].chars().next();
    before.map(suggest::Script::of) != here.map(suggest::Script::of)
}

/// Which terms are kept so that something is found: all where any programme holds all of them, else those that most
/// can be found together, in as many programmes as possible.
fn most_together(found: &[Vec<Option<u32>>], programmes: usize) -> Vec<bool> {
    let mut counts: BTreeMap<Vec<bool>, usize> = BTreeMap::new();
    for programme in 0..programmes {
        let held: Vec<bool> = found.iter().map(|term| term[programme].is_some()).collect();
        *counts.entry(held).or_default() += 1;
    }
    let size = |held: &[bool]| held.iter().filter(|held| **held).count();
    let best = counts.into_iter().max_by(|(a, m), (b, n)| {
        // Of equals the one that keeps the earlier words: it stands later in the map.
        (size(a), m, a).cmp(&(size(b), n, b))
    });
    best.map_or_else(|| vec![false; found.len()], |(held, _)| held)
}
