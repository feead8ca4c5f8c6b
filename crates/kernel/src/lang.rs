//! The two languages of the product and text that exists in both.

/// A language in which people read the product. Japanese comes first; English is complete.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Lang {
    Ja,
    En,
}

impl Lang {
    pub const ALL: [Lang; 2] = [Lang::Ja, Lang::En];

    /// The BCP 47 tag: `ja` or `en`.
    pub fn tag(self) -> &'static str {
        match self {
            Lang::Ja => "ja",
            Lang::En => "en",
        }
    }

    /// The language of a tag such as `en` or `ja-JP`; `None` for any other language.
    pub fn of_tag(tag: &str) -> Option<Lang> {
        match tag.split(['-', '_', '.']).next() {
            Some("ja") => Some(Lang::Ja),
            Some("en") => Some(Lang::En),
            _ => None,
        }
    }

    pub fn other(self) -> Lang {
        match self {
            Lang::Ja => Lang::En,
            Lang::En => Lang::Ja,
        }
    }
}

/// A text in both languages. Neither side is ever empty when it was read from a document.
#[derive(Clone, Debug, PartialEq, Eq, Default, Hash)]
pub struct Bilingual {
    pub ja: String,
    pub en: String,
}

impl Bilingual {
    pub fn new(ja: impl Into<String>, en: impl Into<String>) -> Bilingual {
        Bilingual {
            ja: ja.into(),
            en: en.into(),
        }
    }

    /// The same text in both languages, such as a number or an address.
    pub fn same(text: impl Into<String>) -> Bilingual {
        let text = text.into();
        Bilingual {
            en: text.clone(),
            ja: text,
        }
    }

    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Ja => &self.ja,
            Lang::En => &self.en,
        }
    }

    /// Builds both sides with one function of the language.
    pub fn of(make: impl Fn(Lang) -> String) -> Bilingual {
        Bilingual {
            ja: make(Lang::Ja),
            en: make(Lang::En),
        }
    }
}
