//! A registry carried from one city's facts to another's: a reform can declare facts anew, and they are counted in
//! their order.

use std::borrow::Cow;
use std::collections::BTreeMap;

use eligibility::registry::Registry;
use eligibility::{Fact, FactKind, Facts};

/// The same registry by the facts of `to`. A fact that `to` does not have is left out: nothing there asks about it.
/// A fact that means something else there is the error.
pub fn carried<'r>(
    registry: &'r Registry,
    from: &Facts,
    to: &Facts,
) -> Result<Cow<'r, Registry>, String> {
    let mut same = true;
    let mut columns = BTreeMap::new();
    for (id, column) in registry.columns() {
        let fact = from.get(id);
        let Some(there) = to.find(&fact.id) else {
            same = false;
            continue;
        };
        if !means_the_same(fact, to.get(there)) {
            return Err(fact.id.clone());
        }
        same &= there == id;
        columns.insert(there, column);
    }
    if same {
        return Ok(Cow::Borrowed(registry));
    }
    let columns = columns
        .into_iter()
        .map(|(id, column)| (id, column.clone()))
        .collect();
    let carried = Registry::of(columns, registry.len());
    Ok(Cow::Owned(carried.expect("the columns are equally long")))
}

/// Whether values can be taken over: of the same kind, numbers in the same unit, choices in the same places.
fn means_the_same(a: &Fact, b: &Fact) -> bool {
    let units = match (&a.kind, &b.kind) {
        (FactKind::Number { unit: a, .. }, FactKind::Number { unit: b, .. }) => a == b,
        (a, b) => a.word() == b.word(),
    };
    let known = a.choices().iter().zip(b.choices());
    let places =
        known.clone().count() == a.choices().len() && known.clone().all(|(a, b)| a.id == b.id);
    units && places
}
