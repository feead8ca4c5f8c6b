//! The pictures as readers and their tools get them: well-formed, named, linked, and saying what the lists say.

use std::collections::BTreeSet;

use roxmltree::{Document, Node};

use super::{addresses, get, read, site, words_of};
use crate::sample;

/// The drawings inside a page, each read as XML.
fn drawings(html: &str) -> Vec<String> {
    html.split("<svg ")
        .skip(1)
        .map(|part| {
            let (svg, _) = part.split_once("</svg>").expect("a drawing ends");
            format!("<svg {svg}</svg>")
        })
        .collect()
}

fn parsed(svg: &str) -> Document<'_> {
    Document::parse(svg).unwrap_or_else(|why| panic!("{why}: {svg}"))
}

fn picture(html: &str, class: &str) -> String {
    let found = drawings(html).into_iter().find(|svg| svg.contains(class));
    found.unwrap_or_else(|| panic!("no {class}"))
}

fn links(svg: &str) -> Vec<String> {
    let document = parsed(svg);
    let is_link = |node: &Node<'_, '_>| node.has_tag_name("a");
    document
        .descendants()
        .filter(is_link)
        .map(|link| link.attribute("href").expect("an address").to_owned())
        .collect()
}

#[tokio::test]
async fn every_drawing_is_well_formed_and_has_its_words() {
    let site = site(sample::plan(), "2026-11-22");
    let mut charts = 0;
    for address in addresses() {
        for prefix in ["", "/en"] {
            let (_, html) = get(&site, &format!("{prefix}{address}")).await;
            for svg in drawings(&html) {
                let document = parsed(&svg);
                let root = document.root_element();
                let numbers = ["x", "y", "cx", "cy", "width", "height", "points", "d"];
                for node in document.descendants() {
                    for attribute in node.attributes() {
                        let value = attribute.value();
                        assert_ne!(attribute.name(), "style", "{svg}");
                        let is_place = numbers.contains(&attribute.name());
                        assert!(!is_place || !(value.contains("NaN") || value.contains("inf")));
                    }
                }
                if root.attribute("aria-hidden") == Some("true") {
                    continue;
                }
                charts += usize::from(root.attribute("class") == Some("chart"));
                let named_by = root.attribute("aria-labelledby").expect("a name");
                let told_by = root.attribute("aria-describedby").expect("a description");
                for (id, tag) in [(named_by, "title"), (told_by, "desc")] {
                    let words = root
                        .children()
                        .find(|child| child.attribute("id") == Some(id));
                    let words = words.unwrap_or_else(|| panic!("{id} in {address}"));
                    assert!(words.has_tag_name(tag) && words.text().is_some(), "{id}");
                }
            }
        }
    }
    assert!(charts > 10, "{charts}");
}

#[tokio::test]
async fn both_layouts_and_the_list_lead_to_the_same_pages() {
    for prefix in ["", "/en"] {
        let html = read(&format!("{prefix}/strategy")).await;
        let wide = links(&picture(&html, "picture-wide"));
        assert_eq!(wide, links(&picture(&html, "picture-narrow")));
        // 5 policies, 15 directions, 3 + 1 + 40 programmes: one shown under its main direction only.
        assert_eq!(wide.len(), 5 + 15 + 44);
        let unique: BTreeSet<&String> = wide.iter().collect();
        assert_eq!(unique.len(), wide.len(), "each is shown once");
        let (_, list) = html.split_once("id=\"list\"").expect("the list");
        for link in &wide {
            assert!(list.contains(&format!("href=\"{link}\"")), "{link}");
        }
        assert!(wide.contains(&format!("{prefix}/strategy/directions/5-3")));
        assert!(wide.contains(&format!("{prefix}/programmes/lathes")));
    }
}

#[tokio::test]
async fn the_order_of_links_follows_the_tree() {
    let wide = links(&picture(&read("/strategy").await, "picture-wide"));
    let at = |link: &str| wide.iter().position(|other| other == link);
    let order = [
        "/strategy/policies/1",
        "/strategy/directions/1-1",
        "/strategy/directions/1-2",
        "/programmes/skills",
        "/strategy/policies/2",
        "/strategy/directions/2-1",
        "/programmes/lathes",
        "/programmes/saws",
        "/programmes/mills",
        "/strategy/directions/2-2",
    ];
    let places: Vec<usize> = order.iter().map(|link| at(link).expect(link)).collect();
    assert!(places.is_sorted(), "{places:?}");
}

