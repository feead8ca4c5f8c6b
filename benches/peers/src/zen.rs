//! zen-engine with a decision table for each programme.

use std::hint::black_box;

use tokio::runtime::Runtime;
use zen_engine::{Decision, EvaluationOptions};
use zen_expression::variable::Variable;

use crate::clock::Contender;
use crate::input::only;
use crate::stage::{Stage, decision};
use crate::table::Table;

/// Whether a table gets what it asks for alone, or all that is known of the applicant.
#[derive(Clone, Copy)]
pub enum Input {
    Cut,
    Whole,
}

pub fn zen<'a>(
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
    let options = EvaluationOptions {
        trace,
        ..EvaluationOptions::default()
    };
    Contender {
        name,
        rules: decisions.len(),
        conditions,
        ours,
        judge: Box::new(move |profile| {
            runtime.block_on(async {
                for (decision, input) in decisions.iter().zip(&inputs[profile]) {
                    let _ = black_box(
                        decision
                            .evaluate_with_opts(input.clone(), options)
                            .await
                            .is_ok(),
                    );
                }
            });
        }),
    }
}
