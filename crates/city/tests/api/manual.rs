//! The examples of docs/api.md are run: each request gives the answer that is written below it.

use std::fs;

use axum::http::StatusCode;
use serde_json::Value;

use super::caller::{get, post, site};

/// A request of the manual with the answer below it.
struct Example {
    request: String,
    answer: Value,
}

fn examples() -> Vec<Example> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/api.md");
    let text = fs::read_to_string(path).expect("the manual");
    let requests = text.split("```http\n").skip(1);
    requests
        .map(|rest| {
            let (request, rest) = rest.split_once("\n```").expect("a closed block");
            let (_, rest) = rest.split_once("```json\n").expect("an answer below");
            let (answer, _) = rest.split_once("\n```").expect("a closed block");
            Example {
                request: request.to_owned(),
                answer: serde_json::from_str(answer).expect("an answer in JSON"),
            }
        })
        .collect()
}

/// Whether everything that is written stands in the answer. Lists may go on.
fn contains(answer: &Value, written: &Value) -> bool {
    match (answer, written) {
        (Value::Object(all), Value::Object(some)) => some
            .iter()
            .all(|(key, value)| all.get(key).is_some_and(|found| contains(found, value))),
        (Value::Array(all), Value::Array(some)) => {
            some.len() <= all.len()
                && some
                    .iter()
                    .zip(all)
                    .all(|(one, found)| contains(found, one))
        }
        (answer, written) => answer == written,
    }
}

#[tokio::test]
async fn the_examples_of_the_manual_give_what_is_written_there() {
    let site = site();
    let examples = examples();
    assert!(examples.len() >= 5, "{}", examples.len());
    for Example { request, answer } in examples {
        let found = match request.split_once("\n\n") {
            Some((head, body)) => {
                assert_eq!(head.lines().next(), Some("POST /api/assess"));
                post(&site, body).await
            }
            None => {
                let address = request.strip_prefix("GET ").expect("a method");
                get(&site, address.trim()).await
            }
        };
        let status = answer["status"].as_u64().unwrap_or(200);
        assert_eq!(
            found.status,
            StatusCode::from_u16(status as u16).expect("a status"),
            "{request}"
        );
        assert!(
            contains(&found.json(), &answer),
            "{request}\n{}",
            found.text
        );
    }
}
