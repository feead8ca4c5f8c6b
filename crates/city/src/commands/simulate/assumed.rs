//! What is assumed of everybody of whom it is not known: the facts of a profile.

use std::path::Path;

use eligibility::fact::FactId;
use eligibility::{Value, read_profile};
use kernel::Lang;
use programmes::Catalogue;
use programmes::registry::RegistryFile;
use programmes::simulation::assumed;

use super::{End, said};
use crate::commands::compare::sides::{Stop, text};

/// Puts the facts of a profile in the place of what the registry does not know, and says each.
pub(super) fn put(
    path: Option<&Path>,
    file: &mut RegistryFile,
    catalogue: &Catalogue,
    lang: Lang,
) -> Result<Vec<String>, End> {
    let Some(path) = path else {
        return Ok(Vec::new());
    };
    let facts = &catalogue.facts;
    let shown = path.display().to_string();
    let profile = read_profile(&shown, &text(path)?, facts).map_err(Stop::Faults)?;
    let faults = catalogue.check_names(&profile, &shown);
    if !faults.is_empty() {
        return Err(Stop::Faults(faults).into());
    }
    let known = facts.iter().map(|(id, _)| (id, profile.get(id).clone()));
    let values: Vec<(FactId, Value)> = known.filter(|(_, value)| !value.is_unknown()).collect();
    file.registry = assumed(&file.registry, &values, facts).map_err(|id| {
        let fact = facts.get(id).label.get(lang).to_owned();
        said("simulate-not-assumed", [("fact", &fact)])
    })?;
    let names = values.iter().map(|(id, _)| facts.get(*id));
    let each = names.map(|fact| {
        let label = fact.label.get(lang).to_owned();
        crate::words().say(
            lang,
            "simulate-assumed",
            &[("fact", &label), ("id", &fact.id), ("file", &shown)],
        )
    });
    Ok(each.collect())
}
