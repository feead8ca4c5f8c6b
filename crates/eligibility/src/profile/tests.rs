use crate::profile::{Value, read_profile};
use crate::range::{Exact, Range};
use crate::sample::{facts, told};

fn number(text: &str, fact: &str) -> Value {
    let facts = facts();
    let profile = read_profile("p", &format!("facts: {{{fact}: {text}}}"), &facts)
        .unwrap_or_else(|faults| panic!("{text}: {}", told(&faults)));
    profile
        .get(facts.find(fact).expect("the sample has it"))
        .clone()
}

#[test]
fn numbers_are_read_as_people_write_them() {
    let check = |text: &str, fact: &str, value: i128| {
        let expected = Value::Number(Range::point(Exact::from_integer(value)));
        assert_eq!(number(text, fact), expected, "{text}");
    };
    check("22", "employees", 22);
    check("２２人", "employees", 22);
    check("'2,000万円'", "capital", 20_000_000);
    check("1億5000万", "capital", 150_000_000);
    check("\"1,234,567\"", "capital", 1_234_567);
}

#[test]
fn intervals_and_unknown() {
    let range = |low, high| {
        Value::Number(Range {
            low: Some(Exact::from_integer(low)),
            high: Some(Exact::from_integer(high)),
        })
    };
    assert_eq!(number("10..20", "employees"), range(10, 20));
    assert_eq!(number("10..", "employees"), range(10, 1_000_000));
    assert_eq!(number("unknown", "employees"), Value::Unknown);
    assert_eq!(number("", "employees"), Value::Unknown);
}

#[test]
fn mistakes_are_refused_with_a_place() {
    let check = |text: &str, key: &str, place: &str| {
        let faults = read_profile("p", text, &facts()).expect_err(text);
        let found: Vec<(&str, String)> = faults
            .iter()
            .map(|fault| (fault.key, fault.place.to_string()))
            .collect();
        assert_eq!(found, [(key, place.to_owned())], "{text}");
        assert!(!told(&faults).contains('⟦'), "{}", told(&faults));
    };
    check("facts: {employes: 3}", "profile-unknown-fact-near", "p:1:9");
    check("facts: {employees: 3円}", "profile-wrong-unit", "p:1:20");
    check("employees: 1.72E+11", "profile-scientific", "p:1:12");
    check("employees: -5", "profile-out-of-range", "p:1:12");
    check("employees: 2.5", "profile-not-whole", "p:1:12");
}

#[test]
fn an_interval_outside_what_a_fact_can_be_is_refused() {
    let faults = read_profile("p", "large_share: 200..", &facts()).expect_err("outside");
    assert_eq!(faults[0].key, "profile-out-of-range");
}
