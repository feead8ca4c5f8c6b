//! Columns answer as the engine does, verdict by verdict and yen by yen.

use jiff::civil::date;
use kernel::Yen;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use super::{ELIGIBLE, INELIGIBLE, NO_AMOUNT, NO_LIMIT, Run, UNDECIDED};
use crate::fact::{FactId, FactKind, Facts};
use crate::judge::{Verdict, YenRange, judge};
use crate::profile::Profile;
use crate::registry::{Layout, Registry};
use crate::rules::Rules;
use crate::sample::{facts, profile, random, rules, sound_rules};
use crate::settled::{NoForm, Settled};

type Told = (Verdict, Option<YenRange>);

fn columns_of(facts: &Facts) -> Vec<FactId> {
    let columns = facts.iter();
    columns
        .filter(|(_, fact)| !matches!(fact.kind, FactKind::List(_)))
        .map(|(id, _)| id)
        .collect()
}

fn told(verdict: u8, low: i64, high: i64) -> Told {
    let verdict = match verdict {
        INELIGIBLE => Verdict::Ineligible,
        UNDECIDED => Verdict::Undecided,
        ELIGIBLE => Verdict::Eligible,
        other => panic!("{other} is no verdict"),
    };
    let amount = (low != NO_AMOUNT).then_some(YenRange {
        low: Yen(low),
        high: (high != NO_LIMIT).then_some(Yen(high)),
    });
    (verdict, amount)
}

/// What columns say of each profile by each of the rules.
fn by_columns(
    all: &[&Rules],
    profiles: &[Profile],
    facts: &Facts,
) -> Result<Vec<Vec<Told>>, NoForm> {
    let registry = Registry::of_profiles(profiles, &columns_of(facts), facts).expect("they fit");
    let mut settled = Settled::new(Layout::of(&registry, facts), date(2026, 5, 1));
    for rules in all {
        settled.add(rules, facts)?;
    }
    let mut found = vec![Vec::new(); all.len()];
    Run::new(&settled, &registry, facts).rows(0..registry.len(), &mut |batch| {
        assert_eq!(batch.first, found[batch.programme].len());
        for (row, verdict) in batch.verdicts.iter().enumerate() {
            found[batch.programme].push(told(*verdict, batch.low[row], batch.high[row]));
        }
    });
    Ok(found)
}

fn by_engine(rules: &Rules, profiles: &[Profile]) -> Vec<Told> {
    let told = profiles.iter().map(|profile| {
        let answer = judge("p", rules, profile, date(2026, 5, 1));
        (answer.verdict, answer.amount)
    });
    told.collect()
}

/// Rules and applicants: the same answers, or no form.
fn check(text: &str, applicants: &[&str]) -> Option<NoForm> {
    let facts = facts();
    let rules = sound_rules(text, &facts);
    let profiles: Vec<Profile> = applicants.iter().map(|one| profile(one, &facts)).collect();
    match by_columns(&[&rules], &profiles, &facts) {
        Err(no_form) => Some(no_form),
        Ok(found) => {
            assert_eq!(found[0], by_engine(&rules, &profiles), "{text}");
            None
        }
    }
}

#[test]
fn what_has_no_form_is_said() {
    let alone = |rule: &str| check(&format!("conditions: [{{id: c, rule: '{rule}'}}]"), &[""]);
    assert_eq!(alone("employees <= 20人"), None);
    assert_eq!(alone("founded_on <= ordered_on"), Some(NoForm::Days));
    assert_eq!(
        alone("since(founded_on) > since(ordered_on)"),
        Some(NoForm::Days)
    );
    assert_eq!(alone("sales / sales_before > 1/2"), None);
    assert_eq!(
        alone("sales / sales_before > cost / capital"),
        Some(NoForm::Division)
    );
}

#[test]
fn a_course_that_pays_nothing_gives_no_amount() {
    check(
        "choose: one\ncourses:\n  - {id: a, label: a, conditions: [{id: g, rule: green}], amount: {base: 90円}}\n  \
         - {id: b, label: b}\n",
        &["green: yes", "green: no", ""],
    );
}

#[test]
fn the_last_row_of_many_is_judged_like_the_first() {
    let applicants: Vec<String> = (0..1300).map(|n| format!("employees: {n}")).collect();
    let applicants: Vec<&str> = applicants.iter().map(String::as_str).collect();
    let found = check(
        "conditions: [{id: c, rule: 'employees <= 20人 or employees > 1250人'}]\n\
         amount: {each: 3円, per: employees, cap: 30円}",
        &applicants,
    );
    assert_eq!(found, None);
}

#[test]
fn nothing_leaves_64_bits() {
    let text = "amount: {base: 'cost * 999999/1000000'}";
    assert_eq!(
        check(text, &["cost: 999999999999999", "cost: 1"]),
        Some(NoForm::TooLarge)
    );
    assert_eq!(check(text, &["cost: 999999999999", "cost: 1"]), None);
}

/// Otherwise what follows would be true of nothing.
#[test]
fn most_random_rules_have_a_form() {
    let facts = facts();
    let mut runner = TestRunner::deterministic();
    let (mut read, mut formed) = (0, 0);
    while read < 200 {
        let text = random::programme()
            .new_tree(&mut runner)
            .expect("a programme");
        let Ok(rules) = rules(&text.current(), &facts) else {
            continue;
        };
        read += 1;
        formed += usize::from(by_columns(&[&rules], &[profile("", &facts)], &facts).is_ok());
    }
    assert!(formed > 130, "only {formed} of {read} have a form");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(
        std::env::var("MONOZUKURI_PAIRS").ok().and_then(|count| count.parse().ok()).unwrap_or(600)
    ))]

    #[test]
    fn columns_say_what_the_engine_says(
        texts in prop::collection::vec(random::programme(), 1..4),
        profiles in random::applicants(1..12),
    ) {
        let facts = facts();
        let read: Vec<(String, Rules)> = texts.into_iter()
            .filter_map(|text| rules(&text, &facts).ok().map(|rules| (text, rules)))
            .collect();
        // Alone and together: what they share is worked out once.
        let mut together = Vec::new();
        for (text, rules) in &read {
            if let Ok(found) = by_columns(&[rules], &profiles, &facts) {
                prop_assert_eq!(&found[0], &by_engine(rules, &profiles), "{}", text);
                together.push(rules);
            }
        }
        if let Ok(found) = by_columns(&together, &profiles, &facts) {
            for (rules, found) in together.iter().zip(found) {
                prop_assert_eq!(found, by_engine(rules, &profiles));
            }
        }
    }
}
