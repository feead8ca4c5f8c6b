//! The OpenAPI 3.1 document: what the modules describe, with what holds for all of them.

use serde_json::{Value as Json, json};
use utoipa::openapi::{Info, OpenApi, Tag};

use super::door::Methods;

/// The address of the document itself.
pub const ADDRESS: &str = "/api/openapi.json";

/// The methods of each address, as the header `Allow` lists them.
pub fn methods(described: &OpenApi) -> Methods {
    let own = (ADDRESS.to_owned(), "GET,HEAD".to_owned());
    let listed = described.paths.paths.iter().map(|(path, item)| {
        let methods = [
            (item.get.is_some(), "GET,HEAD"),
            (item.post.is_some(), "POST"),
        ];
        let known: Vec<&str> = methods
            .iter()
            .filter(|(has, _)| *has)
            .map(|(_, name)| *name)
            .collect();
        (path.clone(), known.join(","))
    });
    listed.chain([own]).collect()
}

/// The document as text; the same content gives the same text.
pub fn text(
    described: &OpenApi,
    schemas: Vec<(&'static str, Json)>,
    filters: &[(&'static str, Json)],
) -> String {
    let mut described = described.clone();
    described.info = Info::new("Monozukuri API", env!("CARGO_PKG_VERSION"));
    described.info.description = Some(DESCRIPTION.to_owned());
    described.tags = Some(TAGS.map(tag).to_vec());
    let mut document = serde_json::to_value(&described).expect("a description has only text keys");
    document["openapi"] = json!("3.1.0");
    document["servers"] = json!([{"url": "/", "description": "This site."}]);
    // The schemas that depend on the city's own facts and programmes.
    for (name, schema) in schemas {
        document["components"]["schemas"][name] = schema;
    }
    document["paths"]["/api/assess"]["post"]["requestBody"]["content"]["application/json"]["schema"] =
        json!({"$ref": "#/components/schemas/AssessRequest"});
    if let Some(parameters) =
        document["paths"]["/api/programmes"]["get"]["parameters"].as_array_mut()
    {
        for parameter in parameters {
            let schema = filters.iter().find(|(name, _)| parameter["name"] == *name);
            if let Some((_, schema)) = schema {
                parameter["schema"] = schema.clone();
            }
        }
    }
    let own = json!({
        "get": {
            "operationId": "getDocument", "tags": ["city"], "summary": "This document",
            "responses": {"200": {
                "description": "The OpenAPI document.",
                "content": {"application/json": {"schema": {"type": "object"}}},
            }},
        },
    });
    document["paths"][ADDRESS] = own;
    everywhere(&mut document);
    serde_json::to_string_pretty(&document).expect("a document has only text keys")
}

/// What every address can answer: that nothing has changed, or that the method is not one of its own.
fn everywhere(document: &mut Json) {
    let Some(paths) = document["paths"].as_object_mut() else {
        return;
    };
    for operations in paths.values_mut().filter_map(Json::as_object_mut) {
        for (method, operation) in operations {
            let Some(responses) = operation["responses"].as_object_mut() else {
                continue;
            };
            responses.insert(
                "405".to_owned(),
                refusal("The address has other methods; `Allow` names them."),
            );
            responses.insert("414".to_owned(), refusal("The address is too long."));
            responses.insert(
                "500".to_owned(),
                refusal("A fault of this site; `reference` names it."),
            );
            responses.insert(
                "503".to_owned(),
                refusal("The site is too busy; `Retry-After` says when to come back."),
            );
            let too_large = refusal("What was sent is too large.");
            responses.entry("413").or_insert(too_large);
            if method == "get" {
                let same =
                    "Nothing has changed since the answer whose ETag was sent in `If-None-Match`.";
                responses.insert("304".to_owned(), json!({ "description": same }));
                responses["200"]["headers"] = json!({"ETag": {
                    "description": "A tag of the content, for `If-None-Match`.", "schema": {"type": "string"},
                }});
            }
        }
    }
}

fn refusal(description: &str) -> Json {
    json!({
        "description": description,
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
    })
}

fn tag((name, description): (&str, &str)) -> Tag {
    let mut tag = Tag::new(name);
    tag.description = Some(description.to_owned());
    tag
}

const DESCRIPTION: &str = "A city's manufacturing strategy and its support programmes: all public content, and what \
an applicant can use. Texts are objects `{ja, en}`. Days are ISO 8601 in Japan, yen are integers. null means unknown, \
unless a field says otherwise; `{\"stated\": false}` means that the source does not say. Every list has a `count`. Ids \
stay the same. Errors are problems of RFC 9457 (`application/problem+json`).\n\n\
都市のものづくり戦略と支援制度の公開情報、および使える支援制度の判定。文は `{ja, en}`、日付は日本のISO 8601、金額は整数の円です。\
null は項目に別の説明がない限り「分からない」、`{\"stated\": false}` は「出典に記載なし」を表します。";

const TAGS: [(&str, &str); 4] = [
    ("city", "The city and this document / 都市とこの文書"),
    (
        "strategy",
        "The strategy, its figures and organisations / 戦略、数字、機関",
    ),
    ("programmes", "The support programmes / 支援制度"),
    (
        "assessment",
        "What an applicant can use / 使える支援制度の判定",
    ),
];
