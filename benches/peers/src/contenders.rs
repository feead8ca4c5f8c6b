//! Who takes part, with everything that can be prepared before the clock starts.

use std::hint::black_box;

use datalogic_rs::bumpalo::Bump;
use datalogic_rs::{Logic, ParsedData};
use eligibility::{Applicant, Profile, Rules, read_profile};
use serde_json::Value as Json;
use tokio::runtime::Runtime;

use crate::clock::Contender;
use crate::input::only;
use crate::profiles::as_text;
use crate::programme::Translation;
use crate::stage::{Stage, parsed};
use crate::zen::{Input, zen};

pub fn all<'a>(stage: &'a Stage, runtime: &'a Runtime) -> Vec<Contender<'a>> {
    let every: Vec<usize> = (0..stage.ids.len()).collect();
    let logic: Vec<usize> = stage
        .logic
        .iter()
        .map(|translation| translation.index)
        .collect();
    let tables: Vec<usize> = stage.tables.iter().map(|table| table.index).collect();
    let verdict = |t: &Translation| t.verdict.clone();
    let conditions = |t: &Translation| Json::Array(t.conditions.clone());
    let amount = |t: &Translation| {
        let amount = t.amount.iter().flatten().cloned();
        Json::Array(t.conditions.iter().cloned().chain(amount).collect())
    };
    const OURS_LOGIC: &str = "ours, rules of datalogic";
    const OURS_TABLES: &str = "ours, rules of zen";
    vec![
        ours("ours, everything", every, stage),
        ours(OURS_LOGIC, logic.clone(), stage),
        ours_without_amounts("ours, without amounts", OURS_LOGIC, logic.clone(), stage),
        ours_from_text("ours, + profile from JSON text", OURS_LOGIC, logic, stage),
        datalogic("datalogic, verdict only", OURS_LOGIC, verdict, stage),
        datalogic("datalogic, every condition", OURS_LOGIC, conditions, stage),
        datalogic(
            "datalogic, every condition + amount",
            OURS_LOGIC,
            amount,
            stage,
        ),
        datalogic_own_input(
            "datalogic, verdict only, input cut to rule",
            OURS_LOGIC,
            verdict,
            stage,
        ),
        datalogic_from_text(
            "datalogic, verdict only, + input from JSON",
            OURS_LOGIC,
            stage,
        ),
        ours(OURS_TABLES, tables, stage),
        zen(
            "zen table, verdict only, input cut to rule",
            OURS_TABLES,
            (Input::Cut, false),
            stage,
            runtime,
        ),
        zen(
            "zen table, verdict only, whole input",
            OURS_TABLES,
            (Input::Whole, false),
            stage,
            runtime,
        ),
        zen(
            "zen table, with trace, input cut to rule",
            OURS_TABLES,
            (Input::Cut, true),
            stage,
            runtime,
        ),
    ]
}

fn counted(stage: &Stage, rules: &[usize]) -> usize {
    rules.iter().map(|index| stage.conditions(*index)).sum()
}

fn ours<'a>(name: &'static str, rules: Vec<usize>, stage: &'a Stage) -> Contender<'a> {
    Contender {
        name,
        rules: rules.len(),
        conditions: counted(stage, &rules),
        ours: name,
        judge: Box::new(move |profile| {
            judge_all(&rules, &stage.city.rules, &stage.profiles[profile].1, stage);
        }),
    }
}

fn judge_all(rules: &[usize], all: &[(String, Rules)], profile: &Profile, stage: &Stage) {
    let applicant = Applicant::new(profile, stage.on);
    for index in rules {
        let (id, rules) = &all[*index];
        black_box(applicant.judge(id, rules));
    }
}

/// The verdict, every condition and what is missing for it: what the peers are asked for, and no amount.
fn ours_without_amounts<'a>(
    name: &'static str,
    ours: &'static str,
    rules: Vec<usize>,
    stage: &'a Stage,
) -> Contender<'a> {
    let mut all = stage.city.rules.clone();
    for (_, edition) in all.iter_mut().flat_map(|(_, rules)| &mut rules.editions) {
        edition.amount = None;
        edition
            .courses
            .iter_mut()
            .for_each(|course| course.amount = None);
    }
    Contender {
        name,
        rules: rules.len(),
        conditions: counted(stage, &rules),
        ours,
        judge: Box::new(move |profile| {
            judge_all(&rules, &all, &stage.profiles[profile].1, stage);
        }),
    }
}

