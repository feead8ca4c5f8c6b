//! Documents in YAML (and so in JSON) in which every value knows its place, so that a mistake is reported
//! with file, line and column. Values stay text as written: `1.10` is not a floating-point number here.
//! Anchors and aliases are refused, because a small file could unfold into an enormous one.

mod fields;
mod reading;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use crate::{Bilingual, Date, Faults, Place, wareki};

pub use fields::Fields;
pub use reading::read;

/// A value of a document with its place.
#[derive(Clone, Debug)]
pub struct Node {
    pub place: Place,
    pub content: Content,
    style: Style,
    source: Arc<str>,
}

#[derive(Clone, Debug)]
pub enum Content {
    Scalar(String),
    Sequence(Vec<Node>),
    Mapping(Vec<(Node, Node)>),
}

/// How a scalar was written: only a plain one can be a word with a special meaning, such as `null`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    Plain,
    Quoted,
}

impl Node {
    /// A value that comes from elsewhere than a document, such as a form.
    pub fn made(place: Place, content: Content) -> Node {
        Node {
            place,
            content,
            style: Style::Plain,
            source: Arc::from(""),
        }
    }

    /// The text of a scalar; a fault for a list or a mapping.
    pub fn text(&self, faults: &mut Faults) -> Option<&str> {
        match &self.content {
            Content::Scalar(text) => Some(text),
            Content::Sequence(_) | Content::Mapping(_) => {
                faults.add(&self.place, "document-expected-text", []);
                None
            }
        }
    }

    /// The text of a scalar that is not in quotes nor in a block: only such words have a special meaning.
    pub fn word(&self) -> Option<&str> {
        match &self.content {
            Content::Scalar(text) if self.style == Style::Plain => Some(text),
            _ => None,
        }
    }

    pub fn scalar(&self) -> Option<&str> {
        match &self.content {
            Content::Scalar(text) => Some(text),
            _ => None,
        }
    }

    /// Whether the author left the value empty: nothing, `null` or `~`.
    pub fn is_null(&self) -> bool {
        matches!(self.word(), Some("" | "null" | "Null" | "NULL" | "~"))
    }

    pub fn items(&self, faults: &mut Faults) -> Option<&[Node]> {
        match &self.content {
            Content::Sequence(items) => Some(items),
            Content::Scalar(_) | Content::Mapping(_) => {
                faults.add(&self.place, "document-expected-list", []);
                None
            }
        }
    }

    pub fn fields(&self, faults: &mut Faults) -> Option<Fields<'_>> {
        match &self.content {
            Content::Mapping(entries) => Some(Fields::new(self, entries)),
            Content::Scalar(_) | Content::Sequence(_) => {
                faults.add(&self.place, "document-expected-mapping", []);
                None
            }
        }
    }

    /// A text in both languages: `{ja: …, en: …}`, or one text that is the same in both.
    pub fn bilingual(&self, faults: &mut Faults) -> Option<Bilingual> {
        if let Content::Scalar(text) = &self.content {
            if text.trim().is_empty() {
                faults.add(&self.place, "document-empty-text", []);
                return None;
            }
            return Some(Bilingual::same(text.trim()));
        }
        let mut fields = self.fields(faults)?;
        let ja = fields.required_text("ja", faults);
        let en = fields.required_text("en", faults);
        fields.finish(faults);
        Some(Bilingual::new(ja?, en?))
    }

    /// `true` or `false`.
    pub fn flag(&self, faults: &mut Faults) -> Option<bool> {
        match self.text(faults)? {
            "true" | "yes" => Some(true),
            "false" | "no" => Some(false),
            other => {
                faults.add(&self.place, "document-expected-flag", [("found", &other)]);
                None
            }
        }
    }

    /// A date in any accepted form.
    pub fn date(&self, faults: &mut Faults) -> Option<Date> {
        let text = self.text(faults)?;
        let date = wareki::parse_date(text);
        if date.is_none() {
            faults.add(&self.place, "document-expected-date", [("found", &text)]);
        }
        date
    }

    /// The place of the character at `offset` (in characters) of a scalar's text.
    pub fn place_at(&self, offset: usize) -> Place {
        match &self.content {
            Content::Scalar(text) => aligned(text, offset, &self.place, &self.source),
            Content::Sequence(_) | Content::Mapping(_) => self.place.clone(),
        }
    }
}

/// Walks the text and its source together: lines may be folded, characters escaped, so that a text can be
/// longer in its source than it reads.
fn aligned(text: &str, offset: usize, begin: &Place, source: &str) -> Place {
    let mut place = begin.clone();
    let line = source.lines().nth(begin.line - 1).unwrap_or_default();
    let mut written = line
        .chars()
        .skip(begin.column - 1)
        .chain(std::iter::once('\n'))
        .chain(
            source
                .lines()
                .skip(begin.line)
                .flat_map(|line| line.chars().chain(std::iter::once('\n'))),
        )
        .peekable();
    let step = |place: &mut Place, written: &mut std::iter::Peekable<_>| {
        if let Some(c) = Iterator::next(written) {
            if c == '\n' {
                place.line += 1;
                place.column = 1;
            } else {
                place.column += 1;
            }
        }
    };
    for (index, c) in text.chars().take(offset + 1).enumerate() {
        if c.is_whitespace() {
            while index < offset && written.peek().is_some_and(|w: &char| w.is_whitespace()) {
                step(&mut place, &mut written);
            }
            continue;
        }
        while written.peek().is_some_and(|w| *w != c) {
            step(&mut place, &mut written);
        }
        if index < offset {
            step(&mut place, &mut written);
        }
    }
    place
}
