//! `monozukuri simulate`: a registry of the small city, a reform, a budget, what is refused, and being interrupted.

use std::fs;
use std::path::Path;

use serde_json::Value;

mod command;
#[path = "simulate/refusals.rs"]
mod refusals;
mod schema;
use command::{CITY, Folder, Ran, monozukuri};

/// Nine firms of the small city; one is made up of nothing but unknowns.
const FIRMS: &str =
    "id,district,employees,capital,training_cost,industry,place_in_city,founded_on,tax_arrears
a,東,3,1000000,100000,24,factory,2001-04-01,no
b,東,12,5000000,300000,24,head_office;factory,2010-04-01,no
c,西,12,5000000,900000,39,head_office,2010-04-01,no
d,西,30,50000000,,24,factory,1990-04-01,no
e,,250,900000000,400000,24,factory,1960-04-01,no
f,西,5,1000000,200000,24,factory,2001-04-01,yes
g,東,5..9,1000000,200000,24,factory,2001-04-01,
h,東,8,1000000,200000,D,-,2001-04-01,no
i,,,,,,,,
";

fn simulate(folder: &Folder, more: &[&str]) -> Ran {
    let firms = folder.write("firms.csv", FIRMS);
    let start = ["simulate", "--registry", &firms, "--city", CITY];
    let day: &[&str] = match more.contains(&"--on") {
        true => &[],
        false => &["--on", "2026-05-01"],
    };
    monozukuri(&[&start[..], day, &["--programme", "training"], more].concat())
}

fn simulated(folder: &Folder, more: &[&str]) -> String {
    let ran = simulate(folder, more);
    assert_eq!(ran.code, 0, "{}", ran.err);
    ran.out
}

fn json(folder: &Folder, more: &[&str]) -> Value {
    let out = simulated(folder, &[more, &["--format", "json"]].concat());
    let answer = serde_json::from_str(&out).expect("JSON");
    schema::check_by("simulate.schema.json", &answer);
    answer
}

/// The programme with a higher cap and for smaller firms alone.
fn reform(folder: &Folder) -> String {
    let text = fs::read_to_string(Path::new(CITY).join("programmes/training.yaml"));
    let text = text.expect("is there");
    let text = text.replacen("cap: highest_grant", "cap: 400000円", 1);
    folder.write(
        "draft.yaml",
        text.replacen("rule: sme", "rule: sme and employees <= 10人", 1),
    )
}

/// A text that people read is compared as a whole. `GOLDEN=write` writes it anew, to be read before it is committed.
fn golden(name: &str, found: &str, folder: &Folder) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/simulate")
        .join(name);
    // The folder of the test is another one each time.
    let found = found.replace(&format!("{}/", folder.path.display()), "");
    if std::env::var_os("GOLDEN").is_some() {
        fs::write(&path, &found).expect("the golden text can be written");
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(found, expected, "{}", path.display());
}

#[test]
fn a_reform_with_a_budget_is_told_in_both_languages() {
    let folder = Folder::new("simulate-text");
    let draft = reform(&folder);
    for lang in ["ja", "en"] {
        let budget = [
            "--budget",
            "30万円",
            "--uptake",
            "50%",
            "--window-days",
            "30",
        ];
        let asked = [&["--reform", &draft, "--lang", lang][..], &budget].concat();
        golden(
            &format!("reform.{lang}.txt"),
            &simulated(&folder, &asked),
            &folder,
        );
        golden(
            &format!("plain.{lang}.txt"),
            &simulated(&folder, &["--lang", lang]),
            &folder,
        );
    }
}

