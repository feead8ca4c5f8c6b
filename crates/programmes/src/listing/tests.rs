//! Queries as addresses, and a catalogue that is longer than a page.

use kernel::{Date, Faults, Lang};

use super::{PAGE, Query, Sort};
use crate::standing::Filter;
use crate::{Catalogue, CityFile};

const ON: Date = Date::constant(2026, 4, 1);

fn query(pairs: &[(&str, &str)]) -> Query {
    Query::of(pairs.iter().copied())
}

#[test]
fn a_query_is_an_address_and_back() {
    let asked = query(&[
        ("q", " 設備 "),
        ("kind", "loan"),
        ("kind", "subsidy"),
        ("level", ""),
        ("sort", "amount"),
        ("page", "2"),
        ("utm_source", "x"),
    ]);
    assert_eq!(
        asked.address(),
        "?q=%E8%A8%AD%E5%82%99&kind=subsidy&sort=amount&page=2"
    );
    let pairs = asked.pairs();
    let again = Query::of(pairs.iter().map(|(name, value)| (*name, value.as_str())));
    assert_eq!(again, asked);
    let narrower = asked.with(Filter::Level, "city");
    assert_eq!(
        narrower.address(),
        "?q=%E8%A8%AD%E5%82%99&kind=subsidy&level=city&sort=amount"
    );
    assert_eq!(
        narrower.without(Filter::Kind).with_text("").address(),
        "?level=city&sort=amount"
    );
    assert_eq!(query(&[]).address(), "");
}

#[test]
fn what_means_nothing_is_kept_to_be_said() {
    let asked = query(&[("sort", "weather"), ("page", "0"), ("kind", "weather")]);
    assert_eq!((asked.sort, asked.page), (None, 1));
    let catalogue = long();
    let found = catalogue.search(&asked, ON, Lang::Ja);
    let unknown: Vec<&str> = found
        .unknown
        .iter()
        .map(|(name, _)| name.as_str())
        .collect();
    assert_eq!(unknown, ["kind", "sort", "page"]);
    assert_eq!(found.hits.len(), found.total);
}

/// 120 programmes; the number stands in the name, and every third closes on a day of its own.
fn long() -> Catalogue {
    let facts = "facts: [{id: applicant, type: choice, label: {ja: 立場, en: who}, question: {ja: 立場, en: who}, \
                 choices: [{id: firm, ja: 会社, en: firm}, {id: pupil, ja: 生徒, en: pupil}]}, \
                 {id: people, type: number, unit: people, range: '0人..100人', label: {ja: 人数, en: people}, question: {ja: 人数, en: people}}]";
    let mut files = vec![
        (
            "city.yaml".to_owned(),
            "{name: 見本市, code: '172014'}".to_owned(),
        ),
        ("facts.yaml".to_owned(), facts.to_owned()),
    ];
    for number in 0..120 {
        let window = match number % 3 {
            0 => format!(
                "window: {{opens: 2026-03-01, closes: 2026-04-{:02}}}, ",
                1 + number % 30
            ),
            1 => "window: {opens: 2025-03-01, closes: 2025-04-01}, ".to_owned(),
            _ => String::new(),
        };
        let amount = match number % 4 {
            0 => format!("{{base: '{}円'}}", 1000 * (number + 1)),
            1 => "{each: 1000円, per: people}".to_owned(),
            2 => "not stated".to_owned(),
            _ => "{each: 1000円, per: people, cap: 5000円}".to_owned(),
        };
        files.push((
            format!("programmes/p{number:03}.yaml"),
            format!(
                "{{id: p{number:03}, name: 制度{number:03}, summary: 概要, kind: subsidy, level: city, as_of: FY2026, \
                 sources: [x], {window}conditions: [{{id: who, rule: applicant = firm}}], amount: {amount}}}"
            ),
        ));
    }
    let files: Vec<CityFile<'_>> = (files.iter())
        .map(|(path, text)| CityFile { path, text })
        .collect();
    let mut faults = Faults::default();
    let catalogue = crate::read(&files, None, &mut faults);
    let faults = faults.into_sorted();
    assert!(faults.is_empty(), "{faults:#?}");
    catalogue.expect("a city")
}

#[test]
fn a_long_list_is_read_page_by_page() {
    let catalogue = long();
    let on_page = |page: usize| {
        let found = catalogue.search(&query(&[]).on_page(page), ON, Lang::Ja);
        let ids = found.on_page().iter().map(|hit| hit.programme.id.clone());
        (found.page, found.pages, ids.collect::<Vec<_>>())
    };
    let (first, second, third) = (on_page(1), on_page(2), on_page(3));
    assert_eq!(
        [first.2.len(), second.2.len(), third.2.len()],
        [PAGE, PAGE, 20]
    );
    assert_eq!(on_page(9), third, "a page that is not there is the last");
    let mut all = [first.2, second.2, third.2].concat();
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 120);
}

#[test]
fn the_nearest_closing_day_comes_first_and_unknown_ones_last() {
    let catalogue = long();
    let found = catalogue.search(&query(&[]).sorted(Sort::Deadline), ON, Lang::Ja);
    let groups = found.hits.iter().map(|hit| match hit.closes {
        Some(closes) if closes >= ON => 0,
        Some(_) => 1,
        None => 2,
    });
    assert!(groups.is_sorted());
    let ahead = found
        .hits
        .iter()
        .filter_map(|hit| hit.closes)
        .filter(|day| *day >= ON);
    assert!(ahead.is_sorted());
    let soon = catalogue.search(&query(&[("deadline", "30")]), ON, Lang::Ja);
    assert_eq!(soon.hits.len(), 40);
}

#[test]
fn the_highest_amount_comes_first_and_what_is_not_known_is_not_zero() {
    use crate::standing::Most;
    let catalogue = long();
    let found = catalogue.search(&query(&[]).sorted(Sort::Amount), ON, Lang::Ja);
    let most: Vec<Most> = found.hits.iter().map(|hit| hit.most).collect();
    assert_eq!(most[0], Most::UpTo(kernel::Yen(117_000)));
    let count = |one: Most| most.iter().filter(|most| **most == one).count();
    // A hundred people are what a fact can be, not what the programme limits.
    assert_eq!(count(Most::NoLimit), 30);
    assert_eq!(count(Most::UpTo(kernel::Yen(5000))), 31);
    assert_eq!(most[60..90], [Most::NoLimit; 30]);
    assert_eq!(most[90..], [Most::NotStated; 30]);
}

#[test]
fn for_whom_a_programme_is_comes_out_of_its_rules() {
    let catalogue = long();
    let found = catalogue.search(&query(&[("who", "pupil")]), ON, Lang::Ja);
    assert_eq!(found.hits.len(), 0);
    let facet = found.facet(Filter::Who).expect("a filter");
    let counts = facet
        .choices
        .iter()
        .map(|one| (one.word.as_str(), one.count, one.chosen));
    assert_eq!(
        counts.collect::<Vec<_>>(),
        [("firm", 120, false), ("pupil", 0, true)]
    );
    assert_eq!(facet.without, 120);
}
