//! Every page of the first city, in both languages, as a reader gets it; and a small city with odd content.

pub mod well_made;

use std::path::Path;
use std::sync::{Arc, LazyLock};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use kernel::{Bilingual, Faults};
use platform::{Clock, Shell, SiteName};
use tower::ServiceExt;

use self::well_made::assert_well_made;
use super::{Firms, State, routes};
use crate::{Catalogue, CityFile};

/// The content of the first city.
static KANAZAWA: LazyLock<Arc<Catalogue>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cities/kanazawa");
    let mut files = Vec::new();
    for inner in ["", "programmes", "cases"] {
        for entry in std::fs::read_dir(folder.join(inner)).expect("the first city's folder") {
            let path = entry.expect("an entry").path();
            if path.extension().is_some_and(|ending| ending == "yaml") {
                let name = path.file_name().expect("a file").to_string_lossy();
                let name = Path::new(inner).join(&*name).to_string_lossy().into_owned();
                files.push((name, std::fs::read_to_string(&path).expect("a text")));
            }
        }
    }
    let files: Vec<(&str, &str)> = (files.iter())
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    catalogue(&files)
});

/// A city whose content has everything that pages must not trust or must say differently.
static ODD: LazyLock<Arc<Catalogue>> = LazyLock::new(|| {
    catalogue(&[
        (
            "city.yaml",
            "{name: {ja: 見本市, en: Sample City}, code: '172014'}",
        ),
        ("facts.yaml", include_str!("tests/facts.yaml")),
        ("definitions.yaml", include_str!("tests/definitions.yaml")),
        ("programmes/grant.yaml", include_str!("tests/grant.yaml")),
        (
            "programmes/old-grant.yaml",
            include_str!("tests/old-grant.yaml"),
        ),
        ("programmes/silent.yaml", include_str!("tests/silent.yaml")),
    ])
});

pub fn kanazawa() -> Arc<Catalogue> {
    Arc::clone(&KANAZAWA)
}

pub fn odd() -> Arc<Catalogue> {
    Arc::clone(&ODD)
}

fn catalogue(files: &[(&str, &str)]) -> Arc<Catalogue> {
    let files: Vec<CityFile<'_>> = (files.iter())
        .map(|(path, text)| CityFile { path, text })
        .collect();
    let mut faults = Faults::default();
    let catalogue = crate::read(&files, None, &mut faults);
    let faults = faults.into_sorted();
    assert!(faults.is_empty(), "{faults:#?}");
    let mut catalogue = catalogue.expect("a city");
    let directions = [
        (
            "1-2",
            Bilingual::new("働き手のスキルアップ", "Skills of workers"),
        ),
        ("2-1", Bilingual::new("先端技術の導入", "New technology")),
    ];
    let directions = directions.map(|(id, title)| (id.to_owned(), title));
    catalogue.headings.directions = directions.into();
    Arc::new(catalogue)
}

pub fn site(catalogue: Arc<Catalogue>, today: &str) -> Router {
    site_with(catalogue, Arc::default(), today)
}

/// A site that has firms to try rules out with.
pub fn site_with(catalogue: Arc<Catalogue>, firms: Arc<Firms>, today: &str) -> Router {
    let city = Bilingual::new("見本市", "Sample City");
    let clock = Clock::Fixed(format!("{today}T03:00:00Z").parse().expect("a moment"));
    let state = State {
        catalogue,
        firms,
        shell: Shell::new(SiteName { city }, clock),
    };
    routes(state.clone()).nest("/en", routes(state))
}

pub async fn get(site: &Router, address: &str) -> (StatusCode, String) {
    let request = Request::get(address)
        .body(Body::empty())
        .expect("a request");
    let response = site.clone().oneshot(request).await.expect("an answer");
    let status = response.status();
    let body = to_bytes(response.into_body(), 1 << 24)
        .await
        .expect("a body");
    (status, String::from_utf8(body.to_vec()).expect("UTF-8"))
}

/// A page of a city on a day; it must be there and be well made.
pub async fn read(catalogue: Arc<Catalogue>, today: &str, address: &str) -> String {
    let (status, html) = get(&site(catalogue, today), address).await;
    assert_eq!(status, StatusCode::OK, "{address}");
    assert_well_made(&html, address);
    html
}

