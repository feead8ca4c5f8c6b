//! Writes a registry as a CSV from which the same one is read.

use std::io::{self, Write};

use eligibility::fact::{Fact, FactKind, Facts};
use eligibility::profile::{Award, Certificate, Value};
use eligibility::range::{Exact, Range};
use eligibility::registry::Column;
use eligibility::unit::Unit;

use super::{AND, DISTRICT, ID, NONE, RegistryFile, SYNTHETIC};

/// Writes all rows, with the columns in the order of the facts.
pub fn write(file: &RegistryFile, facts: &Facts, out: &mut dyn Write) -> io::Result<()> {
    let columns: Vec<Writing<'_>> = file
        .registry
        .columns()
        .map(|(id, column)| Writing::new(column, facts.get(id), facts))
        .collect();
    let mut head = vec![ID];
    head.extend(file.synthetic.then_some(SYNTHETIC));
    head.extend(file.districts.as_ref().map(|_| DISTRICT));
    head.extend(columns.iter().map(|column| column.fact.id.as_str()));
    writeln!(out, "{}", head.join(","))?;
    let mut line = String::new();
    let mut id = String::new();
    for row in 0..file.registry.len() {
        line.clear();
        id.clear();
        file.ids.write(row, &mut id);
        line.push_str(&quoted(&id));
        if file.synthetic {
            line.push_str(",yes");
        }
        if let Some(districts) = &file.districts {
            line.push(',');
            line.push_str(&quoted(districts.name(row)));
        }
        for column in &columns {
            line.push(',');
            match (&column.coded, column.column) {
                (Some(texts), Column::Coded(coded)) => {
                    line.push_str(&texts[coded.code(row) as usize]);
                }
                (_, other) => {
                    let text = cell(&other.value(row), column.fact, facts);
                    line.push_str(&quoted(&text));
                }
            }
        }
        line.push('\n');
        out.write_all(line.as_bytes())?;
    }
    Ok(())
}

/// A column with the texts of its distinct values, where it has such.
struct Writing<'a> {
    column: &'a Column,
    fact: &'a Fact,
    coded: Option<Vec<String>>,
}

impl<'a> Writing<'a> {
    fn new(column: &'a Column, fact: &'a Fact, facts: &Facts) -> Writing<'a> {
        let coded = match column {
            Column::Coded(coded) => {
                let texts = coded.values().iter().map(|value| cell(value, fact, facts));
                Some(texts.map(|text| quoted(&text)).collect())
            }
            Column::YesNo(_) | Column::Numbers(_) | Column::Days(_) => None,
        };
        Writing {
            column,
            fact,
            coded,
        }
    }
}

/// A cell, in quotation marks where it needs them.
pub fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) {
        format!(
            "\"{}\"",
            cell.replace('"', "\"\"").replace(['\n', '\r'], " ")
        )
    } else {
        cell.to_owned()
    }
}

fn cell(value: &Value, fact: &Fact, facts: &Facts) -> String {
    let choice = |index: usize| fact.choices()[index].id.clone();
    match value {
        // A list has no column.
        Value::Unknown | Value::List(_) => String::new(),
        Value::YesNo(true) => "yes".to_owned(),
        Value::YesNo(false) => "no".to_owned(),
        Value::Number(range) => match &fact.kind {
            FactKind::Number { unit, .. } => number(range, unit, facts),
            _ => String::new(),
        },
        Value::Date(day) => day.to_string(),
        Value::Choice(index) => choice(*index),
        Value::Choices(bits) => {
            let chosen = (0..fact.choices().len()).filter(|index| (bits >> index) & 1 == 1);
            all(chosen.map(choice))
        }
        Value::Industry(codes) => {
            let mut cell = all(codes.iter().map(|(code, _)| code.to_string()));
            if let Some((_, revision)) = codes.first()
                && revision.number() != 14
            {
                cell.push_str(&format!("@{}", revision.number()));
            }
            cell
        }
        Value::Text(_, text) => text.clone(),
        Value::Certificates(held) => all(held.iter().map(|one| certificate(one, fact))),
        Value::Awards(awards) => all(awards.iter().map(award)),
        Value::Receiving(ids) => all(ids.iter().cloned()),
    }
}

fn all(items: impl Iterator<Item = String>) -> String {
    let items: Vec<String> = items.collect();
    if items.is_empty() {
        return NONE.to_owned();
    }
    items.join(&AND.to_string())
}

fn certificate(held: &Certificate, fact: &Fact) -> String {
    let kind = &fact.choices()[held.kind].id;
    let day = |day: Option<kernel::Date>| day.map_or_else(String::new, |day| day.to_string());
    match (held.valid_from, held.valid_until) {
        (None, None) => kind.clone(),
        (from, until) => format!("{kind}:{}..{}", day(from), day(until)),
    }
}

fn award(award: &Award) -> String {
    let year = award.fiscal_year.map(|year| year.to_string());
    let amount = award.amount.map(|amount| amount.to_string());
    match (year, amount) {
        (None, None) => award.programme.clone(),
        (Some(year), None) => format!("{}:{year}", award.programme),
        (year, Some(amount)) => {
            format!("{}:{}:{amount}", award.programme, year.unwrap_or_default())
        }
    }
}

/// In the unit of the fact where that can be written, else in the base unit.
fn number(range: &Range, unit: &Unit, facts: &Facts) -> String {
    let base = facts.units.find(&unit.base);
    let written = |value: Exact| {
        decimal(value / unit.factor).or_else(|| {
            let base = base?;
            Some(format!("{}{}", decimal(value / base.factor)?, base.ja))
        })
    };
    let end = |end: Option<Exact>| end.and_then(written).unwrap_or_default();
    match (range.low, range.high) {
        (Some(low), Some(high)) if low == high => end(Some(low)),
        (low, high) => format!("{}..{}", end(low), end(high)),
    }
}

/// With all its decimals; nothing where they do not end within six.
fn decimal(value: Exact) -> Option<String> {
    let millionths = value * 1_000_000;
    if !millionths.is_integer() {
        return None;
    }
    let count = millionths.to_integer();
    let sign = if count < 0 { "-" } else { "" };
    let (whole, part) = (
        count.unsigned_abs() / 1_000_000,
        count.unsigned_abs() % 1_000_000,
    );
    if part == 0 {
        return Some(format!("{sign}{whole}"));
    }
    let written = format!("{sign}{whole}.{part:06}");
    Some(written.trim_end_matches('0').to_owned())
}
