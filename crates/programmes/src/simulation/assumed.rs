//! Assumptions: what is taken to be true of everybody of whom it is not known. A registry knows firms, not their plans.

use std::collections::BTreeMap;

use eligibility::fact::FactId;
use eligibility::registry::{Column, Filling, Registry};
use eligibility::{Facts, Value};

/// The registry with these values in the place of what is unknown; what is known stays. The error is a fact whose
/// value no column can hold: a number finer or larger than columns count, a day outside of the calendar.
pub fn assumed(
    registry: &Registry,
    values: &[(FactId, Value)],
    facts: &Facts,
) -> Result<Registry, FactId> {
    let mut columns: BTreeMap<FactId, Column> = registry
        .columns()
        .map(|(id, column)| (id, column.clone()))
        .collect();
    for (id, value) in values {
        let mut filling = match columns.get(id) {
            Some(Column::Numbers(numbers)) => Filling::numbers(numbers.denominator()),
            _ => Filling::of(&facts.get(*id).kind),
        };
        for row in 0..registry.len() {
            let known = columns.get(id).map(|column| column.value(row));
            let known = known.filter(|known| !known.is_unknown());
            let value = known.as_ref().unwrap_or(value);
            filling.push(value).map_err(|_| *id)?;
        }
        columns.insert(*id, filling.done());
    }
    let whole = Registry::of(columns, registry.len());
    Ok(whole.expect("every column has a value for each row"))
}

/// Of how many in a registry a fact is unknown.
pub fn unknown(registry: &Registry, id: FactId) -> u64 {
    let Some(column) = registry.column(id) else {
        return registry.len() as u64;
    };
    let count = |is: &dyn Fn(usize) -> bool| (0..column.len()).filter(|row| is(*row)).count();
    let found = match column {
        Column::YesNo(_) | Column::Days(_) => count(&|row| column.value(row).is_unknown()),
        Column::Numbers(numbers) => count(&|row| numbers.ends(row) == (None, None)),
        Column::Coded(coded) => count(&|row| coded.code(row) == eligibility::registry::NO_CODE),
    };
    found as u64
}
