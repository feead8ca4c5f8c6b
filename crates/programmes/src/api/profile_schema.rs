//! The JSON Schema of what may be sent to `/api/assess`. A city has its own facts, so it is made from them.

use eligibility::{Fact, FactKind, Facts};
use serde_json::{Value as Json, json};

use super::body::Key;
use super::facts::number;
use crate::Catalogue;

/// Numbers beyond this are refused (`eligibility::range::is_reasonable`).
const LARGEST_NUMBER: i64 = 1_000_000_000_000_000;

/// The form of the body, as schemas by their names.
pub fn schemas(catalogue: &Catalogue) -> Vec<(&'static str, Json)> {
    let facts = &catalogue.facts;
    vec![
        ("AssessRequest", request(catalogue)),
        ("ProfileFacts", profile_facts(facts)),
    ]
}

fn request(catalogue: &Catalogue) -> Json {
    let ids: Vec<&str> = catalogue
        .programmes
        .iter()
        .map(|one| one.id.as_str())
        .collect();
    let of = |key: Key| match key {
        Key::Facts => json!({"$ref": "#/components/schemas/ProfileFacts"}),
        Key::Name => json!({
            "description": "Free text for the sender; never used by a rule and never kept.",
            "type": ["string", "null"],
        }),
        Key::CorporateNumber => json!({
            "description": "法人番号: thirteen digits, of which the first is a check digit. Never kept.",
            "type": ["string", "null"], "format": "corporate-number",
        }),
        Key::Courses => json!({
            "description": "The course somebody wants, by the id of the programme.",
            "type": ["object", "null"], "additionalProperties": {"type": "string"},
        }),
        Key::On => json!({
            "description": "The day for which the answer is given; today in Japan when left out.",
            "type": ["string", "null"], "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
        }),
        Key::Programmes => json!({
            "description": "Only these programmes; all when left out.",
            "type": ["array", "null"], "items": {"type": "string", "enum": ids},
        }),
        Key::Lang => json!({
            "description": "The language of the sentences.",
            "type": ["string", "null"], "enum": ["ja", "en", null], "default": "ja",
        }),
    };
    let properties: serde_json::Map<String, Json> = Key::ALL
        .iter()
        .map(|key| (key.word().to_owned(), of(*key)))
        .collect();
    json!({
        "description": "A profile: what is known about an applicant, and what is asked about it. A list may have 1,000 items.",
        "type": "object",
        "required": ["facts"],
        "additionalProperties": false,
        "properties": properties,
    })
}

fn profile_facts(facts: &Facts) -> Json {
    let properties: serde_json::Map<String, Json> = facts
        .iter()
        .map(|(_, fact)| (fact.id.clone(), value(fact)))
        .collect();
    json!({
        "description": "What is known, by the ids of `/api/facts`. What is left out, null, \"unknown\" or an empty text is \
                        unknown: neither zero nor no. An empty list means none. Besides the forms given here, values may be \
                        written as people write them (22人, 1,000万円, 3000000..4000000円, はい); docs/rules.md \
                        tells all of them. Only days are always ISO 8601.",
        "type": "object",
        "additionalProperties": false,
        "properties": properties,
    })
}

/// The texts that stand for what is not known.
const UNKNOWN: [&str; 3] = ["unknown", "不明", ""];

/// The schema of one value, with the sentence that asks for it.
fn value(fact: &Fact) -> Json {
    let asked = fact.question.as_ref().unwrap_or(&fact.label);
    let mut forms = vec![json!({"type": "null"}), json!({"enum": UNKNOWN})];
    forms.extend(known(fact));
    json!({
        "description": format!("{} / {}", asked.ja, asked.en),
        "anyOf": forms,
    })
}

fn known(fact: &Fact) -> Vec<Json> {
    let text = |pattern: &str| json!({"type": "string", "pattern": pattern});
    let day =
        json!({"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"});
    let ids = || -> Vec<&str> {
        fact.choices()
            .iter()
            .map(|choice| choice.id.as_str())
            .collect()
    };
    let list = |item: Json| json!({"type": "array", "items": item});
    match &fact.kind {
        FactKind::YesNo => vec![
            json!({"type": "boolean"}),
            json!({"enum": [1, 0, "1", "0", "yes", "no", "true", "false", "はい", "いいえ", "有", "無"]}),
        ],
        FactKind::Number { unit, range } => {
            let end = |end: Option<_>, none: i64| {
                end.map_or_else(|| none.into(), |end| number(end, unit))
            };
            vec![json!({
                "type": if unit.whole { "integer" } else { "number" },
                "minimum": end(range.low, -LARGEST_NUMBER),
                "maximum": end(range.high, LARGEST_NUMBER),
            })]
        }
        FactKind::Date => vec![day],
        FactKind::Choice(_) => vec![json!({"type": "string", "enum": ids()})],
        FactKind::Choices(_) => {
            let one = json!({"type": "string", "enum": ids()});
            vec![one.clone(), list(one)]
        }
        FactKind::Industry => {
            let code = text("^([A-T]|0[1-9]|[1-9][0-9])$");
            let long = text("^(0[1-9]|[1-9][0-9])[0-9]{1,2}$");
            let one = json!({"anyOf": [code, long]});
            let codes = json!({"anyOf": [one.clone(), list(one.clone())]});
            vec![
                one.clone(),
                list(one),
                json!({
                    "type": "object", "required": ["revision", "codes"], "additionalProperties": false,
                    "properties": {"revision": {"type": "integer", "enum": [13, 14]}, "codes": codes},
                }),
            ]
        }
        FactKind::Text => vec![json!({"type": "string"})],
        FactKind::List(fields) => {
            let properties: serde_json::Map<String, Json> = fields
                .iter()
                .map(|field| (field.id.clone(), value(field)))
                .collect();
            vec![list(json!({
                "type": "object", "additionalProperties": false, "properties": properties,
            }))]
        }
        FactKind::Certificates(_) => {
            let one = json!({"type": "string", "enum": ids()});
            let end = json!({"anyOf": [{"type": "null"}, day]});
            let held = json!({"anyOf": [one, {
                "type": "object", "required": ["kind"], "additionalProperties": false,
                "properties": {"kind": one, "valid_from": end, "valid_until": end},
            }]});
            vec![held.clone(), list(held)]
        }
        FactKind::Awards => {
            let award = json!({"anyOf": [text("\\S"), {
                "type": "object", "required": ["programme"], "additionalProperties": false,
                "properties": {
                    "programme": {"type": "string", "pattern": "\\S"},
                    "fiscal_year": {"type": ["integer", "null"], "minimum": 1990, "maximum": 2200},
                    "amount": {"type": ["integer", "null"], "minimum": 0, "maximum": LARGEST_NUMBER},
                },
            }]});
            vec![award.clone(), list(award)]
        }
        FactKind::Receiving => vec![text("\\S"), list(text("\\S"))],
    }
}
