//! From answers to files, read back by other programs.

use std::io::Cursor;

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use calamine::{Data, Reader, Xlsx};
use tower::ServiceExt;

use crate::portal::tests::{kanazawa, odd, site};

/// Everything but the machine is right for the sample grant.
const MET: &str =
    "employees=12&place=factory&arrears=no&machines=-&awards=-&receiving=-&certificates=-";

struct Saved {
    kind: String,
    name: String,
    bytes: Vec<u8>,
}

async fn saved(address: &str) -> Saved {
    let request = Request::get(address)
        .body(Body::empty())
        .expect("a request");
    let response = site(odd(), "2026-05-01")
        .oneshot(request)
        .await
        .expect("an answer");
    assert_eq!(response.status(), StatusCode::OK, "{address}");
    let header = |name| response.headers()[name].to_str().expect("text").to_owned();
    assert_eq!(header(header::CACHE_CONTROL), "private, no-store");
    assert_eq!(header(header::X_CONTENT_TYPE_OPTIONS), "nosniff");
    let (kind, name) = (
        header(header::CONTENT_TYPE),
        header(header::CONTENT_DISPOSITION),
    );
    let bytes = to_bytes(response.into_body(), 1 << 24)
        .await
        .expect("a body");
    Saved {
        kind,
        name,
        bytes: bytes.to_vec(),
    }
}

async fn sheets(address: &str) -> Vec<(String, Vec<Vec<Data>>)> {
    let mut book = Xlsx::new(Cursor::new(saved(address).await.bytes)).expect("a workbook");
    let names = book.sheet_names();
    names
        .into_iter()
        .map(|name| {
            let formulas = book.worksheet_formula(&name).expect("a sheet");
            let all_empty = formulas.rows().flatten().all(String::is_empty);
            assert!(all_empty, "a formula in {name}");
            let range = book.worksheet_range(&name).expect("a sheet");
            (name, range.rows().map(<[Data]>::to_vec).collect())
        })
        .collect()
}

/// The cell under a heading in the first row that has a text somewhere.
fn cell<'a>(rows: &'a [Vec<Data>], of: &str, heading: &str) -> &'a Data {
    let text = |data: &Data| matches!(data, Data::String(text) if text == of);
    let row = rows
        .iter()
        .find(|row| row.iter().any(text))
        .expect("the row");
    let column = rows[0]
        .iter()
        .position(|data| matches!(data, Data::String(t) if t == heading));
    &row[column.expect("the column")]
}

fn string(text: &str) -> Data {
    Data::String(text.to_owned())
}

#[tokio::test]
async fn a_spreadsheet_has_amounts_as_numbers_and_days_as_days() {
    let sheets = sheets(&format!("/en/finder/result.xlsx?{MET}&cost=124600")).await;
    let names: Vec<&str> = sheets.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        ["Results", "Conditions", "Your answers", "About this file"]
    );
    let results = &sheets[0].1;
    let of = |heading: &str| cell(results, "Sample grant", heading);
    assert_eq!(of("Verdict"), &string("Usable"));
    assert_eq!(of("Amount from (yen)"), &Data::Float(83_000.0));
    assert_eq!(of("Amount up to (yen)"), &Data::Float(83_000.0));
    let Data::DateTime(closes) = of("Closes") else {
        panic!("a day: {:?}", of("Closes"));
    };
    assert_eq!(closes.to_ymd_hms_milli(), (2026, 12, 25, 0, 0, 0, 0));
    assert_eq!(results.len(), 4, "a heading and three programmes");
    assert_eq!(
        cell(&sheets[2].1, "number of employees", "Answer"),
        &string("12")
    );
    assert_eq!(
        cell(&sheets[2].1, "there are arrears", "Answer"),
        &string("No")
    );
    assert_eq!(
        cell(&sheets[2].1, "places in the city", "Answer"),
        &string("factory")
    );
}

#[tokio::test]
async fn an_amount_without_a_known_end_has_no_number_there() {
    let sheets = sheets(&format!("/en/finder/result.xlsx?{MET}")).await;
    let of = |heading: &str| cell(&sheets[0].1, "Old sample grant", heading);
    assert_eq!(of("Amount from (yen)"), &Data::Float(0.0));
    let silent = |heading: &str| cell(&sheets[0].1, "<i>Silent</i> programme", heading);
    assert_eq!(silent("Amount up to (yen)"), &Data::Empty);
    assert_eq!(silent("Opens"), &Data::Empty, "unknown is not a day");
    assert_eq!(silent("Verdict"), &string("Still open"));
}

