//! The book and the stylesheets say the same.

use std::collections::BTreeSet;

use askama::Template;
use kernel::Lang;

use super::ComponentsPage;
use crate::Frame;

/// The stylesheets whose classes every page may use. What only one page uses has a stylesheet of its own and is
/// shown there.
const SHARED: [(&str, &str); 5] = [
    ("style.css", include_str!("../../assets/style.css")),
    ("parts.css", include_str!("../../assets/parts.css")),
    ("forms.css", include_str!("../../assets/forms.css")),
    ("edges.css", include_str!("../../assets/edges.css")),
    ("print.css", include_str!("../../assets/print.css")),
];

fn book(lang: Lang) -> String {
    let frame = Frame::sample(lang, crate::words());
    ComponentsPage { frame }.render().expect("the book renders")
}

/// The classes that a stylesheet gives a look to.
fn classes_of(css: &str) -> BTreeSet<String> {
    let mut classes = BTreeSet::new();
    let without_remarks = css
        .split("/*")
        .map(|part| part.split_once("*/").map_or(part, |(_, rest)| rest));
    for part in without_remarks {
        for rest in part.split('.').skip(1) {
            let name: String = rest
                .chars()
                .take_while(|c| c.is_ascii_alphanumeric() || *c == '-')
                .collect();
            if name.starts_with(|c: char| c.is_ascii_lowercase()) {
                classes.insert(name);
            }
        }
    }
    classes
}

fn classes_on(html: &str) -> BTreeSet<String> {
    html.split(" class=\"")
        .skip(1)
        .filter_map(|rest| rest.split_once('"'))
        .flat_map(|(value, _)| value.split_whitespace())
        .map(str::to_owned)
        .collect()
}

#[test]
fn every_class_of_our_stylesheets_is_shown_and_none_is_made_up() {
    let ours: BTreeSet<String> = SHARED.iter().flat_map(|(_, css)| classes_of(css)).collect();
    assert!(ours.contains("verdict-eligible") && ours.contains("skip"));
    for lang in Lang::ALL {
        let shown = classes_on(&book(lang));
        let missing: Vec<_> = ours.difference(&shown).collect();
        assert!(missing.is_empty(), "not in the book: {missing:?}");
        let unknown: Vec<_> = shown.difference(&ours).collect();
        assert!(unknown.is_empty(), "in no stylesheet: {unknown:?}");
    }
}

#[test]
fn the_book_is_complete_in_both_languages() {
    for lang in Lang::ALL {
        let html = book(lang);
        assert!(!html.contains('⟦'), "{html}");
        assert_eq!(html.matches("<h1").count(), 1);
        let mut ids: Vec<&str> = html
            .split(" id=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .collect();
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all, "{ids:?}");
    }
}
