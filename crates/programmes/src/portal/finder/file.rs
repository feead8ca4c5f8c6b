//! The answers as a profile file: what `monozukuri assess --profile` and the page "start from a file" read.

use std::collections::BTreeMap;

use axum::body::Body;
use axum::extract::{Query, State as With};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use eligibility::profile::{Award, Certificate};
use eligibility::{Fact, FactKind, Facts, Profile, Value};
use serde_json::{Map, Value as Json, json};

use super::answers::Answers;
use super::pairs::number;
use crate::portal::State;

pub async fn download(
    With(state): With<State>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Response {
    let facts = &state.catalogue.facts;
    let profile = Answers::new(pairs).read(facts).profile;
    let text = format!("{:#}\n", to_json(&profile, facts));
    let mut response = Response::new(Body::from(text));
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"profile.json\"",
        ),
        (header::CACHE_CONTROL, "private, no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    for (name, value) in headers {
        response
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
    }
    response
}

/// A profile in the form in which it is read; what is unknown is left out.
pub fn to_json(profile: &Profile, facts: &Facts) -> Json {
    let known = facts
        .iter()
        .filter(|(id, _)| !profile.get(*id).is_unknown());
    let known: Map<String, Json> = known
        .map(|(id, fact)| (fact.id.clone(), value(fact, profile.get(id), facts)))
        .collect();
    let courses: &BTreeMap<String, String> = &profile.courses;
    match courses.is_empty() {
        true => json!({ "facts": known }),
        false => json!({ "facts": known, "courses": courses }),
    }
}

fn value(fact: &Fact, value: &Value, facts: &Facts) -> Json {
    let choice = |index: usize| fact.choices()[index].id.clone();
    match value {
        Value::Unknown => Json::Null,
        Value::YesNo(answer) => json!(answer),
        Value::Number(range) => match &fact.kind {
            FactKind::Number { unit, .. } => json!(number(range, unit, facts)),
            _ => Json::Null,
        },
        Value::Date(day) => json!(day.to_string()),
        Value::Choice(index) => json!(choice(*index)),
        Value::Choices(bits) => {
            let chosen = (0..fact.choices().len()).filter(|index| (bits >> index) & 1 == 1);
            chosen.map(choice).collect()
        }
        Value::Industry(codes) => {
            let written: Json = codes.iter().map(|(code, _)| code.to_string()).collect();
            match codes.first() {
                Some((_, revision)) => json!({ "revision": revision.number(), "codes": written }),
                None => written,
            }
        }
        Value::Text(_, text) => json!(text),
        Value::List(records) => {
            let record = |record: &Vec<Value>| -> Json {
                let known = fact.fields().iter().zip(record);
                let known = known.filter(|(_, value)| !value.is_unknown());
                let fields =
                    known.map(|(field, one)| (field.id.clone(), self::value(field, one, facts)));
                Json::Object(fields.collect())
            };
            records.iter().map(record).collect()
        }
        Value::Certificates(held) => {
            let one = |held: &Certificate| {
                let mut one = Map::new();
                one.insert("kind".to_owned(), json!(choice(held.kind)));
                let days = [
                    ("valid_from", held.valid_from),
                    ("valid_until", held.valid_until),
                ];
                for (name, day) in days {
                    if let Some(day) = day {
                        one.insert(name.to_owned(), json!(day.to_string()));
                    }
                }
                Json::Object(one)
            };
            held.iter().map(one).collect()
        }
        Value::Awards(awards) => awards.iter().map(award).collect(),
        Value::Receiving(ids) => json!(ids),
    }
}

fn award(award: &Award) -> Json {
    let mut one = Map::new();
    one.insert("programme".to_owned(), json!(award.programme));
    if let Some(year) = award.fiscal_year {
        one.insert("fiscal_year".to_owned(), json!(year));
    }
    if let Some(amount) = award.amount {
        one.insert("amount".to_owned(), json!(amount));
    }
    Json::Object(one)
}
