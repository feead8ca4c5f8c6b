//! What is written comes back; what is wrong is told with its row; nothing half-read stays behind.

use kernel::{Faults, Lang, Words};

use super::{Damaged, Reading, Refused, RegistryFile, read, write};
use crate::catalogue::{Catalogue, CityFile};

const CITY: &str = "{name: {ja: 見本市, en: Sample}, code: '172014'}";
const FACTS: &str = "
facts:
- {id: employees, type: number, unit: people, range: '0人..1000人', label: {ja: 従業員, en: employees}}
- {id: capital, type: number, unit: yen, range: '0円..', label: {ja: 資本金, en: capital}}
- {id: share, type: number, unit: percent, range: '0%..100%', label: {ja: 割合, en: share}}
- {id: green, type: yes_no, label: {ja: 環境, en: green}}
- {id: founded_on, type: date, label: {ja: 創業, en: founded}}
- {id: industry, type: industry, label: {ja: 業種, en: industry}}
- {id: ward, type: text, label: {ja: 区, en: ward}}
- id: form
  type: choice
  label: {ja: 形, en: form}
  choices: [{id: company, ja: 会社, en: company}, {id: sole, ja: 個人, en: sole proprietor}]
- id: place
  type: choices
  label: {ja: 拠点, en: place}
  choices: [{id: head, ja: 本社, en: head office}, {id: works, ja: 工場, en: works}]
- id: certificates
  type: certificates
  label: {ja: 認定, en: certificates}
  choices: [{id: plan, ja: 計画, en: plan}, {id: brand, ja: ブランド, en: brand}]
- {id: awards, type: awards, label: {ja: 支援, en: awards}}
- {id: receiving, type: receiving, label: {ja: 受給, en: receiving}}
- id: machines
  type: list
  label: {ja: 設備, en: machines}
  fields: [{id: cost, type: number, unit: yen, range: '0円..', label: {ja: 費用, en: cost}}]
";
const PROGRAMME: &str =
    "{id: training, name: {ja: 研修, en: training}, kind: subsidy, level: city, as_of: FY2026,
  summary: {ja: 例, en: example}, sources: [here]}";

pub fn city() -> Catalogue {
    let files = [
        ("city.yaml", CITY),
        ("facts.yaml", FACTS),
        ("programmes/training.yaml", PROGRAMME),
    ];
    let files = files.map(|(path, text)| CityFile { path, text });
    let mut faults = Faults::default();
    let catalogue = crate::catalogue::read(&files, None, &mut faults);
    assert!(faults.is_empty(), "{:?}", faults.into_sorted());
    catalogue.expect("a sound city")
}

fn read_text(text: impl AsRef<[u8]>, city: &Catalogue) -> Result<RegistryFile, Refused> {
    let reading = Reading {
        ignore: &["memo".to_owned()],
        damaged: Damaged::Refuse,
    };
    read(text.as_ref(), city, reading)
}

fn sentences(refused: &Refused) -> Vec<String> {
    let words = Words::joined([crate::words(), eligibility::words(), platform::words()]);
    refused.sentences(&words, Lang::En)
}

/// Refused with exactly these beginnings of sentences.
#[track_caller]
fn refused(text: impl AsRef<[u8]>, beginnings: &[&str]) {
    let city = city();
    let told = sentences(&read_text(text, &city).expect_err("is refused"));
    assert_eq!(told.len(), beginnings.len(), "{told:#?}");
    for (told, beginning) in told.iter().zip(beginnings) {
        assert!(told.starts_with(beginning), "{told}\n{beginning}");
    }
}

fn written(file: &RegistryFile, city: &Catalogue) -> String {
    let mut out = Vec::new();
    write(file, &city.facts, &mut out).expect("memory takes what is written");
    String::from_utf8(out).expect("UTF-8")
}

