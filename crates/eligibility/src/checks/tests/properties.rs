//! What a check calls "never" or "always" is so for whoever applies.

use kernel::Date;
use proptest::prelude::*;

use super::found;
use crate::profile::Value;
use crate::range::{Exact, Range, Truth};
use crate::sample::{facts, sound_rules};
use crate::{Facts, Profile, Rules, judge};

/// A condition about few facts within few values, so that many are useless.
fn condition() -> impl Strategy<Value = String> {
    let how = || prop::sample::select(vec!["<", "<=", ">", ">=", "="]);
    let leaf = prop_oneof![
        (how(), -1..12i64).prop_map(|(how, n)| format!("employees {how} {n}人")),
        (how(), 0..12i64).prop_map(|(how, n)| format!("employees + students {how} {n}人")),
        (how(), 0..6i64).prop_map(|(how, n)| format!("students {how} {n}人")),
        Just("green".to_owned()),
        Just("form in [company, coop]".to_owned()),
        Just("form = sole".to_owned()),
        Just("place has any [head, factory]".to_owned()),
        (1..3i64).prop_map(|n| format!("(count of members where in_city) >= {n}人")),
    ];
    leaf.prop_recursive(2, 6, 2, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a}) or ({b})")),
            inner.clone().prop_map(|a| format!("not ({a})")),
            (inner.clone(), inner.clone(), inner)
                .prop_map(|(a, b, c)| format!("if {a} then {b} else {c}")),
        ]
    })
}

fn amount() -> impl Strategy<Value = String> {
    (1..4i64, 1..8i64, 1..40i64).prop_map(|(each, most, cap)| {
        format!("{{each: {each}円, per: students, at_most: {most}人, cap: {cap}円}}")
    })
}

/// Somebody made up; the same number makes the same one.
fn somebody(facts: &Facts, mut seed: u64) -> Profile {
    let mut next = |below: u64| {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % below
    };
    let mut profile = Profile::unknown(facts);
    let mut set = |name: &str, value: Value| {
        profile.set(facts.find(name).expect("the sample has it"), value);
    };
    let number = |n: u64| Value::Number(Range::point(Exact::from_integer(i128::from(n))));
    set("employees", number(next(14)));
    set("students", number(next(9)));
    set("green", Value::YesNo(next(2) == 0));
    set(
        "form",
        Value::Choice(usize::try_from(next(3)).expect("fits")),
    );
    set("place", Value::Choices(next(8)));
    let members =
        (0..next(4)).map(|_| vec![Value::YesNo(next(2) == 0), Value::Unknown, Value::Unknown]);
    set("members", Value::List(members.collect()));
    profile
}

/// What comes out for each condition, and how much is granted.
fn told(rules: &Rules, profile: &Profile) -> (Vec<Truth>, Option<i64>) {
    let on: Date = jiff::civil::date(2026, 5, 1);
    let answer = judge("p", rules, profile, on);
    let granted = answer.amount.map(|amount| amount.low.0);
    (answer.conditions.iter().collect(), granted)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn nobody_contradicts_a_finding(
        conditions in prop::collection::vec(condition(), 1..4),
        amount in amount(),
    ) {
        let lines: Vec<String> = conditions
            .iter()
            .enumerate()
            .map(|(index, rule)| format!("  - {{id: c{index}, rule: '{rule}'}}\n"))
            .collect();
        let text = |amount: &str| format!("conditions:\n{}amount: {amount}\n", lines.concat());
        let facts = facts();
        // What can be seen at a glance is refused when rules are read.
        let Ok(rules) = crate::sample::rules(&text(&amount), &facts) else {
            return Ok(());
        };
        let findings = found(&text(&amount));
        if findings.is_empty() {
            return Ok(());
        }
        let uncapped = amount.split(", cap").next().expect("has a beginning").to_owned() + "}";
        let uncapped = sound_rules(&text(&uncapped), &facts);
        for seed in 0..1_000 {
            let profile = somebody(&facts, seed);
            let (truths, granted) = told(&rules, &profile);
            let all = |skip: usize, until: usize| {
                (0..until).all(|other| other == skip || truths[other] == Truth::Yes)
            };
            let mut useless = std::collections::BTreeSet::new();
            for finding in &findings {
                let index = finding.fault.place.line - 2;
                let whole = finding.fault.place.column == 20 && index < truths.len();
                match finding.kind {
                    "never" => prop_assert!(!all(usize::MAX, index + 1), "{:?}", finding),
                    "always" if whole => {
                        prop_assert!(truths[index] != Truth::No, "{:?} {}", finding, text(&amount));
                        useless.insert(index);
                    }
                    "implied" if whole => {
                        // Those that were told before are not needed for it.
                        let others = (0..truths.len()).all(|other| {
                            other == index || useless.contains(&other) || truths[other] == Truth::Yes
                        });
                        let fine = !others || truths[index] == Truth::Yes;
                        prop_assert!(fine, "{:?} {}", finding, text(&amount));
                        useless.insert(index);
                    }
                    "cap-idle" => {
                        let (_, without) = told(&uncapped, &profile);
                        prop_assert_eq!(granted, without, "{:?} {}", finding, text(&amount));
                    }
                    "amount-zero" => prop_assert_eq!(granted.unwrap_or(0), 0),
                    _ => {}
                }
            }
        }
    }
}
