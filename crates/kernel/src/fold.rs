//! Text folded so that two spellings of one thing meet: keys for search and matching, and plain digits for reading.
//!
//! What is folded is never shown and never stored in place of the original. Registered names stay as they are, byte
//! for byte; and no kanji is ever transliterated by a Chinese table.

use unicode_normalization::UnicodeNormalization;

mod origins;
mod variants;

pub use origins::fold_with_origins;

/// The key under which a text is found: width, spaces, quotes, ・, kana, letter case and kanji variants make no
/// difference. Never for display: 髙橋 and 高橋 are two families.
pub fn fold(text: &str) -> String {
    key_of(text.nfkc()).collect()
}

/// What is left to fold once compatible forms are one.
fn key_of(normal: impl Iterator<Item = char>) -> impl Iterator<Item = char> {
    normal
        .filter(|c| !is_ignored(*c))
        .map(katakana)
        .flat_map(char::to_uppercase)
        .map(variants::usual_form)
}

/// The key of a corporation's name without its legal form at either end: 株式会社沢田製作所 and 澤田製作所㈱ meet.
///
/// Never for display, and never cut to nothing: a name that is only a legal form keeps it.
pub fn fold_name(text: &str) -> String {
    let key = fold(text);
    let bare = without_legal_form_in_front(&key);
    let bare = without_legal_form_behind(bare);
    bare.to_owned()
}

/// Kana of any width and kind as full-width katakana, for readings (フリガナ); everything else as it is.
pub fn kana(text: &str) -> String {
    text.nfkc().map(katakana).collect()
}

/// Digits, letters and punctuation in half width, dashes between digits as `-`, U+3000 as a space, ends trimmed.
///
/// Touches nothing else: kana, kanji and their variants stay as they were written.
pub fn ascii(text: &str) -> String {
    let narrow: Vec<char> = text.chars().map(half_width).collect();
    let is_digit = |place: usize| narrow.get(place).is_some_and(char::is_ascii_digit);
    let folded: String = narrow
        .iter()
        .enumerate()
        .map(|(place, c)| {
            let between_digits = place > 0 && is_digit(place - 1) && is_digit(place + 1);
            if between_digits && is_dash(*c) {
                '-'
            } else {
                *c
            }
        })
        .collect();
    folded.trim().to_owned()
}

/// The digits of a number that is an identifier, spaces and hyphens of all kinds left out; nothing where any other
/// character stands in it.
pub(crate) fn identifier_digits(text: &str) -> Option<String> {
    let bare: String = text
        .chars()
        .map(half_width)
        .filter(|c| !c.is_whitespace() && !is_dash(*c))
        .collect();
    bare.bytes()
        .all(|byte| byte.is_ascii_digit())
        .then_some(bare)
}

/// Legal forms as they look after [`fold`], longest first, so that 特例有限会社 goes before 有限会社.
const LEGAL_FORMS: &[&str] = &[
    "特定非営利活動法人",
    "地方独立行政法人",
    "国立研究開発法人",
    "消費生活協同組合",
    "有限責任事業組合",
    "特例有限会社",
    "一般社団法人",
    "公益社団法人",
    "一般財団法人",
    "公益財団法人",
    "国立大学法人",
    "公立大学法人",
    "独立行政法人",
    "医療法人社団",
    "医療法人財団",
    "社会医療法人",
    "社会福祉法人",
    "事業協同組合",
    "農事組合法人",
    "農業協同組合",
    "漁業協同組合",
    "生活協同組合",
    "NPO法人",
    "株式会社",
    "有限会社",
    "合同会社",
    "合資会社",
    "合名会社",
    "相互会社",
    "学校法人",
    "医療法人",
    "宗教法人",
    "協同組合",
    "企業組合",
    "協業組合",
    "(一社)",
    "(公社)",
    "(一財)",
    "(公財)",
    "(特非)",
    "(株)",
    "(有)",
    "(同)",
    "(資)",
    "(名)",
    "(社)",
    "(財)",
    "(医)",
    "(学)",
    "(福)",
    "(協)",
];

fn without_legal_form_in_front(key: &str) -> &str {
    LEGAL_FORMS
        .iter()
        .find_map(|form| key.strip_prefix(form))
        .filter(|rest| !rest.is_empty())
        .unwrap_or(key)
}

fn without_legal_form_behind(key: &str) -> &str {
    LEGAL_FORMS
        .iter()
        .find_map(|form| key.strip_suffix(form))
        .filter(|rest| !rest.is_empty())
        .unwrap_or(key)
}

fn is_ignored(c: char) -> bool {
    const QUOTES: &str = "'\"`‘’‚‛“”„‟′″〝〞〟「」『』";
    c.is_whitespace() || c == '・' || is_variation_selector(c) || QUOTES.contains(c)
}

/// The selectors of ideographic variation sequences (U+E0100–E01EF) and the standard ones (U+FE00–FE0F).
fn is_variation_selector(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

fn katakana(c: char) -> char {
    match c {
        'ぁ'..='ゖ' | 'ゝ' | 'ゞ' => char::from_u32(u32::from(c) + 0x60).unwrap_or(c),
        _ => c,
    }
}

fn half_width(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '￥' => '¥',
        '\u{3000}' => ' ',
        _ => c,
    }
}

/// What people type for a hyphen, in any width; the long vowel mark ー among them.
fn is_dash(c: char) -> bool {
    matches!(
        c,
        '-' | '~' | '\u{2010}'
            ..='\u{2015}' | '\u{2212}' | '\u{301C}' | '\u{30FC}' | '\u{FF70}' | '\u{FE63}'
    )
}

#[cfg(test)]
mod tests;
