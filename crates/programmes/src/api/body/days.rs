//! Days among the facts. People may write them as they are used to (令和8年5月1日); programs write ISO 8601, as the
//! document says, so that no slip in a form that nobody meant is taken for a day.

use eligibility::{Fact, FactKind};
use kernel::Node;
use kernel::document::Content;
use kernel::wareki;

/// Whether a text is a day as programs write it, if it is one at all.
pub fn is_iso(text: &str) -> bool {
    text.len() == 10 && text.is_ascii() && text.matches('-').count() == 2
}

/// The days that are written in another way, each with the pointer to it.
pub fn in_other_forms(fact: &Fact, field: &str, content: &Content) -> Vec<(String, String)> {
    match (&fact.kind, content) {
        (FactKind::Date, Content::Scalar(text)) => other_form(field, text).into_iter().collect(),
        // When a certificate is valid.
        (FactKind::Certificates(_), Content::Mapping(entries)) => {
            let days = entries.iter().filter_map(|(key, value)| {
                let name =
                    (key.scalar()).filter(|name| ["valid_from", "valid_until"].contains(name))?;
                other_form(&format!("{field}/{name}"), value.scalar()?)
            });
            days.collect()
        }
        (FactKind::Certificates(_), Content::Sequence(items)) => {
            let items = items.iter().enumerate();
            let of_item = items.flat_map(|(place, item)| {
                in_other_forms(fact, &format!("{field}/{place}"), &item.content)
            });
            of_item.collect()
        }
        (FactKind::List(fields), Content::Sequence(items)) => {
            let items = items.iter().enumerate();
            let of_item = items.flat_map(|(place, item)| {
                let entries = match &item.content {
                    Content::Mapping(entries) => entries.as_slice(),
                    Content::Scalar(_) | Content::Sequence(_) => &[],
                };
                let of_entry = entries.iter().flat_map(move |(key, value)| {
                    of_field(fields, &format!("{field}/{place}"), key, value)
                });
                of_entry.collect::<Vec<_>>()
            });
            of_item.collect()
        }
        _ => Vec::new(),
    }
}

fn other_form(field: &str, text: &str) -> Option<(String, String)> {
    let is_other = !is_iso(text) && wareki::parse_date(text).is_some();
    is_other.then(|| (field.to_owned(), text.to_owned()))
}

fn of_field(fields: &[Fact], item: &str, key: &Node, value: &Node) -> Vec<(String, String)> {
    let name = key.scalar().unwrap_or_default();
    let Some(fact) = fields.iter().find(|fact| fact.id == name) else {
        return Vec::new();
    };
    in_other_forms(fact, &format!("{item}/{name}"), &value.content)
}
