//! Sixty searches as people type them, with what they should find: how many of the expected programmes are found, and
//! how far up. The figures stand in `docs/search.md`; the test prints them anew and compares.

use std::fmt::Write;
use std::path::Path;

use city::folder::built_in;
use city::load::{Examples, load};
use kernel::{Date, Faults, Lang, document};
use programmes::{Catalogue, Query};

/// The day on which the lists are read: the day of the review of the content.
const ON: Date = Date::constant(2026, 11, 22);
const QUERIES: &str = include_str!("search/queries.yaml");

/// A query that somebody wrote down before anything could be searched.
struct Written {
    text: String,
    lang: Lang,
    expected: Vec<String>,
}

/// What became of it.
struct Measured {
    hits: usize,
    found: usize,
    found_in_ten: usize,
    /// The place of the first expected programme, from 1.
    first: Option<usize>,
}

fn catalogue() -> Catalogue {
    let city = load(built_in(), Examples::Skip).expect("the built-in city is in order");
    city.catalogue
}

fn written() -> Vec<Written> {
    let mut faults = Faults::default();
    let node = document::read("queries.yaml", QUERIES)
        .expect("reads")
        .expect("is not empty");
    let items = node.items(&mut faults).expect("a list");
    let queries = items
        .iter()
        .map(|item| {
            let mut fields = item.fields(&mut faults).expect("a mapping");
            let text = fields.required_text("q", &mut faults).expect("a text");
            let lang = fields.required_text("lang", &mut faults).expect("a tag");
            let expected = fields.texts("expected", &mut faults);
            fields.finish(&mut faults);
            Written {
                text,
                lang: Lang::of_tag(&lang).expect("a language"),
                expected,
            }
        })
        .collect();
    assert!(faults.is_empty(), "{:#?}", faults.into_sorted());
    queries
}

fn measure(catalogue: &Catalogue, query: &Written) -> Measured {
    let asked = Query::of([("q", query.text.as_str())]);
    let found = catalogue.search(&asked, ON, query.lang);
    let ids: Vec<&str> = found
        .hits
        .iter()
        .map(|hit| hit.programme.id.as_str())
        .collect();
    let place = |id: &String| ids.iter().position(|hit| hit == id);
    let places: Vec<usize> = query.expected.iter().filter_map(place).collect();
    Measured {
        hits: ids.len(),
        found: places.len(),
        found_in_ten: places.iter().filter(|place| **place < 10).count(),
        first: places.iter().min().map(|place| place + 1),
    }
}

/// The table of the document.
fn table(catalogue: &Catalogue, queries: &[Written]) -> String {
    let mut table = String::from(
        "| query | found | in the first 10 | first at | hits |\n|---|---|---|---|---|\n",
    );
    let (mut expected, mut found, mut in_ten, mut ranks) = (0, 0, 0, 0.0);
    let mut with_answers = 0;
    for query in queries {
        let measured = measure(catalogue, query);
        let wanted = query.expected.len();
        let first = measured
            .first
            .map_or("–".to_owned(), |place| place.to_string());
        let text = query.text.replace('|', "\\|");
        let (all, ten) = (measured.found, measured.found_in_ten);
        writeln!(
            table,
            "| {text} | {all} of {wanted} | {ten} | {first} | {} |",
            measured.hits
        )
        .expect("a text takes everything");
        expected += wanted;
        found += all;
        in_ten += ten;
        if wanted > 0 {
            with_answers += 1;
            ranks += measured.first.map_or(0.0, |place| 1.0 / place as f64);
        }
    }
    let share = |part: usize| 100.0 * part as f64 / expected as f64;
    write!(
        table,
        "\nRecall {:.1} % ({found} of {expected}), recall@10 {:.1} %, mean reciprocal rank of the first expected {:.3} \
         ({with_answers} queries with an answer).",
        share(found),
        share(in_ten),
        ranks / f64::from(with_answers),
    )
    .expect("a text takes everything");
    table
}

#[test]
fn sixty_searches_find_what_they_should_as_the_document_says() {
    let queries = written();
    assert_eq!(queries.len(), 60);
    let catalogue = catalogue();
    for id in queries.iter().flat_map(|query| &query.expected) {
        assert!(catalogue.find(id).is_some(), "{id} is no programme");
    }
    let table = table(&catalogue, &queries);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/search.md");
    let document = std::fs::read_to_string(path).expect("the document");
    assert!(
        document.contains(&table),
        "docs/search.md must hold this table:\n\n{table}"
    );
}

/// Every number beside a choice is the length of the list that the choice gives.
#[test]
fn the_counts_beside_the_choices_are_true() {
    let catalogue = catalogue();
    for address in [
        "",
        "q=補助金",
        "kind=subsidy&level=city",
        "q=設備&who=company",
        "window=closed&deadline=30",
    ] {
        let pairs = address.split('&').filter_map(|pair| pair.split_once('='));
        let query = Query::of(pairs);
        let found = catalogue.search(&query, ON, Lang::Ja);
        let count = |query: &Query| catalogue.search(query, ON, Lang::Ja).hits.len();
        for facet in &found.facets {
            assert_eq!(
                facet.without,
                count(&query.without(facet.filter)),
                "{address}"
            );
            for choice in &facet.choices {
                let with = query.with(facet.filter, &choice.word);
                assert_eq!(choice.count, count(&with), "{address} {}", choice.word);
            }
        }
        assert_eq!(found.without_text, count(&query.with_text("")), "{address}");
    }
}
