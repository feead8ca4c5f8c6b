//! Programmes as decision tables (JDM): a column for each condition that looks at one fact, a row for each
//! way to fulfil the others, and a last row for everybody else.

use std::collections::BTreeSet;

use eligibility::formula::{Cond, Day, Num, Source};
use eligibility::language::Quantity;
use eligibility::{Facts, Rules};
use kernel::Date;
use serde_json::{Map, Value as Json, json};

use crate::input::{day_number, number};
use crate::logic::{Translated, word};

/// More ways than these to fulfil a rule do not make a decision table that an officer would write.
const MOST_ROWS: usize = 8;

pub struct Table {
    pub index: usize,
    pub conditions: usize,
    pub content: Json,
    pub used: BTreeSet<String>,
}

/// A cell: the key of the input and the test of its value.
type Cell = (String, String);

pub fn table(index: usize, rules: &Rules, facts: &Facts, on: Date) -> Translated<Table> {
    let edition = rules.on(on);
    if !edition.courses.is_empty() {
        return Err("courses".to_owned());
    }
    let mut rows: Vec<Vec<Cell>> = vec![Vec::new()];
    for condition in &edition.conditions {
        if condition.minimum_grant.is_some() {
            return Err("a minimum grant".to_owned());
        }
        rows = crossed(&rows, &ways(&condition.rule, facts, on)?)?;
    }
    let mut columns: Vec<(String, Vec<Option<String>>)> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        for (field, test) in row {
            let free = columns
                .iter_mut()
                .find(|(known, cells)| known == field && cells.get(at).is_none_or(Option::is_none));
            let column = match free {
                Some((_, cells)) => cells,
                None => {
                    columns.push((field.clone(), Vec::new()));
                    &mut columns.last_mut().expect("a column was just added").1
                }
            };
            column.resize(rows.len(), None);
            column[at] = Some(test.clone());
        }
    }
    Ok(Table {
        index,
        conditions: edition.conditions.len(),
        content: content(rows.len(), &columns),
        used: columns.into_iter().map(|(field, _)| field).collect(),
    })
}

/// The graph: input, table, output.
fn content(rows: usize, columns: &[(String, Vec<Option<String>>)]) -> Json {
    let inputs: Vec<Json> = (0..)
        .zip(columns)
        .map(|(at, (field, _)): (u32, _)| json!({"id": format!("i{at}"), "name": field, "field": field}))
        .collect();
    let mut rules: Vec<Json> = Vec::new();
    for row in 0..rows {
        let mut cells = Map::new();
        cells.insert("_id".to_owned(), json!(format!("r{row}")));
        for (at, (_, tests)) in columns.iter().enumerate() {
            if let Some(Some(test)) = tests.get(row) {
                cells.insert(format!("i{at}"), json!(test));
            }
        }
        cells.insert("o".to_owned(), json!("true"));
        rules.push(Json::Object(cells));
    }
    rules.push(json!({"_id": "otherwise", "o": "false"}));
    json!({
        "nodes": [
            {"id": "in", "name": "in", "type": "inputNode", "content": {}},
            {"id": "table", "name": "table", "type": "decisionTableNode", "content": {
                "hitPolicy": "first", "inputs": inputs, "rules": rules,
                "outputs": [{"id": "o", "name": "eligible", "field": "eligible"}],
            }},
            {"id": "out", "name": "out", "type": "outputNode", "content": {}},
        ],
        "edges": [
            {"id": "e1", "sourceId": "in", "targetId": "table"},
            {"id": "e2", "sourceId": "table", "targetId": "out"},
        ],
    })
}

/// The ways in which a condition can be fulfilled, each a row of cells.
fn ways(cond: &Cond, facts: &Facts, on: Date) -> Translated<Vec<Vec<Cell>>> {
    match cond {
        Cond::NotStated | Cond::Constant(true) => Ok(vec![Vec::new()]),
        Cond::All(parts) => parts.iter().try_fold(vec![Vec::new()], |rows, part| {
            crossed(&rows, &ways(part, facts, on)?)
        }),
        Cond::Any(parts) => {
            let each: Translated<Vec<_>> = parts.iter().map(|part| ways(part, facts, on)).collect();
            Ok(each?.into_iter().flatten().collect())
        }
        Cond::Defined(definition) => match eligibility::formula::in_force(&definition.editions, on)
        {
            Some(means) => ways(means, facts, on),
            None => Ok(vec![Vec::new()]),
        },
        _ => Ok(vec![vec![cell(cond, facts, on)?]]),
    }
}

