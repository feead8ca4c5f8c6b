//! A line of the log and the only values it can hold.

use std::fmt::Write;
use std::time::Duration;

use axum::extract::MatchedPath;
use jiff::Timestamp;

use super::Form;
use crate::reference::Reference;

/// A line: what happened, and values with names.
#[derive(Clone, Debug)]
pub struct Line {
    kind: &'static str,
    values: Vec<(&'static str, Value)>,
}

/// What may stand in the log. There is no variant for text that a visitor could have written.
#[derive(Clone, Debug)]
pub enum Value {
    /// A word of the program's own.
    Word(&'static str),
    Number(u64),
    Milliseconds(Duration),
    Reference(Reference),
    /// The template of a route, such as `/programmes/{id}`, never the address itself.
    Route(MatchedPath),
    /// Of ours: the file and line of a fault, the address we listen on, a version.
    Ours(String),
    Nothing,
}

impl Line {
    /// An event of the site, such as `started`.
    pub fn event(kind: &'static str) -> Line {
        Line {
            kind,
            values: Vec::with_capacity(12),
        }
    }

    pub fn with(mut self, name: &'static str, value: Value) -> Line {
        self.values.push((name, value));
        self
    }

    /// Adds the line to `out`, with its end.
    pub(super) fn write(&self, form: Form, at: Timestamp, out: &mut String) {
        match form {
            Form::Json => {
                let _ = write!(out, "{{\"time\":\"{at:.3}\",\"kind\":\"{}\"", self.kind);
                for (name, value) in &self.values {
                    let _ = write!(out, ",\"{name}\":");
                    value.write_json(out);
                }
                out.push_str("}\n");
            }
            Form::Text => {
                let _ = write!(out, "{at:.3} {}", self.kind);
                for (name, value) in &self.values {
                    if !matches!(value, Value::Nothing) {
                        let _ = write!(out, " {name}=");
                        value.write_text(out);
                    }
                }
                out.push('\n');
            }
        }
    }
}

impl Value {
    fn write_json(&self, out: &mut String) {
        match self {
            Value::Word(word) => quoted(word, out),
            Value::Ours(text) => quoted(text, out),
            Value::Route(route) => quoted(route.as_str(), out),
            Value::Reference(reference) => {
                let _ = write!(out, "\"{reference}\"");
            }
            Value::Nothing => out.push_str("null"),
            Value::Number(_) | Value::Milliseconds(_) => self.write_text(out),
        }
    }

    fn write_text(&self, out: &mut String) {
        let _ = match self {
            Value::Word(word) => write!(out, "{word}"),
            Value::Ours(text) => write!(out, "{text}"),
            Value::Route(route) => write!(out, "{}", route.as_str()),
            Value::Reference(reference) => write!(out, "{reference}"),
            Value::Number(number) => write!(out, "{number}"),
            Value::Milliseconds(time) => write!(out, "{:.3}", time.as_secs_f64() * 1e3),
            Value::Nothing => Ok(()),
        };
    }
}

fn quoted(text: &str, out: &mut String) {
    match serde_json::to_string(text) {
        Ok(json) => out.push_str(&json),
        Err(_) => out.push_str("null"),
    }
}
