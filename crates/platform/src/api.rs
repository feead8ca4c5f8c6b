//! What the machine doors of all modules share: texts in both languages, and the
//! schemas of words and days. Not here: refusals (`problem`), and the routes, which each module has in its `api`.

use kernel::{Bilingual, Lang, Words};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa::openapi::schema::{Object, ObjectBuilder, Type};

/// A text in Japanese and English. Neither is ever empty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Text {
    #[schema(example = "金沢市")]
    pub ja: String,
    #[schema(example = "Kanazawa")]
    pub en: String,
}

impl From<&Bilingual> for Text {
    fn from(text: &Bilingual) -> Text {
        Text {
            ja: text.ja.clone(),
            en: text.en.clone(),
        }
    }
}

impl Text {
    /// Builds both sides with one function of the language.
    pub fn of(make: impl Fn(Lang) -> String) -> Text {
        Text::from(&Bilingual::of(make))
    }

    /// A message in both languages.
    pub fn said(words: &Words, key: &str, args: &[(&str, &str)]) -> Text {
        Text::of(|lang| words.say(lang, key, args))
    }

    pub fn maybe(text: Option<&Bilingual>) -> Option<Text> {
        text.map(Text::from)
    }

    pub fn all(texts: &[Bilingual]) -> Vec<Text> {
        texts.iter().map(Text::from).collect()
    }
}

/// Addresses of the page for people that shows the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Page {
    #[schema(example = "/programmes/kz-equip-2025")]
    pub ja: String,
    #[schema(example = "/en/programmes/kz-equip-2025")]
    pub en: String,
}

impl Page {
    pub fn of(path: &str) -> Page {
        Page {
            ja: path.to_owned(),
            en: format!("/en{path}"),
        }
    }
}

/// The schema of a word out of a fixed set.
pub fn one_of<'w>(description: &str, words: impl IntoIterator<Item = &'w str>) -> Object {
    let words: Vec<&str> = words.into_iter().collect();
    ObjectBuilder::new()
        .schema_type(Type::String)
        .description(Some(description))
        .enum_values(Some(words))
        .build()
}

/// The schema of a day: `2026-05-01`.
pub fn day(description: &str) -> Object {
    text(description, r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")
}

/// The schema of a text of a fixed form.
pub fn text(description: &str, pattern: &str) -> Object {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .description(Some(description))
        .pattern(Some(pattern))
        .build()
}
