//! The texts of one programme, folded once when the content is loaded.

use std::ops::Range;

use kernel::Lang;
use kernel::fold::fold_with_origins;

use super::field::Field;
use super::key::is_dash;
use super::needle::Needle;

/// All texts of a programme as one key, a line for each text: looked through in one go.
#[derive(Debug, Default)]
pub(super) struct Leaf {
    key: String,
    texts: Vec<Text>,
}

/// One text as it was written.
#[derive(Debug)]
pub(super) struct Text {
    pub field: Field,
    pub lang: Lang,
    pub written: String,
    /// Where it lies in the key.
    begin: usize,
    end: usize,
    origins: Vec<Origin>,
}

/// A character of the key (by its first byte) and the bytes of the text it stands for.
#[derive(Clone, Copy, Debug)]
struct Origin {
    key: u32,
    from: u32,
    to: u32,
}

/// A place where a needle fits: a range of a text as it was written.
pub(super) struct Spot<'l> {
    pub text: &'l Text,
    pub range: Range<usize>,
}

impl Leaf {
    pub fn add(&mut self, field: Field, lang: Lang, written: &str) {
        let begin = self.key.len();
        let mut origins = Vec::new();
        for (c, origin) in fold_with_origins(written) {
            if is_dash(c) {
                continue;
            }
            origins.push(Origin {
                key: offset(self.key.len()),
                from: offset(origin.start),
                to: offset(origin.end),
            });
            self.key.push(c);
        }
        let end = self.key.len();
        self.key.push('\n');
        self.texts.push(Text {
            field,
            lang,
            written: written.to_owned(),
            begin,
            end,
            origins,
        });
    }

    /// The text of a field that every programme has.
    pub fn text(&self, field: Field, lang: Lang) -> Option<&Text> {
        let mut texts = self.texts.iter();
        texts.find(|text| text.field == field && text.lang == lang)
    }

    /// Whether the key holds a piece, wherever it stands.
    pub fn holds(&self, key: &str) -> bool {
        self.key.contains(key)
    }

    /// All places where the needle fits, in the order of the texts.
    pub fn spots<'l>(&'l self, needle: &'l Needle) -> impl Iterator<Item = Spot<'l>> {
        // Most programmes hold no needle: `contains` tells it several times faster.
        let key = if self.holds(&needle.key) {
            self.key.as_str()
        } else {
            ""
        };
        key.match_indices(&needle.key)
            .filter_map(move |(at, found)| {
                let after = self.texts.partition_point(|text| text.begin <= at);
                let text = &self.texts[after - 1];
                let range = text.range(at..at + found.len());
                needle
                    .fits(&text.written, &range)
                    .then_some(Spot { text, range })
            })
    }
}

impl Text {
    fn range(&self, key: Range<usize>) -> Range<usize> {
        let place = |at: usize| self.origins.partition_point(|one| (one.key as usize) < at);
        let (first, behind) = (place(key.start), place(key.end));
        self.origins[first].from as usize..self.origins[behind - 1].to as usize
    }

    /// Whether the key of the needle is the key of the whole text.
    pub fn is_all_of(&self, needle: &Needle) -> bool {
        self.end - self.begin == needle.key.len()
    }
}

fn offset(place: usize) -> u32 {
    u32::try_from(place).expect("a content file is smaller than 4 GB")
}