#[tokio::test]
async fn every_page_of_the_first_city_is_complete_in_both_languages() {
    let city = kanazawa();
    let pages = (city.programmes.iter()).flat_map(|programme| {
        let id = &programme.id;
        [
            format!("/programmes/{id}"),
            format!("/finder?only={id}"),
            format!("/finder?only={id}&employees=12&tax_arrears=no"),
        ]
    });
    let answered = "/finder?applicant=company&industry=2441&employees=12&place_in_city=production_site&awards=-";
    let fixed = [
        "/programmes",
        "/programmes?kind=subsidy&q=x",
        "/finder",
        answered,
    ]
    .map(str::to_owned);
    for address in fixed.into_iter().chain(pages) {
        for prefix in ["", "/en"] {
            read(kanazawa(), "2026-11-22", &format!("{prefix}{address}")).await;
        }
    }
}

#[tokio::test]
async fn what_does_not_exist_is_not_found() {
    let site = site(odd(), "2026-05-01");
    for address in [
        "/programmes/none",
        "/programmes/%3Cb%3E",
        "/finder?only=none",
        "/en/finder?only=x&employees=3",
    ] {
        let (status, html) = get(&site, address).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{address}");
        assert!(!html.contains('⟦') && !html.contains("<b>"), "{html}");
    }
}

#[tokio::test]
async fn the_catalogue_says_how_many_it_shows_and_helps_when_it_shows_none() {
    let check = async |address: &str, says: &str| {
        let html = read(kanazawa(), "2026-11-22", address).await;
        assert!(html.contains(says), "{address}: {says}");
    };
    let total = kanazawa().programmes.len();
    check("/programmes", &format!("{total}件のうち{total}件")).await;
    check(
        "/programmes?kind=weather&window=",
        &format!("{total}件のうち{total}件"),
    )
    .await;
    check("/programmes?q=ｾﾂﾋﾞｾﾂﾋﾞ", "当てはまる制度がありません").await;
    check("/programmes?q=%FF%25%", "当てはまる制度がありません").await;
    check(
        "/en/programmes?q=advanced+EQUIPMENT",
        "<mark>Advanced</mark> <mark>equipment</mark> subsidy for SMEs",
    )
    .await;
    check(
        "/programmes?direction=2-1",
        "href=\"/programmes/kz-equip-2025\"",
    )
    .await;
    check(
        "/programmes?kind=subsidy",
        "<option value=\"subsidy\" selected>",
    )
    .await;
}

#[tokio::test]
async fn a_programme_is_called_open_on_its_days_alone() {
    let check = async |today: &str, state: &str, notice: &str| {
        let html = read(odd(), today, "/en/programmes/grant").await;
        assert!(
            html.contains(&format!(">{state}</span>")),
            "{today} {state}"
        );
        assert!(html.contains(notice), "{today}: {notice}");
        let list = read(
            odd(),
            today,
            &format!("/en/programmes?window={}", state.to_lowercase()),
        )
        .await;
        assert!(list.contains("/en/programmes/grant"), "{today}");
        assert_eq!(
            list.contains("class=\"tag tag-open\""),
            state == "Open",
            "{today}"
        );
    };
    check("2026-03-31", "Upcoming", "Not open yet").await;
    check("2026-04-01", "Open", "Open according to the source").await;
    check("2026-12-25", "Open", "25 December 2026, 17:00").await;
    check("2026-12-26", "Closed", "not a current offer").await;
    let silent = read(odd(), "2026-04-01", "/en/programmes/silent").await;
    assert!(silent.contains("not a current offer") && !silent.contains("tag-open"));
}

#[tokio::test]
async fn the_list_shows_what_is_open_before_what_is_over() {
    let html = read(odd(), "2026-04-01", "/programmes").await;
    let place = |id: &str| {
        html.find(&format!("href=\"/programmes/{id}\""))
            .expect("a card")
    };
    assert!(place("grant") < place("silent") && place("silent") < place("old-grant"));
}

