//! The pages about the site say what the content says, and nothing that was typed.

use std::sync::Arc;

use kernel::{Lang, Words};
use platform::Frame;

use super::content::{Content, year_in};
use crate::folder::built_in;
use crate::load::{Examples, load};
use crate::words;

#[test]
fn the_year_of_a_source_is_the_last_it_names() {
    for (text, year) in [
        ("FY2025", "2025"),
        ("18 February 2023", "2023"),
        ("2019/2006", "2019"),
        ("2021-07-31", "2021"),
        ("no year, 12 people", ""),
        ("12345", ""),
    ] {
        assert_eq!(year_in(text), year, "{text}");
    }
}

#[test]
fn what_is_counted_agrees_with_the_content() {
    let city = load(built_in(), Examples::Skip).expect("the built-in city is in order");
    let (plan, catalogue) = (Arc::new(city.plan), Arc::new(city.catalogue));
    for lang in Lang::ALL {
        let frame = Frame::sample(lang, words());
        let content = Content::of(&plan, &catalogue, &frame);
        let all = catalogue.programmes.len();
        for table in [&content.years, &content.confidence, &content.windows] {
            let sum: usize = table.iter().map(|(_, count)| count).sum();
            assert_eq!(sum, all, "each programme stands in one row: {table:?}");
        }
        let on_hosts: usize = content.sources.hosts.iter().map(|(_, count)| count).sum();
        assert_eq!(
            on_hosts + content.sources.without_address,
            content.sources.count
        );
        assert_eq!(
            content.figures + content.hidden.len(),
            plan.figures.len(),
            "a figure is shown or its absence explained"
        );
        let windows = (catalogue.programmes.iter())
            .filter(|one| {
                one.window.is_not_stated() || one.not_stated.iter().any(|m| m == "window")
            })
            .count();
        let label = programmes::words().say(lang, "not-stated-window", &[]);
        let shown = content.matters.iter().find(|one| one.label == label);
        assert_eq!(shown.map(|one| one.programmes.len()), Some(windows));
    }
}

#[test]
fn both_languages_have_the_same_words() {
    let own = Words::read(
        include_str!("../../messages/about.ja.txt"),
        include_str!("../../messages/about.en.txt"),
    );
    assert_eq!(own.differences(), Vec::<String>::new());
}
