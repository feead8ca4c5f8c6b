//! The vocabularies, and values in their form.

use kernel::Bilingual;
use serde_json::{Map, Value, json};

/// Names without a prefix are schema.org's.
pub fn context() -> Value {
    json!({
        "@vocab": "https://schema.org/",
        "cpsv": "http://purl.org/vocab/cpsv#",
        "cv": "http://data.europa.eu/m8g/",
        "dcat": "http://www.w3.org/ns/dcat#",
        "dct": "http://purl.org/dc/terms/",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
        "url": {"@id": "https://schema.org/url", "@type": "@id"},
        "license": {"@id": "https://schema.org/license", "@type": "@id"},
        "dateModified": {"@id": "https://schema.org/dateModified", "@type": "xsd:date"},
        "availabilityStarts": {"@id": "https://schema.org/availabilityStarts", "@type": "xsd:date"},
        "availabilityEnds": {"@id": "https://schema.org/availabilityEnds", "@type": "xsd:date"},
    })
}

/// A thing with what is known of it: what is nothing, or an empty list, is left out.
pub fn made<const N: usize>(entries: [(&str, Value); N]) -> Value {
    let known =
        |value: &Value| !value.is_null() && value.as_array().is_none_or(|all| !all.is_empty());
    let entries = entries.into_iter().filter(|(_, value)| known(value));
    Value::Object(
        entries
            .map(|(key, value)| (key.to_owned(), value))
            .collect::<Map<_, _>>(),
    )
}

/// A text in both languages.
pub fn both(text: &Bilingual) -> Value {
    json!([
        {"@language": "ja", "@value": text.ja},
        {"@language": "en", "@value": text.en},
    ])
}

/// A thing that is described elsewhere.
pub fn same(id: &str) -> Value {
    json!({"@id": id})
}

pub fn ordered(values: Vec<Value>) -> Value {
    Value::Array(values)
}
