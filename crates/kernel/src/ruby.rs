//! Japanese text with readings (ふりがな), written as Aozora Bunko does: `｜金沢《かなざわ》`. Not here: who may
//! need readings, and where they are shown.

use std::fmt::{self, Write};

#[cfg(test)]
mod tests;

/// A text of runs, some of which have a reading. Bases and readings are never empty, and a reading is kana.
#[derive(Clone, Debug, PartialEq, Eq, Default, Hash)]
pub struct Ruby {
    runs: Vec<Run>,
}

/// A piece of the text, with its reading if it has one.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Run {
    pub base: String,
    pub reading: Option<String>,
}

/// Why a text is not in the notation. The text in it is where it goes wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RubyFault {
    /// `｜` that no `《` follows.
    NoReading(String),
    /// `《` that no `》` follows.
    NotClosed(String),
    /// `《…》` without anything to read before it, or `》` alone.
    NoBase(String),
    /// A reading that is empty or not in kana.
    NotKana(String),
}

impl Ruby {
    /// Reads the notation. The base reaches from `｜` to `《`; without `｜` it is the kanji right before `《`.
    pub fn parse(text: &str) -> Result<Ruby, RubyFault> {
        let mut runs = Vec::new();
        let mut rest = text;
        while let Some(open) = rest.find('《') {
            let (before, after) = (&rest[..open], &rest[open + '《'.len_utf8()..]);
            let Some((reading, after)) = after.split_once('》') else {
                return Err(RubyFault::NotClosed(excerpt(&rest[open..])));
            };
            let (plain, base) = match before.split_once('｜') {
                Some(parts) => parts,
                None => before.split_at(start_of_last_kanji(before)),
            };
            if base.contains('｜') {
                return Err(RubyFault::NoReading(excerpt(base)));
            }
            if base.is_empty() || plain.contains('》') {
                return Err(RubyFault::NoBase(excerpt(&rest[open..])));
            }
            if reading.is_empty() || !reading.chars().all(is_kana) {
                return Err(RubyFault::NotKana(excerpt(reading)));
            }
            push_plain(&mut runs, plain);
            runs.push(Run {
                base: base.to_owned(),
                reading: Some(reading.to_owned()),
            });
            rest = after;
        }
        if let Some(mark) = rest.find('｜') {
            return Err(RubyFault::NoReading(excerpt(&rest[mark..])));
        }
        if rest.contains('》') {
            return Err(RubyFault::NoBase(excerpt(rest)));
        }
        push_plain(&mut runs, rest);
        Ok(Ruby { runs })
    }

    /// A text that has no readings, whatever signs stand in it.
    pub fn without_readings(text: &str) -> Ruby {
        let mut runs = Vec::new();
        push_plain(&mut runs, text);
        Ruby { runs }
    }

    /// The text without its readings.
    pub fn plain(&self) -> String {
        self.runs.iter().map(|run| run.base.as_str()).collect()
    }

    pub fn runs(&self) -> &[Run] {
        &self.runs
    }

    /// The first kanji without a reading: where a child would stop.
    pub fn first_unread(&self) -> Option<char> {
        self.runs
            .iter()
            .filter(|run| run.reading.is_none())
            .find_map(|run| run.base.chars().find(|c| is_kanji(*c)))
    }

    /// The text as HTML with `<ruby>`; browsers that know no ruby show the reading in brackets.
    pub fn html(&self) -> String {
        let mut html = String::new();
        for run in &self.runs {
            match &run.reading {
                None => escape(&run.base, &mut html),
                Some(reading) => {
                    html.push_str("<ruby>");
                    escape(&run.base, &mut html);
                    html.push_str("<rp>（</rp><rt>");
                    escape(reading, &mut html);
                    html.push_str("</rt><rp>）</rp></ruby>");
                }
            }
        }
        html
    }

    /// The text as HTML without its readings.
    pub fn plain_html(&self) -> String {
        let mut html = String::new();
        escape(&self.plain(), &mut html);
        html
    }
}

impl RubyFault {
    /// The message that says what is wrong.
    pub fn key(&self) -> &'static str {
        match self {
            RubyFault::NoReading(_) => "ruby-no-reading",
            RubyFault::NotClosed(_) => "ruby-not-closed",
            RubyFault::NoBase(_) => "ruby-no-base",
            RubyFault::NotKana(_) => "ruby-not-kana",
        }
    }

    /// Where in the text it goes wrong.
    pub fn found(&self) -> &str {
        match self {
            RubyFault::NoReading(found)
            | RubyFault::NotClosed(found)
            | RubyFault::NoBase(found)
            | RubyFault::NotKana(found) => found,
        }
    }
}

impl fmt::Display for RubyFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.key(), self.found())
    }
}

fn push_plain(runs: &mut Vec<Run>, text: &str) {
    if !text.is_empty() {
        runs.push(Run {
            base: text.to_owned(),
            reading: None,
        });
    }
}

fn start_of_last_kanji(text: &str) -> usize {
    let kanji = text.chars().rev().take_while(|c| is_kanji(*c));
    text.len() - kanji.map(char::len_utf8).sum::<usize>()
}

/// A kanji, or 々 and 〆, which are read like one.
fn is_kanji(c: char) -> bool {
    matches!(c, '々' | '〆' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{323AF}')
}

fn is_kana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}' | 'ー' | '・')
}

fn excerpt(text: &str) -> String {
    text.chars().take(12).collect()
}

fn escape(text: &str, html: &mut String) {
    for c in text.chars() {
        match c {
            '&' | '<' | '>' | '"' | '\'' => {
                // Writing to a string cannot fail.
                let _ = write!(html, "&#{};", u32::from(c));
            }
            _ => html.push(c),
        }
    }
}
