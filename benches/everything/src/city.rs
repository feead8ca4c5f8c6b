//! Catalogues: Kanazawa's from its folder, and generated ones.

use std::path::PathBuf;

use kernel::Faults;
use programmes::{Catalogue, CityFile, read};

use crate::generated::{self, Land};

const SHARED: [&str; 3] = ["city.yaml", "facts.yaml", "definitions.yaml"];

pub fn kanazawa() -> Catalogue {
    let mut files: Vec<(String, String)> = SHARED.map(|path| (path.to_owned(), text(path))).into();
    for file in std::fs::read_dir(folder().join("programmes")).expect("the city has programmes") {
        let name = file.expect("a folder can be listed").file_name();
        let path = format!("programmes/{}", name.to_string_lossy());
        files.push((path.clone(), text(&path)));
    }
    catalogue(&files)
}

pub fn generated(land: Land) -> Catalogue {
    let texts = SHARED.map(text);
    catalogue(&generated::files(land, [&texts[0], &texts[1], &texts[2]]))
}

fn catalogue(files: &[(String, String)]) -> Catalogue {
    let files: Vec<CityFile<'_>> = files
        .iter()
        .map(|(path, text)| CityFile { path, text })
        .collect();
    let mut faults = Faults::default();
    let catalogue = read(&files, None, &mut faults).expect("there is a city");
    let faults = faults.into_sorted();
    assert!(faults.is_empty(), "the content has mistakes: {faults:?}");
    catalogue
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../cities/kanazawa")
}

fn text(path: &str) -> String {
    std::fs::read_to_string(folder().join(path)).expect("a file of the city can be read")
}
