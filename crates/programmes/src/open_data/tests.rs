//! The catalogue of the first city and an odd one as open data, read back by other programs.

use std::collections::BTreeSet;

use kernel::{Date, Lang, SiteAddress};
use serde_json::Value;

use super::{calendar, feed, linked, municipal};
use crate::Catalogue;
use crate::portal::tests::{kanazawa, odd};

fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

fn site() -> SiteAddress {
    SiteAddress::parse("https://example.jp").expect("an address")
}

fn rows(text: &str) -> Vec<Vec<String>> {
    let text = text
        .strip_prefix('\u{feff}')
        .expect("a mark that Excel knows");
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text.as_bytes());
    let records = reader.records().map(|record| record.expect("equally long"));
    records
        .map(|record| record.iter().map(str::to_owned).collect())
        .collect()
}

fn value<'a>(rows: &'a [Vec<String>], id: &str, heading: &str) -> &'a str {
    let column = rows[0]
        .iter()
        .position(|one| one == heading)
        .expect("the column");
    let row = rows.iter().find(|row| row[1] == id).expect("the row");
    &row[column]
}

#[test]
fn the_table_has_every_programme_with_what_its_source_states() {
    let city = kanazawa();
    let rows = rows(&municipal::csv(&city, day("2026-11-22"), &site()));
    assert_eq!(rows.len(), city.programmes.len() + 1);
    assert_eq!(
        rows[0][..3],
        ["全国地方公共団体コード", "ID", "地方公共団体名"]
    );
    let ids: BTreeSet<&str> = rows.iter().map(|row| row[1].as_str()).collect();
    assert_eq!(ids.len(), rows.len(), "an id stands once");
    let of = |heading: &str| value(&rows, "kz-equip-2025", heading);
    assert_eq!(of("全国地方公共団体コード"), "172014");
    assert_eq!(of("受付開始日"), "2025-09-18");
    assert_eq!(of("受付終了日"), "2026-02-02");
    assert!(of("給付金額").contains("200万円"), "{}", of("給付金額"));
    assert!(
        of("補助率").contains("1/2") && !of("補助率").contains("200万円"),
        "{}",
        of("補助率")
    );
    assert_eq!(of("詳細参照先").split(';').count(), 2);
    assert_eq!(of("問い合わせ先"), "金沢市", "the section is not stated");
    assert_eq!(of("公開日"), "", "nobody knows it");
    assert_eq!(of("URL"), "https://example.jp/programmes/kz-equip-2025");
    assert_eq!(value(&rows, "emesse", "対象者"), "", "not a word about it");
    let column = rows[0].iter().position(|one| one == "補助率").expect("it");
    let silent: Vec<&str> = (rows.iter().map(|row| row[column].as_str()))
        .filter(|rate| rate.contains("記載なし") && !rate.contains('/'))
        .collect();
    // A rate that is known in part says for whom it is not.
    assert_eq!(silent, [""; 0], "what is not stated stays empty");
    assert!(!rows.iter().flatten().any(|value| value.contains('⟦')));
}

#[test]
fn the_day_of_an_event_is_no_day_of_application() {
    let rows = rows(&municipal::csv(&kanazawa(), day("2026-11-22"), &site()));
    assert_eq!(value(&rows, "kz-entre-juku", "受付開始日"), "");
    assert!(value(&rows, "kz-entre-juku", "受付備考").contains("2025-10-12"));
}

#[test]
fn what_is_not_stated_is_empty_in_the_table() {
    let rows = rows(&municipal::csv(
        &odd(),
        day("2026-05-01"),
        &SiteAddress::default(),
    ));
    for heading in [
        "給付金額",
        "補助率",
        "受付開始日",
        "受付終了日",
        "問い合わせ先",
        "利用・申請方法",
    ] {
        assert_eq!(value(&rows, "silent", heading), "", "{heading}");
    }
    assert_eq!(value(&rows, "grant", "URL"), "/programmes/grant");
}

#[test]
fn the_feed_has_what_is_open_or_coming_and_never_the_moment_of_the_request() {
    let check = |on: &str, titles: &[&str], updated: &str| {
        let text = feed::atom(&odd(), day(on), &site(), Lang::En);
        let read = roxmltree::Document::parse(&text).expect("XML");
        let named = |name: &'static str| {
            let of_name = move |node: &roxmltree::Node<'_, '_>| {
                node.has_tag_name(("http://www.w3.org/2005/Atom", name))
            };
            read.descendants().filter(of_name)
        };
        let found: Vec<&str> = named("entry")
            .filter_map(|entry| {
                entry
                    .children()
                    .find(|node| node.tag_name().name() == "title")?
                    .text()
            })
            .collect();
        assert_eq!(found, titles, "{on}");
        assert_eq!(
            named("updated").next().and_then(|node| node.text()),
            Some(updated),
            "{on}"
        );
        let ids: Vec<&str> = named("id").filter_map(|node| node.text()).collect();
        assert!(
            ids.iter().all(|id| id.starts_with("tag:example.jp,2026:")),
            "{ids:?}"
        );
    };
    check(
        "2026-03-01",
        &["Coming: Sample grant"],
        "2026-04-01T00:00:00+09:00",
    );
    check(
        "2026-05-01",
        &["Open: Sample grant"],
        "2026-04-01T00:00:00+09:00",
    );
    check(
        "2026-12-25",
        &["Open: Sample grant"],
        "2026-04-01T00:00:00+09:00",
    );
    check("2027-01-01", &[], "1970-01-01T00:00:00+09:00");
}

