//! Random rules over random registries: the database says what the engine says.

use eligibility::registry::{Layout, Registry};
use eligibility::settled::Settled;
use eligibility::sql::{Rows, Writing};
use eligibility::{FactId, FactKind, Facts, Profile, Rules, Value, judge};
use platform::bench;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use crate::database::{Answer, answers};
use crate::sample::{ON, facts, random, rules};

/// What has a column in a table.
fn columns(facts: &Facts) -> Vec<FactId> {
    let columns = facts.iter();
    columns
        .filter(|(_, fact)| !matches!(fact.kind, FactKind::List(_) | FactKind::Awards))
        .map(|(id, _)| id)
        .collect()
}

/// A registry of these applicants. What a table cannot hold (two industries, a code of an older revision) is unknown.
fn registry(profiles: &[Profile], facts: &Facts) -> Registry {
    let mut profiles = profiles.to_vec();
    let of = |profiles: &[Profile]| {
        Registry::of_profiles(profiles, &columns(facts), facts).expect("they fit")
    };
    for row in 0..profiles.len() {
        let registry = of(&profiles);
        let layout = Layout::of(&registry, facts);
        let rows = Rows::new(&registry, &layout, facts, ON);
        if let Err(misplaced) = rows.write(row, "id", Writing::Values, &mut String::new()) {
            profiles[row].set(misplaced.fact, Value::Unknown);
        }
    }
    of(&profiles)
}

pub fn by_engine(programme: &str, rules: &Rules, profile: &Profile) -> Answer {
    let answer = judge(programme, rules, profile, ON);
    let amount = answer.amount;
    let amount = amount.map(|range| (range.low.0, range.high.map(|high| high.0)));
    (answer.verdict.word().to_owned(), amount)
}

fn sampled<S: Strategy>(strategy: S, runner: &mut TestRunner) -> S::Value {
    strategy.new_tree(runner).expect("a value").current()
}

/// As many pairs as `MONOZUKURI_PAIRS` says.
fn pairs() -> usize {
    let asked = std::env::var("MONOZUKURI_PAIRS").ok();
    asked.and_then(|count| count.parse().ok()).unwrap_or(300)
}

#[tokio::test]
async fn databases_say_what_the_engine_says() {
    let facts = facts();
    let databases = bench::databases().await;
    let mut runner = TestRunner::deterministic();
    let (mut pairs_left, mut with_form, mut told) = (pairs(), 0, [0usize; 3]);
    while pairs_left > 0 {
        let text = sampled(random::programme(), &mut runner);
        let Ok(rules) = rules(&text, &facts) else {
            continue;
        };
        pairs_left -= 1;
        let registry = registry(&sampled(random::applicants(1..12), &mut runner), &facts);
        let mut settled = Settled::new(Layout::of(&registry, &facts), ON);
        if settled.add(&rules, &facts).is_err() {
            continue;
        }
        with_form += 1;
        let expected: Vec<Answer> = (0..registry.len())
            .map(|row| by_engine("p", &rules, &registry.profile(row, &facts)))
            .collect();
        for (word, _) in &expected {
            let words = ["eligible", "undecided", "ineligible"];
            told[words.iter().position(|one| one == word).expect("a verdict")] += 1;
        }
        for (kind, db) in &databases {
            let found = answers(db, &settled, &facts, &registry).await;
            match &found[0] {
                Ok(found) => assert_eq!(found, &expected, "{kind}\n{text}"),
                Err(none) => panic!("{none:?} in {text}"),
            }
        }
    }
    println!("{with_form} of {} pairs have a form; {told:?}", pairs());
    assert!(with_form * 3 > pairs(), "only {with_form} have a form");
    assert!(told.iter().all(|count| *count > with_form / 4), "{told:?}");
}
