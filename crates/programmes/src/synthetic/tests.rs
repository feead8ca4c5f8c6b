//! Every class has exactly as many firms as its figures say, the same ones each time, and says that it is made up.

use std::collections::BTreeMap;

use kernel::{Bilingual, Faults, Lang};

use super::apportion::apportion;
use super::making::counts;
use super::random::Random;
use super::{Marginals, Rows, Shape, read, registry, sources};
use crate::catalogue::{Catalogue, CityFile};
use crate::registry::{self, Damaged, Reading, RegistryFile};

const CITY: &str = "{name: {ja: 見本市, en: Sample}, code: '172014'}";
const FACTS: &str = "
facts:
- {id: employees, type: number, unit: people, range: '0人..1000人', label: {ja: 従業員, en: employees}}
- {id: share, type: number, unit: percent, range: '0%..100%', label: {ja: 割合, en: share}}
- {id: green, type: yes_no, label: {ja: 環境, en: green}}
- {id: founded_on, type: date, label: {ja: 創業, en: founded}}
- {id: moved_on, type: date, label: {ja: 移転, en: moved}}
- {id: industry, type: industry, label: {ja: 業種, en: industry}}
- id: machines
  type: list
  label: {ja: 設備, en: machines}
  fields: [{id: cost, type: number, unit: yen, range: '0円..', label: {ja: 費用, en: cost}}]
";
const MARGINALS: &str = "
sources:
- {id: census, title: {ja: 調査, en: Census}, area: {ja: 全国, en: Japan}, year: '2021', url: https://example.jp/}
notes:
- {ja: 独立, en: independent}
columns:
- column: industry
  source: census
  classes:
  - {value: E, weight: 1}
  - weight: 2
    split: {assumption: {ja: 半々, en: halves}, classes: [{value: G, weight: 3}, {value: I, weight: 3}]}
- column: employees
  source: census
  given: industry
  tables:
  - {of: [E], classes: [{value: '1..4', weight: 1}, {value: '100..900', weight: 1, step: 100, spread: halving}]}
  - {classes: [{value: '1..4', weight: 1}, {value: unknown, weight: 2}]}
- {column: district, assumption: {ja: 仮, en: made up}, classes: [{value: 泉野, weight: 1}, {value: 'a, b', weight: 1}]}
- {column: green, assumption: {ja: 仮, en: made up}, classes: [{value: yes, weight: 1}, {value: no, weight: 1}]}
- {column: share, assumption: {ja: 仮, en: made up}, classes: [{value: 5..25, weight: 1, step: 5}]}
- {column: founded_on, source: census, classes: [{value: 2001-01-01..2001-12-31, weight: 1}]}
- {column: moved_on, assumption: {ja: 同じ日, en: the same day}, copy: founded_on}
";

fn city() -> Catalogue {
    let files = [("city.yaml", CITY), ("facts.yaml", FACTS)];
    let files = files.map(|(path, text)| CityFile { path, text });
    let mut faults = Faults::default();
    let catalogue = crate::catalogue::read(&files, None, &mut faults);
    assert!(faults.is_empty(), "{:?}", faults.into_sorted());
    catalogue.expect("a sound city")
}

fn read_text(text: &str, city: &Catalogue) -> Result<Marginals, Vec<&'static str>> {
    let mut faults = Faults::default();
    let path = super::FILE;
    let marginals = read(&[CityFile { path, text }], city, &mut faults);
    let keys = faults.into_sorted().into_iter().map(|fault| fault.key);
    let keys: Vec<&str> = keys.collect();
    if keys.is_empty() {
        Ok(marginals.expect("there is a file"))
    } else {
        Err(keys)
    }
}

fn written(marginals: &Marginals, city: &Catalogue, firms: u64, seed: u64) -> String {
    let mut rows = Rows::new(marginals, &city.facts, firms, seed);
    let mut out = String::new();
    while rows.next(&mut out) {}
    out
}

fn read_back(text: &str, city: &Catalogue) -> RegistryFile {
    let reading = Reading {
        ignore: &[],
        damaged: Damaged::Refuse,
    };
    registry::read(text.as_bytes(), city, reading).expect("is in order")
}

#[test]
fn parts_add_up_and_the_largest_remainders_get_the_rest() {
    assert_eq!(apportion(10, &[1, 1, 1]), [4, 3, 3]);
    assert_eq!(apportion(7, &[5, 3, 2]), [4, 2, 1]);
    assert_eq!(apportion(0, &[5, 3]), [0, 0]);
    assert_eq!(apportion(3, &[]), [0_u64; 0]);
    for firms in 0..200 {
        assert_eq!(
            apportion(firms, &[341, 58, 1158, 731, 3])
                .iter()
                .sum::<u64>(),
            firms
        );
    }
}

