//! From the text of a cell to a value in its column. What occurs again and again is read once; plain numbers and days
//! take a short way. All else is read as in a profile.

use std::collections::HashMap;

use eligibility::fact::{Fact, FactId, FactKind};
use eligibility::profile::{Profile, Value, read_value};
use eligibility::range::Range;
use eligibility::registry::{Column, Days, Filling, Misfit, NO_CODE};
use kernel::document::Content;
use kernel::{Date, Fault, Faults, Node, Place};

use super::refused::fault;
use super::{AND, NONE};
use crate::catalogue::Catalogue;

/// A column that is being filled from text.
pub struct Filler {
    pub id: FactId,
    filling: Filling,
    /// The codes of texts that came before.
    known: HashMap<Box<str>, u32>,
    plain: Option<Plain>,
}

/// Which plain numbers need no reading: `count = number × factor`, within these counts.
#[derive(Clone, Copy, Debug)]
struct Plain {
    factor: i64,
    least: i64,
    most: i64,
}

impl Filler {
    pub fn new(id: FactId, fact: &Fact) -> Filler {
        let filling = Filling::of(&fact.kind);
        Filler {
            id,
            plain: plain(&fact.kind, &filling),
            filling,
            known: HashMap::new(),
        }
    }

    /// Adds the value of the next row. A cell that cannot be read leaves the column as it was.
    pub fn push(&mut self, cell: &str, catalogue: &Catalogue) -> Result<(), Vec<Fault>> {
        if cell.is_empty() || cell == "unknown" || cell == "不明" {
            self.push_unknown();
            return Ok(());
        }
        match &mut self.filling {
            Filling::YesNo(flags) => match cell {
                "yes" | "true" | "1" | "はい" => flags.push(2),
                "no" | "false" | "0" | "いいえ" => flags.push(0),
                _ => return self.read(cell, catalogue),
            },
            Filling::Numbers { low, high, .. } => match self.plain.and_then(|p| p.count(cell)) {
                Some(count) => {
                    low.push(count);
                    if let Some(high) = high {
                        high.push(count);
                    }
                }
                None => return self.read(cell, catalogue),
            },
            Filling::Days(days) => match iso_day(cell) {
                Some(day) => days.push(day),
                None => return self.read(cell, catalogue),
            },
            Filling::Coded { codes, .. } => match self.known.get(cell) {
                Some(code) => codes.push(*code),
                None => {
                    self.read(cell, catalogue)?;
                    if let Filling::Coded { codes, .. } = &self.filling {
                        let code = codes.last().copied().unwrap_or(NO_CODE);
                        self.known.insert(cell.into(), code);
                    }
                }
            },
        }
        Ok(())
    }

    pub fn push_unknown(&mut self) {
        let unknown = self.filling.push(&Value::Unknown);
        unknown.expect("unknown has a place in every column");
    }

    /// Leaves out what came behind so many rows.
    pub fn truncate(&mut self, rows: usize) {
        match &mut self.filling {
            Filling::YesNo(flags) => flags.truncate(rows),
            Filling::Days(days) => days.truncate(rows),
            Filling::Coded { codes, .. } => codes.truncate(rows),
            Filling::Numbers { low, high, .. } => {
                low.truncate(rows);
                if let Some(high) = high {
                    high.truncate(rows);
                }
            }
        }
    }

    pub fn done(self) -> Column {
        self.filling.done()
    }

    fn read(&mut self, cell: &str, catalogue: &Catalogue) -> Result<(), Vec<Fault>> {
        let value = value_of(cell, self.id, catalogue)?;
        self.filling.push(&value).map_err(|misfit| {
            let key = match misfit {
                Misfit::Kind => unreachable!("the value was read for this fact"),
                Misfit::Number => "registry-too-fine",
                Misfit::Day => "registry-far-day",
            };
            vec![fault(key, &[("found", cell)])]
        })
    }
}

/// Reads a cell of a fact, as it may stand in a registry. A cell that is empty is unknown.
pub fn value_of(cell: &str, id: FactId, catalogue: &Catalogue) -> Result<Value, Vec<Fault>> {
    if cell.is_empty() {
        return Ok(Value::Unknown);
    }
    let fact = catalogue.facts.get(id);
    let mut faults = Faults::default();
    let node = made(content(cell, &fact.kind));
    let value = read_value(&node, fact, &catalogue.facts, &mut faults);
    let Some(value) = value.filter(|_| faults.is_empty()) else {
        return Err(faults.into_sorted());
    };
    if let Value::Awards(_) | Value::Receiving(_) = value {
        let mut profile = Profile::unknown(&catalogue.facts);
        profile.set(id, value.clone());
        let strange = catalogue.check_names(&profile, "");
        if !strange.is_empty() {
            return Err(strange);
        }
    }
    Ok(value)
}