#[tokio::test]
async fn a_mark_says_what_it_stands_for_in_words_and_in_shape() {
    let svg = picture(&read("/en/strategy").await, "picture-narrow");
    let document = parsed(&svg);
    let check = |link: &str, name: &str, shape: &str| {
        let mark = document
            .descendants()
            .find(|node| node.attribute("href") == Some(link))
            .unwrap_or_else(|| panic!("{link}"));
        assert_eq!(mark.attribute("aria-label"), Some(name));
        let classes = mark
            .descendants()
            .filter_map(|node| node.attribute("class"));
        assert!(classes.into_iter().any(|class| class == shape), "{shape}");
    };
    check(
        "/en/programmes/mills",
        "Grant for mills (Subsidy, Closed)",
        "mark mark-closed",
    );
    check(
        "/en/programmes/skills",
        "Skills course (Subsidy, Not known whether open)",
        "mark mark-unknown",
    );
}

#[tokio::test]
async fn the_strategy_counts_what_is_open_and_never_calls_the_unknown_closed() {
    let words = words_of(&read("/strategy").await);
    // 44 programmes: lathes and ten of forty are open.
    assert!(
        words.contains("3制度（受付中1・受付前1・終了1）"),
        "{words}"
    );
    assert!(words.contains("1制度（受付中0・不明1）"));
    assert!(words.contains("40制度（受付中10・受付前10・不明10・終了10）"));
    assert!(words.contains("制度の登録なし"));
    assert!(words.contains("出典に書かれた日付から見たもの"));
}

#[tokio::test]
async fn what_is_closed_is_folded_and_what_is_open_comes_first() {
    let html = read("/strategy/directions/2-1").await;
    let place = |text: &str| html.find(text).unwrap_or_else(|| panic!("{text}"));
    assert!(place("旋盤の補助") < place("のこ盤の補助"));
    assert!(place("<details>") < place("フライスの補助"));
    assert!(html.contains("2026年12月25日（令和8年）まで"));
    let html = read("/strategy/directions/1-2").await;
    assert!(html.contains("ほかの方向性が主"));
}

#[tokio::test]
async fn a_theme_shows_its_directions_what_is_open_and_its_figures() {
    let html = read("/strategy/themes/productivity").await;
    assert!(html.contains("href=\"/strategy/directions/2-1\""));
    assert_eq!(html.matches("href=\"/programmes/lathes\"").count(), 1);
    assert!(!html.contains("href=\"/programmes/mills\""), "it is closed");
    assert!(html.contains("chart-gva-series-title"));
    assert!(html.contains("rel=\"prev\" href=\"/strategy/themes/fourth-ir\""));
    assert!(html.contains("rel=\"next\" href=\"/strategy/themes/workstyle\""));
}

#[tokio::test]
async fn a_chart_keeps_the_values_and_the_gaps_of_its_source() {
    let html = read("/strategy/figures").await;
    let svg = picture(&html, "chart-gva-series-title");
    assert!(svg.contains("1,716.0") && svg.contains("2002：2,119、2003：2,249"));
    assert_eq!(svg.matches("chart-gap").count(), 1, "2011 to 2020");
    assert_eq!(svg.matches("<polyline").count(), 1);
    // Words stay words: 「200超」 is no dot of the line, and the year without a value none either.
    let fair = picture(&html, "chart-mex-series-1-title");
    assert_eq!(fair.matches("<circle").count(), 5);
    assert!(fair.contains("2015：200超（賛助を含む）"));
    let booths = picture(&html, "chart-mex-series-2-title");
    assert!(booths.contains("2025：出典に記載なし"));
}

#[tokio::test]
async fn ranks_are_not_drawn_as_sizes() {
    let html = read("/strategy/figures").await;
    for id in ["chart-pref-it-rank-0", "chart-mex-series-0"] {
        assert!(!html.contains(id), "{id}");
    }
    assert!(html.contains("全国順位（位）"), "the table stays");
}
