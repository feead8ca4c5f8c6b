//! The API over HTTP on Kanazawa's content, on a fixed day: what developers are promised, and what strangers try.

#[path = "api/bodies.rs"]
mod bodies;
#[path = "api/caller.rs"]
mod caller;
#[path = "api/described.rs"]
mod described;
#[path = "api/doors.rs"]
mod doors;
#[path = "api/manual.rs"]
mod manual;
mod schema;

use axum::http::StatusCode;
use caller::{get, post, site};
use serde_json::json;

#[tokio::test]
async fn a_consultants_tool_asks_what_a_company_may_use() {
    let site = site();
    let body = json!({
        "facts": {"applicant": "company", "employees": 12, "industry": "2441", "tax_arrears": false},
        "lang": "en",
    });
    let answer = post(&site, &body.to_string()).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    schema::check(&answer.json());
    assert_eq!(answer.json()["on"], "2026-05-01");
    assert_eq!(answer.header("cache-control"), "private, no-store");
    let all = get(&site, "/api/programmes").await.json();
    assert_eq!(
        answer.json()["answers"].as_array().map(Vec::len),
        all["total"].as_u64().map(|n| n as usize)
    );
    // The question that is asked next is one of the facts.
    let next = answer.json()["next_question"].clone();
    let facts = get(&site, "/api/facts").await.json();
    assert!(
        facts["facts"]
            .as_array()
            .expect("a list")
            .iter()
            .any(|fact| fact["id"] == next),
        "{next}"
    );
}

#[tokio::test]
async fn the_sentences_come_in_the_language_asked_for() {
    let site = site();
    let ask = |lang: &str| {
        json!({"facts": {}, "programmes": ["kz-equip-2025"], "lang": lang}).to_string()
    };
    let ja = post(&site, &ask("ja")).await.json();
    let en = post(&site, &ask("en")).await.json();
    let name =
        |answer: &serde_json::Value| answer["answers"][0]["name"].as_str().map(str::to_owned);
    assert_eq!(
        name(&en).as_deref(),
        Some("Advanced equipment subsidy for SMEs")
    );
    assert!(name(&ja).is_some_and(|name| name.contains("先端設備等")));
    let none = json!({"facts": {}, "programmes": []}).to_string();
    assert_eq!(post(&site, &none).await.json()["answers"], json!([]));
}

#[tokio::test]
async fn a_programme_tells_its_rules_in_words_and_as_written() {
    let site = site();
    let programme = get(&site, "/api/programmes/kz-equip-2025").await.json();
    assert_eq!(programme["window"]["state"], "closed");
    assert_eq!(
        programme["documents"],
        json!({"stated": false}),
        "the source does not say"
    );
    assert_eq!(
        programme["combination"],
        json!(null),
        "nobody looked for it"
    );
    assert_eq!(programme["operator"]["value"]["en"], "City of Kanazawa");
    let edition = &programme["editions"][0];
    assert_eq!(edition["in_force"], true);
    let conditions = edition["conditions"].as_array().expect("a list");
    let once = conditions
        .iter()
        .find(|one| one["id"] == "once")
        .expect("a condition");
    assert_eq!(once["rule"], "award_count(this) = 0");
    assert!(!once["text"]["ja"].as_str().expect("a text").is_empty());
    assert_eq!(edition["amount_rule"]["cap"], "200万円");
    let source = get(&site, "/api/programmes/kz-equip-2025/source").await;
    assert_eq!(source.header("content-type"), "application/yaml");
    assert!(source.text.starts_with("id: kz-equip-2025"));
    // Every programme has its file and can be told.
    let list = get(&site, "/api/programmes").await.json();
    for line in list["programmes"].as_array().expect("a list") {
        let id = line["id"].as_str().expect("an id");
        let whole = get(&site, &format!("/api/programmes/{id}")).await;
        assert!(!whole.text.contains('⟦'), "{id}");
        assert_eq!(whole.json()["window"], line["window"], "{id}");
        let source = get(&site, &format!("/api/programmes/{id}/source")).await;
        assert_eq!(source.status, StatusCode::OK, "{id}");
        for edition in whole.json()["editions"].as_array().expect("a list") {
            for condition in edition["conditions"].as_array().expect("a list") {
                let has_rule = !condition["rule"].is_null();
                assert_eq!(has_rule, condition["stated"] == true, "{id}: {condition}");
            }
        }
    }
}