#[test]
fn chance_is_the_same_everywhere() {
    // The reference values of SplitMix64 for the seed 1234567.
    let mut random = Random::reference(1_234_567);
    let known = [6_457_827_717_110_365_317, 3_203_168_211_198_807_973];
    assert_eq!([random.next(), random.next()], known);
    let mut seen = [0; 7];
    for _ in 0..7_000 {
        seen[usize::try_from(random.below(7)).expect("small")] += 1;
    }
    assert!(
        seen.iter().all(|count| (850..1150).contains(count)),
        "{seen:?}"
    );
}

#[test]
fn every_class_has_exactly_its_number_of_firms() {
    let city = city();
    let marginals = read_text(MARGINALS, &city).expect("is sound");
    let file = read_back(&written(&marginals, &city, 1_200, 7), &city);
    let mut found: BTreeMap<String, usize> = BTreeMap::new();
    for row in 0..1_200 {
        let profile = file.registry.profile(row, &city.facts);
        let get = |name: &str| profile.get(city.facts.find(name).expect("is a fact"));
        let industry = match get("industry") {
            eligibility::Value::Industry(codes) => codes[0].0.to_string(),
            other => panic!("{other:?}"),
        };
        let size = match get("employees") {
            eligibility::Value::Unknown => "unknown".to_owned(),
            eligibility::Value::Number(range) => {
                let count = range.low.expect("a number").to_integer();
                let fits =
                    (1..=4).contains(&count) || (100..=900).contains(&count) && count % 100 == 0;
                assert!(fits && range.low == range.high, "{count}");
                if count < 5 { "small" } else { "large" }.to_owned()
            }
            other => panic!("{other:?}"),
        };
        assert_eq!(get("moved_on"), get("founded_on"));
        *found.entry(format!("{industry} {size}")).or_default() += 1;
        let district = file.districts.as_ref().expect("has districts").name(row);
        *found.entry(district.to_owned()).or_default() += 1;
    }
    let expected = [
        ("E large", 200),
        ("E small", 200),
        ("G small", 133),
        ("G unknown", 267),
        ("I small", 133),
        ("I unknown", 267),
        ("a, b", 600),
        ("泉野", 600),
    ];
    let expected = expected.map(|(name, count)| (name.to_owned(), count));
    assert_eq!(found, BTreeMap::from(expected));
}

/// With as many in each doubling a city would have more firms of 800 than of 200 people.
#[test]
fn large_firms_are_rarer_than_small_ones() {
    let city = city();
    let marginals = read_text(MARGINALS, &city).expect("sound figures");
    let text = written(&marginals, &city, 9_000, 3);
    let mut rows = text
        .lines()
        .map(|line| line.split(',').collect::<Vec<&str>>());
    let head = rows.next().expect("a header");
    let column = head.iter().position(|name| *name == "employees");
    let column = column.expect("employees");
    let sizes: Vec<u32> = rows.filter_map(|row| row[column].parse().ok()).collect();
    let within = |from: u32, to: u32| sizes.iter().filter(|n| (from..to).contains(*n)).count();
    let doublings = [(100, 200), (200, 400), (400, 800), (800, 1_000)];
    let counts = doublings.map(|(from, to)| within(from, to));
    assert!(counts.is_sorted_by(|more, less| more > less), "{counts:?}");
}

#[test]
fn what_is_made_in_memory_is_what_is_written() {
    let city = city();
    let marginals = read_text(MARGINALS, &city).expect("is sound");
    let (text, file) = (
        written(&marginals, &city, 500, 3),
        registry(&marginals, &city.facts, 500, 3),
    );
    let reread = read_back(&text, &city);
    assert_eq!(reread.ids, file.ids);
    for row in 0..500 {
        let [one, other] = [&file, &reread].map(|file| file.registry.profile(row, &city.facts));
        assert_eq!(one, other, "row {row}");
    }
    assert_eq!(
        text,
        written(&marginals, &city, 500, 3),
        "the same seed gives the same"
    );
    assert_ne!(
        text,
        written(&marginals, &city, 500, 4),
        "another gives another"
    );
}

