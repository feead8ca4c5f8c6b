//! Reads facts from `facts.yaml` or from the `facts:` of a programme.

use kernel::document::Content;
use kernel::{Bilingual, Faults, Fields, Node};

use super::changing::read_changeable;
use super::{Choice, Fact, FactKind, Facts, Group};
use crate::accepted::read_accepted;
use crate::language::{ExprNode, parse};
use crate::range::{Exact, Range};
use crate::unit::Unit;

/// Words that a fact may not be called, because rules, or the addresses that carry answers, use them for
/// something else.
const RESERVED: [&str; 29] = [
    "on",
    "this",
    "yes",
    "no",
    "true",
    "false",
    "not",
    "and",
    "or",
    "in",
    "has",
    "if",
    "then",
    "else",
    "where",
    "over",
    "of",
    "rest",
    "stated",
    "fiscal_year",
    "eligible_cost",
    "ask",
    "asked",
    "course",
    "only",
    "rows",
    "skip",
    "view",
    "wish",
];

/// Bits of a set of choices.
const MOST_CHOICES: usize = 64;

/// Adds the units, groups and facts of a mapping to the catalogue.
pub fn read_facts(fields: &mut Fields<'_>, facts: &mut Facts, faults: &mut Faults) {
    for unit in fields.list("units", faults) {
        read_unit(unit, facts, faults);
    }
    for group in fields.list("groups", faults) {
        if let Some(choice) = read_choice(group, faults) {
            facts.groups.push(Group {
                id: choice.id,
                label: choice.label,
            });
        }
    }
    for node in fields.list("facts", faults) {
        let Some(fact) = read_fact(node, facts, Nesting::Top, faults) else {
            facts.broken.extend(declared_id(node));
            continue;
        };
        if let Some(earlier) = facts.find(&fact.id) {
            let first = &facts.get(earlier).place;
            faults.add(
                &fact.place,
                "fact-twice",
                [("id", &fact.id), ("place", first)],
            );
            continue;
        }
        let once = |is: fn(&FactKind) -> bool| is(&fact.kind) && facts.only(is).is_some();
        if once(|k| matches!(k, FactKind::Certificates(_)))
            || once(|k| matches!(k, FactKind::Awards))
            || once(|k| matches!(k, FactKind::Receiving))
        {
            faults.add(&fact.place, "fact-only-once", [("id", &fact.id)]);
            continue;
        }
        facts.add(fact);
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Nesting {
    Top,
    InList,
}

fn read_unit(node: &Node, facts: &mut Facts, faults: &mut Faults) {
    let Some(mut fields) = node.fields(faults) else {
        return;
    };
    let id = fields.required_text("id", faults);
    let ja = fields.required_text("ja", faults);
    let en = fields.required_text("en", faults);
    let whole = fields.optional("whole");
    let whole = whole.and_then(|node| node.flag(faults)).unwrap_or(false);
    fields.finish(faults);
    if let (Some(id), Some(ja), Some(en)) = (id, ja, en) {
        if facts.units.find(&id).is_some() {
            faults.add(&node.place, "unit-twice", [("id", &id)]);
        } else {
            facts.units.declare(&id, &ja, &en, whole);
        }
    }
}

fn read_fact(node: &Node, facts: &Facts, nesting: Nesting, faults: &mut Faults) -> Option<Fact> {
    let mut fields = node.fields(faults)?;
    let id = fields.required("id", faults).and_then(|id| {
        let text = id.text(faults)?;
        is_name(text, id, faults).then(|| text.to_owned())
    });
    let kind = read_kind(&mut fields, facts, nesting, faults);
    let label = fields.required_bilingual("label", faults);
    let (changeable, permitted) = read_changeable(&mut fields, kind.as_ref(), faults);
    let fact = Fact {
        id: id.clone().unwrap_or_default(),
        kind: kind.clone().unwrap_or(FactKind::Text),
        label: label.unwrap_or_default(),
        denied: fields.optional_bilingual("denied", faults),
        question: fields.optional_bilingual("question", faults),
        help: fields.optional_bilingual("help", faults),
        evidence: fields.optional_bilingual("evidence", faults),
        changeable,
        permitted,
        group: read_group(&mut fields, facts, faults),
        place: node.place.clone(),
    };
    read_accepted(&mut fields, faults);
    fields.finish(faults);
    (id.is_some() && kind.is_some()).then_some(fact)
}

/// The name that a broken declaration gives, if it gives one.
fn declared_id(node: &Node) -> Option<String> {
    let Content::Mapping(entries) = &node.content else {
        return None;
    };
    let id = entries.iter().find(|(key, _)| key.scalar() == Some("id"));
    id.and_then(|(_, value)| value.scalar()).map(str::to_owned)
}

fn read_kind(
    fields: &mut Fields<'_>,
    facts: &Facts,
    nesting: Nesting,
    faults: &mut Faults,
) -> Option<FactKind> {
    let kind = fields.required("type", faults);
    let unit = fields.optional("unit");
    let range = fields.optional("range");
    let choices = fields.optional("choices");
    let inner = fields.optional("fields");
    let kind = kind?;
    let name = kind.text(faults)?;
    let read_choices = |faults: &mut Faults| match choices {
        Some(choices) => Some(read_choices(choices, faults)),
        None => {
            faults.add(&kind.place, "fact-needs-choices", [("type", &name)]);
            None
        }
    };
    match name {
        "yes_no" => Some(FactKind::YesNo),
        "date" => Some(FactKind::Date),
        "industry" => Some(FactKind::Industry),
        "text" => Some(FactKind::Text),
        "number" => {
            let unit = match unit {
                None => Unit::ratio(),
                Some(node) => read_unit_name(node, facts, faults)?,
            };
            let range = match range {
                None => Range::ANY,
                Some(node) => read_range(node, &unit, facts, faults)?,
            };
            Some(FactKind::Number {
                unit: Box::new(unit),
                range,
            })
        }
        "choice" => read_choices(faults).map(FactKind::Choice),
        "choices" => read_choices(faults).map(FactKind::Choices),
        "certificates" if nesting == Nesting::Top => {
            read_choices(faults).map(FactKind::Certificates)
        }
        "awards" if nesting == Nesting::Top => Some(FactKind::Awards),
        "receiving" if nesting == Nesting::Top => Some(FactKind::Receiving),
        "list" if nesting == Nesting::Top => {
            let Some(inner) = inner else {
                faults.add(&kind.place, "fact-needs-fields", []);
                return None;
            };
            let mut read: Vec<Fact> = Vec::new();
            for node in inner.items(faults)? {
                let Some(field) = read_fact(node, facts, Nesting::InList, faults) else {
                    continue;
                };
                if read.iter().any(|earlier| earlier.id == field.id) {
                    faults.add(&field.place, "field-twice", [("id", &field.id)]);
                } else {
                    read.push(field);
                }
            }
            Some(FactKind::List(read))
        }
        "list" | "certificates" | "awards" | "receiving" => {
            faults.add(&kind.place, "fact-no-list-in-list", [("type", &name)]);
            None
        }
        _ => {
            faults.add(&kind.place, "fact-unknown-type", [("found", &name)]);
            None
        }
    }
}

fn read_unit_name(node: &Node, facts: &Facts, faults: &mut Faults) -> Option<Unit> {
    let name = node.text(faults)?;
    let unit = facts.units.find(name).cloned();
    if unit.is_none() {
        let known: Vec<&str> = facts.units.ids().collect();
        let known = known.join(", ");
        faults.add(
            &node.place,
            "unit-unknown",
            [("found", &name), ("known", &known)],
        );
    }
    unit
}

/// `0人..1000000人`; either end may be left out.
fn read_range(node: &Node, unit: &Unit, facts: &Facts, faults: &mut Faults) -> Option<Range> {
    let text = node.text(faults)?;
    let end = |part: &str, faults: &mut Faults| -> Option<Option<Exact>> {
        if part.trim().is_empty() {
            return Some(None);
        }
        let (negative, part) = match part.trim().strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, part),
        };
        if let Ok(expr) = parse(part)
            && let ExprNode::Number {
                value,
                unit: written,
            } = *expr.node
        {
            let written = match &written {
                None => Some(unit),
                Some(written) => facts
                    .units
                    .find(written)
                    .filter(|found| found.measures_same(unit)),
            };
            if let Some(written) = written {
                let value = value * written.factor;
                return Some(Some(if negative { -value } else { value }));
            }
        }
        faults.add(&node.place, "fact-bad-range", [("found", &text)]);
        None
    };
    let Some((low, high)) = text.split_once("..") else {
        faults.add(&node.place, "fact-bad-range", [("found", &text)]);
        return None;
    };
    let (low, high) = (end(low, faults)?, end(high, faults)?);
    if low.zip(high).is_some_and(|(low, high)| low > high) {
        faults.add(&node.place, "fact-bad-range", [("found", &text)]);
        return None;
    }
    Some(Range { low, high })
}

