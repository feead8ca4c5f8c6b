//! The industries that the form suggests, and how they are found by words. Any other code can be typed.

use kernel::Lang;
use kernel::fold::fold;
use kernel::industry::IndustryCode;

/// One industry with its name.
pub struct Industry {
    pub code: String,
    pub name: &'static str,
}

/// The divisions by their letters, manufacturing first: most who ask here make things.
pub fn divisions(lang: Lang) -> Vec<Industry> {
    let others = ('A'..='S').filter(|letter| *letter != 'E');
    let letters = std::iter::once('E').chain(others);
    with_names(letters.map(|letter| letter.to_string()), lang)
}

/// The divisions and all two-digit groups that have names.
pub fn offered(lang: Lang) -> Vec<Industry> {
    let letters = ('A'..='S').map(|letter| letter.to_string());
    with_names(letters.chain(groups()), lang)
}

/// The industries in whose name the words stand, in either language; a group before the division of the same name.
pub fn named(words: &str) -> Vec<IndustryCode> {
    let key = fold(words);
    if key.is_empty() {
        return Vec::new();
    }
    let codes = ('A'..='S').map(|letter| letter.to_string()).chain(groups());
    let codes: Vec<IndustryCode> = codes
        .filter_map(|code| IndustryCode::parse(&code).ok())
        .collect();
    let names = |code: &IndustryCode| [code.ja_name(), code.en_name()].map(|name| name.map(fold));
    let exact = codes
        .iter()
        .find(|code| names(code).iter().flatten().any(|name| *name == key));
    match exact {
        Some(code) => vec![*code],
        None => codes
            .into_iter()
            .filter(|code| names(code).iter().flatten().any(|name| name.contains(&key)))
            .collect(),
    }
}

/// The industries in whose name the words stand, where they are more than one.
pub fn found(words: &str, lang: Lang) -> Vec<Industry> {
    if IndustryCode::parse(words).is_ok() {
        return Vec::new();
    }
    let found = named(words);
    match found.as_slice() {
        [] | [_] => Vec::new(),
        several => with_names(several.iter().map(ToString::to_string), lang),
    }
}

/// The name of a code, or of the group or division in which it lies.
pub fn name(code: &IndustryCode, lang: Lang) -> Option<&'static str> {
    let own = code.to_string();
    let group = own.get(..2).unwrap_or(&own).to_owned();
    [own, group, code.division().to_string()]
        .iter()
        .filter_map(|code| IndustryCode::parse(code).ok())
        .find_map(|code| said(&code, lang))
}

fn groups() -> impl Iterator<Item = String> {
    (1..=98).map(|number| format!("{number:02}"))
}

fn with_names(codes: impl Iterator<Item = String>, lang: Lang) -> Vec<Industry> {
    codes
        .filter_map(|text| {
            let name = said(&IndustryCode::parse(&text).ok()?, lang)?;
            Some(Industry { code: text, name })
        })
        .collect()
}

fn said(code: &IndustryCode, lang: Lang) -> Option<&'static str> {
    match lang {
        Lang::Ja => code.ja_name(),
        Lang::En => code.en_name(),
    }
}
