//! What is compared: the city's rules with their translations, and the profiles.

use std::collections::BTreeMap;
use std::sync::Arc;

use datalogic_rs::{Engine, Logic, ParsedData};
use eligibility::Profile;
use kernel::Date;
use serde_json::Value as Json;
use tokio::runtime::Runtime;
use zen_engine::model::DecisionContent;
use zen_engine::{Decision, DecisionEngine};
use zen_expression::variable::Variable;

use crate::city::City;
use crate::input::{Preparations, input};
use crate::profiles::three;
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
        self.engine
            .compile(&rule.to_string())
            .expect("a translation is JSONLogic")
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

pub fn parsed(input: &Json) -> ParsedData {
    ParsedData::from_json(&input.to_string()).expect("an input is JSON")
}

/// What a decision table says of a profile.
pub fn said(decision: &Decision, input: &Json, runtime: &Runtime) -> Option<bool> {
    let answer = runtime
        .block_on(decision.evaluate(Variable::from(input)))
        .ok()?;
    let json: Json = serde_json::to_value(&answer.result).ok()?;
    json.get("eligible").and_then(Json::as_bool)
}
