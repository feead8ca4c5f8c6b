//! From characters to words of the language. Full-width characters are read as their plain forms.

use kernel::{Date, number_text, wareki};

use super::Slip;
use crate::range::{Exact, is_reasonable};

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    Number(Exact, Option<String>),
    Date(Date),
    Text(String),
    Name(String),
    Industries(String, String),
    Symbol(&'static str),
    End,
}

const SYMBOLS: [&str; 17] = [
    "<=", ">=", "!=", "<", ">", "=", "(", ")", "[", "]", ",", ":", "+", "-", "*", "/", "×",
];

/// Words that never are a unit after a number.
const KEYWORDS: [&str; 12] = [
    "and", "or", "not", "in", "has", "if", "then", "else", "where", "over", "of", "rest",
];

const ERAS: [&str; 5] = ["明治", "大正", "昭和", "平成", "令和"];

/// Splits a text into tokens with their places; the last one is `End`.
pub(super) fn tokens(text: &str) -> Result<Vec<(usize, Token)>, Slip> {
    let chars: Vec<char> = text.chars().map(plain).collect();
    let mut lexer = Lexer { chars, at: 0 };
    let mut found = Vec::new();
    loop {
        while lexer.peek().is_some_and(char::is_whitespace) {
            lexer.at += 1;
        }
        let at = lexer.at;
        let token = lexer.token()?;
        let end = token == Token::End;
        found.push((at, token));
        if end {
            return Ok(found);
        }
    }
}

/// The plain form of a full-width or typographic character: one character for one, so that places stay right.
fn plain(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(c as u32 - 0xfee0).expect("the block maps onto ASCII one to one")
        }
        '\u{3000}' => ' ',
        '−' => '-',
        '÷' => '/',
        '“' | '”' => '"',
        other => other,
    }
}

struct Lexer {
    chars: Vec<char>,
    at: usize,
}

impl Lexer {
    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn rest_starts_with(&self, text: &str) -> bool {
        text.chars()
            .enumerate()
            .all(|(i, c)| self.chars.get(self.at + i) == Some(&c))
    }

    fn take_while(&mut self, keep: impl Fn(char) -> bool) -> String {
        let from = self.at;
        while self.peek().is_some_and(&keep) {
            self.at += 1;
        }
        self.chars[from..self.at].iter().collect()
    }

    fn token(&mut self) -> Result<Token, Slip> {
        let Some(first) = self.peek() else {
            return Ok(Token::End);
        };
        if ERAS.iter().any(|era| self.rest_starts_with(era)) {
            return self.era_date();
        }
        match first {
            '0'..='9' => self.number(),
            'a'..='z' | 'A'..='Z' | '_' => self.name(),
            '"' | '「' => self.quoted(first),
            '≤' | '≦' => Ok(self.symbol("<=", 1)),
            '≥' | '≧' => Ok(self.symbol(">=", 1)),
            '≠' => Ok(self.symbol("!=", 1)),
            c if c.is_alphabetic() && !c.is_ascii() => Ok(Token::Name(
                self.take_while(|c| c.is_alphanumeric() && !c.is_ascii()),
            )),
            '=' if self.rest_starts_with("=>") => Err(self.operator("=>", ">=")),
            '=' if self.rest_starts_with("=<") => Err(self.operator("=<", "<=")),
            '=' if self.rest_starts_with("==") => Err(self.operator("==", "=")),
            '<' if self.rest_starts_with("<>") => Err(self.operator("<>", "!=")),
            '&' => Err(self.operator("&", "and")),
            '|' => Err(self.operator("|", "or")),
            '!' if !self.rest_starts_with("!=") => Err(self.operator("!", "not")),
            _ => match SYMBOLS.iter().find(|symbol| self.rest_starts_with(symbol)) {
                Some(&"×") => Ok(self.symbol("*", 1)),
                Some(symbol) => Ok(self.symbol(symbol, symbol.len())),
                None => Err(self.slip("rule-strange-character", [("found", first.to_string())])),
            },
        }
    }

    fn symbol(&mut self, symbol: &'static str, length: usize) -> Token {
        self.at += length;
        Token::Symbol(symbol)
    }

