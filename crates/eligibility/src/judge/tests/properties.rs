//! Properties over random rules and profiles.

use num_bigint::BigInt;
use num_rational::BigRational;
use proptest::prelude::*;

use crate::judge::{Verdict, YenRange, judge};
use crate::profile::Value;
use crate::range::{Exact, Range};
use crate::sample::{facts, sound_rules};
use crate::{FactId, Facts, Profile};

/// A condition over a few facts, as text.
fn condition() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        (
            0..60i64,
            prop::sample::select(vec!["<", "<=", ">", ">=", "=", "!="])
        )
            .prop_map(|(n, op)| format!("employees {op} {n}人")),
        (0..60i64, 1..9i64).prop_map(|(n, d)| format!("employees * {d} + students >= {n}人")),
        (0..60i64).prop_map(|n| format!("min(employees, students) < {n}人")),
        (0..90i64).prop_map(|n| format!("fell_by(sales, sales_before) >= {n}%")),
        Just("green".to_owned()),
        Just("not tax_arrears".to_owned()),
        Just("place has any [head, factory]".to_owned()),
        Just("place has all [head, branch]".to_owned()),
        Just("form in [company, coop]".to_owned()),
        Just("not stated".to_owned()),
        (1..5i64).prop_map(|n| format!("(count of members where in_city) >= {n}人")),
        Just("(share of members where in_city) > 1/2".to_owned()),
        Just("all of members where fee >= 5円".to_owned()),
        (0..60i64).prop_map(|n| format!("(sum of fee over members where in_city) <= {n}円")),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a}) and ({b})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a}) or ({b})")),
            inner.clone().prop_map(|a| format!("not ({a})")),
            (inner.clone(), inner.clone(), inner)
                .prop_map(|(a, b, c)| format!("if {a} then {b} else {c}")),
        ]
    })
}

fn amount() -> impl Strategy<Value = String> {
    let base = prop_oneof![
        Just("cost".to_owned()),
        Just("5円 * students".to_owned()),
        Just("sum of fee over members where in_city".to_owned()),
        Just("marginal(cost, 20円: 1/2, 50円: 1/3, rest: 1/5)".to_owned()),
        Just("max(cost - 10円, 3円 * employees)".to_owned()),
    ];
    let rate = prop_oneof![
        Just("1/3".to_owned()),
        Just("not stated".to_owned()),
        Just("if green then 2/3 else 1/2".to_owned()),
        Just("if employees <= 20人 then 3/4 else 1/7".to_owned()),
    ];
    let limits = prop_oneof![
        Just(String::new()),
        (1..60i64).prop_map(|n| format!(", cap: {n}円")),
        (1..9i64).prop_map(|n| format!(", cap: '{n}円 * students', rounding: down to 3円")),
        (1..20i64).prop_map(|n| format!(", floor: {n}円, rounding: nearest to 4円")),
        (1..20i64).prop_map(|n| format!(", minimum_grant: {n}円")),
    ];
    (base, rate, limits)
        .prop_map(|(base, rate, limits)| format!("{{base: '{base}', rate: '{rate}'{limits}}}"))
}

/// A programme as text.
fn programme() -> impl Strategy<Value = String> {
    (prop::collection::vec(condition(), 0..4), amount())
        .prop_map(|(conditions, amount)| {
            let conditions: Vec<String> = conditions
                .iter()
                .enumerate()
                .map(|(i, rule)| format!("  - {{id: c{i}, rule: '{rule}'}}\n"))
                .collect();
            format!("conditions:\n{}amount: {amount}\n", conditions.concat())
        })
        .prop_map(|text| text.replace("conditions:\namount", "amount"))
}

/// A complete profile of the facts that the random rules use.
fn complete() -> impl Strategy<Value = Vec<(&'static str, Value)>> {
    let number = |n: i64| Value::Number(Range::point(Exact::from_integer(i128::from(n))));
    let member = (any::<bool>(), 0..30i64)
        .prop_map(move |(in_city, fee)| vec![Value::YesNo(in_city), Value::Unknown, number(fee)]);
    (
        (0..60i64, 0..60i64, 0..120i64, 0..50i64, 1..50i64),
        (any::<bool>(), any::<bool>(), 0..8u64, 0..3usize),
        prop::collection::vec(member, 0..4),
    )
        .prop_map(
            move |((e, s, c, now, before), (g, t, place, form), members)| {
                vec![
                    ("employees", number(e)),
                    ("students", number(s)),
                    ("cost", number(c)),
                    ("sales", number(now)),
                    ("sales_before", number(before)),
                    ("green", Value::YesNo(g)),
                    ("tax_arrears", Value::YesNo(t)),
                    ("place", Value::Choices(place)),
                    ("form", Value::Choice(form)),
                    ("members", Value::List(members)),
                ]
            },
        )
}

fn id(facts: &Facts, name: &str) -> FactId {
    facts.find(name).expect("the sample has it")
}