#[test]
fn every_row_and_the_list_of_sources_say_that_it_is_made_up() {
    let city = city();
    let marginals = read_text(MARGINALS, &city).expect("is sound");
    let text = written(&marginals, &city, 3, 1);
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[0].starts_with("id,synthetic,industry,employees,district"));
    for (number, line) in lines[1..].iter().enumerate() {
        let start = format!("synthetic-{:06},yes,", number + 1);
        assert!(line.starts_with(&start), "{line}");
    }
    assert!(registry(&marginals, &city.facts, 3, 1).synthetic);
    let name = Bilingual::new("見本市", "Sample");
    let told = sources(&marginals, &city.facts, &name, 3, 1, Lang::En);
    for piece in [
        "do not exist",
        "Census (of: Japan, 2021)",
        "https://example.jp/",
        "industry (industry)",
        "Assumption (not a published figure): halves",
        "Assumption (not a published figure): made up",
        "Conditional",
        "- independent",
        "seed 1",
    ] {
        assert!(told.contains(piece), "{piece}\n{told}");
    }
    assert!(
        !told.contains('⟦')
            && !sources(&marginals, &city.facts, &name, 3, 1, Lang::Ja).contains('⟦')
    );
}

#[test]
fn mistakes_are_told_and_a_figure_without_a_source_is_one() {
    let city = city();
    let check = |column: &str, key: &str| {
        let text = format!("columns:\n- {{{column}}}\n");
        assert_eq!(read_text(&text, &city).err(), Some(vec![key]), "{column}");
    };
    let made = "assumption: made up";
    check(
        "column: green, classes: [{value: yes, weight: 1}]",
        "synthetic-no-ground",
    );
    check(
        "column: green, source: x, classes: [{value: yes, weight: 1}]",
        "synthetic-no-source",
    );
    check(
        &format!("column: gren, {made}, classes: [{{value: yes, weight: 1}}]"),
        "synthetic-strange-column",
    );
    check(
        &format!("column: machines, {made}, classes: [{{value: x, weight: 1}}]"),
        "synthetic-list",
    );
    check(
        &format!("column: green, {made}, classes: [{{value: maybe, weight: 1}}]"),
        "profile-not-yes-no",
    );
    check(
        &format!("column: green, {made}, classes: [{{value: yes, weight: 0}}]"),
        "synthetic-weight",
    );
    check(
        &format!("column: green, {made}, classes: [{{value: yes, weight: 2.5}}]"),
        "synthetic-weight",
    );
    check(
        &format!(
            "column: green, {made}, classes: [{{value: yes, weight: 1}}, {{value: yes, weight: 1}}]"
        ),
        "synthetic-class-twice",
    );
    check(&format!("column: green, {made}"), "synthetic-no-classes");
    check(
        &format!("column: green, {made}, copy: share"),
        "synthetic-not-earlier",
    );
    check(
        &format!("column: green, {made}, given: share"),
        "synthetic-not-earlier",
    );
    check(
        &format!("column: employees, {made}, classes: [{{value: 5.., weight: 1}}]"),
        "synthetic-span",
    );
    check(
        &format!("column: employees, {made}, classes: [{{value: 9..5, weight: 1}}]"),
        "synthetic-span",
    );
    check(
        &format!("column: employees, {made}, classes: [{{value: 5..9, weight: 1, step: 2}}]"),
        "synthetic-span",
    );
    check(
        &format!("column: employees, {made}, classes: [{{value: 5..9, weight: 1, spread: bell}}]"),
        "synthetic-spread",
    );
    let of = MARGINALS.replace("{of: [E]", "{of: [Z]");
    assert_eq!(
        read_text(&of, &city).err(),
        Some(vec!["synthetic-no-class"])
    );
    let without = MARGINALS.replace(
        "  - {classes: [{value: '1..4', weight: 1}, {value: unknown",
        "  - {of: [G], classes: [{value: '1..4', weight: 1}, {value: unknown",
    );
    assert_eq!(
        read_text(&without, &city).err(),
        Some(vec!["synthetic-no-table"])
    );
}

#[test]
fn counts_of_a_class_that_depends_follow_from_the_other() {
    let city = city();
    let marginals = read_text(MARGINALS, &city).expect("is sound");
    for firms in [1, 2, 17, 999] {
        for (column, urns) in marginals.columns.iter().zip(counts(&marginals, firms)) {
            let Shape::Drawn { .. } = column.shape else {
                continue;
            };
            let all: u64 = urns.iter().flatten().map(|(_, count)| count).sum();
            assert_eq!(all, firms, "{}", column.name);
        }
    }
}
