//! Broken cities: `check` tells every mistake at its place, in both languages, and nothing else.
//!
//! `broken/base` is a sound city. Each folder beside it holds only the files that differ, `DELETE` with the files to
//! take away, and `expected.txt`: for each mistake `path:line:column` and a piece of the English sentence.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

mod command;
use command::{Folder, Ran, monozukuri};

/// One mistake: its place, and its sentence or a piece of it.
type Told = (String, String);

#[test]
fn the_base_is_sound() {
    let ran = check(&broken().join("base"), "en");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(ran.out.contains("No mistakes"), "{}", ran.out);
}

#[test]
fn every_broken_city_is_told_at_the_right_places() {
    let folders = folders();
    assert!(folders.len() >= 34, "only {} folders", folders.len());
    let mut report = String::new();
    let mut differ = 0;
    for folder in &folders {
        let name = folder.file_name().expect("has a name").to_string_lossy();
        let city = Folder::new(&format!("broken-{name}"));
        lay_over(folder, &city.path);
        let expected = fs::read_to_string(folder.join("expected.txt")).expect("expected.txt");
        let found = differences(&expected_of(&expected), &city.path);
        if !found.is_empty() {
            differ += 1;
            let _ = write!(report, "\n{name}\n{found}");
        }
    }
    let count = folders.len();
    assert!(differ == 0, "{differ} of {count} folders differ:\n{report}");
}

#[test]
fn a_file_that_is_not_utf8_is_named() {
    let city = Folder::new("broken-not-utf8");
    copy(&broken().join("base"), &city.path);
    // 研修 in Shift_JIS, as older spreadsheets save it.
    let shift_jis = b"id: training\nname: \x8c\xa4\x8f\x43\n";
    fs::write(city.path.join("programmes/training.yaml"), shift_jis).expect("can be written");
    let expected = [("programmes/training.yaml:1:1", "is not in UTF-8")];
    assert_eq!(differences(&told(&expected), &city.path), "");
}

#[test]
fn a_file_that_is_too_large_is_named() {
    let city = Folder::new("broken-too-large");
    copy(&broken().join("base"), &city.path);
    let file = fs::File::create(city.path.join("definitions.yaml")).expect("can be made");
    file.set_len(3 * 1024 * 1024).expect("can be lengthened");
    let expected = [("definitions.yaml:1:1", "the limit is 2048 kilobytes")];
    assert_eq!(differences(&told(&expected), &city.path), "");
}

#[test]
fn line_ends_and_byte_order_marks_of_windows_change_no_place() {
    let city = Folder::new("broken-windows");
    copy(&broken().join("base"), &city.path);
    let windows = |text: &str| format!("\u{feff}{}", text.replace('\n', "\r\n"));
    for name in [
        "programmes/training.yaml",
        "facts.yaml",
        "cases/training.yaml",
    ] {
        let path = city.path.join(name);
        let text = fs::read_to_string(&path).expect("can be read");
        fs::write(&path, windows(&text)).expect("can be written");
    }
    assert_eq!(check(&city.path, "en").code, 0);
    let path = city.path.join("programmes/training.yaml");
    let text = fs::read_to_string(&path).expect("can be read");
    fs::write(&path, text.replace("not tax_arrears", "not tax_arears")).expect("can be written");
    let expected = [("programmes/training.yaml:17:15", "Did you mean")];
    assert_eq!(differences(&told(&expected), &city.path), "");
}

#[test]
fn a_folder_that_is_not_there_is_named() {
    let nowhere = Path::new("/nowhere/at-all");
    let expected = [("/nowhere/at-all:1:1", "The folder cannot be read")];
    assert_eq!(differences(&told(&expected), nowhere), "");
}

#[test]
fn an_empty_folder_lacks_a_city_and_its_facts() {
    let city = Folder::new("broken-empty");
    let expected = [
        ("city.yaml:1:1", "There is no city.yaml"),
        ("facts.yaml:1:1", "There is no facts.yaml"),
    ];
    assert_eq!(differences(&told(&expected), &city.path), "");
}

