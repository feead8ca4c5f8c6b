//! The form of the answers for machines, as the schemas in `docs` promise them. Each test uses a part of it.
#![allow(dead_code)]

use std::fs;

use serde_json::{Value, json};

/// Checks an answer of `assess --format json`.
pub fn check(answer: &Value) {
    check_by("assess.schema.json", answer);
}

/// Checks an answer by one of the schemas in `docs`.
pub fn check_by(name: &str, answer: &Value) {
    let schema = read(name);
    fits(answer, &schema, &schema, "answer");
}

fn read(name: &str) -> Value {
    let path = format!("{}/../../docs/{name}", env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(path).expect("the schema is there");
    serde_json::from_str(&text).expect("the schema is JSON")
}

/// Checks a value by the part of JSON Schema that ours uses. Patterns are left out: nothing here reads them.
/// A key that the schema does not know is refused, so that it stays complete.
fn fits(value: &Value, schema: &Value, root: &Value, at: &str) {
    if let Some(name) = schema["$ref"]
        .as_str()
        .and_then(|to| to.strip_prefix("#/$defs/"))
    {
        return fits(value, &root["$defs"][name], root, at);
    }
    // Only what is described and nothing more said of may have any form.
    if schema
        .as_object()
        .is_some_and(|said| said.keys().eq(["description"]))
    {
        return;
    }
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_i64() => "integer",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let types = &schema["type"];
    let of_type = types == kind
        || types
            .as_array()
            .is_some_and(|all| all.contains(&json!(kind)));
    assert!(of_type, "{at} is {kind}, not {types}");
    if let Some(words) = schema["enum"].as_array() {
        assert!(
            words.contains(value),
            "{at} is {value}, not one of {words:?}"
        );
    }
    if let (Some(least), Some(number)) = (schema["minimum"].as_i64(), value.as_i64()) {
        assert!(number >= least, "{at} is {number}, less than {least}");
    }
    if let Some(items) = value.as_array() {
        assert!(
            items.len() as u64 >= schema["minItems"].as_u64().unwrap_or(0),
            "{at} is too short"
        );
        for (index, item) in items.iter().enumerate() {
            fits(item, &schema["items"], root, &format!("{at}[{index}]"));
        }
    }
    if let Some(object) = value.as_object() {
        for key in schema["required"].as_array().into_iter().flatten() {
            let key = key.as_str().expect("a key is a text");
            assert!(object.contains_key(key), "{at} lacks {key}");
        }
        for (key, inner) in object {
            let known = &schema["properties"][key];
            assert!(known.is_object(), "{at}.{key} is not in the schema");
            fits(inner, known, root, &format!("{at}.{key}"));
        }
    }
}
