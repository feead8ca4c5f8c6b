//! Help for words that occur nowhere: taken apart where several were typed in one go, or the nearest that does occur.

use std::collections::BTreeMap;

use kernel::fault::nearest;

use super::Index;
use super::key::key;
use super::related::Related;
use crate::headings::Headings;
use crate::programme::Programme;

/// The words of names, summaries, directions and the city's list, by their keys: what a slip may have meant.
#[derive(Debug, Default)]
pub(super) struct Vocabulary(BTreeMap<String, String>);

/// The script of a character: Japanese words often begin and end where it changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Script {
    Hiragana,
    Katakana,
    Kanji,
    Letters,
    Other,
}

impl Script {
    pub fn of(c: char) -> Script {
        match c {
            'ぁ'..='ゖ' => Script::Hiragana,
            'ァ'..='ヺ' | 'ー' | 'ｦ'..='ﾟ' => Script::Katakana,
            '一'..='鿿' | '々' => Script::Kanji,
            'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '０'..='９' => Script::Letters,
            _ if c.is_ascii_alphanumeric() => Script::Letters,
            _ => Script::Other,
        }
    }
}

/// Shorter words have too many neighbours.
const SHORTEST: usize = 3;
/// Longer ones are not taken apart.
const LONGEST: usize = 24;
const LONGEST_PIECE: usize = 10;

impl Vocabulary {
    pub fn of(programmes: &[Programme], headings: &Headings, related: &Related) -> Vocabulary {
        let texts = programmes
            .iter()
            .flat_map(|one| [&one.name, &one.summary])
            .chain(headings.directions.values())
            .flat_map(|text| [text.ja.as_str(), text.en.as_str()]);
        let mut words = BTreeMap::new();
        for word in texts.flat_map(words_of).chain(related.words()) {
            if word.chars().count() >= SHORTEST {
                words.entry(key(word)).or_insert_with(|| word.to_owned());
            }
        }
        Vocabulary(words)
    }

    /// The word that was probably meant: few slips away, with the same beginning.
    pub fn nearest(&self, typed: &str) -> Option<&str> {
        let first = typed.chars().next()?;
        if typed.chars().count() < SHORTEST {
            return None;
        }
        let candidates = self.0.keys().map(String::as_str);
        let near = nearest(typed, candidates.filter(|word| word.starts_with(first)))?;
        self.0.get(near).map(String::as_str)
    }
}

/// The runs of one script: 工業, リスキリング, equipment.
fn words_of(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let script = Script::of(rest.chars().next()?);
        let end = rest
            .char_indices()
            .find(|(_, c)| Script::of(*c) != script)
            .map_or(rest.len(), |(place, _)| place);
        let word;
        (word, rest) = rest.split_at(end);
        Some((script, word))
    })
    .filter(|(script, _)| !matches!(script, Script::Other | Script::Hiragana))
    .map(|(_, word)| word)
}

impl Index {
    /// The pieces of a text that occur, when the whole of it is made of such pieces and of little words (の, を).
    /// As few pieces as possible.
    pub(super) fn apart(&self, written: &str) -> Option<Vec<String>> {
        let chars: Vec<char> = written.chars().collect();
        if chars.len() > LONGEST || written.is_ascii() {
            return None;
        }
        let text = |from: usize, to: usize| chars[from..to].iter().collect::<String>();
        // For each place the fewest pieces that lead to it, and where the last of them began.
        let mut ways: Vec<Option<(usize, usize)>> = vec![None; chars.len() + 1];
        ways[0] = Some((0, 0));
        for from in 0..chars.len() {
            let Some((count, _)) = ways[from] else {
                continue;
            };
            for to in from + 1..=chars.len().min(from + LONGEST_PIECE) {
                if chars
                    .get(to)
                    .is_some_and(|next| is_one_word(chars[to - 1], *next))
                {
                    continue;
                }
                let piece = key(&text(from, to));
                let cost = if self.related.ignores(&piece) {
                    0
                } else if to == from + 1 {
                    continue;
                } else if self.related.knows(&piece) || self.occurs(&piece) {
                    1
                } else {
                    break;
                };
                // Of equal ways the one that leaves a little word behind kanji out: 加工の is 加工.
                let little =
                    cost == 0 && from > 0 && Script::of(chars[from - 1]) != Script::Hiragana;
                let better = |(best, _)| count + cost < best + usize::from(little);
                if ways[to].is_none_or(better) {
                    ways[to] = Some((count + cost, from));
                }
            }
        }
        let mut pieces = Vec::new();
        let mut at = chars.len();
        while at > 0 {
            let (_, from) = ways[at]?;
            let piece = text(from, at);
            if !self.related.ignores(&key(&piece)) {
                pieces.push(piece);
            }
            at = from;
        }
        pieces.reverse();
        (pieces.len() > 1).then_some(pieces)
    }
}

/// Whether no word ends between two characters: one in katakana or letters is never cut.
fn is_one_word(one: char, next: char) -> bool {
    let script = Script::of(one);
    matches!(script, Script::Katakana | Script::Letters) && script == Script::of(next)
}