#[test]
fn the_answer_keeps_the_promised_form() {
    let folder = Folder::new("simulate-json");
    let draft = reform(&folder);
    let plain = json(&folder, &[]);
    let all = &plain["programmes"][0]["before"]["all"];
    assert_eq!(all["firms"], 9);
    let sum: i64 = ["eligible", "undecided", "ineligible"]
        .iter()
        .map(|key| all[*key].as_i64().expect("a count"))
        .sum();
    assert_eq!(sum, 9);
    assert_eq!(plain["registry"]["synthetic"], false);
    assert_eq!(plain["programmes"][0]["moves"], Value::Null);
    let budget = [
        "--reform",
        &draft,
        "--budget",
        "100000",
        "--uptake",
        "1/2",
        "--window-days",
        "10",
    ];
    let changed = json(&folder, &budget);
    let moves = &changed["programmes"][0]["moves"]["all"];
    assert!(moves["loses"].as_i64().expect("a count") > 0, "{moves}");
    assert_eq!(changed["budget"]["uptake"]["points"][0]["share"], "1/2");
    assert_eq!(
        changed["budget"]["before"]["days"].as_array().map(Vec::len),
        Some(10)
    );
}

#[test]
fn threads_change_nothing() {
    let folder = Folder::new("simulate-threads");
    let one = simulated(&folder, &["--format", "json"]);
    for threads in ["2", "3"] {
        assert_eq!(
            simulated(&folder, &["--format", "json", "--threads", threads]),
            one
        );
    }
}

#[test]
fn csv_and_excel_say_the_same() {
    let folder = Folder::new("simulate-files");
    let draft = reform(&folder);
    let (table, book) = (folder.file("out.csv"), folder.file("out.xlsx"));
    let changes = folder.file("changes.csv");
    let asked = ["--reform", &draft, "--changes", &changes, "--lang", "en"];
    let csv = ["--format", "csv", "--out", &table];
    assert_eq!(simulated(&folder, &[&asked[..], &csv].concat()), "");
    let text = fs::read_to_string(&table).expect("is written");
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let heads: Vec<String> = reader
        .headers()
        .expect("heads")
        .iter()
        .map(str::to_owned)
        .collect();
    let column = |name: &str| heads.iter().position(|head| head == name).expect(name);
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    // Everybody, then 9 classes and more, twice.
    let all: Vec<_> = rows
        .iter()
        .filter(|row| &row[column("by")] == "all")
        .collect();
    assert_eq!(all.len(), 2);
    assert_eq!(
        (&all[0][column("side")], &all[1][column("side")]),
        ("before", "after")
    );
    assert_eq!(&all[0][column("firms")], "9");
    assert_eq!(&all[0][column("synthetic")], "no");
    for by in ["size", "industry", "district"] {
        let of_side = rows
            .iter()
            .filter(|row| &row[column("by")] == by && &row[column("side")] == "after");
        let firms: u64 = of_side
            .map(|row| row[column("firms")].parse::<u64>().expect("a count"))
            .sum();
        assert_eq!(firms, 9, "{by}");
    }
    let told = fs::read_to_string(&changes).expect("is written");
    assert!(told.contains(",b,loses,eligible,"), "{told}");
    assert!(!told.contains(",h,"), "{told}");
    let budget = [
        "--budget",
        "300000",
        "--uptake",
        "50%",
        "--window-days",
        "30",
    ];
    let excel = ["--format", "xlsx", "--out", &book];
    simulated(&folder, &[&asked[..2], &budget, &excel].concat());
    let bytes = fs::read(&book).expect("is written");
    assert!(bytes.starts_with(b"PK"), "no workbook");
    let names: Vec<_> = fs::read_dir(&folder.path)
        .expect("is there")
        .flatten()
        .collect();
    let left = names
        .iter()
        .any(|name| name.file_name().to_string_lossy().ends_with(".part"));
    assert!(!left, "a half-written file is left");
}

