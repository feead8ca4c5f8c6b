//! Messages for people. Each module keeps its own in `messages/ja.txt` and `messages/en.txt`, one
//! `key = text with {values}` a line; both files always have the same keys and the same values.

use std::collections::BTreeMap;

use crate::Lang;

/// The messages of one module in both languages.
#[derive(Debug)]
pub struct Words {
    ja: BTreeMap<&'static str, &'static str>,
    en: BTreeMap<&'static str, &'static str>,
}

impl Words {
    /// Reads two message files. Lines that begin with `#` are remarks.
    pub fn read(ja: &'static str, en: &'static str) -> Words {
        Words {
            ja: entries(ja),
            en: entries(en),
        }
    }

    /// The message with its values put in. A key that does not exist shows as `⟦key⟧`, which the tests of
    /// every page refuse.
    pub fn say(&self, lang: Lang, key: &str, args: &[(&str, &str)]) -> String {
        let Some(text) = self.find(lang, key) else {
            return format!("⟦{key}⟧");
        };
        let mut said = String::with_capacity(text.len() + 16);
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            said.push_str(before);
            let (name, after) = after.split_once('}').unwrap_or((after, ""));
            match args.iter().find(|(given, _)| *given == name) {
                Some((_, value)) => said.push_str(value),
                None => said.push_str(&format!("⟦{key}.{name}⟧")),
            }
            rest = after;
        }
        said.push_str(rest);
        said
    }

    pub fn find(&self, lang: Lang, key: &str) -> Option<&'static str> {
        match lang {
            Lang::Ja => self.ja.get(key),
            Lang::En => self.en.get(key),
        }
        .copied()
    }

    /// Where the two languages differ in keys or in values: empty for a module that is in order.
    pub fn differences(&self) -> Vec<String> {
        let keys = self.ja.keys().chain(self.en.keys());
        let mut found: Vec<String> = keys
            .filter(
                |key| match (self.find(Lang::Ja, key), self.find(Lang::En, key)) {
                    (Some(ja), Some(en)) => values(ja) != values(en),
                    _ => true,
                },
            )
            .map(|key| (*key).to_owned())
            .collect();
        found.sort();
        found.dedup();
        found
    }

    /// Joins the words of several modules; a later module does not replace an earlier key.
    pub fn joined<'a>(modules: impl IntoIterator<Item = &'a Words>) -> Words {
        let (mut ja, mut en) = (BTreeMap::new(), BTreeMap::new());
        for module in modules {
            for (key, text) in &module.ja {
                ja.entry(*key).or_insert(*text);
            }
            for (key, text) in &module.en {
                en.entry(*key).or_insert(*text);
            }
        }
        Words { ja, en }
    }
}

fn entries(file: &'static str) -> BTreeMap<&'static str, &'static str> {
    file.lines()
        .filter(|line| !line.trim_start().starts_with('#'))
        .filter_map(|line| line.split_once('='))
        .map(|(key, text)| (key.trim(), text.trim()))
        .collect()
}

fn values(text: &str) -> Vec<&str> {
    let mut found: Vec<&str> = text
        .split('{')
        .skip(1)
        .filter_map(|part| part.split_once('}'))
        .map(|(name, _)| name)
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_takes_its_values() {
        let words = Words::read("hello = {name}さん、{n}件", "hello = {n} for {name}");
        let args = [("name", "加賀"), ("n", "3")];
        assert_eq!(words.say(Lang::Ja, "hello", &args), "加賀さん、3件");
        assert_eq!(words.say(Lang::En, "hello", &args), "3 for 加賀");
        assert!(words.differences().is_empty());
    }

    #[test]
    fn what_is_missing_shows_itself() {
        let words = Words::read("a = {x}\nb = 1", "a = {y}");
        assert_eq!(words.say(Lang::En, "b", &[]), "⟦b⟧");
        assert_eq!(words.say(Lang::Ja, "a", &[]), "⟦a.x⟧");
        assert_eq!(words.differences(), ["a", "b"]);
    }
}