    /// Names hold letters, digits, `_`, and `-` or `.` between letters (`kz-equip-2025`, `eligible_cost.travel`).
    fn name(&mut self) -> Result<Token, Slip> {
        let from = self.at;
        while let Some(c) = self.peek() {
            let joins = matches!(c, '-' | '.')
                && self
                    .chars
                    .get(self.at + 1)
                    .is_some_and(|next| next.is_ascii_alphanumeric());
            if !(c.is_ascii_alphanumeric() || c == '_' || joins) {
                break;
            }
            self.at += 1;
        }
        let name: String = self.chars[from..self.at].iter().collect();
        if let Some(revision) = name.strip_prefix("JSIC")
            && self.peek() == Some('[')
        {
            self.at += 1;
            let codes = self.take_while(|c| c != ']');
            if self.peek().is_none() {
                self.at = from;
                return Err(self.slip("rule-open-industries", []));
            }
            self.at += 1;
            return Ok(Token::Industries(
                revision.to_owned(),
                codes.trim().to_owned(),
            ));
        }
        Ok(Token::Name(name))
    }

    fn quoted(&mut self, open: char) -> Result<Token, Slip> {
        let close = if open == '「' { '」' } else { '"' };
        let from = self.at;
        self.at += 1;
        let text = self.take_while(|c| c != close);
        if self.peek().is_none() {
            self.at = from;
            return Err(self.slip("rule-open-quote", []));
        }
        self.at += 1;
        Ok(Token::Text(text))
    }

    fn era_date(&mut self) -> Result<Token, Slip> {
        let from = self.at;
        let mut text = self.take_while(|c| c != '日');
        if self.peek().is_some() {
            self.at += 1;
            text.push('日');
        }
        self.date(from, &text)
    }

    fn date(&mut self, from: usize, text: &str) -> Result<Token, Slip> {
        wareki::parse_date(text).map(Token::Date).ok_or_else(|| {
            self.at = from;
            self.slip("rule-no-such-date", [("found", text.to_owned())])
        })
    }

    fn number(&mut self) -> Result<Token, Slip> {
        let from = self.at;
        if self.is_iso_date() {
            let text: String = self.chars[from..from + 10].iter().collect();
            self.at += 10;
            return self.date(from, &text);
        }
        while let Some(c) = self.peek() {
            let part = match c {
                ',' => self.is_separator(),
                '.' => self
                    .chars
                    .get(self.at + 1)
                    .is_some_and(char::is_ascii_digit),
                c => c.is_ascii_digit() || matches!(c, '千' | '万' | '億' | '兆'),
            };
            if !part {
                break;
            }
            self.at += 1;
        }
        let digits: String = self.chars[from..self.at].iter().collect();
        let number = number_text::parse(&digits).map_err(|_| Slip {
            at: from,
            key: "rule-bad-number",
            args: vec![("found", digits.clone())],
        })?;
        let scale = 10i128.checked_pow(number.scale);
        let value = scale.map(|scale| Exact::new(number.digits, scale));
        let value = value.filter(|value| is_reasonable(*value));
        let value = value.ok_or_else(|| Slip {
            at: from,
            key: "rule-bad-number",
            args: vec![("found", digits)],
        })?;
        let unit = self.unit();
        Ok(Token::Number(value, unit))
    }

    fn is_iso_date(&self) -> bool {
        let pattern = "dddd-dd-dd";
        pattern.chars().enumerate().all(|(i, p)| {
            let found = self.chars.get(self.at + i);
            found.is_some_and(|c| {
                if p == 'd' {
                    c.is_ascii_digit()
                } else {
                    *c == p
                }
            })
        })
    }

    /// A comma belongs to the number when exactly three digits follow.
    fn is_separator(&self) -> bool {
        let digit = |i: usize| {
            self.chars
                .get(self.at + i)
                .is_some_and(char::is_ascii_digit)
        };
        digit(1) && digit(2) && digit(3) && !digit(4)
    }

    /// The unit directly behind a number, or behind one space when it is a word that can be one.
    fn unit(&mut self) -> Option<String> {
        if self.peek() == Some('%') {
            self.at += 1;
            return Some("%".to_owned());
        }
        let from = self.at;
        let spaced = self.peek() == Some(' ');
        if spaced {
            self.at += 1;
        }
        let first = self.peek()?;
        let unit = if first.is_ascii_alphabetic() {
            self.take_while(|c| c.is_ascii_alphanumeric())
        } else if spaced {
            String::new()
        } else {
            self.take_while(|c| !c.is_ascii() && c.is_alphanumeric() || "㎡²".contains(c))
        };
        if unit.is_empty() || KEYWORDS.contains(&unit.as_str()) {
            self.at = from;
            return None;
        }
        Some(unit)
    }

    /// An operator of another language.
    fn operator(&self, found: &str, meant: &str) -> Slip {
        self.slip(
            "rule-other-operator",
            [("found", found.to_owned()), ("meant", meant.to_owned())],
        )
    }

    fn slip<const N: usize>(&self, key: &'static str, args: [(&'static str, String); N]) -> Slip {
        Slip {
            at: self.at,
            key,
            args: args.to_vec(),
        }
    }
}