#[test]
fn what_is_written_is_read_back_the_same() {
    let city = city();
    let text = "id,district,employees,capital,share,green,founded_on,industry,ward,form,place,certificates,awards,receiving
a-007,泉野,20,1000,2.5,yes,2001-04-01,E,\"北, \"\"奥\"\"\",sole,head;works,plan;brand:2024-04-01..2027-03-31,training:2024:500000;training,training
a-008,,0..5,100..,..10,no,,241;39@13,,company,-,brand:..2027-03-31,training::7,-
a-009,泉野,,,,,,,,,,-,-,
";
    let file = read_text(text, &city).expect("is in order");
    assert_eq!(
        (file.registry.len(), file.synthetic, file.left_out),
        (3, false, 0)
    );
    let again = written(&file, &city);
    let reread = read_text(&again, &city).expect("what is written is in order");
    assert_eq!(reread, file);
    assert_eq!(written(&reread, &city), again);
    assert_eq!(file.ids.get(1), "a-008");
    assert_eq!(
        file.districts.map(|names| names.name(2).to_owned()),
        Some("泉野".to_owned())
    );
}

#[test]
fn a_cell_means_what_it_means_in_a_profile() {
    let city = city();
    let text = "\u{feff}id,memo,employees,capital,green,founded_on,industry,ward,form\r\n\
                1,x,\"１，０００人\",1億円,有,令和6年4月1日,e,,会社\r\n\
                2,y,unknown,不明,,,,,\r\n\r\n,,,,,,,,\r\n";
    let file = read_text(text, &city).expect("is in order");
    let profile = eligibility::read_profile(
        "p",
        "{employees: 1000, capital: 1億円, green: yes, founded_on: 2024-04-01, industry: E, form: company}",
        &city.facts,
    );
    assert_eq!(
        file.registry.profile(0, &city.facts),
        profile.expect("is sound")
    );
    let blank = eligibility::Profile::unknown(&city.facts);
    assert_eq!(file.registry.profile(1, &city.facts), blank);
    assert_eq!(file.registry.len(), 2, "empty rows are no firms");
}

#[test]
fn the_head_tells_every_wrong_column() {
    refused(
        "id,employes,machines,weather,green,green,\n1,2,3,4,5,6,7\n",
        &[
            "Row 1: There is no fact \"employes\". Did you mean \"employees\"?",
            "Row 1: \"machines\" is a list",
            "Row 1: There is no fact \"weather\". If",
            "Row 1: The column \"green\" occurs twice",
            "Row 1: Column 7 has no name",
        ],
    );
    refused(
        "name,employees\nx,1\n",
        &[
            "Row 1: There is no fact \"name\"",
            "Row 1: There is no column \"id\"",
        ],
    );
    refused("id,memo\n1,x\n", &["Row 1: There is no column with a fact"]);
    refused(
        "id;employees\n1;2\n",
        &["Row 1: The columns are not separated"],
    );
}

#[test]
fn every_wrong_cell_is_told_with_row_and_column() {
    refused(
        "id,employees,green,founded_on,form,receiving\n\
         1,5,yes,2020-01-01,sole,training\n\
         \n\
         2,many,maybe,2020-02-30,giant,trainin\n\
         3,1001,,,,\n\
         ,1,,,,\n\
         4,1,\n\
         1,1,,,,\n\
         5,\"1,,,,\n",
        &[
            "Row 4, column employees: \"many\"",
            "Row 4, column green: \"maybe\"",
            "Row 4, column founded_on: \"2020-02-30\"",
            "Row 4, column form: \"form\" has no choice",
            "Row 4, column receiving: There is no programme",
            "Row 5, column employees: ",
            "Row 6, column id: There is no id",
            "Row 7: There are 3 cells; row 1 has 6",
            "Row 8, column id: The id \"1\" is also that of row 2.",
            "Row 9: A quotation mark",
        ],
    );
}

#[test]
fn so_many_mistakes_are_told_and_the_rest_counted() {
    let rows: String = (0..50).map(|row| format!("{row},x\n")).collect();
    let told = read_text(format!("id,employees\n{rows}"), &city()).expect_err("is refused");
    assert_eq!((told.told.len(), told.more), (20, 30));
    assert_eq!(
        sentences(&told).last().map(String::as_str),
        Some("And 30 more mistakes.")
    );
}

