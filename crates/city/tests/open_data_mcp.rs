//! An assistant that speaks the Model Context Protocol, told as the messages it sends.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use city::folder::built_in;
use city::load::{Examples, load};
use city::site::router_at;
use kernel::SiteAddress;
use platform::Clock;
use serde_json::{Value, json};
use tower::ServiceExt;

fn site() -> Router {
    let city = load(built_in(), Examples::Skip).expect("the built-in city is in order");
    let clock = Clock::Fixed("2026-05-01T03:00:00Z".parse().expect("a moment"));
    let address = SiteAddress::parse("https://monozukuri.example.jp").expect("an address");
    router_at(city, clock, address)
}

async fn send(
    site: &Router,
    host: &str,
    origin: Option<&str>,
    body: String,
) -> (StatusCode, String) {
    let mut request = Request::post("/mcp")
        .header(header::HOST, host)
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::ACCEPT, "application/json, text/event-stream");
    if let Some(origin) = origin {
        request = request.header(header::ORIGIN, origin);
    }
    let request = request.body(Body::from(body)).expect("a request");
    let response = site.clone().oneshot(request).await.expect("an answer");
    let status = response.status();
    let body = to_bytes(response.into_body(), 1 << 24)
        .await
        .expect("a body");
    (status, String::from_utf8(body.to_vec()).expect("UTF-8"))
}

async fn ask(site: &Router, method: &str, params: Value) -> Value {
    let body = json!({"jsonrpc": "2.0", "id": 1, "method": method, "params": params});
    let (status, text) = send(site, "monozukuri.example.jp", None, body.to_string()).await;
    assert_eq!(status, StatusCode::OK, "{method}: {text}");
    let answer: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(answer["id"], 1, "{text}");
    answer
}

/// What a tool answers; `Err` with its sentence when it refuses.
async fn call(site: &Router, name: &str, arguments: Value) -> Result<Value, String> {
    let answer = ask(
        site,
        "tools/call",
        json!({"name": name, "arguments": arguments}),
    )
    .await;
    let result = &answer["result"];
    match result["isError"] == true {
        true => Err(result["content"][0]["text"]
            .as_str()
            .expect("a sentence")
            .to_owned()),
        false => Ok(result["structuredContent"].clone()),
    }
}

#[tokio::test]
async fn an_assistant_learns_what_it_can_ask() {
    let site = site();
    let hello = json!({
        "protocolVersion": "2025-06-18",
        "capabilities": {},
        "clientInfo": {"name": "test", "version": "1"},
    });
    let hello = ask(&site, "initialize", hello).await;
    assert_eq!(hello["result"]["serverInfo"]["name"], "monozukuri");
    let told = hello["result"]["instructions"]
        .as_str()
        .expect("instructions");
    assert!(told.contains("金沢市") && told.contains("Kanazawa") && !told.contains('⟦'));
    let tools = ask(&site, "tools/list", json!({})).await;
    let tools = tools["result"]["tools"].as_array().expect("tools").clone();
    let names: Vec<&str> = tools
        .iter()
        .filter_map(|tool| tool["name"].as_str())
        .collect();
    assert_eq!(
        names,
        [
            "search_programmes",
            "get_programme",
            "list_questions",
            "assess"
        ]
    );
    for tool in tools {
        assert_eq!(tool["inputSchema"]["type"], "object");
        assert_eq!(tool["annotations"]["readOnlyHint"], true);
        assert!(
            !tool["description"]
                .as_str()
                .expect("a description")
                .contains('⟦')
        );
    }
}

