//! The industries that the form suggests, and how they are found by words. Any other code can be typed.

use std::sync::LazyLock;

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

/// Everyday words (鉄骨, sheet metal), folded, with the code of the group in which the classification puts them.
static EVERYDAY: LazyLock<Vec<(String, IndustryCode)>> = LazyLock::new(|| {
    let lines = include_str!("../../../messages/industry_words.txt").lines();
    let lines = lines.filter(|line| !line.starts_with('#'));
    let groups = lines.filter_map(|line| {
        let (code, words) = line.split_once(" = ")?;
        Some((IndustryCode::parse(code).ok()?, words))
    });
    let words = groups.flat_map(|(code, words)| {
        let words = words.split(", ");
        words.map(move |word| (fold(word), code))
    });
    words.collect()
});

/// The industries in whose name the words stand, in either language; a group before the division of the same name.
/// Where no name has them, what everyday words say of the trade (鉄骨加工 lies in 24).
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
        None => {
            let has = |code: &IndustryCode| {
                let names = names(code);
                names.iter().flatten().any(|name| name.contains(&key))
            };
            let found: Vec<_> = codes.into_iter().filter(has).collect();
            match found.as_slice() {
                [] => of_everyday_words(&key),
                _ => found,
            }
        }
    }
}

/// The groups of the everyday words that stand in what was typed; each group once.
fn of_everyday_words(key: &str) -> Vec<IndustryCode> {
    let mut found = Vec::new();
    for (word, code) in EVERYDAY.iter() {
        if key.contains(word.as_str()) && !found.contains(code) {
            found.push(*code);
        }
    }
    found
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

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(words: &str) -> Vec<String> {
        named(words).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_trade_is_found_by_the_words_of_its_workshop() {
        assert_eq!(codes("鉄骨"), ["24"]);
        assert_eq!(codes("鉄骨加工"), ["24"]);
        assert_eq!(codes("Sheet metal"), ["24"]);
        assert_eq!(codes("日本酒"), ["10"]);
        assert!(codes("なにか").is_empty());
    }

    #[test]
    fn every_everyday_word_belongs_to_a_group_that_has_a_name() {
        let lines = include_str!("../../../messages/industry_words.txt").lines();
        let groups = lines.filter(|line| !line.starts_with('#')).count();
        let mut codes: Vec<String> = EVERYDAY.iter().map(|(_, code)| code.to_string()).collect();
        codes.dedup();
        assert_eq!(codes.len(), groups);
        for (word, code) in EVERYDAY.iter() {
            assert!(said(code, Lang::Ja).is_some(), "{word}: {code}");
            assert!(!word.is_empty(), "{code}");
        }
    }
}
