//! A registry of firms by every programme of Kanazawa: our columns against datalogic-rs, on the same rules and the same
//! firms, in one process and in turn. `-- 2000` says how many firms.

// Parts of these are for the other binary.
#[allow(dead_code)]
mod city;
#[allow(dead_code)]
mod input;
mod logic;
mod numbers;
#[allow(dead_code)]
mod profiles;
#[allow(dead_code)]
mod programme;

use std::collections::BTreeMap;
use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

use datalogic_rs::bumpalo::Bump;
use datalogic_rs::{Engine, Logic, ParsedData};
use eligibility::columns::{ELIGIBLE, Run};
use eligibility::registry::{Layout, Registry};
use eligibility::settled::Settled;
use eligibility::{FactId, FactKind, Profile, Value};
use serde_json::Value as Json;

use input::{Preparations, input};
use programme::{Translation, translate};

const ROUNDS: usize = 15;

fn main() {
    let firms = std::env::args().nth(1).and_then(|text| text.parse().ok());
    let firms: usize = firms.unwrap_or(2_000);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cities/kanazawa");
    let city = city::read(&folder);
    let on = jiff::civil::date(2026, 5, 1);
    let ids: Vec<String> = city.rules.iter().map(|(id, _)| id.clone()).collect();

    let columns: Vec<FactId> = city
        .facts
        .iter()
        .filter(|(_, fact)| !matches!(fact.kind, FactKind::List(_)))
        .map(|(id, _)| id)
        .collect();
    let firm = |seed: usize| {
        let mut firm = profiles::complete(seed as u64 + 1, &city.facts, &ids);
        for (id, _) in city.facts.iter().filter(|(id, _)| !columns.contains(id)) {
            firm.set(id, Value::Unknown);
        }
        firm
    };
    let profiles: Vec<Profile> = (0..firms).map(firm).collect();
    let registry = Registry::of_profiles(&profiles, &columns, &city.facts).expect("they fit");

    let mut prepared = Preparations::default();
    let translated = |(index, (_, rules)): (usize, &(String, eligibility::Rules))| {
        translate(index, rules, &city.facts, on, &mut prepared).ok()
    };
    let translations: Vec<Translation> = city
        .rules
        .iter()
        .enumerate()
        .filter_map(translated)
        .collect();
    let mut settled = Settled::new(Layout::of(&registry, &city.facts), on);
    for translation in &translations {
        let (_, rules) = &city.rules[translation.index];
        settled.add(rules, &city.facts).expect("a form for columns");
    }
    let run = Run::new(&settled, &registry, &city.facts);

    let engine = Engine::new();
    let compiled = |of: &dyn Fn(&Translation) -> Json| -> Vec<Logic> {
        let all = translations.iter();
        all.map(|one| engine.compile(&of(one).to_string()).expect("JSONLogic"))
            .collect()
    };
    let verdicts = compiled(&|one| one.verdict.clone());
    let amounts = compiled(&|one| {
        let amount = one.amount.iter().flatten().cloned();
        Json::Array([one.verdict.clone()].into_iter().chain(amount).collect())
    });
    let parse = |profile: &Profile| {
        let text = input(profile, &city.facts, on, &prepared).to_string();
        ParsedData::from_json(&text).expect("an input is JSON")
    };
    let inputs: Vec<ParsedData> = profiles.iter().map(parse).collect();

    let pairs = (firms * translations.len()) as f64;
    let mut taken: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    let mut eligible = 0;
    for _ in 0..ROUNDS {
        let start = Instant::now();
        eligible = 0;
        run.rows(0..firms, &mut |batch| {
            eligible += batch
                .verdicts
                .iter()
                .filter(|one| **one == ELIGIBLE)
                .count();
            black_box(batch.low);
        });
        let once = start.elapsed().as_secs_f64() * 1e9 / pairs;
        taken
            .entry("columns, verdict and amount")
            .or_default()
            .push(once);
        for (name, logic) in [
            ("datalogic, verdict only", &verdicts),
            ("datalogic, verdict and amount", &amounts),
        ] {
            let start = Instant::now();
            judge(&engine, logic, &inputs);
            let once = start.elapsed().as_secs_f64() * 1e9 / pairs;
            taken.entry(name).or_default().push(once);
        }
    }
    let median = |all: &[f64]| {
        let mut all = all.to_vec();
        all.sort_by(f64::total_cmp);
        all[all.len() / 2]
    };
    println!(
        "{firms} firms × {} programmes, {eligible} eligible\n",
        translations.len()
    );
    println!("| way | ns per firm and programme, median | × columns |\n|---|---|---|");
    let ours = median(&taken["columns, verdict and amount"]);
    for (name, all) in &taken {
        println!(
            "| {name} | {:.2} | {:.0} |",
            median(all),
            median(all) / ours
        );
    }
}

/// Every rule for every firm; what they read was parsed before the clock.
fn judge(engine: &Engine, rules: &[Logic], inputs: &[ParsedData]) {
    let mut arena = Bump::new();
    for input in inputs {
        for rule in rules {
            let _ = black_box(engine.evaluate(rule, input, &arena).is_ok());
        }
        arena.reset();
    }
}
