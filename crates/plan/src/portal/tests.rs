//! Every page of the first city, in both languages, as a reader gets it.

mod pictures;

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use kernel::{Bilingual, Date};
use platform::{Clock, Shell, SiteName};
use tower::ServiceExt;

use super::{Openness, ProgrammeLine, State, Support, routes};
use crate::{Plan, sample};

fn site(plan: Plan, today: &str) -> Router {
    let city = Bilingual::new("見本市", "Sample City");
    let clock = Clock::Fixed(format!("{today}T03:00:00Z").parse().expect("a moment"));
    let state = State {
        plan: Arc::new(plan),
        shell: Shell::new(SiteName { city }, clock),
        programmes: Arc::new(|direction| match direction {
            "2-1" => vec![
                line(
                    "lathes",
                    "旋盤の補助 <b>",
                    "Grant for lathes <b>",
                    Openness::Open,
                ),
                line(
                    "mills",
                    "フライスの補助",
                    "Grant for mills",
                    Openness::Closed,
                ),
                line("saws", "のこ盤の補助", "Grant for saws", Openness::Upcoming),
            ],
            "1-2" => vec![
                line("skills", "技能の講座", "Skills course", Openness::Unknown),
                ProgrammeLine {
                    is_main: false,
                    ..line(
                        "lathes",
                        "旋盤の補助 <b>",
                        "Grant for lathes <b>",
                        Openness::Open,
                    )
                },
            ],
            "3-1" => (0..40)
                .map(|index| {
                    let id = format!("many-{index}");
                    let openness = Openness::ALL[index % 4];
                    line(
                        &id,
                        &format!("制度{index}"),
                        &format!("Programme {index}"),
                        openness,
                    )
                })
                .collect(),
            _ => Vec::new(),
        }),
    };
    routes(state.clone()).nest("/en", routes(state))
}

fn line(id: &str, ja: &str, en: &str, openness: Openness) -> ProgrammeLine {
    ProgrammeLine {
        path: format!("/programmes/{id}"),
        name: Bilingual::new(ja, en),
        kind_label: Bilingual::new("補助金", "Subsidy"),
        support: Support::Money,
        openness,
        closes: Some(Date::constant(2026, 12, 25)),
        is_main: true,
    }
}

async fn get(site: &Router, address: &str) -> (StatusCode, String) {
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

async fn read(address: &str) -> String {
    let (status, html) = get(&site(sample::plan(), "2026-11-22"), address).await;
    assert_eq!(status, StatusCode::OK, "{address}");
    html
}

/// All addresses of the pages of the first city.
fn addresses() -> Vec<String> {
    let plan = sample::plan();
    let strategy = plan.strategy.expect("a strategy");
    let fixed = ["/strategy", "/strategy/figures", "/organisations"];
    let policies = strategy.current.policies.iter();
    let directions = strategy.directions();
    fixed
        .map(str::to_owned)
        .into_iter()
        .chain(policies.map(|policy| format!("/strategy/policies/{}", policy.id)))
        .chain(directions.map(|(_, direction)| format!("/strategy/directions/{}", direction.id)))
        .chain(
            strategy
                .themes
                .iter()
                .map(|theme| format!("/strategy/themes/{}", theme.id)),
        )
        .collect()
}

#[tokio::test]
async fn every_page_is_complete_in_both_languages() {
    let site = site(sample::plan(), "2026-11-22");
    let addresses = addresses();
    assert_eq!(addresses.len(), 3 + 5 + 15 + 5);
    for address in addresses {
        for (prefix, tag) in [("", "ja"), ("/en", "en")] {
            let (status, html) = get(&site, &format!("{prefix}{address}")).await;
            assert_eq!(status, StatusCode::OK, "{prefix}{address}");
            assert!(!html.contains('⟦'), "{prefix}{address}: {html}");
            assert!(
                html.contains(&format!("<html lang=\"{tag}\">")),
                "{address}"
            );
            assert_eq!(html.matches("<h1").count(), 1, "{address}");
            assert_well_nested(&html);
            assert_ids_are_unique(&html);
        }
    }
}

/// Every element that is opened is closed, in order.
fn assert_well_nested(html: &str) {
    const VOID: [&str; 5] = ["!DOCTYPE", "meta", "link", "input", "br"];
    let mut open: Vec<&str> = Vec::new();
    for part in html.split('<').skip(1) {
        let tag = part.split(['>', ' ', '\n']).next().unwrap_or_default();
        if let Some(closed) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(closed), "{part}");
        } else if !VOID.contains(&tag) && !is_closed_at_once(part) {
            open.push(tag);
        }
    }
    assert!(open.is_empty(), "{open:?}");
}