fn broken() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/broken")
}

/// The folders of broken cities in their order.
fn folders() -> Vec<PathBuf> {
    let entries = fs::read_dir(broken()).expect("tests/broken is there");
    let mut folders: Vec<PathBuf> = entries
        .map(|entry| entry.expect("can be read").path())
        .filter(|path| path.is_dir() && !path.ends_with("base"))
        .collect();
    folders.sort();
    folders
}

/// The base with a folder laid over it.
fn lay_over(folder: &Path, city: &Path) {
    copy(&broken().join("base"), city);
    copy(folder, city);
    for taken in fs::read_to_string(folder.join("DELETE"))
        .unwrap_or_default()
        .lines()
    {
        fs::remove_file(city.join(taken)).expect("DELETE names a file of the base");
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("the folder can be made");
    for entry in fs::read_dir(from).expect("the folder can be read") {
        let entry = entry.expect("can be read");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), &target).expect("the file can be copied");
        }
    }
}

fn check(city: &Path, lang: &str) -> Ran {
    let city = city.to_str().expect("the path is UTF-8");
    monozukuri(&["check", "--city", city, "--lang", lang])
}

/// What is not as expected, one line each; empty when all is.
fn differences(expected: &[Told], city: &Path) -> String {
    let (en, ja) = (check(city, "en"), check(city, "ja"));
    let mut report = String::new();
    let mut line = |text: String| {
        let _ = writeln!(report, "{text}");
    };
    for ran in [&en, &ja] {
        if ran.code != 1 || !ran.out.is_empty() {
            line(format!("  exit code {}, output {:?}", ran.code, ran.out));
        }
    }
    let (found, rest) = told_by(&en);
    let fits =
        |(place, piece): &Told, (at, sentence): &Told| place == at && sentence.contains(piece);
    for (place, piece) in expected
        .iter()
        .filter(|one| !found.iter().any(|other| fits(one, other)))
    {
        line(format!("  - {place} {piece}"));
    }
    for (at, sentence) in found
        .iter()
        .filter(|one| !expected.iter().any(|other| fits(other, one)))
    {
        line(format!("  + {at} {sentence}"));
    }
    if rest.len() != 1 || !rest[0].starts_with(&found.len().to_string()) {
        line(format!(
            "  the last line does not count the mistakes: {rest:?}"
        ));
    }
    let places = |mistakes: &[Told]| -> BTreeSet<String> {
        mistakes.iter().map(|(place, _)| place.clone()).collect()
    };
    let in_japanese = told_by(&ja).0;
    if in_japanese.len() != found.len() || places(&in_japanese) != places(&found) {
        line(format!("  Japanese tells other places: {in_japanese:?}"));
    }
    report
}

/// The mistakes that were told, and the other lines.
fn told_by(ran: &Ran) -> (Vec<Told>, Vec<String>) {
    let mut found = Vec::new();
    let mut rest = Vec::new();
    for line in ran.err.lines() {
        let place = line.split_once(": ").filter(|(place, _)| {
            let mut parts = place.rsplitn(3, ':');
            let mut number = || parts.next().is_some_and(|part| part.parse::<u32>().is_ok());
            number() && number()
        });
        match place {
            Some((place, sentence)) => found.push((place.to_owned(), plain(sentence))),
            None => rest.push(line.to_owned()),
        }
    }
    (found, rest)
}

/// Which kind of quotation mark a sentence uses does not matter.
fn plain(sentence: &str) -> String {
    sentence.replace(['“', '”'], "\"")
}

fn expected_of(text: &str) -> Vec<Told> {
    text.lines()
        .map(|line| {
            line.split_once(' ')
                .expect("a place, a space and a piece of the sentence")
        })
        .map(|(place, piece)| (place.to_owned(), piece.to_owned()))
        .collect()
}

fn told(pairs: &[(&str, &str)]) -> Vec<Told> {
    pairs
        .iter()
        .map(|(place, piece)| ((*place).to_owned(), (*piece).to_owned()))
        .collect()
}