/// The same profile with some facts taken away, and one number widened to an interval.
fn partial(facts: &Facts, values: &[(&str, Value)], hidden: u16, wide: i128) -> Profile {
    let mut profile = Profile::unknown(facts);
    for (index, (name, value)) in values.iter().enumerate() {
        let value = match value {
            _ if hidden >> index & 1 == 1 => continue,
            Value::Number(range) if index % 3 == 0 => Value::Number(Range {
                low: range
                    .low
                    .map(|low| (low - wide).max(Exact::from_integer(0))),
                high: range.high.map(|high| high + wide),
            }),
            Value::List(records) if hidden & 1 == 1 => {
                let mut records = records.clone();
                if let Some(first) = records.first_mut() {
                    first[0] = Value::Unknown;
                }
                Value::List(records)
            }
            other => other.clone(),
        };
        profile.set(id(facts, name), value);
    }
    profile
}

fn within(inner: YenRange, outer: YenRange) -> bool {
    inner.low >= outer.low
        && match (inner.high, outer.high) {
            (_, None) => true,
            (None, Some(_)) => false,
            (Some(inner), Some(outer)) => inner <= outer,
        }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    /// Unknown stays unknown: what was decided with less stays decided with more, and the amount lies within.
    #[test]
    fn a_more_complete_profile_never_changes_a_decided_answer(
        text in programme(), values in complete(), hidden in any::<u16>(), wide in 0i128..6
    ) {
        let facts = facts();
        // Rules that can never hold are refused when they are read; they are not what is tested here.
        let Ok(rules) = crate::sample::rules(&text, &facts) else { return Ok(()); };
        let on = jiff::civil::date(2026, 5, 1);
        let less = judge("p", &rules, &partial(&facts, &values, hidden, wide), on);
        let full = judge("p", &rules, &partial(&facts, &values, 0, 0), on);
        if less.verdict != Verdict::Undecided {
            prop_assert_eq!(less.verdict, full.verdict, "{}", text);
        }
        for (a, b) in less.conditions.iter().zip(full.conditions.iter()) {
            prop_assert!(a == b || a == crate::Truth::Unknown, "{}", text);
        }
        if let (Some(inner), Some(outer)) = (full.amount, less.amount) {
            prop_assert!(within(inner, outer), "{} {:?} {:?}", text, inner, outer);
        }
        if less.verdict == Verdict::Ineligible {
            prop_assert!(less.missing.is_empty());
        }
    }

    /// Facts that are not listed as missing cannot change the verdict.
    #[test]
    fn what_is_not_missing_does_not_matter(
        text in programme(), values in complete(), others in complete(), hidden in any::<u16>()
    ) {
        let facts = facts();
        let Ok(rules) = crate::sample::rules(&text, &facts) else { return Ok(()); };
        let on = jiff::civil::date(2026, 5, 1);
        let less = judge("p", &rules, &partial(&facts, &values, hidden, 0), on);
        // Complete the facts that are not missing in another way: the verdict stays.
        let mut changed = partial(&facts, &values, hidden, 0);
        for (index, (name, value)) in others.iter().enumerate() {
            let fact = id(&facts, name);
            if hidden >> index & 1 == 1 && !less.missing.contains(&fact) {
                changed.set(fact, value.clone());
            }
        }
        let again = judge("p", &rules, &changed, on);
        prop_assert_eq!(less.verdict, again.verdict, "{}", text);
    }

    /// Exact against an independent computation with big fractions.
    #[test]
    fn amounts_are_exact_yen(
        cost in 0i64..10_000_000_000_000, above in 1i64..1000, below in 1i64..1000,
        cap in 1i64..10_000_000_000_000, step in prop::sample::select(vec![1i64, 10, 1000, 10_000]),
        add in 0i64..1_000_000, people in 0i64..10_000
    ) {
        let (above, below) = (above.min(below), above.max(below));
        let facts = facts();
        let text = format!("amount: {{parts: [
            {{id: a, label: a, base: cost, rate: {above}/{below}, cap: {cap}円}},
            {{id: b, label: b, base: 'marginal(cost, 1000円: 1/7, rest: 1/11)'}},
            {{id: c, label: c, each: {add}円, per: students}}], rounding: down to {step}円}}");
        let rules = sound_rules(&text, &facts);
        let mut profile = Profile::unknown(&facts);
        let number = |n: i64| Value::Number(Range::point(Exact::from_integer(i128::from(n))));
        profile.set(id(&facts, "cost"), number(cost));
        profile.set(id(&facts, "students"), number(people));
        let found = judge("p", &rules, &profile, jiff::civil::date(2026, 5, 1)).amount.expect("money");

        let big = |n: i64| BigRational::from_integer(BigInt::from(n));
        let share = (big(cost) * big(above) / big(below)).min(big(cap));
        let first = big(cost.min(1000)) / big(7);
        let rest = big((cost - 1000).max(0)) / big(11);
        let sum = share + first + rest + big(add) * big(people);
        let expected = (sum / big(step)).floor() * big(step);
        prop_assert_eq!(found.high, Some(found.low));
        prop_assert_eq!(BigInt::from(found.low.0), expected.to_integer());
    }
}
