//! Who takes part, with everything that can be prepared before the clock starts.

use std::collections::BTreeMap;
use std::hint::black_box;
use std::sync::Arc;

use datalogic_rs::bumpalo::Bump;
use datalogic_rs::{Engine, Logic, ParsedData};
use eligibility::{Profile, judge, read_profile};
use kernel::Date;
use serde_json::Value as Json;
use tokio::runtime::Runtime;
use zen_engine::model::DecisionContent;
use zen_engine::{Decision, DecisionEngine, EvaluationOptions};
use zen_expression::variable::Variable;

use crate::city::City;
use crate::clock::Contender;
use crate::input::{Preparations, input, only};
use crate::profiles::{as_text, three};
use crate::programme::{Translation, translate};
use crate::table::{Table, table};

/// The rules, their translations and the profiles.
pub struct Stage {
    pub city: City,
    pub ids: Vec<String>,
    pub on: Date,
    pub prepared: Preparations,
    pub logic: Vec<Translation>,
    pub tables: Vec<Table>,
    /// How many programmes each reason left out.
    pub without_logic: BTreeMap<String, usize>,
    pub without_table: BTreeMap<String, usize>,
    pub profiles: Vec<(&'static str, Profile)>,
    pub engine: Engine,
}

impl Stage {
    pub fn set(city: City) -> Stage {
        let on = jiff::civil::date(2026, 5, 1);
        let ids: Vec<String> = city.rules.iter().map(|(id, _)| id.clone()).collect();
        let profiles = three(&city.facts, &ids);
        let mut stage = Stage {
            ids,
            on,
            prepared: Preparations::default(),
            logic: Vec::new(),
            tables: Vec::new(),
            without_logic: BTreeMap::new(),
            without_table: BTreeMap::new(),
            profiles,
            engine: Engine::new(),
            city,
        };
        for (index, (_, rules)) in stage.city.rules.iter().enumerate() {
            match translate(index, rules, &stage.city.facts, on, &mut stage.prepared) {
                Ok(translation) => stage.logic.push(translation),
                Err(reason) => *stage.without_logic.entry(reason).or_default() += 1,
            }
            match table(index, rules, &stage.city.facts, on) {
                Ok(table) => stage.tables.push(table),
                Err(reason) => *stage.without_table.entry(reason).or_default() += 1,
            }
        }
        stage
    }

    pub fn input(&self, profile: &Profile) -> Json {
        input(profile, &self.city.facts, self.on, &self.prepared)
    }

    pub fn compile(&self, rule: &Json) -> Logic {
        self.engine.compile(&rule.to_string()).expect("a translation is JSONLogic")
    }

    pub fn conditions(&self, index: usize) -> usize {
        let edition = self.city.rules[index].1.on(self.on);
        let of_courses = edition.courses.iter().map(|course| course.conditions.len());
        edition.conditions.len() + of_courses.sum::<usize>()
    }
}

pub fn runtime() -> Runtime {
    let built = tokio::runtime::Builder::new_current_thread().build();
    built.expect("a runtime of one thread needs nothing")
}

pub fn decision(table: &Table) -> Decision {
    let content: DecisionContent =
        serde_json::from_value(table.content.clone()).expect("a table is a decision model");
    let mut decision = DecisionEngine::default()
        .create_decision(Arc::new(content))
        .expect("a table is a graph");
    decision.compile();
    decision
}

pub fn all<'a>(stage: &'a Stage, runtime: &'a Runtime) -> Vec<Contender<'a>> {
    let every: Vec<usize> = (0..stage.ids.len()).collect();
    let logic: Vec<usize> = stage.logic.iter().map(|translation| translation.index).collect();
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
        ours_from_text("ours, + profile from JSON text", OURS_LOGIC, logic, stage),
        datalogic("datalogic, verdict only", OURS_LOGIC, verdict, stage),
        datalogic("datalogic, every condition", OURS_LOGIC, conditions, stage),
        datalogic("datalogic, every condition + amount", OURS_LOGIC, amount, stage),
        datalogic_own_input("datalogic, verdict only, input cut to rule", OURS_LOGIC, verdict, stage),
        datalogic_from_text("datalogic, verdict only, + input from JSON", OURS_LOGIC, stage),
        ours(OURS_TABLES, tables, stage),
        zen("zen table, verdict only, input cut to rule", OURS_TABLES, (Input::Cut, false), stage, runtime),
        zen("zen table, verdict only, whole input", OURS_TABLES, (Input::Whole, false), stage, runtime),
        zen("zen table, with trace, input cut to rule", OURS_TABLES, (Input::Cut, true), stage, runtime),
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
        judge: Box::new(move |profile| judge_all(&rules, &stage.profiles[profile].1, stage)),
    }
}

