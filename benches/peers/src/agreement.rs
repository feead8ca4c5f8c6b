//! Whether the peers say the same as we do, where everything is known: what is compared, what is left out and
//! every kind of difference. Rules with parts that no source states never become "no" for us; there, "yes" of
//! a peer (which takes them as fulfilled) agrees with our "undecided".

use std::collections::BTreeMap;

use datalogic_rs::Logic;
use datalogic_rs::bumpalo::Bump;
use eligibility::range::Truth;
use eligibility::{Answer, Profile, Verdict, judge};
use serde_json::Value as Json;

use crate::profiles::complete;
use crate::stage::{Stage, decision, parsed, runtime, said};

const RANDOM_PROFILES: u64 = 1000;

#[derive(Default)]
struct Count {
    compared: usize,
    /// The peer gives an error instead of an answer.
    errors: BTreeMap<String, usize>,
    differing: BTreeMap<String, usize>,
}

impl Count {
    fn add<T: PartialEq>(&mut self, peer: Option<T>, ours: T, name: &str) {
        self.compared += 1;
        match peer {
            Some(peer) if peer == ours => {}
            None => *self.errors.entry(name.to_owned()).or_default() += 1,
            Some(_) => *self.differing.entry(name.to_owned()).or_default() += 1,
        }
    }
}

/// A rule as datalogic runs it.
struct Ready {
    verdict: Logic,
    conditions: Vec<Logic>,
    amount: Option<Logic>,
}

pub fn report(stage: &Stage) -> String {
    let facts = &stage.city.facts;
    let mut profiles: Vec<Profile> = (0..RANDOM_PROFILES)
        .map(|seed| complete(seed, facts, &stage.ids))
        .collect();
    profiles.extend([stage.profiles[0].1.clone(), stage.profiles[2].1.clone()]);
    let ready: Vec<Ready> = stage
        .logic
        .iter()
        .map(|translation| Ready {
            verdict: stage.compile(&translation.verdict),
            conditions: translation
                .conditions
                .iter()
                .map(|one| stage.compile(one))
                .collect(),
            amount: translation
                .amount
                .iter()
                .flatten()
                .map(|one| stage.compile(one))
                .next(),
        })
        .collect();
    let tables: Vec<_> = stage.tables.iter().map(decision).collect();
    let runtime = runtime();
    let [mut verdicts, mut conditions, mut amounts, mut zen]: [Count; 4] = Default::default();
    for profile in &profiles {
        let input = stage.input(profile);
        for (rule, translation) in ready.iter().zip(&stage.logic) {
            let id = &stage.ids[translation.index];
            let answer = ours(translation.index, profile, stage);
            let may = answer.verdict != Verdict::Ineligible;
            verdicts.add(yes(&rule.verdict, &input, stage), may, id);
            for (logic, truth) in rule.conditions.iter().zip(truths(&answer)) {
                let found = yes(logic, &input, stage);
                conditions.add(found, truth != Truth::No, id);
            }
            if let (Some(logic), Some(award)) = (&rule.amount, answer.amount) {
                if award.is_exact() && answer.verdict == Verdict::Eligible {
                    amounts.add(figure(logic, &input, stage), award.low.0 as f64, id);
                }
            }
        }
        for (decision, table) in tables.iter().zip(&stage.tables) {
            let may = ours(table.index, profile, stage).verdict != Verdict::Ineligible;
            zen.add(
                said(decision, &input, &runtime),
                may,
                &stage.ids[table.index],
            );
        }
    }
    let partly = &stage.profiles[1].1;
    let input = stage.input(partly);
    let (mut open, mut claimed) = (0, 0);
    for (rule, translation) in ready.iter().zip(&stage.logic) {
        let answer = ours(translation.index, partly, stage);
        if answer.verdict == Verdict::Undecided && !answer.missing.is_empty() {
            open += 1;
            claimed += usize::from(yes(&rule.verdict, &input, stage) == Some(true));
        }
    }
    let all_conditions: usize = (0..stage.ids.len())
        .map(|index| stage.conditions(index))
        .sum();
    let with_amount = stage.logic.iter().filter(|t| t.amount.is_some()).count();
    let translated = stage
        .logic
        .iter()
        .filter(|t| matches!(t.amount, Some(Ok(_))))
        .count();
    let mut without_amount: BTreeMap<&str, usize> = BTreeMap::new();
    for reason in stage
        .logic
        .iter()
        .filter_map(|t| t.amount.as_ref()?.as_ref().err())
    {
        *without_amount.entry(reason).or_default() += 1;
    }
    format!(
        "{} programmes with {all_conditions} conditions; {} complete profiles compared\n\
         datalogic: {} rules; left out {:?}; amounts {translated} of {with_amount}, left out {without_amount:?}\n\
         \x20 verdicts {}\n  conditions {}\n  amounts {}\n\
         \x20 a third unknown: {open} rules are undecided for us; datalogic says yes to {claimed} of them, no (or an error) to the rest\n\
         zen table: {} rules; left out {:?}\n  verdicts {}\n",
        stage.ids.len(),
        profiles.len(),
        stage.logic.len(),
        stage.without_logic,
        line(&verdicts),
        line(&conditions),
        line(&amounts),
        stage.tables.len(),
        stage.without_table,
        line(&zen),
    )
}

fn line(count: &Count) -> String {
    let total = |of: &BTreeMap<String, usize>| of.values().sum::<usize>();
    format!(
        "{} compared, {} differ {:?}, {} errors {:?}",
        count.compared,
        total(&count.differing),
        count.differing,
        total(&count.errors),
        count.errors
    )
}

fn ours<'s>(index: usize, profile: &Profile, stage: &'s Stage) -> Answer<'s> {
    let (id, rules) = &stage.city.rules[index];
    judge(id, rules, profile, stage.on)
}

fn truths(answer: &Answer<'_>) -> Vec<Truth> {
    let of_courses = answer
        .courses
        .iter()
        .flat_map(|course| course.conditions.iter());
    answer.conditions.iter().chain(of_courses).collect()
}

fn yes(logic: &Logic, input: &Json, stage: &Stage) -> Option<bool> {
    let (arena, input) = (Bump::new(), parsed(input));
    let found = stage.engine.evaluate(logic, &input, &arena).ok()?;
    Some(stage.engine.truthy(found))
}

fn figure(logic: &Logic, input: &Json, stage: &Stage) -> Option<f64> {
    let (arena, input) = (Bump::new(), parsed(input));
    stage.engine.evaluate(logic, &input, &arena).ok()?.as_f64()
}