fn crossed(rows: &[Vec<Cell>], more: &[Vec<Cell>]) -> Translated<Vec<Vec<Cell>>> {
    let all: Vec<Vec<Cell>> = rows
        .iter()
        .flat_map(|row| more.iter().map(move |ways| [row.as_slice(), ways].concat()))
        .collect();
    match all.len() <= MOST_ROWS {
        true => Ok(all),
        false => Err("too many rows".to_owned()),
    }
}

fn cell(cond: &Cond, facts: &Facts, on: Date) -> Translated<Cell> {
    let name = |source: &Source| match source {
        Source::Fact(id) => Ok(facts.get(*id).id.clone()),
        Source::Field { .. } => Err("records".to_owned()),
    };
    let ids = |source: &Source, bits: u64| {
        let Source::Fact(id) = source else {
            return Vec::new();
        };
        let choices = facts.get(*id).choices().iter().enumerate();
        let chosen = choices.filter(|(bit, _)| bits >> bit & 1 == 1);
        chosen
            .map(|(_, choice)| format!("\"{}\"", choice.id))
            .collect()
    };
    let quoted = |texts: &[String]| {
        let texts: Vec<String> = texts.iter().map(|text| format!("\"{text}\"")).collect();
        texts.join(", ")
    };
    Ok(match cond {
        Cond::Fact(source) => (name(source)?, "true".to_owned()),
        Cond::OneOf(source, bits) => (name(source)?, ids(source, *bits).join(", ")),
        Cond::Compare(comparison, Num::Fact(source, _), Num::Literal(limit, _)) => (
            name(source)?,
            format!("{} {}", word(*comparison), number(Some(*limit))),
        ),
        Cond::CompareDates(comparison, Day::Fact(source), Day::Literal(day)) => (
            name(source)?,
            format!("{} {}", word(*comparison), day_number(*day)),
        ),
        Cond::CompareDates(comparison, Day::Fact(source), Day::On) => (
            name(source)?,
            format!("{} {}", word(*comparison), day_number(on)),
        ),
        Cond::Has(source, quantity, bits) => {
            let ids = ids(source, *bits);
            let each: Vec<String> = ids.iter().map(|id| format!("{id} in $")).collect();
            let test = match quantity {
                Quantity::Any => each.join(" or "),
                Quantity::All => each.join(" and "),
                Quantity::None => format!("not ({})", each.join(" or ")),
            };
            (name(source)?, test)
        }
        Cond::TextIs(source, texts, _) => (name(source)?, quoted(texts)),
        Cond::Industry(source, set) => {
            let codes = codes(&set.1.to_string())?;
            let length = codes[0].len();
            if codes.iter().any(|code| code.len() != length) {
                return Err("industries of several lengths".to_owned());
            }
            (format!("{}_{length}", name(source)?), quoted(&codes))
        }
        Cond::Holds {
            certificates,
            kind,
            day: Day::On,
        } => {
            let certificates = facts.get(*certificates);
            (
                certificates.id.clone(),
                format!("\"{}\" in $", certificates.choices()[*kind].id),
            )
        }
        Cond::Not(inner) => match &**inner {
            Cond::Fact(source) => (name(source)?, "false".to_owned()),
            Cond::OneOf(source, bits) => (
                name(source)?,
                format!("not in [{}]", ids(source, *bits).join(", ")),
            ),
            Cond::Has(..) => {
                let (name, test) = cell(inner, facts, on)?;
                (name, format!("not ({test})"))
            }
            _ => return Err("the opposite of something composed".to_owned()),
        },
        Cond::If(..) => return Err("cases".to_owned()),
        Cond::Compare(..) | Cond::CompareDates(..) => return Err("calculations".to_owned()),
        _ => return Err("records, awards or other support".to_owned()),
    })
}

/// The codes of `JSIC14[E, 39, 09-32]`, ranges written out.
pub fn codes(set: &str) -> Translated<Vec<String>> {
    let inner = set
        .strip_prefix("JSIC14[")
        .and_then(|rest| rest.strip_suffix(']'));
    let inner = inner.ok_or_else(|| format!("industries of another revision: {set}"))?;
    let mut found = Vec::new();
    for entry in inner.split(", ") {
        match entry.split_once('-') {
            None => found.push(entry.to_owned()),
            Some((first, last)) => {
                let group = |text: &str| text.parse::<u8>().map_err(|fault| fault.to_string());
                found.extend((group(first)?..=group(last)?).map(|group| format!("{group:02}")));
            }
        }
    }
    Ok(found)
}
