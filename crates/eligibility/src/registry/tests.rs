//! What goes into a registry comes out of it.

use proptest::prelude::*;

use super::{Column, Filling, Misfit, Registry};
use crate::profile::Value;
use crate::range::{Exact, Range};
use crate::sample::{facts, profile};

#[test]
fn a_row_is_the_profile_it_came_from() {
    let facts = facts();
    let profiles = [
        "employees: 20, capital: 5..9, green: yes, founded_on: 2001-04-01, industry: E, place: [head], form: sole",
        "employees: 0, sales: 7, green: no, ward: 北, wage_rise: 2.5%",
        "",
        "certificates: [{kind: plan, valid_until: 2027-03-31}], receiving: [other]",
    ]
    .map(|text| profile(text, &facts));
    let wanted: Vec<_> = facts.iter().map(|(id, _)| id).collect();
    let registry = Registry::of_profiles(&profiles, &wanted, &facts).expect("all fit");
    for (row, profile) in profiles.iter().enumerate() {
        assert_eq!(&registry.profile(row, &facts), profile);
    }
}

#[test]
fn what_does_not_fit_is_refused_and_changes_nothing() {
    let mut whole = Filling::numbers(1);
    let half = Value::Number(Range::point(Exact::new(1, 2)));
    assert_eq!(whole.push(&half), Err(Misfit::Number));
    assert_eq!(whole.push(&Value::YesNo(true)), Err(Misfit::Kind));
    assert!(whole.done().is_empty());
    let mut days = Filling::days();
    let late = Value::Date(jiff::civil::date(9500, 1, 1));
    assert_eq!(days.push(&late), Err(Misfit::Day));
}

proptest! {
    #[test]
    fn numbers_keep_what_is_known_of_them(
        all in prop::collection::vec((prop::option::of(-50i64..50), prop::option::of(0i64..50)), 0..20)
    ) {
        let exact = |count: i64| Exact::new(i128::from(count), 10);
        let values: Vec<Value> = all.iter().map(|(low, more)| match (low, more) {
            (None, None) => Value::Unknown,
            (low, more) => Value::Number(Range {
                low: low.map(exact),
                high: more.map(|more| exact(low.unwrap_or(0) + more)),
            }),
        }).collect();
        let mut filling = Filling::numbers(10);
        for value in &values {
            filling.push(value).expect("tenths fit");
        }
        let column: Column = filling.done();
        for (row, value) in values.iter().enumerate() {
            prop_assert_eq!(&column.value(row), value);
        }
    }
}
