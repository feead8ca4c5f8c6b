//! From a city's files to what the site and the commands work with: everything is read and checked together.

use kernel::{Fault, Faults};
use plan::Plan;
use platform::ContentFile;
use programmes::synthetic::{self, Marginals};
use programmes::{Catalogue, CityFile, Headings, PolicyHeading};

/// A city that is in order.
#[derive(Debug)]
pub struct City {
    pub plan: Plan,
    pub catalogue: Catalogue,
    /// How many firms there are of each kind, where the city says so.
    pub synthetic: Option<Marginals>,
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
    let strategy = plan.as_ref().and_then(|plan| plan.strategy.as_ref());
    let headings = strategy.map(headings);
    let city_files: Vec<CityFile<'_>> = pairs
        .iter()
        .map(|(path, text)| CityFile { path, text })
        .collect();
    let catalogue = programmes::read(&city_files, headings.as_ref(), &mut faults);
    if let (Examples::Run, Some(catalogue), true) = (examples, &catalogue, faults.is_empty()) {
        catalogue.run_cases(&mut faults);
    }
    // Its values are read as the facts say: without sound ones every value would be reported as well.
    let synthetic = match &catalogue {
        Some(catalogue) if faults.is_empty() => {
            synthetic::read(&city_files, catalogue, &mut faults)
        }
        _ => None,
    };
    match (plan, catalogue) {
        (Some(plan), Some(catalogue)) if faults.is_empty() => Ok(City {
            plan,
            catalogue,
            synthetic,
            files,
        }),
        _ => Err(faults.into_sorted()),
    }
}

impl City {
    /// What static checks find in a city without mistakes.
    pub fn findings(&self) -> Vec<Fault> {
        let files: Vec<CityFile<'_>> = self
            .files
            .iter()
            .map(|file| CityFile {
                path: file.path.as_str(),
                text: file.body.as_str(),
            })
            .collect();
        programmes::check(&self.catalogue, &files)
    }
}

/// The titles under which programmes stand.
fn headings(strategy: &plan::strategy::Strategy) -> Headings {
    let directions = strategy.directions();
    let policies = &strategy.current.policies;
    Headings {
        directions: directions
            .map(|(_, direction)| (direction.id.as_str().to_owned(), direction.title.clone()))
            .collect(),
        policies: policies
            .iter()
            .map(|policy| PolicyHeading {
                id: policy.id.as_str().to_owned(),
                title: policy.title.text().clone(),
                directions: policy
                    .directions()
                    .iter()
                    .map(|direction| direction.id.as_str().to_owned())
                    .collect(),
            })
            .collect(),
    }
}