#[test]
fn what_is_no_table_is_refused_at_once() {
    refused("", &["The registry is empty"]);
    refused("\n\n", &["The registry is empty"]);
    refused("id,employees\n", &["The registry has no firms"]);
    refused(b"id,employees\n\x83\x8f,5\n", &["Row 2: This is not UTF-8"]);
    refused(b"\x8e\x96,employees\n", &["Row 1: This is not UTF-8"]);
    refused(b"\xff\xfei\0d\0", &["Row 1: There is data that is no text"]);
    refused("id,employees\r1,2\r", &["The lines end in the old way"]);
    let endless = std::io::repeat(b'x');
    let told = read(
        std::io::BufReader::new(endless),
        &city(),
        Reading {
            ignore: &[],
            damaged: Damaged::Refuse,
        },
    );
    assert!(
        sentences(&told.expect_err("ends"))[0].starts_with("Row 1: The row is longer than 64 kB")
    );
}

#[test]
fn damaged_rows_are_left_out_whole_and_handed_over() {
    let city = city();
    let mut out = Vec::new();
    let mut keep = |row: &super::LeftOut<'_>| {
        out.push((row.row, row.line.to_owned(), row.damages.len()));
        Ok(())
    };
    let reading = Reading {
        ignore: &[],
        damaged: Damaged::LeaveOut(&mut keep),
    };
    let text: &[u8] = b"id,district,form,employees\nb,x,sole,1\na,x,sole,bad\na,y,company,2\nb,z,sole,3\n\xff,,,\nc,x,sole,4\n";
    let file = read(text, &city, reading).expect("some rows are in order");
    assert_eq!((file.registry.len(), file.left_out), (3, 3));
    let rows = [
        (3, "a,x,sole,bad", 1),
        (5, "b,z,sole,3", 1),
        (6, "\u{fffd},,,", 1),
    ];
    assert_eq!(
        out,
        rows.map(|(row, line, count)| (row, line.to_owned(), count))
    );
    assert_eq!(
        written(&file, &city),
        "id,district,employees,form\nb,x,1,sole\na,y,2,company\nc,x,4,sole\n"
    );
}

#[test]
fn ids_stay_as_they_are_and_once() {
    let city = city();
    for ids in [
        &["007", "008", "009"] as &[&str],
        &["1", "02", "10"],
        &["10", "9", "8", "1"],
        &["1700150000001", "x", "1700150000002"],
        &["a1", "a2", "b1", "a"],
        &["00000000000000000000000000000000000001", "2"],
    ] {
        let text: String = ids.iter().map(|id| format!("{id},1\n")).collect();
        let file = read_text(format!("id,employees\n{text}"), &city).expect("all are different");
        let kept: Vec<String> = (0..ids.len()).map(|row| file.ids.get(row)).collect();
        assert_eq!(kept, ids);
        let again = read_text(format!("id,employees\n{text}{},1\n", ids[0]), &city);
        let told = sentences(&again.expect_err("one comes twice"));
        let last = ids.len() + 2;
        let expected = format!(
            "Row {last}, column id: The id \"{}\" is also that of row 2.",
            ids[0]
        );
        assert!(told[0].starts_with(&expected), "{told:?}");
    }
}

#[test]
fn a_row_that_is_made_up_makes_the_registry_synthetic() {
    let city = city();
    let file = read_text("id,synthetic,employees\n1,,1\n2,yes,1\n3,no,1\n", &city);
    assert!(file.expect("is in order").synthetic);
    refused(
        "id,synthetic,employees\n1,perhaps,1\n",
        &["Row 2, column synthetic: \"perhaps\" is neither"],
    );
}

#[test]
fn the_facts_of_a_firm_take_few_bytes() {
    let city = city();
    let rows: String = (0..1000)
        .map(|row| {
            format!(
                "{row},{},5000,yes,2001-01-0{},E,sole,head;works\n",
                row % 90,
                row % 9 + 1
            )
        })
        .collect();
    let file = read_text(
        format!("id,employees,capital,green,founded_on,industry,form,place\n{rows}"),
        &city,
    )
    .expect("is in order");
    assert!(file.registry.bytes() <= 100 * 1000 && file.ids.bytes() == 8 * 1000);
}
