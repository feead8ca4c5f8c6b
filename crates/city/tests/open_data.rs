//! What other programs fetch from the site: data sets, feed, calendar, site map, rules for robots.

use std::collections::BTreeSet;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use city::folder::built_in;
use city::load::{Examples, load};
use city::site::{router, router_at};
use kernel::SiteAddress;
use platform::Clock;
use tower::ServiceExt;

const SITE: &str = "https://monozukuri.example.jp";

fn clock() -> Clock {
    Clock::Fixed("2026-06-01T03:00:00Z".parse().expect("a moment"))
}

fn site() -> Router {
    let city = load(built_in(), Examples::Skip).expect("the built-in city is in order");
    router_at(city, clock(), SiteAddress::parse(SITE).expect("an address"))
}

/// A site that has not been told its address.
fn site_nowhere() -> Router {
    let city = load(built_in(), Examples::Skip).expect("the built-in city is in order");
    router(city, clock())
}

async fn get(site: &Router, address: &str) -> (StatusCode, HeaderMap, String) {
    // Whoever asks chooses the host: it must never come back.
    let request = Request::get(address).header(header::HOST, "evil.example");
    let request = request.body(Body::empty()).expect("a request");
    let response = site.clone().oneshot(request).await.expect("an answer");
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, 1 << 24).await.expect("a body");
    let text = String::from_utf8(body.to_vec()).expect("UTF-8");
    assert!(!text.contains("evil.example"), "{address}");
    assert!(!text.contains('⟦'), "a message is missing in {address}");
    (parts.status, parts.headers, text)
}

async fn file(site: &Router, address: &str, kind: &str) -> String {
    let (status, headers, text) = get(site, address).await;
    assert_eq!(status, StatusCode::OK, "{address}");
    assert_eq!(headers[header::CONTENT_TYPE], kind, "{address}");
    assert_eq!(
        headers[header::ACCESS_CONTROL_ALLOW_ORIGIN],
        "*",
        "{address}"
    );
    assert_eq!(
        headers[header::CACHE_CONTROL],
        "public, max-age=300",
        "{address}"
    );
    text
}

