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
            Event::StreamStart | Event::DocumentStart(_) | Event::DocumentEnd | Event::Nothing => {}
            Event::StreamEnd => break,
            _ if document.is_some() => {
                return Err(reading.fault(span, "document-second-document"));
            }
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
            Some(Err(error)) => Err(Fault {
                place: Place {
                    file: self.file.clone(),
                    line: error.marker().line(),
                    column: error.marker().col() + 1,
                },
                key: "document-broken-yaml",
                args: vec![("why", error.info().to_owned())],
            }),
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
        ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => Style::Quoted,
        ScalarStyle::Literal | ScalarStyle::Folded => Style::Block,
    }
}