#[tokio::test]
async fn filters_narrow_the_list_and_a_slip_is_told() {
    let site = site();
    let open = get(&site, "/api/programmes?window=open&kind=subsidy")
        .await
        .json();
    let found = open["programmes"].as_array().expect("a list");
    assert!(!found.is_empty() && found.len() < open["total"].as_u64().expect("a number") as usize);
    assert_eq!(open["count"].as_u64(), Some(found.len() as u64));
    for programme in found {
        assert_eq!(programme["window"]["state"], "open", "{programme}");
    }
    let metal = get(&site, "/api/programmes?q=%EF%BC%A4%EF%BC%B8")
        .await
        .json();
    assert!(
        metal["count"].as_u64().expect("a number") > 0,
        "ＤＸ finds DX"
    );
    let check = async |query: &str, status: StatusCode, code: &str| {
        let answer = get(&site, &format!("/api/programmes?{query}")).await;
        assert_eq!(answer.status, status, "{query}");
        let first = &answer.json()["errors"][0];
        assert_eq!(first["code"], code, "{query}");
        assert_eq!(first["field"].as_str(), query.split('=').next(), "{query}");
    };
    check("window=opne", StatusCode::BAD_REQUEST, "api-filter-value").await;
    check(
        "knid=subsidy",
        StatusCode::BAD_REQUEST,
        "api-filter-unknown",
    )
    .await;
    check(
        "kind=loan&kind=subsidy",
        StatusCode::BAD_REQUEST,
        "api-filter-twice",
    )
    .await;
    let bad = StatusCode::BAD_REQUEST;
    for query in [
        "direction=9-9",
        "who=giraffe",
        "deadline=7",
        "kind=",
        "sort=price",
        "lang=fr",
        "limit=0",
        "limit=+5",
        "offset=-1",
    ] {
        check(query, bad, "api-filter-value").await;
    }
    check("page=2", bad, "api-filter-unknown").await;
    let long = format!("q={}", "x".repeat(300));
    check(&long, StatusCode::BAD_REQUEST, "api-filter-long").await;
}

#[tokio::test]
async fn the_list_is_the_search_of_the_page_cut_into_pieces() {
    let site = site();
    let all = get(&site, "/api/programmes?sort=name&lang=en").await.json();
    let ids = |answer: &serde_json::Value| -> Vec<String> {
        let list = answer["programmes"].as_array().expect("a list").iter();
        list.map(|one| one["id"].as_str().expect("an id").to_owned())
            .collect()
    };
    let mut pieces = Vec::new();
    let mut next = Some("/api/programmes?sort=name&lang=en&limit=30".to_owned());
    while let Some(address) = next {
        let piece = get(&site, &address).await.json();
        assert_eq!(piece["count"], all["count"], "{address}");
        pieces.extend(ids(&piece));
        next = piece["next"].as_str().map(str::to_owned);
    }
    assert_eq!(pieces, ids(&all));
    // The words are those of the page: everything is looked through, and what nothing holds is left out and told.
    let searched = get(&site, "/api/programmes?q=%E8%B3%83%E4%B8%8A%E3%81%92+zzzz")
        .await
        .json();
    assert_eq!(searched["search"]["dropped"], json!(["zzzz"]));
    assert!(ids(&searched).contains(&"kz-wage-bonus-2026".to_owned()));
    // What a choice is said to give is what it gives.
    let facets = all["facets"].as_array().expect("facets");
    let kinds = facets.iter().find(|one| one["filter"] == "kind");
    for choice in kinds.expect("kinds")["choices"]
        .as_array()
        .expect("choices")
    {
        let value = choice["value"].as_str().expect("a word");
        let found = get(&site, &format!("/api/programmes?kind={value}")).await;
        assert_eq!(found.json()["count"], choice["count"], "{value}");
    }
}

#[tokio::test]
async fn the_licence_is_the_one_that_the_city_decided() {
    let site = site();
    let city = get(&site, "/api/city").await.json();
    let licence = &city["open_data_licence"];
    assert_eq!(licence["id"], "CC-BY-4.0");
    assert_eq!(city["contact"], json!(null), "nobody is named");
    let url = licence["url"].as_str().expect("an address");
    for address in [
        "/about/licence",
        "/en/about/licence",
        "/open-data",
        "/en/open-data",
        "/open-data/programmes.jsonld",
        "/feed.xml",
    ] {
        let told = get(&site, address).await.text;
        assert!(told.contains(url) && !told.contains('⟦'), "{address}");
    }
}
