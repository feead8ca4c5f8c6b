//! Random small programmes, against trying everything that is permitted.

use proptest::prelude::*;

use super::facts;
use crate::changes::{Changes, Changing, Target, candidates};
use crate::fact::{Direction, Facts};
use crate::judge::{Verdict, judge};
use crate::profile::{Certificate, Profile, Value};
use crate::range::Range;
use crate::rules::Rules;
use crate::sample::sound_rules;

/// The numbers that are tried: beyond them nothing turns, as rules name none above 8 and double at most.
const MOST: i128 = 16;

/// The numbers that profiles have.
const MOST_KNOWN: usize = 5;

fn condition() -> impl Strategy<Value = String> {
    let compare = prop::sample::select(vec!["<", "<=", ">", ">=", "=", "!="]);
    let leaf = prop_oneof![
        (0..6i64, compare.clone()).prop_map(|(n, op)| format!("employees {op} {n}人")),
        (0..6i64, compare).prop_map(|(n, op)| format!("students {op} {n}人")),
        (0..9i64).prop_map(|n| format!("employees + students >= {n}人")),
        (1..3i64).prop_map(|n| format!("employees * {n} <= students")),
        Just("green".to_owned()),
        Just("not tax_arrears".to_owned()),
        Just("tax_arrears".to_owned()),
        Just("place has any [head, factory]".to_owned()),
        Just("place has all [head, branch]".to_owned()),
        Just("place has none [factory]".to_owned()),
        Just("holds(plan)".to_owned()),
        Just("holds(iso9001)".to_owned()),
        Just("not receiving(other)".to_owned()),
        Just("form in [company, coop]".to_owned()),
    ];
    leaf.prop_recursive(2, 6, 2, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a}) and ({b})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a}) or ({b})")),
            inner.clone().prop_map(|a| format!("not ({a})")),
            (inner.clone(), inner.clone(), inner)
                .prop_map(|(a, b, c)| format!("if {a} then {b} else {c}")),
        ]
    })
}

fn programme() -> impl Strategy<Value = String> {
    prop::collection::vec(condition(), 1..5).prop_map(|conditions| {
        let conditions = conditions.iter().enumerate();
        let conditions = conditions.map(|(i, rule)| format!("  - {{id: c{i}, rule: '{rule}'}}\n"));
        format!("conditions:\n{}", conditions.collect::<String>())
    })
}

const NAMES: [&str; 8] = [
    "employees",
    "students",
    "green",
    "tax_arrears",
    "place",
    "certificates",
    "receiving",
    "form",
];

/// All values that are tried for a fact.
fn domain(name: &str) -> Vec<Value> {
    let held = |kind| Certificate {
        kind,
        valid_from: None,
        valid_until: None,
    };
    match name {
        "employees" | "students" => (0..=MOST).map(|n| Value::Number(Range::whole(n))).collect(),
        "green" | "tax_arrears" => vec![Value::YesNo(false), Value::YesNo(true)],
        "place" => (0..8).map(Value::Choices).collect(),
        "form" => (0..3).map(Value::Choice).collect(),
        "certificates" => (0..4u8)
            .map(|bits| {
                let held = (0..2).filter(|kind| bits >> kind & 1 == 1).map(held);
                Value::Certificates(held.collect())
            })
            .collect(),
        _ => vec![
            Value::Receiving(Vec::new()),
            Value::Receiving(vec!["other".to_owned()]),
        ],
    }
}

/// Whether the catalogue permits a change, said once more in other words.
fn is_permitted(name: &str, from: &Value, to: &Value) -> bool {
    let up = candidates::direction(from, to) == Some(Direction::Up);
    match name {
        "form" => false,
        "tax_arrears" | "receiving" => !up,
        "place" => up,
        "certificates" => match (from, to) {
            (Value::Certificates(has), Value::Certificates(wanted)) => {
                let kept = has.iter().all(|one| wanted.contains(one));
                kept && wanted.iter().all(|one| has.contains(one) || one.kind == 1)
            }
            _ => false,
        },
        _ => true,
    }
}

struct World {
    facts: Facts,
    rules: Rules,
    profile: Profile,
}

impl World {
    fn verdict(&self, profile: &Profile) -> Verdict {
        judge("p", &self.rules, profile, jiff::civil::date(2026, 5, 1)).verdict
    }

    /// The permitted changes of one fact.
    fn others(&self, name: &str) -> Vec<Value> {
        let known = self.profile.get(self.facts.find(name).expect("a fact"));
        if known.is_unknown() {
            return Vec::new();
        }
        let all = domain(name).into_iter();
        all.filter(|to| to != known && is_permitted(name, known, to))
            .collect()
    }

    /// Whether some set of changes of exactly these facts turns the answer.
    fn turns(&self, names: &[&str], profile: &Profile) -> bool {
        let Some((name, rest)) = names.split_first() else {
            return self.verdict(profile) != Verdict::Ineligible;
        };
        let id = self.facts.find(name).expect("a fact");
        self.others(name).into_iter().any(|to| {
            let mut changed = profile.clone();
            changed.set(id, to);
            self.turns(rest, &changed)
        })
    }