#[test]
fn what_is_made_up_says_so_in_every_form() {
    let folder = Folder::new("simulate-synthetic");
    let firms = "id,synthetic,employees\nsynthetic-1,yes,3\nsynthetic-2,yes,12\n";
    let firms = folder.write("made-up.csv", firms);
    for (format, said) in [
        ("text", "This registry is synthetic"),
        ("json", "\"synthetic\": true"),
        ("csv", ",yes,training,"),
    ] {
        let ran = monozukuri(&[
            "simulate",
            "--registry",
            &firms,
            "--city",
            CITY,
            "--lang",
            "en",
            "--format",
            format,
        ]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert!(ran.out.contains(said), "{format}: {}", ran.out);
    }
}

#[test]
fn a_whole_city_can_be_the_reform() {
    let folder = Folder::new("simulate-city");
    copy(Path::new(CITY), &folder.path.join("after"));
    let after = folder.file("after");
    fs::remove_file(folder.path.join("after/programmes/training.yaml")).expect("is there");
    fs::remove_file(folder.path.join("after/cases/training.yaml")).expect("is there");
    let equip = folder.path.join("after/programmes/equip.yaml");
    let text = fs::read_to_string(&equip).expect("is there");
    let text = text.replacen("excludes:\n  - {programme: training}\n", "", 1);
    fs::write(&equip, text).expect("can be written");
    let answer = json(&folder, &["--reform", &after]);
    let gone = &answer["programmes"][0];
    assert_eq!(gone["after"], Value::Null);
    assert_eq!(gone["direction"], "down");
    assert_eq!(gone["moves"]["all"]["gains"], 0);
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("can be made");
    for entry in fs::read_dir(from).expect("is there") {
        let entry = entry.expect("is there");
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).expect("can be copied");
        }
    }
}

#[test]
fn the_telework_grant_of_2021_is_a_reform_of_that_of_2020() {
    let folder = Folder::new("simulate-telework");
    let kanazawa = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cities/kanazawa");
    let file = |year: &str| kanazawa.join(format!("programmes/kz-telework-fy{year}.yaml"));
    let old = fs::read_to_string(file("2020")).expect("is there");
    // As a draft that lowers the cap of the 2020 grant, as 2021 did.
    let draft = folder.write(
        "draft.yaml",
        old.replacen("cap: 300000円", "cap: 200000円", 1),
    );
    let firms = "id,employees,capital,industry,place_in_city,tax_arrears\n\
                 a,10,10000000,24,head_office,no\nb,900,900000000000,24,head_office,no\n";
    let firms = folder.write("firms.csv", firms);
    let asked = [
        "simulate",
        "--registry",
        &firms,
        "--reform",
        &draft,
        "--on",
        "2020-06-01",
        "--format",
        "json",
    ];
    let ran = monozukuri(&asked);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let answer: Value = serde_json::from_str(&ran.out).expect("JSON");
    schema::check_by("simulate.schema.json", &answer);
    let told = &answer["programmes"][0];
    // What a firm bought is not in the registry: it can only lose.
    assert_eq!(
        (&told["direction"], &told["moves"]["all"]["gains"]),
        (&"down".into(), &0.into())
    );
    assert_eq!(told["moves"]["all"]["open"], 0);
}

#[test]
fn what_is_assumed_is_said_in_every_form() {
    let folder = Folder::new("simulate-assumed");
    let profile = folder.write(
        "assumed.yaml",
        "facts: {training_cost: 400000, tax_arrears: no}\n",
    );
    let more = ["--assume", profile.as_str()];
    let plain = json(&folder, &[]);
    let answer = json(&folder, &more);
    let eligible = |answer: &Value| answer["programmes"][0]["before"]["all"]["eligible"].as_u64();
    assert!(eligible(&answer) >= eligible(&plain));
    let undecided = |answer: &Value| answer["programmes"][0]["before"]["all"]["undecided"].as_u64();
    assert!(undecided(&answer) < undecided(&plain), "less is open");
    assert_eq!(plain["registry"]["assumed"], serde_json::json!([]));
    let said = answer["registry"]["assumed"].as_array().expect("sentences");
    assert_eq!(said.len(), 2);
    for format in ["text", "csv"] {
        let told = simulated(&folder, &[&more[..], &["--format", format]].concat());
        for fact in ["training_cost", "tax_arrears"] {
            assert!(told.contains(fact), "{format}: {fact}");
        }
    }
    let wrong = folder.write("wrong.yaml", "facts: {training_cots: 1}\n");
    let refused = simulate(&folder, &["--assume", &wrong]);
    assert!(
        refused.code != 0 && refused.err.contains("training_cots"),
        "{}",
        refused.err
    );
}
