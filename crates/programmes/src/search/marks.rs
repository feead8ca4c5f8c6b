//! Where the words stand: the texts of a programme as they were written, with the hits marked.

use std::ops::Range;

use kernel::Lang;

use super::Index;
use super::asked::{Reading, Term};
use super::field::Field;
use super::leaf::{Leaf, Spot, Text};

/// The name and the summary in the reader's language; and another text where these do not show every word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked {
    pub name: Vec<Piece>,
    pub summary: Vec<Piece>,
    pub snippet: Option<Snippet>,
}

/// A piece of a text. All pieces of a text joined are the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    pub text: String,
    pub marked: bool,
}

/// A part of a text around a hit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snippet {
    pub field: Field,
    pub lang: Lang,
    pub pieces: Vec<Piece>,
    /// Whether the text goes on before and behind.
    pub cut_before: bool,
    pub cut_behind: bool,
}

/// So many characters are shown before and behind the first hit.
const BEFORE: usize = 24;
const BEHIND: usize = 64;

impl Index {
    /// The texts of a programme (by its place in the catalogue) with the words of a search marked.
    pub fn marked(&self, programme: usize, reading: &Reading, lang: Lang) -> Marked {
        let leaf = &self.leaves[programme];
        let shown: Vec<&Text> = [Field::Name, Field::Summary]
            .into_iter()
            .filter_map(|field| leaf.text(field, lang))
            .collect();
        let is_shown = |spot: &Spot<'_>| shown.iter().any(|text| std::ptr::eq(*text, spot.text));
        let hidden = reading
            .terms
            .iter()
            .find(|term| !spots(leaf, term).any(|spot| is_shown(&spot)));
        let pieces = |field: Field| {
            leaf.text(field, lang).map_or_else(Vec::new, |text| {
                pieces(
                    &text.written,
                    0..text.written.len(),
                    &hits(leaf, text, reading),
                )
            })
        };
        Marked {
            name: pieces(Field::Name),
            summary: pieces(Field::Summary),
            snippet: hidden.and_then(|term| snippet(leaf, term, reading, lang)),
        }
    }
}

fn spots<'l>(leaf: &'l Leaf, term: &'l Term) -> impl Iterator<Item = Spot<'l>> {
    term.needles.iter().flat_map(|needle| leaf.spots(needle))
}

/// The ranges of a text that are hits, in order, none touching the next.
fn hits(leaf: &Leaf, text: &Text, reading: &Reading) -> Vec<Range<usize>> {
    let all = reading
        .terms
        .iter()
        .flat_map(|term| spots(leaf, term))
        .filter(|spot| std::ptr::eq(spot.text, text))
        .map(|spot| spot.range);
    joined(all.collect())
}

/// Ranges in order; those that touch become one.
pub(super) fn joined(mut all: Vec<Range<usize>>) -> Vec<Range<usize>> {
    all.sort_by_key(|range| (range.start, range.end));
    let mut joined: Vec<Range<usize>> = Vec::new();
    for range in all {
        match joined.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => joined.push(range),
        }
    }
    joined
}

/// A part of a text in pieces, the hits marked.
pub(super) fn pieces(text: &str, part: Range<usize>, hits: &[Range<usize>]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut push = |from: usize, to: usize, marked: bool| {
        if from < to {
            let text = text[from..to].to_owned();
            pieces.push(Piece { text, marked });
        }
    };
    let mut at = part.start;
    for hit in hits {
        let (from, to) = (hit.start.max(part.start), hit.end.min(part.end));
        if from < to {
            push(at, from, false);
            push(from, to, true);
            at = to;
        }
    }
    push(at, part.end, false);
    pieces
}

/// The best text that holds a word, cut around its first hit: the reader's language first, then what weighs most.
fn snippet(leaf: &Leaf, term: &Term, reading: &Reading, lang: Lang) -> Option<Snippet> {
    let best = spots(leaf, term).min_by_key(|spot| {
        let weight = std::cmp::Reverse(spot.text.field.weight());
        (spot.text.lang != lang, weight)
    })?;
    let text = &best.text.written;
    let before = text[..best.range.start].char_indices().rev();
    let from = before
        .take(BEFORE)
        .last()
        .map_or(best.range.start, |(at, _)| at);
    let mut behind = text[best.range.end..].char_indices().skip(BEHIND);
    let to = behind
        .next()
        .map_or(text.len(), |(at, _)| best.range.end + at);
    Some(Snippet {
        field: best.text.field,
        lang: best.text.lang,
        pieces: pieces(text, from..to, &hits(leaf, best.text, reading)),
        cut_before: from > 0,
        cut_behind: to < text.len(),
    })
}
