//! One value of a profile, by the kind of its fact.

use kernel::document::Content;
use kernel::fold::{ascii, fold};
use kernel::industry::{IndustryCode, Revision};
use kernel::{Faults, Node};

use super::choices::{choice, one_or_many};
use super::histories::{awards, certificates, receiving};
use super::is_unknown;
use super::numbers::number;
use crate::fact::{Fact, FactKind, Facts};
use crate::profile::Value;

/// The revision of the industry classification that is meant where none is named.
pub(super) const CURRENT_REVISION: Revision = Revision::Fourteenth;

/// Reads a value; a fault when it does not fit the fact.
pub fn read_value(node: &Node, fact: &Fact, facts: &Facts, faults: &mut Faults) -> Option<Value> {
    match &fact.kind {
        FactKind::YesNo => yes_no(node, fact, faults),
        FactKind::Number { unit, range } => {
            number(node, fact, unit, *range, facts, faults).map(Value::Number)
        }
        FactKind::Date => node.date(faults).map(Value::Date),
        FactKind::Choice(_) => choice(node, fact, faults).map(Value::Choice),
        FactKind::Choices(_) => {
            let mut bits = 0;
            for item in one_or_many(node) {
                bits |= 1 << choice(item, fact, faults)?;
            }
            Some(Value::Choices(bits))
        }
        FactKind::Industry => industry(node, faults).map(Value::Industry),
        FactKind::Text => {
            let text = node.text(faults)?;
            Some(Value::Text(fold(text), text.to_owned()))
        }
        FactKind::List(fields) => list(node, fields, facts, faults).map(Value::List),
        FactKind::Certificates(_) => certificates(node, fact, faults).map(Value::Certificates),
        FactKind::Awards => awards(node, facts, faults).map(Value::Awards),
        FactKind::Receiving => receiving(node, faults).map(Value::Receiving),
    }
}

fn yes_no(node: &Node, fact: &Fact, faults: &mut Faults) -> Option<Value> {
    let text = node.text(faults)?;
    let answer = yes_or_no(text);
    if answer.is_none() {
        faults.add(
            &node.place,
            "profile-not-yes-no",
            [("fact", &fact.id), ("found", &text)],
        );
    }
    answer.map(Value::YesNo)
}

/// Yes or no as people write it: はい, 有, yes, true, 1 …
pub fn yes_or_no(text: &str) -> Option<bool> {
    match ascii(text).to_lowercase().as_str() {
        "true" | "yes" | "1" | "はい" | "有" | "あり" | "ある" => Some(true),
        "false" | "no" | "0" | "いいえ" | "無" | "なし" | "ない" => Some(false),
        _ => None,
    }
}

fn industry(node: &Node, faults: &mut Faults) -> Option<Vec<(IndustryCode, Revision)>> {
    let (revision, codes) = match &node.content {
        Content::Mapping(_) => {
            let mut fields = node.fields(faults)?;
            let revision = fields.required("revision", faults);
            let codes = fields.required("codes", faults);
            fields.finish(faults);
            let (revision, codes) = (revision?, codes?);
            let number = revision.text(faults)?.trim().parse().ok();
            let Some(found) = number.and_then(Revision::from_number) else {
                let text = revision.scalar().unwrap_or_default();
                faults.add(&revision.place, "rule-bad-revision", [("found", &text)]);
                return None;
            };
            (found, codes)
        }
        Content::Scalar(_) | Content::Sequence(_) => (CURRENT_REVISION, node),
    };
    let mut read = Vec::new();
    for item in one_or_many(codes) {
        let text = item.text(faults)?;
        match IndustryCode::parse(text) {
            Ok(code) => read.push((code, revision)),
            Err(_) => {
                faults.add(&item.place, "profile-bad-industry", [("found", &text)]);
                return None;
            }
        }
    }
    Some(read)
}

fn list(
    node: &Node,
    fields: &[Fact],
    facts: &Facts,
    faults: &mut Faults,
) -> Option<Vec<Vec<Value>>> {
    let mut records = Vec::new();
    for item in node.items(faults)? {
        let entries = item.fields(faults)?;
        let mut record = vec![Value::Unknown; fields.len()];
        for (key, value) in entries.all() {
            let name = key.text(faults)?;
            let Some(index) = fields.iter().position(|field| field.id == name) else {
                let known: Vec<&str> = fields.iter().map(|field| field.id.as_str()).collect();
                let known = known.join(", ");
                faults.add(
                    &key.place,
                    "document-unknown-key",
                    [("key", &name), ("known", &known)],
                );
                continue;
            };
            if !is_unknown(value) {
                record[index] = read_value(value, &fields[index], facts, faults)?;
            }
        }
        records.push(record);
    }
    Some(records)
}
