//! From a city's files to what the site and the commands work with: everything is read and checked together.

use std::collections::BTreeSet;

use kernel::{Fault, Faults};
use plan::Plan;
use platform::ContentFile;
use programmes::{Catalogue, CityFile};

/// A city that is in order.
#[derive(Debug)]
pub struct City {
    pub plan: Plan,
    pub catalogue: Catalogue,
    pub files: Vec<ContentFile>,
}

/// Whether worked examples are run as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Examples {
    Run,
    Skip,
}

/// Reads a city. Every mistake of every file is in the error.
pub fn load(files: Vec<ContentFile>, examples: Examples) -> Result<City, Vec<Fault>> {
    let mut faults = Faults::default();
    let pairs: Vec<(&str, &str)> = files
        .iter()
        .map(|file| (file.path.as_str(), file.body.as_str()))
        .collect();
    let plan = plan::read(&pairs, &mut faults);
    let directions: Option<BTreeSet<String>> = plan
        .as_ref()
        .and_then(|plan| plan.strategy.as_ref())
        .map(|strategy| {
            strategy
                .directions()
                .map(|(_, direction)| direction.id.as_str().to_owned())
                .collect()
        });
    let city_files: Vec<CityFile<'_>> = pairs
        .iter()
        .map(|(path, text)| CityFile { path, text })
        .collect();
    let catalogue = programmes::read(&city_files, directions.as_ref(), &mut faults);
    if let (Examples::Run, Some(catalogue), true) = (examples, &catalogue, faults.is_empty()) {
        catalogue.run_cases(&mut faults);
    }
    match (plan, catalogue) {
        (Some(plan), Some(catalogue)) if faults.is_empty() => Ok(City {
            plan,
            catalogue,
            files,
        }),
        _ => Err(faults.into_sorted()),
    }
}