#[tokio::test]
async fn nothing_of_the_content_is_trusted() {
    let html = read(odd(), "2026-04-01", "/programmes/silent").await;
    assert!(
        !html.contains("<i>") && html.contains("&#60;i&#62;"),
        "{html}"
    );
    assert!(!html.contains("href=\"javascript:"), "{html}");
    assert!(html.contains("javascript:alert(1)"), "shown as text");
    let html = read(odd(), "2026-04-01", "/programmes/grant").await;
    assert!(html.contains(
        "<a href=\"https://example.org/a?b=1&#38;c=2\" rel=\"noopener noreferrer nofollow\">"
    ));
}

#[tokio::test]
async fn a_programme_says_what_its_source_does_not_state() {
    let html = read(odd(), "2026-04-01", "/programmes/silent").await;
    assert!(html.contains("出典に記載なし"));
    assert!(
        html.contains("端数の扱い"),
        "a known matter is said in words"
    );
    assert!(
        html.contains("colour_of_the_form"),
        "an unknown one as it is"
    );
    assert!(html.contains("名称は出典で確認できず"));
}

#[tokio::test]
async fn rules_are_shown_by_edition_with_their_definitions() {
    let html = read(odd(), "2026-05-01", "/en/programmes/old-grant").await;
    let place = |text: &str| html.find(text).unwrap_or_else(|| panic!("{text}"));
    assert!(place("edition that holds on the day shown") < place("does not hold on the day shown"));
    assert!(place("(from 1 April 2021)") < place("(from 1 April 2020 to 31 March 2021)"));
    assert!(html.contains("Later form of this programme:"));
    let html = read(odd(), "2026-05-01", "/en/programmes/grant").await;
    assert!(html.contains("<summary>small firm</summary>") && html.contains("Act on Samples"));
    assert!(html.contains("Earlier form of this programme:"));
    assert!(
        html.contains("href=\"/en/strategy/directions/2-1\"") && html.contains("our judgement")
    );
    assert!(html.contains("href=\"/en/finder?only=grant\""));
}

#[test]
fn the_words_are_the_same_in_both_languages() {
    assert_eq!(crate::words().differences(), Vec::<String>::new());
}

#[tokio::test]
async fn a_programme_is_told_as_linked_data_on_its_page_and_beside_it() {
    let html = read(odd(), "2026-05-01", "/en/programmes/silent").await;
    let (_, rest) = html.split_once("ld+json\">").expect("linked data");
    let inside = rest.split("</script>").next().expect("its end");
    let (status, beside) = get(&site(odd(), "2026-05-01"), "/programmes/silent.jsonld").await;
    assert_eq!(status, StatusCode::OK);
    let read = |text: &str| serde_json::from_str::<serde_json::Value>(text).expect("JSON");
    assert_eq!(read(inside), read(&beside));
    let none = get(&site(odd(), "2026-05-01"), "/programmes/none.jsonld").await;
    assert_eq!(none.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_list_says_how_it_was_understood_and_what_would_help() {
    let check = async |address: &str, says: &[&str]| {
        let html = read(kanazawa(), "2026-11-22", address).await;
        for said in says {
            assert!(html.contains(said), "{address}: {said}");
        }
    };
    check(
        "/programmes?kind=weather",
        &["「weather」は、このサイトにはありません"],
    )
    .await;
    check(
        "/programmes?q=ﾃﾚﾜｰｸ&kind=loan&sort=name",
        &[
            "「種類：融資」を外す（3件）",
            "/programmes?q=%EF%BE%83%EF%BE%9A%EF%BE%9C%EF%BD%B0%EF%BD%B8&#38;sort=name",
            "name=\"sort\" value=\"name\"",
        ],
    )
    .await;
    check(
        "/programmes?q=展示会",
        &["同じ意味の言葉も探しました", "<mark>見本市</mark>"],
    )
    .await;
    check(
        "/programmes?q=リスキング",
        &["近い言葉「リスキリング」で探しました"],
    )
    .await;
    check("/en/programmes?q=patent+xyzzy", &["Left out: “xyzzy”"]).await;
    check(
        "/en/programmes",
        &["8 days left", "page=2\"", "Page 1 of 2"],
    )
    .await;
    check(
        "/en/programmes?sort=amount",
        &["Up to 3,000,000,000 yen", "aria-current=\"true\""],
    )
    .await;
}