/// What stands between the tags.
fn words_of(html: &str) -> String {
    let texts = html.split('<').filter_map(|part| part.split_once('>'));
    texts.map(|(_, text)| text).collect()
}

/// `<path …/>`
fn is_closed_at_once(part: &str) -> bool {
    let tag = part.split('>').next().unwrap_or_default();
    tag.ends_with('/')
}

fn assert_ids_are_unique(html: &str) {
    let mut ids: Vec<&str> = html
        .split(" id=\"")
        .skip(1)
        .filter_map(|part| part.split('"').next())
        .collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all, "{ids:?}");
}

#[tokio::test]
async fn what_does_not_exist_is_not_found() {
    let site = site(sample::plan(), "2026-11-22");
    for address in [
        "/strategy/policies/6",
        "/strategy/directions/9-9",
        "/strategy/themes/weather",
        "/strategy/directions/%3Cb%3E",
    ] {
        for prefix in ["", "/en"] {
            let (status, html) = get(&site, &format!("{prefix}{address}")).await;
            assert_eq!(status, StatusCode::NOT_FOUND, "{prefix}{address}");
            assert!(!html.contains('⟦') && !html.contains("<b>"), "{html}");
        }
    }
}

#[tokio::test]
async fn a_city_without_content_still_answers() {
    let site = site(Plan::default(), "2026-11-22");
    for (address, status) in [
        ("/strategy", StatusCode::NOT_FOUND),
        ("/strategy/figures", StatusCode::OK),
        ("/en/organisations", StatusCode::OK),
    ] {
        assert_eq!(get(&site, address).await.0, status, "{address}");
    }
}

#[tokio::test]
async fn the_strategy_says_what_is_not_known() {
    let html = read("/strategy").await;
    assert!(html.contains("5つの基本方針と15の方向性"));
    assert!(html.contains("出典に記載なし"));
    assert!(html.contains("令和6年度（2024年度）で終わっています"));
    let html = read("/en/strategy").await;
    assert!(html.contains("not stated in the source"));
    assert!(html.contains("href=\"/en/strategy/directions/3-2\""));
    assert!(html.contains("24 March 2009"));
}

#[tokio::test]
async fn a_strategy_that_still_runs_is_not_called_over() {
    let over = "で終わっています";
    let during = get(&site(sample::plan(), "2025-03-30"), "/strategy")
        .await
        .1;
    assert!(!during.contains(over));
    let after = get(&site(sample::plan(), "2025-04-01"), "/strategy")
        .await
        .1;
    assert!(after.contains(over));
}

#[tokio::test]
async fn a_direction_shows_programmes_as_our_judgement_and_figures_as_reported() {
    let html = read("/strategy/directions/2-1").await;
    assert!(html.contains("href=\"/programmes/lathes\""));
    assert!(
        html.contains("旋盤の補助 &#60;b&#62;"),
        "what is shown is escaped"
    );
    assert!(html.contains("当サイトの判断です"));
    assert!(html.contains("報告値"));
    assert!(html.contains("1,716.0億円") && html.contains("2021年"));
    let html = read("/en/strategy/directions/2-1").await;
    assert!(html.contains("href=\"/en/programmes/lathes\""));
    assert!(html.contains("about 4,000 × 100 million yen"));
    let html = read("/strategy/directions/5-2").await;
    assert!(html.contains("この方向性に当たる制度は登録されていません"));
}

#[tokio::test]
async fn a_figure_that_must_not_be_shown_is_named_with_its_reason_only() {
    let html = read("/strategy/figures").await;
    assert!(!words_of(&html).contains("75.3"));
    assert!(html.contains("単位がはっきりしない"));
    assert!(html.contains("200社超") && html.contains("約70%"));
}

#[tokio::test]
async fn organisations_are_grouped_and_give_the_numbers_of_offices() {
    let html = read("/en/organisations").await;
    assert!(html.contains("id=\"support_body\""));
    assert!(html.contains("href=\"tel:076-267-6711\""));
    assert!(html.contains("Kanaichi estate"));
}

#[test]
fn the_words_are_the_same_in_both_languages() {
    assert_eq!(crate::words().differences(), Vec::<String>::new());
}
