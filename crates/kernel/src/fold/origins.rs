//! Folding that remembers where every folded character came from, so that what was found can be shown in the text
//! as it was written.

use std::iter::once;
use std::ops::Range;

use unicode_normalization::char::{canonical_combining_class, decompose_compatible};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

use super::key_of;

/// The key of [`super::fold`], each character with the bytes of the text it stands for: ｶﾞ is one ガ of six bytes,
/// ㌔ gives キ and ロ of the same three. The bytes always begin and end between characters of the text.
pub fn fold_with_origins(text: &str) -> Vec<(char, Range<usize>)> {
    let mut folded = Vec::with_capacity(text.len() / 2);
    let mut begin = 0;
    let mut rest = text.char_indices().peekable();
    while rest.next().is_some() {
        let end = rest.peek().map_or(text.len(), |(place, _)| *place);
        if rest.peek().is_some_and(|(_, next)| !stands_alone(*next)) {
            continue;
        }
        let piece = text[begin..end].nfkc();
        folded.extend(key_of(piece).map(|c| (c, begin..end)));
        begin = end;
    }
    folded
}

/// Whether a character never melts into the one before it, as a voicing mark does.
fn stands_alone(c: char) -> bool {
    // Most of what is written here, told without a table.
    if c.is_ascii() || matches!(c, 'ぁ'..='ゖ' | 'ァ'..='ヺ' | '一'..='鿿') {
        return true;
    }
    let mut first = None;
    decompose_compatible(c, |part| {
        first.get_or_insert(part);
    });
    let first = first.unwrap_or(c);
    canonical_combining_class(first) == 0 && is_nfkc_quick(once(first)) == IsNormalized::Yes
}
