//! The book and the stylesheets say the same.

use std::collections::BTreeSet;
use std::path::Path;

use askama::Template;
use kernel::Lang;

use super::ComponentsPage;
use crate::Frame;

/// The stylesheets whose classes every page may use. A stylesheet of one page stands beside them.
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

/// A stylesheet that only one page uses is not in the book, but says at its top what it has.
#[test]
fn the_stylesheet_of_one_page_lists_its_classes_at_its_top() {
    let known: BTreeSet<String> = SHARED.iter().flat_map(|(_, css)| classes_of(css)).collect();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets");
    for entry in std::fs::read_dir(folder).expect("the folder of assets") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a file").to_string_lossy();
        if !name.ends_with(".css") || SHARED.iter().any(|(shared, _)| *shared == name) {
            continue;
        }
        let css = std::fs::read_to_string(&path).expect("a text");
        let top = css.split_once("*/").map_or("", |(top, _)| top);
        let listed: BTreeSet<&str> = top
            .split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'))
            .collect();
        let missing: Vec<String> = classes_of(&css)
            .into_iter()
            .filter(|class| !known.contains(class) && !listed.contains(class.as_str()))
            .collect();
        assert!(missing.is_empty(), "{name} does not list {missing:?}");
    }
}
