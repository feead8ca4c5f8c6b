//! JSON read piece by piece: keys that come twice, long lists and deep nesting are refused, and a number stays the
//! text that was sent, so that no digit is lost on the way to exact arithmetic.

use std::fmt;

use kernel::document::Content;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::{Unreadable, node};

/// Nesting deeper than this is refused: a profile has five levels.
const DEEPEST: usize = 16;
/// Lists longer than this are refused.
const MOST_ITEMS: usize = 1000;

/// Why a value cannot be taken, where, and which key is meant.
pub struct Bad {
    pub field: String,
    pub code: &'static str,
    pub key: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Null,
    Text,
    List,
    Object,
    /// A number, true or false.
    Word,
}

/// The body as one JSON value.
pub fn parse(bytes: &[u8]) -> Result<&RawValue, Unreadable> {
    let text = std::str::from_utf8(bytes).map_err(|_| Unreadable::NotUtf8)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim().is_empty() {
        return Err(Unreadable::Empty);
    }
    if depth(text) > DEEPEST {
        return Err(Unreadable::TooDeep);
    }
    serde_json::from_str(text).map_err(|why| Unreadable::NotJson {
        line: why.line(),
        column: why.column(),
    })
}

/// How deep brackets are nested outside of texts.
fn depth(text: &str) -> usize {
    let (mut now, mut deepest) = (0usize, 0);
    let (mut in_text, mut escaped) = (false, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_text => escaped = true,
            b'"' => in_text = !in_text,
            _ if in_text => {}
            b'[' | b'{' => {
                now += 1;
                deepest = deepest.max(now);
            }
            b']' | b'}' => now = now.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

pub fn kind_of(value: &RawValue) -> Kind {
    match value.get().as_bytes().first() {
        Some(b'"') => Kind::Text,
        Some(b'[') => Kind::List,
        Some(b'{') => Kind::Object,
        Some(b'n') => Kind::Null,
        _ => Kind::Word,
    }
}

/// The text of a JSON string; `None` for anything else.
pub fn text_of(value: &RawValue) -> Result<Option<String>, &'static str> {
    match kind_of(value) {
        Kind::Text => match serde_json::from_str(value.get()) {
            Ok(text) => Ok(Some(text)),
            // Half of a character that takes two \u escapes.
            Err(_) => Err("api-bad-text"),
        },
        Kind::Null | Kind::List | Kind::Object | Kind::Word => Ok(None),
    }
}

/// The items of a list; `None` for anything else.
pub fn items<'a>(value: &'a RawValue, field: &str) -> Result<Option<Vec<&'a RawValue>>, Bad> {
    if kind_of(value) != Kind::List {
        return Ok(None);
    }
    let bad = |code, key: String| Bad {
        field: field.to_owned(),
        code,
        key,
    };
    let all: Vec<&RawValue> =
        serde_json::from_str(value.get()).map_err(|_| bad("api-bad-text", String::new()))?;
    if all.len() > MOST_ITEMS {
        return Err(bad("api-too-many", MOST_ITEMS.to_string()));
    }
    Ok(Some(all))
}

/// The entries of an object, in their order.
pub struct Entries<'a>(Vec<(String, &'a RawValue)>);

impl<'a> Entries<'a> {
    /// `None` for anything else than an object.
    pub fn of(
        value: &'a RawValue,
        field: &str,
    ) -> Result<Option<Vec<(String, &'a RawValue)>>, Bad> {
        if kind_of(value) != Kind::Object {
            return Ok(None);
        }
        let bad = |code, key: &str| Bad {
            field: field.to_owned(),
            code,
            key: key.to_owned(),
        };
        let Entries(all) =
            serde_json::from_str(value.get()).map_err(|_| bad("api-bad-text", ""))?;
        let mut names: Vec<&str> = all.iter().map(|(name, _)| name.as_str()).collect();
        names.sort_unstable();
        if let Some(twice) = names.windows(2).find(|pair| pair[0] == pair[1]) {
            return Err(bad("api-twice", twice[0]));
        }
        Ok(Some(all))
    }
}

impl<'de> Deserialize<'de> for Entries<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Each;
        impl<'de> Visitor<'de> for Each {
            type Value = Entries<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Self::Value, M::Error> {
                let mut all = Vec::new();
                while let Some(entry) = map.next_entry::<String, &'de RawValue>()? {
                    all.push(entry);
                }
                Ok(Entries(all))
            }
        }
        deserializer.deserialize_map(Each)
    }
}

/// A value with everything in it, each part at its pointer.
pub fn tree(value: &RawValue, field: &str) -> Result<Content, Bad> {
    if let Some(entries) = Entries::of(value, field)? {
        let mut mapping = Vec::with_capacity(entries.len());
        for (name, value) in entries {
            let inner = pointer(field, &name);
            let value = node(&inner, tree(value, &inner)?);
            mapping.push((node(&inner, Content::Scalar(name)), value));
        }
        return Ok(Content::Mapping(mapping));
    }
    if let Some(items) = items(value, field)? {
        let mut sequence = Vec::with_capacity(items.len());
        for (index, value) in items.into_iter().enumerate() {
            let inner = pointer(field, &index.to_string());
            sequence.push(node(&inner, tree(value, &inner)?));
        }
        return Ok(Content::Sequence(sequence));
    }
    match text_of(value) {
        Ok(Some(text)) => Ok(Content::Scalar(text)),
        Ok(None) => Ok(Content::Scalar(value.get().to_owned())),
        Err(code) => Err(Bad {
            field: field.to_owned(),
            code,
            key: String::new(),
        }),
    }
}

/// The JSON Pointer of a part (RFC 6901).
pub fn pointer(field: &str, name: &str) -> String {
    let name = name.replace('~', "~0").replace('/', "~1");
    format!("{field}/{name}")
}