fn read_choices(node: &Node, faults: &mut Faults) -> Vec<Choice> {
    let mut choices: Vec<Choice> = Vec::new();
    for item in node.items(faults).unwrap_or_default() {
        let Some(choice) = read_choice(item, faults) else {
            continue;
        };
        if choices.iter().any(|earlier| earlier.id == choice.id) {
            faults.add(&item.place, "choice-twice", [("id", &choice.id)]);
        } else {
            choices.push(choice);
        }
    }
    if choices.is_empty() || choices.len() > MOST_CHOICES {
        let most = MOST_CHOICES;
        faults.add(&node.place, "choice-count", [("most", &most)]);
    }
    choices
}

fn read_choice(node: &Node, faults: &mut Faults) -> Option<Choice> {
    let mut fields = node.fields(faults)?;
    let id = fields.required_text("id", faults);
    let ja = fields.required_text("ja", faults);
    let en = fields.required_text("en", faults);
    fields.finish(faults);
    Some(Choice {
        id: id?,
        label: Bilingual::new(ja?, en?),
    })
}

fn read_group(fields: &mut Fields<'_>, facts: &Facts, faults: &mut Faults) -> Option<String> {
    let node = fields.optional("group")?;
    let id = node.text(faults)?;
    if !facts.groups.is_empty() && !facts.groups.iter().any(|group| group.id == id) {
        faults.add(&node.place, "group-unknown", [("found", &id)]);
    }
    Some(id.to_owned())
}

/// Whether a text can be the name of a fact or definition; reports it when not.
pub fn is_name(text: &str, node: &Node, faults: &mut Faults) -> bool {
    let begins = text.starts_with(|c: char| c.is_ascii_lowercase());
    let fine = text
        .chars()
        .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    if begins && fine && !RESERVED.contains(&text) && matches!(node.content, Content::Scalar(_)) {
        return true;
    }
    faults.add(&node.place, "fact-bad-name", [("found", &text)]);
    false
}
