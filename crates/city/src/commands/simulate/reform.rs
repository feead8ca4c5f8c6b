//! The reform: programmes' files that take the place of others, or a whole city.

use std::path::PathBuf;

use platform::ContentFile;
use programmes::Catalogue;

use crate::commands::compare::sides::{Stop, folder, id_of, renamed, text};
use crate::load::{City, Examples, load};

/// A city with the reform in it.
pub(super) struct Reformed {
    pub city: City,
    /// The programmes that are reformed; none: all of them may be.
    pub ids: Option<Vec<String>>,
    /// How it is called.
    pub name: String,
}

/// Reads the reform, if there is one.
pub(super) fn read(paths: &[PathBuf], base: &[ContentFile]) -> Result<Option<Reformed>, Stop> {
    let name = |path: &PathBuf| path.display().to_string();
    let names = paths.iter().map(name).collect::<Vec<_>>().join(", ");
    match paths {
        [] => return Ok(None),
        [only] if only.is_dir() => {
            return Ok(Some(Reformed {
                city: folder(only)?,
                ids: None,
                name: names,
            }));
        }
        _ => {}
    }
    let mut files = base.to_vec();
    let mut ids: Vec<String> = Vec::new();
    let mut shown = Vec::new();
    for path in paths {
        let found = |key| Stop::Said(key, vec![("found", name(path))]);
        if path.is_dir() {
            return Err(found("simulate-folder-alone"));
        }
        let text = text(path)?;
        let id = id_of(path, &text)?;
        if ids.contains(&id) {
            return Err(Stop::Said("simulate-reform-twice", vec![("id", id)]));
        }
        let inside = format!("programmes/{id}.yaml");
        files.retain(|file| file.path != inside && file.path != format!("programmes/{id}.yml"));
        files.push(ContentFile::new(inside.clone(), text));
        shown.push((inside, name(path)));
        ids.push(id);
    }
    files.sort();
    let city = load(files, Examples::Skip).map_err(|faults| {
        let own = |file: &str| {
            let found = shown.iter().find(|(inside, _)| inside == file);
            found.map_or(file, |(_, name)| name.as_str()).to_owned()
        };
        Stop::Faults(renamed(faults, own))
    })?;
    Ok(Some(Reformed {
        city,
        ids: Some(ids),
        name: names,
    }))
}

/// Whether the reform asks about facts that were not there before, and none that was there is gone.
pub(super) fn adds_facts(before: &Catalogue, after: &Catalogue) -> bool {
    let all_kept = before
        .facts
        .iter()
        .all(|(_, fact)| after.facts.find(&fact.id).is_some());
    all_kept && after.facts.len() > before.facts.len()
}