#[test]
fn feeds_of_the_first_city_are_in_order_in_both_languages() {
    for lang in Lang::ALL {
        let text = feed::atom(
            &kanazawa(),
            day("2026-06-01"),
            &SiteAddress::default(),
            lang,
        );
        let read = roxmltree::Document::parse(&text).expect("XML");
        assert!(
            read.descendants()
                .any(|node| node.has_tag_name(("http://www.w3.org/2005/Atom", "entry")))
        );
        assert!(!text.contains('⟦') && text.contains("tag:172014.monozukuri.invalid,2026:"));
    }
}

#[test]
fn nothing_in_a_text_can_break_a_feed() {
    assert_eq!(
        feed::clean("a<b>&\"c\"\u{0}\u{b}\u{ffff}\n"),
        "a&lt;b&gt;&amp;&quot;c&quot;\n"
    );
}

#[test]
fn the_calendar_of_the_first_city_reads_back_with_every_known_day_once() {
    let city = kanazawa();
    for lang in Lang::ALL {
        let site = site();
        let making = calendar::Making {
            catalogue: &city,
            site: &site,
            lang,
        };
        let all = making.all();
        let text = calendar::write(&all);
        let read: icalendar::Calendar = text.parse().expect("a calendar");
        assert_eq!(read.components.len(), all.events.len());
        let ids: BTreeSet<&str> = all.events.iter().map(|event| event.uid.as_str()).collect();
        assert_eq!(ids.len(), all.events.len(), "an event has its own name");
        assert!(!text.contains('⟦') && text.contains("@example.jp"));
    }
}

/// Every object of a document.
fn objects<'v>(value: &'v Value, found: &mut Vec<&'v serde_json::Map<String, Value>>) {
    match value {
        Value::Object(object) => {
            found.push(object);
            object.values().for_each(|inner| objects(inner, found));
        }
        Value::Array(all) => all.iter().for_each(|inner| objects(inner, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn is(object: &serde_json::Map<String, Value>, kind: &str) -> bool {
    let kinds = object.get("@type");
    kinds.is_some_and(|kinds| {
        kinds == kind
            || kinds
                .as_array()
                .is_some_and(|all| all.iter().any(|one| one == kind))
    })
}

fn linked_data(city: &Catalogue) -> Value {
    let site = site();
    let making = linked::Making {
        catalogue: city,
        on: day("2026-11-22"),
        site: &site,
    };
    serde_json::from_str(&making.all()).expect("JSON")
}

#[test]
fn every_service_has_what_the_profile_demands() {
    let city = kanazawa();
    let document = linked_data(&city);
    let mut all = Vec::new();
    objects(&document["@graph"], &mut all);
    let services: Vec<_> = all
        .iter()
        .filter(|one| is(one, "cpsv:PublicService"))
        .collect();
    assert_eq!(services.len(), city.programmes.len());
    for service in services {
        for key in [
            "dct:identifier",
            "dct:title",
            "dct:description",
            "cv:hasCompetentAuthority",
            "dct:source",
        ] {
            assert!(service.contains_key(key), "{key}: {service:?}");
        }
        assert!(is(service, "GovernmentService"));
    }
    for (kind, demanded) in [
        ("cv:PublicOrganisation", ["skos:prefLabel", "dct:spatial"]),
        ("cv:Requirement", ["dct:identifier", "dct:title"]),
        ("cv:Evidence", ["dct:identifier", "dct:title"]),
        ("cv:Output", ["dct:identifier", "dct:title"]),
        ("cv:InformationConcept", ["dct:identifier", "dct:title"]),
    ] {
        for object in all.iter().filter(|one| is(one, kind)) {
            assert!(
                demanded.iter().all(|key| object.contains_key(*key)),
                "{kind}: {object:?}"
            );
        }
    }
    // What is pointed at is described, and nothing is described twice.
    let described: Vec<&Value> = (all.iter())
        .filter(|one| one.len() > 1)
        .filter_map(|one| one.get("@id"))
        .collect();
    let pointed = all
        .iter()
        .filter(|one| one.len() == 1)
        .filter_map(|one| one.get("@id"));
    for id in pointed.filter(|id| {
        id.as_str()
            .is_some_and(|id| id.starts_with("https://example.jp/"))
    }) {
        assert!(described.contains(&id), "{id}");
    }
    let own = |id: &&&Value| {
        id.as_str()
            .is_some_and(|id| id.starts_with("https://example.jp/"))
    };
    let ids: Vec<String> = described
        .iter()
        .filter(own)
        .map(|id| id.to_string())
        .collect();
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len());
    assert!(!document.to_string().contains('⟦'));
}

#[test]
fn amounts_and_days_are_told_only_where_they_are_known() {
    let city = odd();
    let site = site();
    let making = linked::Making {
        catalogue: &city,
        on: day("2026-05-01"),
        site: &site,
    };
    let of = |id: &str| -> Value {
        let document = making.one(city.find(id).expect("a programme"));
        let mut document: Value = serde_json::from_str(&document).expect("JSON");
        document["@graph"][0].take()
    };
    let grant = of("grant");
    assert_eq!(grant["cpsv:produces"]["amount"]["maxValue"], 100_000);
    assert_eq!(grant["offers"]["availabilityEnds"], "2026-12-25");
    let silent = of("silent");
    for unknown in ["offers", "cpsv:hasInput"] {
        assert!(silent.get(unknown).is_none(), "{unknown}");
    }
    assert!(silent["cpsv:produces"].get("amount").is_none());
    assert!(
        silent["dct:source"][0].is_string(),
        "a script is not a link"
    );
}

#[test]
fn linked_data_inside_a_page_cannot_end_its_element() {
    let city = odd();
    let site = SiteAddress::default();
    let making = linked::Making {
        catalogue: &city,
        on: day("2026-05-01"),
        site: &site,
    };
    let text = making.one(city.find("silent").expect("a programme"));
    assert!(!text.contains('<') && text.contains("\\u003ci>"), "{text}");
}
