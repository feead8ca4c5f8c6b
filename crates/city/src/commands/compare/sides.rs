//! What OLD and NEW name, and where it is read.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use kernel::{Date, Fault, Place, document, wareki};
use platform::ContentFile;
use programmes::programme::own_id;

use crate::commands::files;
use crate::folder::{TextFault, on_disk, read_text};
use crate::load::{City, Examples, load};

/// A programme's file larger than this is refused: real ones have some tens of kilobytes.
const LARGEST_PROGRAMME: u64 = 2 * 1024 * 1024;

/// Why nothing was compared: mistakes in files, or one that is said in a sentence.
pub(in crate::commands) enum Stop {
    Faults(Vec<Fault>),
    Said(&'static str, Vec<(&'static str, String)>),
}

/// One of the two as it was written.
pub(super) struct Named {
    pub written: String,
    pub thing: Thing,
    pub day: Option<Date>,
}

#[derive(PartialEq)]
pub(super) enum Thing {
    Folder(PathBuf),
    File(PathBuf),
    Programme(String),
}

/// A programme with the city in which it was read.
pub(super) struct Side {
    pub city: City,
    pub id: String,
}

impl Named {
    /// A folder or a file when there is one; else an id, which has neither slash nor dot.
    pub fn parse(written: &str) -> Result<Named, Stop> {
        let path = Path::new(written);
        let named = |thing, day| Named {
            written: written.to_owned(),
            thing,
            day,
        };
        let said = |key| Stop::Said(key, vec![("found", written.to_owned())]);
        if path.is_dir() {
            return Ok(named(Thing::Folder(path.to_owned()), None));
        }
        let yaml = path.extension().is_some_and(|e| e == "yaml" || e == "yml");
        if path.exists() && yaml {
            return Ok(named(Thing::File(path.to_owned()), None));
        }
        if yaml || written.contains(['/', '\\']) || written.starts_with('.') {
            return Err(said("compare-missing"));
        }
        let (id, day) = match written.split_once('@') {
            None => (written, None),
            Some((id, day)) => {
                let day = wareki::parse_date(day).ok_or_else(|| said("compare-bad-day"))?;
                (id, Some(day))
            }
        };
        Ok(named(Thing::Programme(id.to_owned()), day))
    }
}

/// Refuses the same thing twice, and two things of which nothing can be said.
pub(super) fn are_two(old: &Named, new: &Named) -> Result<(), Stop> {
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let same = match (&old.thing, &new.thing) {
        (Thing::Folder(a), Thing::Folder(b)) | (Thing::File(a), Thing::File(b)) => {
            real(a) == real(b)
        }
        (Thing::Programme(a), Thing::Programme(b)) => a == b && old.day == new.day,
        (Thing::Folder(_), _) | (_, Thing::Folder(_)) => {
            return Err(Stop::Said("compare-mixed", Vec::new()));
        }
        (Thing::File(_), Thing::Programme(_)) | (Thing::Programme(_), Thing::File(_)) => false,
    };
    if same {
        let args = vec![
            ("found", old.written.clone()),
            ("other", new.written.clone()),
        ];
        return Err(Stop::Said("compare-same", args));
    }
    Ok(())
}

/// Reads the folder of a city. Its mistakes name the folder, for there are two.
pub(in crate::commands) fn folder(path: &Path) -> Result<City, Stop> {
    let city = on_disk(path).and_then(|files| load(files, Examples::Skip));
    city.map_err(|faults| {
        let shown = |file: &str| match file == path.to_string_lossy() {
            true => file.to_owned(),
            false => path.join(file).display().to_string(),
        };
        Stop::Faults(renamed(faults, shown))
    })
}

/// Reads a programme in its city. A file stands in for the programme of that id.
pub(super) fn programme(named: &Named, city: Option<&PathBuf>) -> Result<Side, Stop> {
    let mut files = files(city).map_err(Stop::Faults)?;
    let (id, file) = match &named.thing {
        Thing::Programme(id) => (id.clone(), None),
        Thing::File(path) | Thing::Folder(path) => {
            let text = text(path)?;
            let id = id_of(path, &text)?;
            (id, Some((path, text)))
        }
    };
    let inside = format!("programmes/{id}.yaml");
    let shown = file.as_ref().map(|(path, _)| path.display().to_string());
    if let Some((_, text)) = file {
        files.retain(|file| file.path != inside && file.path != format!("programmes/{id}.yml"));
        files.push(ContentFile::new(inside.clone(), text));
        files.sort();
    }
    match load(files, Examples::Skip) {
        Ok(city) => Ok(Side { city, id }),
        Err(faults) => Err(Stop::Faults(renamed(faults, |file| match &shown {
            Some(shown) if file == inside => shown.clone(),
            _ => file.to_owned(),
        }))),
    }
}

pub(in crate::commands) fn text(path: &Path) -> Result<String, Stop> {
    read_text(path, LARGEST_PROGRAMME).map_err(|fault| {
        let (key, why) = match fault {
            TextFault::TooLarge => ("file-too-large", (LARGEST_PROGRAMME / 1024).to_string()),
            TextFault::NotUtf8 => ("file-not-utf8", String::new()),
            TextFault::Unreadable(why) => ("file-unreadable", why),
        };
        fault_at(path, key, why)
    })
}

pub(in crate::commands) fn id_of(path: &Path, text: &str) -> Result<String, Stop> {
    let shown = path.display().to_string();
    match document::read(&shown, text) {
        Err(fault) => Err(Stop::Faults(vec![fault])),
        Ok(None) => Err(fault_at(path, "city-empty-file", String::new())),
        Ok(Some(node)) => match own_id(&node) {
            Some(id) => Ok(id.to_owned()),
            None => Err(fault_at(path, "compare-no-id", String::new())),
        },
    }
}

fn fault_at(path: &Path, key: &'static str, why: String) -> Stop {
    Stop::Faults(vec![Fault {
        place: Place::start_of(&path.display().to_string()),
        key,
        args: vec![("why", why)],
    }])
}

/// The same mistakes with the names of files as the reader knows them.
pub(in crate::commands) fn renamed(
    mut faults: Vec<Fault>,
    name: impl Fn(&str) -> String,
) -> Vec<Fault> {
    for fault in &mut faults {
        fault.place.file = Arc::from(name(&fault.place.file));
    }
    faults
}
