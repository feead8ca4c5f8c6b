//! From parameters to a profile.

use std::sync::Arc;

use eligibility::{Profile, Value};
use kernel::Lang;

use super::{Answers, Read, sentence};
use crate::Catalogue;
use crate::portal::tests::odd;

fn answers(query: &[(&str, &str)]) -> (Arc<Catalogue>, Read) {
    let city = odd();
    let pairs = query
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    let read = Answers::new(pairs.collect()).read(&city.facts);
    (city, read)
}

fn value(query: &[(&str, &str)], fact: &str) -> Value {
    let (city, read) = answers(query);
    assert!(read.faults.is_empty(), "{query:?}: {:?}", read.faults);
    let id = city.facts.find(fact).expect("a fact");
    read.profile.get(id).clone()
}

#[test]
fn none_is_told_from_unknown() {
    for fact in ["place", "certificates", "machines", "awards", "receiving"] {
        assert!(value(&[(fact, "")], fact).is_unknown(), "{fact}");
        let none = value(&[(fact, "-")], fact);
        assert!(!none.is_unknown(), "{fact}");
    }
    assert_eq!(value(&[("place", "-")], "place"), Value::Choices(0));
    assert_eq!(
        value(&[("place", "factory"), ("place", "office")], "place"),
        Value::Choices(0b11)
    );
    assert_eq!(
        value(&[("awards", "-")], "awards"),
        Value::Awards(Vec::new())
    );
}

#[test]
fn answers_are_read_as_people_write_them() {
    assert_eq!(value(&[("arrears", "no")], "arrears"), Value::YesNo(false));
    assert_eq!(
        value(&[("cost", "2,000万円")], "cost"),
        value(&[("cost", "20000000")], "cost")
    );
    assert!(!value(&[("employees", "10..20")], "employees").is_unknown());
    let era = value(&[("founded_on", "令和元年7月1日")], "founded_on");
    assert_eq!(era, value(&[("founded_on", "2019-07-01")], "founded_on"));
    let codes = value(&[("industry", "E、 39,411")], "industry");
    assert!(matches!(codes, Value::Industry(codes) if codes.len() == 3));
}

#[test]
fn records_are_read_row_by_row_and_empty_rows_are_no_records() {
    let rows = [
        ("machines.0.price", ""),
        ("machines.1.price", "100万円"),
        ("machines.1.new", "yes"),
        ("machines.2.kind", "lathe"),
    ];
    let Value::List(records) = value(&rows, "machines") else {
        panic!("a list");
    };
    assert_eq!(records.len(), 2);
    assert_eq!(records[0][1], Value::YesNo(true));
    assert!(records[0][2].is_unknown());
    let awards = [
        ("awards.0.programme", "grant"),
        ("awards.0.fiscal_year", "令和6年度"),
        ("awards.0.amount", "50万円"),
    ];
    let Value::Awards(awards) = value(&awards, "awards") else {
        panic!("awards");
    };
    assert_eq!(
        (awards[0].fiscal_year, awards[0].amount),
        (Some(2024), Some(500_000))
    );
}

#[test]
fn a_mistake_stays_with_its_field_and_the_rest_is_read() {
    let check = |query: &[(&str, &str)], field: &str, says: &str| {
        let query = [query, &[("arrears", "no")]].concat();
        let (city, read) = answers(&query);
        let arrears = city.facts.find("arrears").expect("a fact");
        assert_eq!(read.profile.get(arrears), &Value::YesNo(false), "{field}");
        let unknown = Profile::unknown(&city.facts);
        let own = city
            .facts
            .find(field.split('.').next().unwrap_or_default())
            .expect("a fact");
        assert_eq!(read.profile.get(own), unknown.get(own), "{field}");
        let said: Vec<String> = read
            .faults
            .get(field)
            .into_iter()
            .flatten()
            .map(|fault| sentence(fault, "LABEL", Lang::En))
            .collect();
        assert!(
            said.iter().any(|said| said.contains(says)),
            "{field}: {:?}",
            read.faults
        );
        assert!(said.iter().all(|said| !said.contains('⟦')), "{said:?}");
    };
    check(&[("employees", "many")], "employees", "LABEL");
    check(&[("employees", "12円")], "employees", "円");
    check(&[("founded_on", "2026-02-30")], "founded_on", "2026-02-30");
    check(
        &[("place", "-"), ("place", "factory")],
        "place",
        "Keep only one",
    );
    check(
        &[("machines.0.price", "dear"), ("machines.0.new", "yes")],
        "machines.0.price",
        "dear",
    );
    check(
        &[("awards.0.amount", "5")],
        "awards.0.programme",
        "No programme is chosen",
    );
}

#[test]
fn two_ends_are_one_interval() {
    let employees = |query: &[(&str, &str)]| value(query, "employees");
    let between = employees(&[("employees", "10..20")]);
    let ends = [
        ("employees", ""),
        ("employees.least", "10"),
        ("employees.most", "20"),
    ];
    assert_eq!(employees(&ends), between);
    assert_eq!(
        value(
            &[("cost.least", "500万円"), ("cost.most", "2,000万円")],
            "cost"
        ),
        value(&[("cost", "5000000..20000000")], "cost")
    );
    assert_eq!(
        employees(&[("employees.least", "10"), ("employees.most", "")]),
        employees(&[("employees", "10..")])
    );
    let (_, read) = answers(&[("employees.least", "20"), ("employees.most", "10")]);
    assert_eq!(read.faults["employees"][0].key, "profile-reversed-range");
}

#[test]
fn a_number_and_an_interval_at_once_are_a_mistake() {
    let (city, read) = answers(&[("employees", "12"), ("employees.least", "10")]);
    assert_eq!(read.faults["employees"][0].key, "finder-exact-and-between");
    let id = city.facts.find("employees").expect("a fact");
    assert!(read.profile.get(id).is_unknown());
}
