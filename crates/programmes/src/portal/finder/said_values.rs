//! How answers are said back to those who gave them.

use std::collections::BTreeMap;

use eligibility::profile::{Award, read_value};
use eligibility::unit::Unit;
use eligibility::{Fact, FactKind, Facts, Value};
use kernel::document::Content;
use kernel::{Bilingual, Faults, FiscalYear, Lang, Node, Place, Yen};
use platform::Frame;

use super::industries;
use crate::portal::said;

/// What was understood of a line that was typed; nothing where it cannot be read.
pub fn understood(frame: &Frame, fact: &Fact, facts: &Facts, typed: &str) -> Option<String> {
    let said_in_full = matches!(
        fact.kind,
        FactKind::Number { .. } | FactKind::Date | FactKind::Industry
    );
    if typed.is_empty() || !said_in_full {
        return None;
    }
    let scalar = |text: &str| Node::made(Place::start_of(""), Content::Scalar(text.to_owned()));
    let node = match fact.kind {
        FactKind::Industry => {
            let codes = typed.split([',', '、', '，', ' ', '　']);
            let codes = codes
                .filter(|code| !code.is_empty())
                .map(|word| match industries::named(word).as_slice() {
                    [code] => scalar(&code.to_string()),
                    _ => scalar(word),
                });
            Node::made(Place::start_of(""), Content::Sequence(codes.collect()))
        }
        _ => scalar(typed),
    };
    let value = read_value(&node, fact, facts, &mut Faults::default())?;
    let said = value_said(frame, fact, &value, &BTreeMap::new());
    Some(frame.say("finder-understood", &[("value", &said)]))
}

/// A value in the reader's language.
pub fn value_said(
    frame: &Frame,
    fact: &Fact,
    value: &Value,
    names: &BTreeMap<String, Bilingual>,
) -> String {
    let choice = |index: usize| {
        let choice = fact.choices().get(index);
        choice.map_or_else(String::new, |choice| frame.text(&choice.label).to_owned())
    };
    let programme = |id: &String| match names.get(id) {
        Some(name) => frame.text(name).to_owned(),
        None => id.clone(),
    };
    match value {
        Value::Unknown => frame.t("finder-open"),
        Value::YesNo(true) => frame.t("finder-yes"),
        Value::YesNo(false) => frame.t("finder-no"),
        Value::Number(range) => match &fact.kind {
            FactKind::Number { unit, .. } => number(frame, unit, range),
            _ => String::new(),
        },
        Value::Date(day) => frame.date(day),
        Value::Choice(index) => choice(*index),
        Value::Choices(bits) => {
            let chosen = (0..fact.choices().len()).filter(|index| (bits >> index) & 1 == 1);
            listed(frame, chosen.map(choice))
        }
        Value::Industry(codes) => {
            let said = codes.iter().map(|(code, _)| {
                let name = industries::name(code, frame.lang).unwrap_or_default();
                format!("{code} {name}")
            });
            listed(frame, said)
        }
        Value::Text(_, text) => text.clone(),
        Value::List(records) => records_said(frame, fact, records, names),
        Value::Certificates(held) => {
            let said = held.iter().map(|certificate| {
                let name = choice(certificate.kind);
                match certificate.valid_until {
                    None => name,
                    Some(day) => {
                        let day = frame.date(day);
                        frame.say("finder-held-said", &[("name", &name), ("day", &day)])
                    }
                }
            });
            listed(frame, said)
        }
        Value::Awards(awards) => listed(
            frame,
            awards.iter().map(|award| {
                let name = programme(&award.programme);
                award_said(frame, name, award)
            }),
        ),
        Value::Receiving(ids) => listed(frame, ids.iter().map(programme)),
    }
}

fn records_said(
    frame: &Frame,
    fact: &Fact,
    records: &[Vec<Value>],
    names: &BTreeMap<String, Bilingual>,
) -> String {
    let record = |record: &Vec<Value>| {
        let known = fact.fields().iter().zip(record);
        let known = known.filter(|(_, value)| !value.is_unknown());
        let fields: Vec<String> = known
            .map(|(field, value)| {
                let text = value_said(frame, field, value, names);
                let args = [("label", frame.text(&field.label)), ("text", text.as_str())];
                frame.say("list-labelled", &args)
            })
            .collect();
        fields.join(&frame.t("finder-list-joint").replace('_', " "))
    };
    let count = frame.say("finder-rows", &[("count", &records.len().to_string())]);
    match records {
        [] => frame.t("finder-none-so-far"),
        [_] => record(&records[0]),
        [..] => {
            let all = records.iter().map(record).map(|said| format!("[{said}]"));
            format!("{count} {}", all.collect::<Vec<_>>().join(" "))
        }
    }
}

fn award_said(frame: &Frame, name: String, award: &Award) -> String {
    let year = award.fiscal_year.and_then(FiscalYear::new);
    let year = year.map(|year| match frame.lang {
        Lang::Ja => year.ja(),
        Lang::En => year.en(),
    });
    let amount = award.amount.map(|amount| said::yen(frame, Yen(amount)));
    let parts = [Some(name), year, amount].into_iter().flatten();
    parts.collect::<Vec<_>>().join(" ")
}

fn listed(frame: &Frame, values: impl Iterator<Item = String>) -> String {
    let values: Vec<String> = values.collect();
    match values.as_slice() {
        [] => frame.t("finder-none-of-these"),
        values => values.join(&frame.t("finder-list-joint").replace('_', " ")),
    }
}

fn number(frame: &Frame, unit: &Unit, range: &eligibility::range::Range) -> String {
    let said = |value| unit.write(value, frame.lang);
    match (range.low, range.high) {
        (Some(low), Some(high)) if low == high => said(low),
        (Some(low), Some(high)) => frame.say(
            "outcome-amount-between",
            &[("low", &said(low)), ("high", &said(high))],
        ),
        (Some(low), None) => frame.say("finder-at-least", &[("low", &said(low))]),
        (None, Some(high)) => frame.say("finder-at-most", &[("high", &said(high))]),
        (None, None) => frame.t("finder-open"),
    }
}
