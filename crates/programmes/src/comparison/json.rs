//! The comparison for machines. Its form is a promise: `docs/compare.schema.json` describes it.

use eligibility::comparison::{Case, End, Outcome, Span, Values, Where};
use eligibility::range::{Exact, Truth};
use serde::Serialize;
use serde_json::{Value, json};

use super::text::Shown;
use super::{Comparison, Heading, Line, Table};

#[derive(Serialize)]
struct ComparisonJson<'a> {
    on: String,
    lang: &'static str,
    old: HeadingJson<'a>,
    new: HeadingJson<'a>,
    programmes: Vec<TableJson<'a>>,
    unchanged_programmes: Vec<&'a str>,
    added_programmes: Vec<HeadingJson<'a>>,
    removed_programmes: Vec<HeadingJson<'a>>,
    shared: Vec<LineJson<'a>>,
}

#[derive(Serialize)]
struct HeadingJson<'a> {
    id: &'a str,
    name: &'a str,
    day: String,
    as_of: Option<&'a str>,
}

#[derive(Serialize)]
struct TableJson<'a> {
    old: HeadingJson<'a>,
    new: HeadingJson<'a>,
    unchanged: usize,
    rows: Vec<LineJson<'a>>,
}

#[derive(Serialize)]
struct LineJson<'a> {
    section: &'static str,
    id: &'a str,
    label: &'a str,
    change: &'static str,
    old: Option<&'a str>,
    new: Option<&'a str>,
    meaning: &'a [String],
    cases: Vec<Value>,
}

/// The comparison as JSON.
pub fn to_json(comparison: &Comparison, shown: Shown) -> String {
    let told = |table: &&Table| shown == Shown::All || table.changed() > 0;
    let json = ComparisonJson {
        on: comparison.manner.on.to_string(),
        lang: comparison.manner.lang.tag(),
        old: heading(&comparison.old),
        new: heading(&comparison.new),
        programmes: comparison
            .tables
            .iter()
            .filter(told)
            .map(|table| TableJson {
                old: heading(&table.old),
                new: heading(&table.new),
                unchanged: table.unchanged(),
                rows: lines(&table.lines, shown),
            })
            .collect(),
        unchanged_programmes: comparison
            .tables
            .iter()
            .filter(|table| table.changed() == 0)
            .map(|table| table.new.id.as_str())
            .collect(),
        added_programmes: comparison.added.iter().map(heading).collect(),
        removed_programmes: comparison.removed.iter().map(heading).collect(),
        shared: lines(&comparison.shared, shown),
    };
    serde_json::to_string_pretty(&json).expect("keys are texts")
}

fn heading(heading: &Heading) -> HeadingJson<'_> {
    HeadingJson {
        id: &heading.id,
        name: &heading.name,
        day: heading.day.to_string(),
        as_of: heading.as_of.as_deref(),
    }
}

fn lines(lines: &[Line], shown: Shown) -> Vec<LineJson<'_>> {
    lines
        .iter()
        .filter(|line| shown == Shown::All || line.differs())
        .map(|line| LineJson {
            section: line.section.word(),
            id: &line.id,
            label: &line.label,
            change: line.change.word(),
            old: line.old.as_deref(),
            new: line.new.as_deref(),
            meaning: &line.meaning,
            cases: line.cases.iter().map(case).collect(),
        })
        .collect()
}

fn case(case: &Case) -> Value {
    json!({
        "where": case.places.iter().map(place).collect::<Vec<_>>(),
        "old": outcome(case.old),
        "new": outcome(case.new),
        "example": case.example,
    })
}

/// A truth as a word, a number as an exact fraction, null where there is no limit.
fn outcome(outcome: Outcome) -> Value {
    match outcome {
        Outcome::Truth(Truth::Yes) => json!("met"),
        Outcome::Truth(Truth::No) => json!("unmet"),
        Outcome::Truth(Truth::Unknown) => json!("unknown"),
        Outcome::Number(range) => match range.single() {
            Some(value) => json!({ "value": number(value) }),
            None => json!("not_stated"),
        },
        Outcome::Nothing => Value::Null,
    }
}

/// Fractions as text, so that they stay exact.
fn number(value: Exact) -> Value {
    match i64::try_from(value.to_integer()) {
        Ok(whole) if value.is_integer() => json!(whole),
        _ => json!(value.to_string()),
    }
}

fn place(place: &Where) -> Value {
    let (kind, values) = match &place.values {
        Values::YesNo(value) => ("yes_no", json!(value)),
        Values::Numbers(found) => ("ranges", spans(found, |value| number(*value))),
        Values::Days(found) => ("days", spans(found, |day| json!(day.to_string()))),
        Values::Choices(ids) => ("one_of", json!(ids)),
        Values::Set { all, any, none } => ("set", json!({ "all": all, "any": any, "none": none })),
        Values::Combinations { named, sets } => {
            ("combinations", json!({ "named": named, "sets": sets }))
        }
        Values::Industries(codes) => {
            let codes: Vec<String> = codes.iter().map(ToString::to_string).collect();
            ("industries", json!(codes))
        }
        Values::Texts(texts, other) => ("texts", json!({ "texts": texts, "other": other })),
    };
    json!({ "fact": place.fact, "kind": kind, "values": values })
}

fn spans<T>(spans: &[Span<T>], write: impl Fn(&T) -> Value) -> Value {
    let end = |end: &Option<End<T>>| match end {
        None => Value::Null,
        Some(end) => json!({ "at": write(&end.at), "included": end.included }),
    };
    spans
        .iter()
        .map(|span| json!({ "low": end(&span.low), "high": end(&span.high) }))
        .collect()
}
