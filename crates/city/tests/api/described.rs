//! The OpenAPI document says what the addresses do, and the addresses do what it says.

use axum::Router;
use axum::http::{Method, StatusCode};
use serde_json::Value;

use super::caller::{ask, get, post, site};

async fn document(site: &Router) -> Value {
    get(site, "/api/openapi.json").await.json()
}

/// Every operation: path, method, description.
fn operations(document: &Value) -> Vec<(String, String, Value)> {
    let paths = document["paths"].as_object().expect("paths");
    let each = paths.iter().flat_map(|(path, item)| {
        let methods = item.as_object().expect("a path item").iter();
        methods.map(move |(method, operation)| (path.clone(), method.clone(), operation.clone()))
    });
    each.collect()
}

/// The address with the example of each parameter in its path, or with an id that the site has.
fn address(path: &str, operation: &Value) -> String {
    let Some(parameters) = operation["parameters"].as_array() else {
        return path.to_owned();
    };
    let id = parameters.iter().find(|one| one["name"] == "id");
    match id.map(|one| {
        one["example"]
            .as_str()
            .or(one["schema"]["example"].as_str())
    }) {
        Some(Some(example)) => path.replace("{id}", example),
        Some(None) => panic!("{path}: the parameter has no example"),
        None => path.to_owned(),
    }
}

#[tokio::test]
async fn every_described_address_answers_and_has_no_other_method() {
    let site = site();
    let document = document(&site).await;
    let operations = operations(&document);
    assert!(operations.len() >= 15, "{}", operations.len());
    for (path, method, operation) in &operations {
        let address = address(path, operation);
        let answer = match method.as_str() {
            "get" => get(&site, &address).await,
            "post" => {
                let content = &operation["requestBody"]["content"]["application/json"];
                post(&site, &content["example"].to_string()).await
            }
            other => panic!("{path}: {other}"),
        };
        assert_eq!(
            answer.status,
            StatusCode::OK,
            "{method} {address}: {}",
            answer.text
        );
        let kind = answer.header("content-type");
        assert!(
            !operation["responses"]["200"]["content"][kind].is_null(),
            "{path}: {kind} is not described"
        );
        let wrong = ask(&site, Method::PUT, &address, &[]).await;
        assert_eq!(wrong.status, StatusCode::METHOD_NOT_ALLOWED, "{address}");
        let listed = wrong.header("allow").to_lowercase();
        assert!(
            listed.split(',').any(|one| one == method),
            "{address}: {listed}"
        );
    }
}

#[tokio::test]
async fn every_address_of_the_page_for_developers_is_described_and_the_other_way_round() {
    let site = site();
    let document = document(&site).await;
    let mut described: Vec<String> = operations(&document)
        .iter()
        .map(|(path, method, _)| format!("{} {path}", method.to_uppercase()))
        .collect();
    described.sort();
    for page in ["/api", "/en/api"] {
        let html = get(&site, page).await.text;
        let mut shown: Vec<String> = html
            .split("<th scope=\"row\"><code>")
            .skip(1)
            .filter_map(|rest| rest.split_once("</code>"))
            .map(|(address, _)| address.replace("&#123;", "{").replace("&#125;", "}"))
            .collect();
        shown.sort();
        assert_eq!(shown, described, "{page}");
    }
}

#[tokio::test]
async fn the_document_is_complete_and_always_the_same() {
    let one = get(&site(), "/api/openapi.json").await.text;
    let other = get(&site(), "/api/openapi.json").await.text;
    assert!(one == other, "two starts give two documents");
    let document: Value = serde_json::from_str(&one).expect("JSON");
    assert_eq!(document["openapi"], "3.1.0");
    let mut names = std::collections::BTreeSet::new();
    for (path, method, operation) in operations(&document) {
        let id = operation["operationId"].as_str().expect("an id").to_owned();
        assert!(names.insert(id), "{path}: the id is used twice");
        assert!(operation["summary"].is_string(), "{method} {path}");
        for (status, response) in operation["responses"].as_object().expect("responses") {
            assert!(response["description"].is_string(), "{path} {status}");
        }
    }
    // Nothing refers to what is not there.
    let mut at = one.as_str();
    while let Some((_, rest)) = at.split_once("\"$ref\": \"#") {
        let (pointer, rest) = rest.split_once('"').expect("a closed text");
        assert!(document.pointer(pointer).is_some(), "{pointer}");
        at = rest;
    }
    let facts = get(&site(), "/api/facts").await.json();
    let described = &document["components"]["schemas"]["ProfileFacts"]["properties"];
    assert_eq!(
        described.as_object().map(|all| all.len() as u64),
        facts["count"].as_u64()
    );
}
