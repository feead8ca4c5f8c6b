//! From a city's documents to the plan: `strategy.yaml`, `organisations.yaml` and `figures.yaml`. Every mistake
//! is reported with its place, and reading goes on, so that one run finds them all.

mod edition;
mod entry;
mod figure;
mod organisation;
mod sources;
mod strategy;
#[cfg(test)]
mod tests;

use kernel::{Faults, Node, document};

use crate::Plan;

/// Reads what the files say about the plan; files of other modules are passed over, and a small city may
/// lack any of the three. `None` when something is wrong: `faults` then says what and where.
pub fn read(files: &[(&str, &str)], faults: &mut Faults) -> Option<Plan> {
    let before = faults.len();
    let strategy = root(files, "strategy.yaml", faults)
        .map(|node| strategy::read(&node, faults))
        .unwrap_or(strategy::Reading::Absent);
    let directions = strategy.directions();
    let organisations = root(files, "organisations.yaml", faults)
        .map(|node| organisation::read_all(&node, faults))
        .unwrap_or_default();
    let figures = root(files, "figures.yaml", faults)
        .map(|node| figure::read_all(&node, &directions, faults))
        .unwrap_or_default();
    (faults.len() == before).then(|| Plan {
        strategy: strategy.into_strategy(),
        organisations,
        figures,
    })
}

/// The document of that name which lies nearest to the root of the city's folder.
fn root(files: &[(&str, &str)], name: &str, faults: &mut Faults) -> Option<Node> {
    let (path, text) = files
        .iter()
        .filter(|(path, _)| path.rsplit('/').next() == Some(name))
        .min_by_key(|(path, _)| path.matches('/').count())?;
    match document::read(path, text) {
        Ok(node) => node,
        Err(fault) => {
            faults.push(fault);
            None
        }
    }
}

/// The names that directions may have.
#[derive(Clone, Debug)]
enum KnownDirections {
    /// The strategy could not be read, so nothing can be said about a name.
    Unclear,
    These(Vec<String>),
}
