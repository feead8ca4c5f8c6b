//! Hands facts over as rows of 64-bit numbers.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use eligibility::registry::{Column, Registry};
use eligibility::{FactId, FactKind, Facts, Value};
use programmes::Programme;

use super::python;

/// The facts that some programmes ask about.
pub fn asked(programmes: &[&Programme], registry: &Registry) -> BTreeSet<FactId> {
    let all = programmes.iter().flat_map(|programme| &programme.facts);
    all.copied()
        .filter(|id| registry.column(*id).is_some())
        .collect()
}

/// Writes each fact, and what there is.
pub fn write(programmes: &[&Programme], registry: &Registry, facts: &Facts, folder: &Path) {
    let mut kinds = Vec::new();
    for id in asked(programmes, registry) {
        let fact = facts.get(id);
        let Some(column) = registry.column(id) else {
            continue;
        };
        let kind = match fact.kind {
            FactKind::YesNo => "flag",
            FactKind::Date => "date",
            _ => "number",
        };
        kinds.push(format!("\"{}\": \"{kind}\"", fact.id));
        let rows = (0..registry.len()).map(|row| number(column, row));
        write_numbers(&folder.join(format!("{}.bin", fact.id)), rows);
    }
    let names: Vec<String> = programmes
        .iter()
        .map(|programme| format!("\"{}\"", python::name(&programme.id)))
        .collect();
    let about = format!(
        "{{\"firms\": {}, \"facts\": {{{}}}, \"programmes\": [{}]}}",
        registry.len(),
        kinds.join(", "),
        names.join(", ")
    );
    std::fs::write(folder.join("about.json"), about).expect("written");
}

/// A value as a number: counts, days since 1970, chosen ones as bits or by their position, else by its code.
fn number(column: &Column, row: usize) -> i64 {
    match column {
        Column::YesNo(flags) => i64::from(flags.all()[row] == 2),
        Column::Days(days) => i64::from(days.all()[row]),
        Column::Numbers(numbers) => numbers.ends(row).0.expect("complete firms"),
        Column::Coded(coded) => match &coded.values()[coded.code(row) as usize] {
            Value::Choice(index) => *index as i64,
            Value::Choices(bits) => *bits as i64,
            Value::Certificates(held) => held.iter().fold(0, |bits, one| bits | 1 << one.kind),
            _ => i64::from(coded.code(row)),
        },
    }
}

pub fn write_numbers(path: &Path, numbers: impl Iterator<Item = i64>) {
    let mut file = BufWriter::new(File::create(path).expect("a file"));
    for number in numbers {
        file.write_all(&number.to_le_bytes()).expect("written");
    }
}