fn judge_all(rules: &[usize], profile: &Profile, stage: &Stage) {
    for index in rules {
        let (id, rules) = &stage.city.rules[*index];
        black_box(judge(id, rules, profile, stage.on));
    }
}

fn ours_from_text<'a>(
    name: &'static str,
    ours: &'static str,
    rules: Vec<usize>,
    stage: &'a Stage,
) -> Contender<'a> {
    let facts = &stage.city.facts;
    let texts: Vec<String> = stage.profiles.iter().map(|(_, profile)| as_text(profile, facts)).collect();
    Contender {
        name,
        rules: rules.len(),
        conditions: counted(stage, &rules),
        ours,
        judge: Box::new(move |profile| {
            let profile = read_profile("profile", &texts[profile], facts);
            judge_all(&rules, &profile.expect("a written profile can be read"), stage);
        }),
    }
}

fn compiled(of: impl Fn(&Translation) -> Json, stage: &Stage) -> Vec<Logic> {
    stage.logic.iter().map(|translation| stage.compile(&of(translation))).collect()
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
            let _ = black_box(stage.engine.evaluate(logic, &inputs[profile], &arena).is_ok());
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
            stage.logic.iter().map(|rule| parsed(&only(&whole, &rule.used))).collect()
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
fn datalogic_from_text<'a>(name: &'static str, ours: &'static str, stage: &'a Stage) -> Contender<'a> {
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
    let rules: Vec<usize> = stage.logic.iter().map(|translation| translation.index).collect();
    Contender { name, rules: rules.len(), conditions: counted(stage, &rules), ours, judge: Box::new(judge) }
}

pub fn parsed(input: &Json) -> ParsedData {
    ParsedData::from_json(&input.to_string()).expect("an input is JSON")
}

#[derive(Clone, Copy)]
enum Input {
    Cut,
    Whole,
}

fn zen<'a>(
    name: &'static str,
    ours: &'static str,
    (input, trace): (Input, bool),
    stage: &'a Stage,
    runtime: &'a Runtime,
) -> Contender<'a> {
    let decisions: Vec<Decision> = stage.tables.iter().map(decision).collect();
    let inputs: Vec<Vec<Variable>> = stage
        .profiles
        .iter()
        .map(|(_, profile)| {
            let whole = stage.input(profile);
            let one = Variable::from(&whole);
            let of_rule = |table: &Table| match input {
                Input::Cut => Variable::from(&only(&whole, &table.used)),
                Input::Whole => one.clone(),
            };
            stage.tables.iter().map(of_rule).collect()
        })
        .collect();
    let conditions = stage.tables.iter().map(|table| table.conditions).sum();
    let options = EvaluationOptions { trace, ..EvaluationOptions::default() };
    Contender {
        name,
        rules: decisions.len(),
        conditions,
        ours,
        judge: Box::new(move |profile| {
            runtime.block_on(async {
                for (decision, input) in decisions.iter().zip(&inputs[profile]) {
                    let _ = black_box(decision.evaluate_with_opts(input.clone(), options).await.is_ok());
                }
            });
        }),
    }
}

/// What a decision table says of a profile.
pub fn said(decision: &Decision, input: &Json, runtime: &Runtime) -> Option<bool> {
    let answer = runtime.block_on(decision.evaluate(Variable::from(input))).ok()?;
    let json: Json = serde_json::to_value(&answer.result).ok()?;
    json.get("eligible").and_then(Json::as_bool)
}
