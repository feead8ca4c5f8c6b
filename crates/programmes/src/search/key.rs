//! Texts and words as they are compared.

/// A text as it is looked for. Hyphens make no difference: start-up and startup meet. The long vowel mark stays.
pub(super) fn key(text: &str) -> String {
    let mut key = kernel::fold::fold(text);
    key.retain(|c| !is_dash(c));
    key
}

/// A hyphen or dash; the wave and the long vowel mark are none.
pub(super) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}