/// The addresses on this site in the attributes of a page.
fn links(html: &str) -> impl Iterator<Item = &str> {
    let values = html
        .split("href=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next());
    let paths = values.map(|address| address.split('#').next().unwrap_or_default());
    paths.filter(|path| path.starts_with('/') && !path.starts_with("//"))
}

#[tokio::test]
async fn every_table_is_a_table_that_excel_and_programs_read() {
    let site = site();
    for (address, most) in [
        ("/open-data/programmes.csv", 60),
        ("/open-data/figures.csv", 50),
        ("/open-data/organisations.csv", 10),
        ("/open-data/catalogue.csv", 6),
    ] {
        let text = file(&site, address, "text/csv; charset=utf-8").await;
        let text = text
            .strip_prefix('\u{feff}')
            .expect("a mark that Excel knows");
        assert!(!text.replace("\r\n", "").contains('\r'), "{address}");
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let headings = reader.headers().expect("headings").clone();
        assert_eq!(
            headings.iter().collect::<BTreeSet<_>>().len(),
            headings.len()
        );
        let rows: Result<Vec<_>, _> = reader.records().collect();
        let rows = rows.expect("rows that are equally long");
        assert!(rows.len() > most, "{address}: {}", rows.len());
        assert!(rows.iter().all(|row| &row[0] == "172014"), "{address}");
    }
}

#[tokio::test]
async fn figures_are_reported_and_those_that_must_not_be_shown_are_not_there() {
    let text = file(&site(), "/open-data/figures.csv", "text/csv; charset=utf-8").await;
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let headings = reader.headers().expect("headings").clone();
    let place = |heading: &str| {
        headings
            .iter()
            .position(|one| one == heading)
            .expect("a column")
    };
    let rows: Vec<_> = reader.records().map(|row| row.expect("a row")).collect();
    assert!(rows.iter().all(|row| &row[place("status")] == "reported"));
    assert!(rows.iter().all(|row| !row[place("sources")].is_empty()));
    let of = |id: &str| {
        rows.iter()
            .filter(|row| &row[place("figure_id")] == id)
            .count()
    };
    assert_eq!(of("gva-2021"), 1);
    assert_eq!(of("gva-series"), 10);
    let series = rows
        .iter()
        .find(|row| &row[place("figure_id")] == "gva-series")
        .expect("it");
    assert_eq!(
        (&series[place("year")], &series[place("value")]),
        ("2002", "2119")
    );
    let city = load(built_in(), Examples::Skip).expect("in order");
    for figure in city.plan.figures.iter().filter(|figure| !figure.is_shown()) {
        assert_eq!(of(figure.id.as_str()), 0, "{}", figure.id);
    }
}

#[tokio::test]
async fn linked_data_feed_and_calendar_lead_back_to_the_site() {
    let site = site();
    let linked = file(&site, "/open-data/programmes.jsonld", "application/ld+json").await;
    let linked: serde_json::Value = serde_json::from_str(&linked).expect("JSON");
    let first = linked["@graph"][1]["@id"].as_str().expect("a name");
    assert!(first.starts_with(SITE), "{first}");
    for (prefix, lang) in [("", "ja"), ("/en", "en")] {
        let address = format!("{prefix}/feed.xml");
        let feed = file(&site, &address, "application/atom+xml; charset=utf-8").await;
        let feed = roxmltree::Document::parse(&feed).expect("XML");
        let root = feed.root_element();
        assert_eq!(
            root.attribute(("http://www.w3.org/XML/1998/namespace", "lang")),
            Some(lang)
        );
        let hrefs: Vec<&str> = feed
            .descendants()
            .filter(|node| node.attribute("rel") != Some("license"))
            .filter_map(|node| node.attribute("href"))
            .collect();
        assert!(
            hrefs.contains(&format!("{SITE}{address}").as_str()),
            "{hrefs:?}"
        );
        for href in hrefs {
            let path = href.strip_prefix(SITE).expect("an absolute address");
            assert_eq!(get(&site, path).await.0, StatusCode::OK, "{path}");
        }
        let address = format!("{prefix}/deadlines.ics");
        let calendar = file(&site, &address, "text/calendar; charset=utf-8").await;
        let read: icalendar::Calendar = calendar.parse().expect("a calendar");
        assert!(read.components.len() > 20 && calendar.contains("@monozukuri.example.jp"));
    }
}

#[tokio::test]
async fn one_programme_is_linked_data_of_its_own() {
    let text = file(
        &site(),
        "/programmes/kz-equip-2025.jsonld",
        "application/ld+json",
    )
    .await;
    let read: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(
        read["@graph"][0]["cpsv:produces"]["amount"]["maxValue"],
        2_000_000
    );
}

#[tokio::test]
async fn the_site_map_has_every_page_that_is_linked_in_both_languages() {
    let site = site();
    let map = file(&site, "/sitemap.xml", "application/xml; charset=utf-8").await;
    let map = roxmltree::Document::parse(&map).expect("XML");
    let named = |name: &'static str| {
        map.descendants()
            .filter(move |node| node.tag_name().name() == name)
    };
    let mapped: BTreeSet<&str> = named("loc").filter_map(|node| node.text()).collect();
    assert_eq!(named("loc").count(), mapped.len(), "a page stands once");
    for url in named("url") {
        let alternates: Vec<&str> = url
            .children()
            .filter_map(|node| node.attribute("href"))
            .collect();
        assert_eq!(alternates.len(), 2);
        assert!(alternates.iter().all(|href| mapped.contains(href)));
    }
    let mut linked = BTreeSet::new();
    for address in &mapped {
        let path = address.strip_prefix(SITE).expect("an absolute address");
        let path = if path.is_empty() { "/" } else { path };
        let (status, _, html) = get(&site, path).await;
        assert_eq!(status, StatusCode::OK, "{path}");
        assert!(html.contains("<h1"), "{path}");
        linked.extend(links(&html).map(str::to_owned));
    }
    let is_page = |path: &&String| {
        let name = path.rsplit('/').next().unwrap_or_default();
        let is_private = path.ends_with("/account");
        !path.contains('?') && !name.contains('.') && path.as_str() != "/mcp" && !is_private
    };
    for path in linked.iter().filter(is_page) {
        assert!(
            mapped.contains(format!("{SITE}{path}").as_str()),
            "{path} is not in the map"
        );
    }
}

#[tokio::test]
async fn a_site_without_an_address_has_no_map_and_says_nothing_absolute() {
    let site = site_nowhere();
    assert_eq!(get(&site, "/sitemap.xml").await.0, StatusCode::NOT_FOUND);
    let robots = file(&site, "/robots.txt", "text/plain; charset=utf-8").await;
    assert!(!robots.contains("Sitemap"));
    let table = file(
        &site,
        "/open-data/programmes.csv",
        "text/csv; charset=utf-8",
    )
    .await;
    assert!(table.contains(",/programmes/kz-equip-2025,"));
}

#[tokio::test]
async fn robots_leave_answers_alone() {
    let robots = file(&site(), "/robots.txt", "text/plain; charset=utf-8").await;
    for line in [
        "Disallow: /finder?",
        "Disallow: /en/finder?",
        "Disallow: /finder/",
        "Sitemap: https://monozukuri.example.jp/sitemap.xml",
    ] {
        assert!(robots.lines().any(|one| one == line), "{line}: {robots}");
    }
    assert!(
        !robots.lines().any(|one| one == "Disallow: /finder"),
        "the form itself may be found"
    );
}

#[tokio::test]
async fn the_page_about_open_data_leads_to_every_data_set() {
    let site = site();
    for (page, lang) in [("/open-data", "ja"), ("/en/open-data", "en")] {
        let (status, headers, html) = get(&site, page).await;
        assert_eq!(status, StatusCode::OK);
        assert_eq!(headers[header::CACHE_CONTROL], "public, no-cache");
        assert!(html.contains(&format!("<html lang=\"{lang}\">")) && html.contains("CC BY 4.0"));
        let files: BTreeSet<&str> = links(&html)
            .filter(|path| path.contains('.') && !path.starts_with("/assets"))
            .collect();
        assert!(files.len() >= 7, "{files:?}");
        for path in files {
            assert_eq!(get(&site, path).await.0, StatusCode::OK, "{path}");
        }
    }
}