#[tokio::test]
async fn what_somebody_typed_never_becomes_a_formula() {
    let typed = "%3DHYPERLINK(%22http%3A%2F%2Fevil.example%22%2C%22x%22)%00%0B";
    let address =
        format!("/finder/result.xlsx?employees={typed}&machines.0.price={typed}&on={typed}");
    let sheets = sheets(&address).await;
    let answers = &sheets[2].1;
    let shown = answers
        .iter()
        .flatten()
        .filter(|data| matches!(data, Data::String(t) if t.starts_with("=HYPERLINK")));
    assert!(shown.count() >= 2, "as text: {answers:?}");
    let mistake = cell(
        answers,
        "従業員の数",
        "読み取れなかった理由（分からないものとして判定）",
    );
    assert!(matches!(mistake, Data::String(said) if !said.is_empty()));
    assert!(
        answers
            .iter()
            .flatten()
            .any(|d| d == &string("設備（1件目）価格")),
        "{answers:?}"
    );
}

#[tokio::test]
async fn a_text_that_is_too_long_for_a_cell_is_cut() {
    let address = format!("/finder/result.xlsx?employees={}", "9".repeat(40_000));
    let sheets = sheets(&address).await;
    let longest = sheets[2].1.iter().flatten().map(|data| match data {
        Data::String(text) => text.chars().count(),
        _ => 0,
    });
    assert_eq!(longest.max(), Some(32_767));
}

#[tokio::test]
async fn the_file_for_machines_is_that_of_the_command_line_with_what_could_not_be_read() {
    let file = saved(&format!("/en/finder/result.json?{MET}&cost=x&only=grant")).await;
    assert_eq!(file.kind, "application/json; charset=utf-8");
    assert!(
        file.name.contains("filename=\"support-2026-05-01.json\""),
        "{}",
        file.name
    );
    let json: serde_json::Value = serde_json::from_slice(&file.bytes).expect("JSON");
    assert_eq!(json["on"], "2026-05-01");
    assert_eq!(json["answers"].as_array().map(Vec::len), Some(1));
    assert_eq!(json["answers"][0]["verdict"], "eligible");
    assert_eq!(json["mistakes"][0]["field"], "cost");
    let said = json["mistakes"][0]["message"].as_str().expect("a sentence");
    assert!(!said.is_empty() && !said.contains('⟦'));
}

#[tokio::test]
async fn the_calendar_has_the_coming_days_of_what_may_be_used() {
    let file = saved(&format!("/en/finder/deadlines.ics?{MET}")).await;
    assert_eq!(file.kind, "text/calendar; charset=utf-8");
    let text = String::from_utf8(file.bytes).expect("UTF-8");
    let read: icalendar::Calendar = text.parse().expect("a calendar");
    assert_eq!(read.components.len(), 1, "{text}");
    assert!(text.contains("SUMMARY:Deadline: Sample grant") && text.contains("T080000Z"));
    let file = saved("/en/finder/deadlines.ics?employees=50&on=2026-03-01").await;
    let text = String::from_utf8(file.bytes).expect("UTF-8");
    assert!(!text.contains("Sample grant"), "it cannot be used");
}

#[tokio::test]
async fn a_programme_that_does_not_exist_has_no_file() {
    for file in ["result.json", "result.xlsx", "deadlines.ics"] {
        let request = Request::get(format!("/finder/{file}?only=none")).body(Body::empty());
        let response = site(odd(), "2026-05-01")
            .oneshot(request.expect("a request"))
            .await;
        assert_eq!(response.expect("an answer").status(), StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn every_programme_of_the_first_city_is_in_the_files() {
    for lang in ["", "/en"] {
        let address = format!("{lang}/finder/result.xlsx?employees=12&applicant=company");
        let request = Request::get(address)
            .body(Body::empty())
            .expect("a request");
        let response = site(kanazawa(), "2026-11-22")
            .oneshot(request)
            .await
            .expect("an answer");
        let bytes = to_bytes(response.into_body(), 1 << 24)
            .await
            .expect("a body");
        let mut book = Xlsx::new(Cursor::new(bytes.to_vec())).expect("a workbook");
        let names = book.sheet_names();
        let results = book.worksheet_range(&names[0]).expect("results");
        assert_eq!(results.height(), kanazawa().programmes.len() + 1);
        for name in names {
            let sheet = book.worksheet_range(&name).expect("a sheet");
            let mut texts = sheet.rows().flatten().filter_map(|data| match data {
                Data::String(text) => Some(text),
                _ => None,
            });
            assert!(!texts.any(|text| text.contains('⟦')), "{lang} {name}");
        }
    }
}
