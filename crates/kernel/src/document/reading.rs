//! From YAML events to nodes.

use std::sync::Arc;

use saphyr_parser::{Event, Parser, ScalarStyle, Span};

use super::{Content, Node, Style};
use crate::{Fault, Place};

/// Nesting deeper than this is refused: no document of ours needs it, and it would exhaust the stack.
const DEEPEST: usize = 64;

/// Reads one document. `Ok(None)` is an empty file.
pub fn read(file: &str, text: &str) -> Result<Option<Node>, Fault> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reading = Reading {
        events: Parser::new_from_str(text),
        file: Arc::from(file),
        source: Arc::from(text),
    };
    let mut document = None;
    while let Some((event, span)) = reading.next()? {
        match event {
            Event::DocumentStart(_) if document.is_some() => {
                return Err(reading.fault(span, "document-second-document"));
            }
            Event::StreamStart | Event::DocumentStart(_) | Event::DocumentEnd | Event::Nothing => {}
            Event::StreamEnd => break,
            event => document = Some(reading.node(event, span, 0)?),
        }
    }
    Ok(document)
}

struct Reading<'a> {
    events: Parser<'a, saphyr_parser::StrInput<'a>>,
    file: Arc<str>,
    source: Arc<str>,
}

impl<'a> Reading<'a> {
    fn next(&mut self) -> Result<Option<(Event<'a>, Span)>, Fault> {
        match self.events.next() {
            None => Ok(None),
            Some(Ok(event)) => Ok(Some(event)),
            Some(Err(error)) => Err(self.broken(
                error.marker().line(),
                error.marker().col() + 1,
                error.info(),
            )),
        }
    }

    /// A mistake of YAML itself. The parser often notices it later than people do: what is really meant is told.
    fn broken(&self, line: usize, column: usize, why: &str) -> Fault {
        let place = |line: usize, column: usize| Place {
            file: self.file.clone(),
            line,
            column,
        };
        let simple = |place, key| Fault {
            place,
            key,
            args: Vec::new(),
        };
        let lines: Vec<&str> = self.source.lines().collect();
        // The parser stops up to one line before or after what people would call the mistake.
        let near = lines
            .iter()
            .enumerate()
            .skip(line.saturating_sub(2))
            .take(3);
        for (index, text) in near {
            let indent = text.len() - text.trim_start().len();
            if let Some(tab) = text[..indent].chars().position(|c| c == '\t') {
                return simple(place(index + 1, tab + 1), "document-tab");
            }
            if let Some(wide) = text[..indent].chars().position(|c| c == '\u{3000}') {
                return simple(place(index + 1, wide + 1), "document-wide-space");
            }
            let colon = text.chars().position(|c| c == '：');
            if let (Some(colon), false) = (colon, text.contains(": ")) {
                return simple(place(index + 1, colon + 1), "document-wide-colon");
            }
        }
        if why.contains("unknown anchor") {
            return simple(place(line, column), "document-alias");
        }
        // Past the end means: something that was opened is never closed.
        let (line, column) = if line > lines.len() && !lines.is_empty() {
            let last = lines[lines.len() - 1];
            (lines.len(), last.chars().count() + 1)
        } else {
            (line, column)
        };
        Fault {
            place: place(line, column),
            key: "document-broken-yaml",
            args: vec![("why", why.to_owned())],
        }
    }

    fn expect_next(&mut self) -> Result<(Event<'a>, Span), Fault> {
        self.next()?.ok_or_else(|| Fault {
            place: Place::start_of(&self.file),
            key: "document-broken-yaml",
            args: vec![("why", "unexpected end".to_owned())],
        })
    }

    fn node(&mut self, event: Event<'a>, span: Span, depth: usize) -> Result<Node, Fault> {
        if depth > DEEPEST {
            return Err(self.fault(span, "document-too-deep"));
        }
        let (content, style) = match event {
            Event::Scalar(text, style, anchor, _) => {
                if anchor != 0 {
                    return Err(self.fault(span, "document-alias"));
                }
                (Content::Scalar(text.into_owned()), style_of(style))
            }
            Event::SequenceStart(0, _) => (self.sequence(depth)?, Style::Plain),
            Event::MappingStart(0, _) => (self.mapping(depth)?, Style::Plain),
            Event::SequenceStart(..) | Event::MappingStart(..) | Event::Alias(_) => {
                return Err(self.fault(span, "document-alias"));
            }
            _ => return Err(self.fault(span, "document-broken-yaml-place")),
        };
        Ok(Node {
            place: self.place(span),
            content,
            style,
            source: self.source.clone(),
        })
    }

    fn sequence(&mut self, depth: usize) -> Result<Content, Fault> {
        let mut items = Vec::new();
        loop {
            match self.expect_next()? {
                (Event::SequenceEnd, _) => return Ok(Content::Sequence(items)),
                (event, span) => items.push(self.node(event, span, depth + 1)?),
            }
        }
    }

    fn mapping(&mut self, depth: usize) -> Result<Content, Fault> {
        let mut entries: Vec<(Node, Node)> = Vec::new();
        loop {
            let key = match self.expect_next()? {
                (Event::MappingEnd, _) => return Ok(Content::Mapping(entries)),
                (event, span) => self.node(event, span, depth + 1)?,
            };
            if let Some((first, _)) = entries
                .iter()
                .find(|(earlier, _)| earlier.scalar() == key.scalar() && key.scalar().is_some())
            {
                return Err(Fault {
                    place: key.place.clone(),
                    key: "document-twice",
                    args: vec![
                        ("key", key.scalar().unwrap_or_default().to_owned()),
                        ("line", first.place.line.to_string()),
                    ],
                });
            }
            let (event, span) = self.expect_next()?;
            let value = self.node(event, span, depth + 1)?;
            entries.push((key, value));
        }
    }

    fn place(&self, span: Span) -> Place {
        Place {
            file: self.file.clone(),
            line: span.start.line(),
            column: span.start.col() + 1,
        }
    }

    fn fault(&self, span: Span, key: &'static str) -> Fault {
        Fault {
            place: self.place(span),
            key,
            args: Vec::new(),
        }
    }
}

fn style_of(style: ScalarStyle) -> Style {
    match style {
        ScalarStyle::Plain => Style::Plain,
        ScalarStyle::SingleQuoted
        | ScalarStyle::DoubleQuoted
        | ScalarStyle::Literal
        | ScalarStyle::Folded => Style::Quoted,
    }
}
