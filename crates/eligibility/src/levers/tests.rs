//! Every number can be found and moved, and nothing else moves.

use std::collections::BTreeSet;

use jiff::civil::date;
use kernel::Date;
use proptest::prelude::*;

use super::{Lever, Near, Refused, Slot, levers, with};
use crate::range::{Exact, ONE, ZERO};
use crate::sample::{facts, random, rules, sound_rules};
use crate::{Profile, Rules, judge};

const ON: Date = date(2026, 5, 1);

const GRANT: &str = "
conditions:
  - id: size
    rule: employees <= 20人 or (sme and capital < 3億円)
  - id: old
    rule: founded_on <= on - 2年 and since(founded_on) < 50年
  - id: named
    rule: sme and green
courses:
  - id: a
    label: {ja: 甲, en: A}
    conditions:
      - {id: rise, rule: wage_rise >= 5%}
    amount:
      parts:
        - id: machines
          label: {ja: 機械, en: machines}
          base: cost
          rate: if green then 2/3 else 1/2
          cap: 100万円
        - id: people
          label: {ja: 人, en: people}
          each: 3万円
          per: employees
          at_most: 10人
      cap: 150万円
      minimum_grant: 1万円
amount: {cap: 900万円}
";

fn grant() -> Rules {
    sound_rules(GRANT, &facts())
}

fn exact(text: &str) -> Exact {
    match text.split_once('/') {
        Some((above, below)) => Exact::new(above.parse().expect("1"), below.parse().expect("2")),
        None => Exact::from_integer(text.parse().expect("a number")),
    }
}

/// Where every number stands, and what it is in the base unit of its kind.
#[test]
fn every_number_has_its_place() {
    let found = levers(&grant(), ON);
    let told: Vec<(String, String)> = found
        .iter()
        .map(|lever| (lever.id.clone(), lever.value.to_string()))
        .collect();
    let expected = [
        ("condition.size.1", "20"),
        ("condition.size.2", "300000000"),
        ("condition.old.1", "24"),
        ("condition.old.2", "600"),
        ("course.a.condition.rise.1", "1/20"),
        ("course.a.condition.minimum-grant", "10000"),
        ("course.a.amount.part.machines.rate.1", "2/3"),
        ("course.a.amount.part.machines.rate.2", "1/2"),
        ("course.a.amount.part.machines.cap", "1000000"),
        ("course.a.amount.part.people.each", "30000"),
        ("course.a.amount.part.people.at_most", "10"),
        ("course.a.amount.cap", "1500000"),
        ("amount.cap", "9000000"),
    ];
    let sorted = |mut all: Vec<(String, String)>| {
        all.sort();
        all
    };
    let expected = expected.map(|(id, value)| (id.to_owned(), value.to_owned()));
    assert_eq!(sorted(told), sorted(expected.to_vec()));
    let rate = &found.iter().find(|lever| lever.id.ends_with("rate.1"));
    let rate = rate.expect("a rate");
    assert_eq!(rate.spot.slot, Slot::Rate);
    assert!(matches!(rate.near, Near::When(_)));
    assert_eq!((rate.range.low, rate.range.high), (Some(ZERO), Some(ONE)));
}

#[test]
fn a_number_moves_within_what_it_can_be() {
    let check = |id: &str, value: &str, refused: Option<&str>| {
        let moved = with(&grant(), ON, &[(id.to_owned(), exact(value))]);
        let why = moved.as_ref().err().map(|all| match all[0].1 {
            Refused::Unknown => "unknown",
            Refused::Outside(_) => "outside",
            Refused::NotWhole => "not whole",
            Refused::Disorder => "disorder",
        });
        assert_eq!(why, refused, "{id} {value}");
    };
    check("condition.size.1", "30", None);
    check("condition.size.1", "61/2", Some("not whole"));
    check("condition.size.1", "-1", Some("outside"));
    check("condition.size.1", "1000001", Some("outside"));
    check("condition.size.3", "1", Some("unknown"));
    check("condition.old.1", "18", None);
    check("condition.old.1", "37/2", Some("not whole"));
    check("course.a.amount.part.machines.rate.1", "1", None);
    check(
        "course.a.amount.part.machines.rate.1",
        "3/2",
        Some("outside"),
    );
    check("amount.cap", "0", None);
    check("amount.cap", "-5", Some("outside"));
}

#[test]
fn bands_stay_in_order() {
    let rules = sound_rules(
        "amount: {base: \"marginal(cost, 100円: 1/2, 200円: 1/3, rest: 1/4)\"}",
        &facts(),
    );
    let ids: Vec<String> = levers(&rules, ON).into_iter().map(|one| one.id).collect();
    assert_eq!(ids.len(), 5, "{ids:?}");
    let moved = with(&rules, ON, &[(ids[0].clone(), exact("200"))]);
    assert_eq!(moved.expect_err("no band")[0].1, Refused::Disorder);
    let both = [
        (ids[0].clone(), exact("200")),
        (ids[2].clone(), exact("201")),
    ];
    assert!(with(&rules, ON, &both).is_ok());
}

/// A definition belongs to all who use it.
#[test]
fn shared_definitions_stay() {
    let found = levers(&grant(), ON);
    assert!(found.iter().all(|lever| !lever.id.contains("named")));
    let before = crate::sample::profile("capital: 2億円, employees: 400, green: yes", &facts());
    let moves = [("condition.size.1".to_owned(), exact("5"))];
    let moved = with(&grant(), ON, &moves).expect("it moves");
    let named = |rules: &Rules, profile: &Profile| judge("p", rules, profile, ON).conditions.get(2);
    assert_eq!(named(&grant(), &before), named(&moved, &before));
}

fn other(lever: &Lever) -> Option<Exact> {
    let steps = [
        ONE,
        -ONE,
        Exact::new(1, 7),
        Exact::new(-1, 7),
        Exact::new(1, 1000),
    ];
    let near = steps.into_iter().map(|step| lever.value + step);
    near.into_iter()
        .find(|value| lever.refuses(*value).is_none())
}

fn shown(rules: &Rules) -> String {
    let editions = rules.editions.iter().map(|(from, edition)| {
        format!(
            "{from} {:?} {:?} {:?} {:?}",
            edition.conditions, edition.expenses, edition.courses, edition.amount
        )
    });
    editions.collect()
}

proptest! {
    #[test]
    fn nothing_moves_by_itself_and_each_number_moves_alone(text in random::programme()) {
        let facts = facts();
        let Ok(rules) = rules(&text, &facts) else { return Ok(()) };
        prop_assert_eq!(shown(&with(&rules, ON, &[]).expect("nothing is refused")), shown(&rules));
        let found = levers(&rules, ON);
        let ids: BTreeSet<&str> = found.iter().map(|lever| lever.id.as_str()).collect();
        prop_assert_eq!(ids.len(), found.len());
        for (place, lever) in found.iter().enumerate() {
            let Some(value) = other(lever) else { continue };
            let moves = [(lever.id.clone(), value)];
            let moved = with(&rules, ON, &moves).expect("within what it can be");
            prop_assert_ne!(shown(&moved), shown(&rules), "{}", lever.id);
            let again = levers(&moved, ON);
            prop_assert_eq!(again.len(), found.len());
            for (other, (was, is)) in found.iter().zip(&again).enumerate() {
                let wanted = if other == place { value } else { was.value };
                prop_assert_eq!(&was.id, &is.id);
                prop_assert_eq!(is.value, wanted, "{} by {}", was.id, lever.id);
            }
        }
    }
}