    /// The size of the smallest set that turns the answer, by trying all sets of up to three.
    fn smallest(&self) -> Option<usize> {
        (1..=3).find(|size| {
            (0..1usize << NAMES.len())
                .filter(|set| set.count_ones() as usize == *size)
                .any(|set| {
                    let chosen = NAMES.iter().enumerate().filter(|(i, _)| set >> i & 1 == 1);
                    let names: Vec<&str> = chosen.map(|(_, name)| *name).collect();
                    self.turns(&names, &self.profile)
                })
        })
    }
}

proptest! {
    #![proptest_config(ProptestConfig { max_global_rejects: 100_000, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn the_smallest_permitted_change_is_found_and_turns_the_answer(
        text in programme(),
        chosen in prop::collection::vec(0..64usize, NAMES.len()),
        hidden in 0..24usize,
    ) {
        let facts = facts();
        let mut profile = Profile::unknown(&facts);
        for (index, name) in NAMES.iter().enumerate() {
            let domain = domain(name);
            if index != hidden {
                let value = domain[chosen[index] % domain.len().min(if *name == "place" { 8 } else { MOST_KNOWN })].clone();
                profile.set(facts.find(name).expect("a fact"), value);
            }
        }
        // Programmes that nobody can use are refused when they are read.
        let Ok(rules) = crate::sample::rules(&text, &facts) else { return Ok(()) };
        let world = World { rules, profile, facts };
        let on = jiff::civil::date(2026, 5, 1);
        let answer = judge("p", &world.rules, &world.profile, on);
        prop_assume!(answer.verdict == Verdict::Ineligible);
        let changing = Changing::new(&world.profile, &world.facts, on, 0);
        let changes = changing.of("p", &world.rules, &answer);
        match (&changes, world.smallest()) {
            (Changes::To(all), Some(size)) => {
                for change in all {
                    prop_assert_eq!(change.steps.len(), size, "{}\n{:?}", text, changes);
                    let mut changed = world.profile.clone();
                    for step in &change.steps {
                        let Target::Fact(id) = step.target else { panic!("{step:?}") };
                        let name = world.facts.get(id).id.as_str();
                        let to = match &step.to {
                            // Here certificates have no days.
                            Value::Certificates(all) => Value::Certificates(
                                all.iter().map(|one| Certificate { valid_from: None, ..one.clone() }).collect(),
                            ),
                            other => other.clone(),
                        };
                        prop_assert!(is_permitted(name, &step.from, &to), "{}\n{:?}", text, step);
                        changed.set(id, step.to.clone());
                    }
                    prop_assert_eq!(world.verdict(&changed), change.verdict, "{}", text);
                    prop_assert_ne!(change.verdict, Verdict::Ineligible);
                }
            }
            (Changes::Nothing { because }, None) => {
                prop_assert!(!because.is_empty());
                for id in because {
                    let named = answer.outcomes().any(|(other, _, truth)| {
                        other == *id && truth == crate::Truth::No
                    });
                    prop_assert!(named, "{}: {}", text, id);
                }
            }
            (Changes::TooMany, None) => {}
            (found, smallest) => prop_assert!(false, "{}\n{:?}\n{:?}", text, found, smallest),
        }
    }

    /// Of single changes the nearest number is proposed.
    #[test]
    fn the_nearest_number_is_proposed(limits in prop::collection::vec((0..40i128, 0..4usize), 1..3), now in 0..40i128) {
        let facts = facts();
        let compare = ["<=", ">=", "<", ">"];
        let rules: Vec<String> = limits.iter().enumerate()
            .map(|(i, (n, op))| format!("{{id: c{i}, rule: 'employees {} {n}人'}}", compare[*op]))
            .collect();
        let text = format!("conditions: [{}]", rules.join(", "));
        let Ok(rules) = crate::sample::rules(&text, &facts) else { return Ok(()) };
        let id = facts.find("employees").expect("a fact");
        let on = jiff::civil::date(2026, 5, 1);
        let mut profile = Profile::unknown(&facts);
        profile.set(id, Value::Number(Range::whole(now)));
        let answer = judge("p", &rules, &profile, on);
        prop_assume!(answer.verdict == Verdict::Ineligible);
        let turned = |value: &i128| {
            let mut changed = profile.clone();
            changed.set(id, Value::Number(Range::whole(*value)));
            judge("p", &rules, &changed, on).verdict == Verdict::Eligible
        };
        // More people before fewer, then the nearest.
        let up = (now..100).find(|value| turned(value));
        let down = (0..now).rev().find(|value| turned(value));
        let expected = up.or(down);
        let changes = Changing::new(&profile, &facts, on, 0).of("p", &rules, &answer);
        let found = match &changes {
            Changes::To(all) => Some(all[0].steps[0].to.clone()),
            _ => None,
        };
        prop_assert_eq!(found, expected.map(|value| Value::Number(Range::whole(value))), "{}", text);
    }
}

#[test]
fn a_programme_is_used_for_the_properties() {
    // The strategies above are of use only while such a programme is read.
    sound_rules(
        "conditions:\n  - {id: c0, rule: 'employees + students >= 3人'}\n",
        &facts(),
    );
}