#[tokio::test]
async fn an_assistant_finds_out_what_a_company_may_use() {
    let site = site();
    let found = call(
        &site,
        "search_programmes",
        json!({"query": "賃上げ", "language": "en"}),
    )
    .await
    .expect("an answer");
    let ids: Vec<&str> = found["programmes"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|one| one["id"].as_str())
        .collect();
    assert!(ids.contains(&"kz-wage-bonus-2026"), "{ids:?}");
    let one = call(
        &site,
        "get_programme",
        json!({"id": "kz-equip-2025", "language": "en"}),
    )
    .await
    .expect("an answer");
    assert_eq!(one["section"], "not_stated");
    assert!(
        one["amount"].to_string().contains("2,000,000 yen"),
        "{}",
        one["amount"]
    );
    assert_eq!(
        one["page"],
        "https://monozukuri.example.jp/en/programmes/kz-equip-2025"
    );
    let questions = call(
        &site,
        "list_questions",
        json!({"programme": "kz-equip-2025"}),
    )
    .await
    .expect("an answer");
    let questions = questions["facts"].to_string();
    assert!(
        questions.contains("\"equip_in_plan\"")
            && questions.contains("\"tax_arrears\"") == questions.contains("滞納")
    );
    let asked = json!({
        "facts": {"employees": "12人", "applicant": "company", "tax_arrears": false, "place_in_city": ["head_office"]},
        "programmes": ["kz-equip-2025", "kz-wage-bonus-2026"],
        "on": "2026-05-01",
        "language": "en",
    });
    let answer = call(&site, "assess", asked).await.expect("an answer");
    assert_eq!(answer["answers"].as_array().map(Vec::len), Some(2));
    assert_eq!(answer["answers"][0]["verdict"], "undecided");
    assert!(answer["next_question"].is_string() && answer["note"].is_string());
}

#[tokio::test]
async fn what_is_wrong_is_told_in_a_sentence() {
    let site = site();
    for (name, arguments, told) in [
        ("get_programme", json!({"id": "none"}), "none"),
        (
            "assess",
            json!({"facts": {"employees": "many"}, "language": "en"}),
            "many",
        ),
        (
            "assess",
            json!({"facts": {"colour": 1}, "language": "en"}),
            "colour",
        ),
        ("assess", json!({"facts": [], "language": "en"}), "facts"),
        (
            "assess",
            json!({"facts": {}, "on": "2026-02-30", "language": "en"}),
            "on",
        ),
        (
            "assess",
            json!({"facts": {}, "programmes": ["none"], "language": "en"}),
            "none",
        ),
        ("search_programmes", json!({"kind": "gift"}), "kind"),
        ("search_programmes", json!({"limit": 0}), "limit"),
        ("list_questions", json!({"language": "fr"}), "language"),
    ] {
        let refused = call(&site, name, arguments.clone()).await.expect_err(name);
        assert!(
            refused.contains(told) && !refused.contains('⟦'),
            "{arguments}: {refused}"
        );
    }
    let none = ask(&site, "tools/call", json!({"name": "delete_everything"})).await;
    assert!(none["error"]["code"].is_number(), "{none}");
}

#[tokio::test]
async fn only_the_site_itself_and_this_machine_are_answered() {
    let site = site();
    let list = || json!({"jsonrpc": "2.0", "id": 1, "method": "tools/list"}).to_string();
    let check = async |host: &str, origin: Option<&str>, answered: bool| {
        let (status, text) = send(&site, host, origin, list()).await;
        let expected = if answered {
            StatusCode::OK
        } else {
            StatusCode::FORBIDDEN
        };
        assert_eq!(status, expected, "{host} {origin:?}: {text}");
    };
    check("monozukuri.example.jp", None, true).await;
    check("127.0.0.1:8080", None, true).await;
    check("evil.example", None, false).await;
    check(
        "monozukuri.example.jp",
        Some("https://monozukuri.example.jp"),
        true,
    )
    .await;
    check("monozukuri.example.jp", Some("https://evil.example"), false).await;
    check("localhost:8080", Some("http://evil.example"), false).await;
}

#[tokio::test]
async fn a_request_that_is_too_large_or_no_message_is_refused() {
    let site = site();
    let large = format!(
        "{{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"{}\"}}",
        "x".repeat(70_000)
    );
    let (status, _) = send(&site, "localhost", None, large).await;
    assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
    let (status, text) = send(&site, "localhost", None, "{".to_owned()).await;
    assert!(
        status.is_client_error() && !text.contains("<html"),
        "{status} {text}"
    );
    // Nothing is kept between requests, so there is no stream to listen to.
    let request = Request::get("/mcp")
        .header(header::HOST, "localhost")
        .header(header::ACCEPT, "text/event-stream");
    let request = request.body(Body::empty()).expect("a request");
    let response = site.clone().oneshot(request).await.expect("an answer");
    assert!(response.status().is_client_error(), "{}", response.status());
}
