//! `monozukuri compare`: Kanazawa's telework programme before and after, two folders, editions, files, and what is refused.

use std::fs;
use std::path::Path;

mod command;
mod schema;
use command::{CITY, Folder, monozukuri, refused};

const PAIR: [&str; 3] = ["compare", "kz-telework-fy2020", "kz-telework-fy2021"];

fn compared(more: &[&str]) -> String {
    let ran = monozukuri(more);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{more:?}");
    ran.out
}

/// A text that people read is compared as a whole. `GOLDEN=write` writes it anew, to be read before it is committed.
fn golden(name: &str, found: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/compare")
        .join(name);
    if std::env::var_os("GOLDEN").is_some() {
        fs::write(&path, found).expect("the golden text can be written");
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(found, expected, "{}", path.display());
}

#[test]
fn the_telework_pair_is_told_in_both_languages() {
    for lang in ["ja", "en"] {
        let asked = [&PAIR[..], &["--on", "2021-06-01", "--lang", lang]].concat();
        golden(&format!("telework.{lang}.txt"), &compared(&asked));
    }
}

#[test]
fn the_telework_pair_keeps_the_promised_form() {
    let asked = [
        &PAIR[..],
        &["--on", "2021-06-01", "--format", "json", "--all"],
    ]
    .concat();
    let answer: serde_json::Value = serde_json::from_str(&compared(&asked)).expect("JSON");
    schema::check_by("compare.schema.json", &answer);
    let rows = answer["programmes"][0]["rows"].as_array().expect("rows");
    let row = |id: &str| rows.iter().find(|row| row["id"] == id).expect(id);
    assert_eq!(row("size")["change"], "same");
    assert_eq!(row("place")["change"], "narrower");
    assert_eq!(row("tax")["cases"][0]["where"][0]["fact"], "tax_arrears");
    assert_eq!(row("cap")["cases"][0]["new"]["value"], 200_000);
    assert_eq!(row("rate")["cases"][0]["new"]["value"], "3/10");
}

#[test]
fn the_page_in_one_file_is_sound() {
    for lang in ["ja", "en"] {
        let asked = [&PAIR[..], &["--lang", lang, "--format", "html"]].concat();
        let page = compared(&asked);
        assert!(page.starts_with("<!DOCTYPE html>"), "{page}");
        assert!(page.contains(&format!("<html lang=\"{lang}\">")));
        assert!(!page.contains("<script"), "{page}");
        // Without its first line and its empty elements it is well-formed.
        let body =
            &page[page.find("<body>").expect("a body")..page.find("</html>").expect("an end")];
        let body = body.replace("<br>", "<br/>").replace("<col>", "<col/>");
        let body = body
            .replace("<col class=\"what\">", "<col class=\"what\"/>")
            .replace("<col class=\"side\">", "<col class=\"side\"/>");
        roxmltree::Document::parse(&body).expect("well-formed");
    }
}

#[test]
fn a_city_is_compared_with_its_next_year() {
    let folder = Folder::new("compare-cities");
    copy(Path::new(CITY), &folder.path.join("before"));
    copy(Path::new(CITY), &folder.path.join("after"));
    let (before, after) = (folder.file("before"), folder.file("after"));
    let same = compared(&["compare", &before, &after, "--lang", "en"]);
    assert!(same.contains("Nothing differs."), "{same}");
    let name = "after/programmes/equip.yaml";
    let text = fs::read_to_string(folder.path.join(name)).expect("the programme");
    let text = text.replacen("rate: 1/2", "rate: \"<b>1/3</b>\"", 1);
    folder.write(name, &text);
    let ran = monozukuri(&["compare", &before, &after, "--lang", "en"]);
    refused(&ran, "after/programmes/equip.yaml:", "");
    folder.write(name, text.replace("\"<b>1/3</b>\"", "1/3"));
    let training = fs::read_to_string(Path::new(CITY).join("programmes/training.yaml"));
    let training = training
        .expect("is there")
        .replacen("id: training", "id: training-2", 1);
    folder.write("after/programmes/training-2.yaml", training);
    let found = compared(&[
        "compare",
        &before,
        &after,
        "--lang",
        "en",
        "--on",
        "2026-05-01",
    ]);
    assert!(found.contains("1/2 → 1/3"), "{found}");
    assert!(found.contains("New programme:"), "{found}");
    let only = [
        "compare",
        &before,
        &after,
        "--lang",
        "en",
        "--programme",
        "nothing",
    ];
    refused(&monozukuri(&only), "", "There is no programme \"nothing\"");
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
fn a_file_stands_in_for_the_programme_of_its_id() {
    let folder = Folder::new("compare-files");
    let text = fs::read_to_string(Path::new(CITY).join("programmes/equip.yaml")).expect("is there");
    let draft = folder.write("draft.yaml", text.replacen("rate: 1/2", "rate: 2/3", 1));
    let found = compared(&["compare", "equip", &draft, "--city", CITY, "--lang", "en"]);
    assert!(found.contains("1/2 → 2/3"), "{found}");
    let broken = folder.write("broken.yaml", text.replacen("rate: 1/2", "rate: 5人", 1));
    let ran = monozukuri(&["compare", "equip", &broken, "--city", CITY, "--lang", "en"]);
    refused(&ran, "broken.yaml:", "");
    let nameless = folder.write("nameless.yaml", "kind: subsidy\n");
    let ran = monozukuri(&[
        "compare", "equip", &nameless, "--city", CITY, "--lang", "en",
    ]);
    refused(
        &ran,
        "nameless.yaml:1:1",
        "The file of the programme has no id",
    );
}

#[test]
fn an_edition_is_compared_with_the_next() {
    let found = compared(&[
        "compare",
        "kz-digital-reskill@2023-06-01",
        "kz-digital-reskill@2024-06-01",
        "--lang",
        "en",
    ]);
    assert!(found.contains("Changed: "), "{found}");
}

#[test]
fn what_cannot_be_compared_is_said_in_both_languages() {
    let missing = "/nowhere/at/all";
    let cases: [(&[&str], &str, &str); 8] = [
        (&["equip", "equip"], "are the same thing", "同じもの"),
        (
            &["equip@2026-04-01", "equip@2026-04-01"],
            "are the same thing",
            "同じもの",
        ),
        (
            &["equip", "no-such-one"],
            "no programme \"no-such-one\"",
            "「no-such-one」という",
        ),
        (
            &["equip@soon", "equip"],
            "cannot be read as a date",
            "日付として読めません",
        ),
        (
            &["equip", missing],
            "no folder and no file",
            "フォルダもファイルもありません",
        ),
        (
            &["equip", "missing.yaml"],
            "no folder and no file",
            "フォルダもファイルもありません",
        ),
        (
            &["equip", CITY],
            "A folder cannot be compared",
            "比べられません",
        ),
        (
            &["equip", "training", "--programme", "equip"],
            "only be used",
            "だけ使えます",
        ),
    ];
    for (args, en, ja) in cases {
        let asked = [&["compare"], args, &["--city", CITY]].concat();
        refused(
            &monozukuri(&[&asked[..], &["--lang", "en"]].concat()),
            "",
            en,
        );
        refused(
            &monozukuri(&[&asked[..], &["--lang", "ja"]].concat()),
            "",
            ja,
        );
    }
}