fn ours_from_text<'a>(
    name: &'static str,
    ours: &'static str,
    rules: Vec<usize>,
    stage: &'a Stage,
) -> Contender<'a> {
    let facts = &stage.city.facts;
    let texts: Vec<String> = stage
        .profiles
        .iter()
        .map(|(_, profile)| as_text(profile, facts))
        .collect();
    Contender {
        name,
        rules: rules.len(),
        conditions: counted(stage, &rules),
        ours,
        judge: Box::new(move |profile| {
            let profile = read_profile("profile", &texts[profile], facts);
            let profile = profile.expect("a written profile can be read");
            judge_all(&rules, &stage.city.rules, &profile, stage);
        }),
    }
}

fn compiled(of: impl Fn(&Translation) -> Json, stage: &Stage) -> Vec<Logic> {
    stage
        .logic
        .iter()
        .map(|translation| stage.compile(&of(translation)))
        .collect()
}

/// One whole input for all rules, parsed before the clock.
fn datalogic<'a>(
    name: &'static str,
    ours: &'static str,
    of: impl Fn(&Translation) -> Json,
    stage: &'a Stage,
) -> Contender<'a> {
    let logic = compiled(of, stage);
    let parse = |(_, profile): &(_, Profile)| parsed(&stage.input(profile));
    let inputs: Vec<ParsedData> = stage.profiles.iter().map(parse).collect();
    let mut arena = Bump::new();
    peer(name, ours, stage, move |profile| {
        for logic in &logic {
            let _ = black_box(
                stage
                    .engine
                    .evaluate(logic, &inputs[profile], &arena)
                    .is_ok(),
            );
        }
        arena.reset();
    })
}

/// For each rule an input that has only what the rule asks for.
fn datalogic_own_input<'a>(
    name: &'static str,
    ours: &'static str,
    of: impl Fn(&Translation) -> Json,
    stage: &'a Stage,
) -> Contender<'a> {
    let logic = compiled(of, stage);
    let inputs: Vec<Vec<ParsedData>> = stage
        .profiles
        .iter()
        .map(|(_, profile)| {
            let whole = stage.input(profile);
            stage
                .logic
                .iter()
                .map(|rule| parsed(&only(&whole, &rule.used)))
                .collect()
        })
        .collect();
    let mut arena = Bump::new();
    peer(name, ours, stage, move |profile| {
        for (logic, input) in logic.iter().zip(&inputs[profile]) {
            let _ = black_box(stage.engine.evaluate(logic, input, &arena).is_ok());
        }
        arena.reset();
    })
}

/// The input is parsed once for each profile, inside the clock.
fn datalogic_from_text<'a>(
    name: &'static str,
    ours: &'static str,
    stage: &'a Stage,
) -> Contender<'a> {
    let logic = compiled(|translation| translation.verdict.clone(), stage);
    let text = |(_, profile): &(_, Profile)| stage.input(profile).to_string();
    let texts: Vec<String> = stage.profiles.iter().map(text).collect();
    let mut arena = Bump::new();
    peer(name, ours, stage, move |profile| {
        let input = ParsedData::from_json(&texts[profile]).expect("an input is JSON");
        for logic in &logic {
            let _ = black_box(stage.engine.evaluate(logic, &input, &arena).is_ok());
        }
        arena.reset();
    })
}

fn peer<'a>(
    name: &'static str,
    ours: &'static str,
    stage: &Stage,
    judge: impl FnMut(usize) + 'a,
) -> Contender<'a> {
    let rules: Vec<usize> = stage
        .logic
        .iter()
        .map(|translation| translation.index)
        .collect();
    Contender {
        name,
        rules: rules.len(),
        conditions: counted(stage, &rules),
        ours,
        judge: Box::new(judge),
    }
}