/// What a cell means in a profile: `a;b` is a list, `-` an empty one.
fn content(cell: &str, kind: &FactKind) -> Content {
    match kind {
        FactKind::Choices(_) | FactKind::Receiving => several(cell, scalar),
        FactKind::Industry => match cell.rsplit_once('@') {
            Some((codes, revision)) => Content::Mapping(vec![
                entry("revision", revision),
                (made(scalar("codes")), made(several(codes, scalar))),
            ]),
            None => several(cell, scalar),
        },
        FactKind::Certificates(_) => several(cell, certificate),
        FactKind::Awards => several(cell, award),
        FactKind::YesNo
        | FactKind::Number { .. }
        | FactKind::Date
        | FactKind::Choice(_)
        | FactKind::Text
        | FactKind::List(_) => scalar(cell),
    }
}

fn several(cell: &str, one: impl Fn(&str) -> Content) -> Content {
    if cell == NONE {
        return Content::Sequence(Vec::new());
    }
    let items = cell.split([AND, '；']);
    Content::Sequence(items.map(|item| made(one(item.trim()))).collect())
}

/// `iso9001`, or with the days between which it is valid: `iso9001:2024-04-01..2027-03-31`.
fn certificate(item: &str) -> Content {
    let Some((kind, days)) = item.split_once(':') else {
        return scalar(item);
    };
    let (from, until) = days.split_once("..").unwrap_or((days, ""));
    let days = [("valid_from", from), ("valid_until", until)];
    let stated = days.into_iter().filter(|(_, day)| !day.trim().is_empty());
    let mut entries = vec![entry("kind", kind)];
    entries.extend(stated.map(|(name, day)| entry(name, day)));
    Content::Mapping(entries)
}

/// `programme`, `programme:2024`, `programme:2024:500000`, `programme::500000`.
fn award(item: &str) -> Content {
    let mut parts = item.splitn(3, ':');
    let names = ["programme", "fiscal_year", "amount"];
    let stated = names.iter().filter_map(|name| Some((*name, parts.next()?)));
    let stated = stated.filter(|(name, part)| *name == "programme" || !part.trim().is_empty());
    Content::Mapping(stated.map(|(name, part)| entry(name, part)).collect())
}

fn scalar(text: &str) -> Content {
    Content::Scalar(text.to_owned())
}

fn made(content: Content) -> Node {
    Node::made(Place::start_of(""), content)
}

fn entry(name: &str, value: &str) -> (Node, Node) {
    (made(scalar(name)), made(scalar(value.trim())))
}

/// Nothing where a unit is not a whole part of what the column counts.
fn plain(kind: &FactKind, filling: &Filling) -> Option<Plain> {
    let FactKind::Number { unit, range } = kind else {
        return None;
    };
    let Filling::Numbers { denominator, .. } = filling else {
        return None;
    };
    let factor = unit.factor * i128::from(*denominator);
    let end = |end: Option<i128>, none: i64| match end {
        None => Some(none),
        Some(end) => i64::try_from(end.checked_mul(i128::from(*denominator))?).ok(),
    };
    let Range { low, high } = range;
    Some(Plain {
        factor: factor
            .is_integer()
            .then(|| i64::try_from(factor.to_integer()).ok())??,
        least: end(low.map(|low| low.ceil().to_integer()), 0)?,
        most: end(high.map(|high| high.floor().to_integer()), i64::MAX - 1)?,
    })
}

impl Plain {
    /// Of a number in plain digits; nothing for one that must be read with care.
    fn count(self, cell: &str) -> Option<i64> {
        let digits = cell.as_bytes();
        if digits.len() > 12 || !digits.iter().all(u8::is_ascii_digit) {
            return None;
        }
        let mut number = 0_i64;
        for digit in digits {
            number = number * 10 + i64::from(digit - b'0');
        }
        let count = number.checked_mul(self.factor)?;
        (self.least..=self.most).contains(&count).then_some(count)
    }
}

/// `2024-04-01`, and nothing else.
fn iso_day(cell: &str) -> Option<i32> {
    let bytes = cell.as_bytes();
    let number = |range: std::ops::Range<usize>| {
        let digits = &bytes[range];
        let plain = digits.iter().all(u8::is_ascii_digit);
        let value = digits.iter().fold(0_i16, |sum, digit| {
            sum * 10 + i16::from(digit.wrapping_sub(b'0'))
        });
        plain.then_some(value)
    };
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    let (year, month, day) = (number(0..4)?, number(5..7)?, number(8..10)?);
    let day = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    Days::number(day)
}
