//! Search in a small city that is written here.

use kernel::{Faults, Lang};
use proptest::prelude::*;

use super::field::Field;
use super::leaf::Leaf;
use super::needle::{Needle, Via};
use super::{Piece, marks};
use crate::{Catalogue, CityFile};

/// A city of programmes, each of a name and a summary in Japanese and English.
fn city(programmes: &[(&str, &str, &str, &str)], related: &str) -> Catalogue {
    let mut files = vec![
        (
            "city.yaml".to_owned(),
            "{name: {ja: 見本市, en: Sample}, code: '172014'}".to_owned(),
        ),
        ("facts.yaml".to_owned(), "facts: []".to_owned()),
        ("search.yaml".to_owned(), related.to_owned()),
    ];
    for (index, (ja, en, summary_ja, summary_en)) in programmes.iter().enumerate() {
        let id = char::from(b'a' + u8::try_from(index).expect("few"));
        files.push((
            format!("programmes/{id}.yaml"),
            format!(
                "{{id: {id}, kind: subsidy, level: city, as_of: FY2026, sources: [x], conditions: not stated, \
                 name: {{ja: '{ja}', en: '{en}'}}, summary: {{ja: '{summary_ja}', en: '{summary_en}'}}}}"
            ),
        ));
    }
    let files: Vec<CityFile<'_>> = (files.iter())
        .map(|(path, text)| CityFile { path, text })
        .collect();
    let mut faults = Faults::default();
    let city = crate::read(&files, None, &mut faults);
    let faults = faults.into_sorted();
    assert!(faults.is_empty(), "{faults:#?}");
    city.expect("a city")
}

fn sample() -> Catalogue {
    city(
        &[
            (
                "金属加工の研修",
                "Metal training",
                "髙橋方式のデータ活用",
                "It maintains skills",
            ),
            (
                "IT導入の支援",
                "IT support",
                "ソフトウェアの費用。見本市は対象外",
                "Pays for software",
            ),
            (
                "見本市への出展",
                "Trade fairs",
                "海外の展示会に出る漆の企業",
                "For start-up firms abroad",
            ),
            (
                "創業の相談",
                "Founders desk",
                "加工の話も聞く",
                "Loans and advice",
            ),
        ],
        "{same: [[見本市, 展示会, エキスポ], [起業, 創業]], ignored: [の, for]}",
    )
}

/// The ids that are found, best first.
fn ids(catalogue: &Catalogue, text: &str) -> String {
    let finding = catalogue.index.find(text, Lang::Ja);
    let scores = finding.scores.iter().zip(&catalogue.programmes);
    let mut found: Vec<(u32, &str)> = scores
        .filter_map(|(score, one)| Some(((*score)?, one.id.as_str())))
        .collect();
    found.sort_by_key(|(score, id)| (std::cmp::Reverse(*score), *id));
    found.iter().map(|(_, id)| *id).collect()
}

fn check(text: &str, expected: &str) {
    assert_eq!(ids(&sample(), text), expected, "{text}");
}

#[test]
fn any_piece_of_a_text_is_found_however_it_is_spelt() {
    check("加工", "ad");
    check("漆", "c");
    check("ﾃﾞｰﾀ", "a");
    check("そふとうぇあ", "b");
    check("高橋", "a");
    check("STARTUP", "c");
    check("start-up", "c");
    check("・", "");
}

#[test]
fn latin_words_are_found_where_words_begin() {
    check("main", "a");
    check("tain", "");
    check("IT", "b");
    check("it", "ba");
    check("fair", "c");
    check("founder", "d");
    check("founding", "d");
}

#[test]
fn several_words_must_all_be_found_and_quotations_stay_together() {
    check("加工 研修", "a");
    check("for founders", "d");
    check("\"trade fairs\"", "c");
    check("\"fairs trade\"", "");
    check("「加工の話", "d");
}

#[test]
fn the_name_counts_most_and_a_related_word_less_than_the_word_itself() {
    check("展示会", "cb");
    check("エキスポ", "cb");
    check("起業", "d");
    let finding = sample().index.find("エキスポ", Lang::Ja);
    assert_eq!(finding.reading.also(), ["見本市", "展示会"]);
}

#[test]
fn what_is_not_found_is_taken_apart_corrected_or_left_out_and_said() {
    let told = |text: &str| {
        let reading = sample().index.find(text, Lang::Ja).reading;
        let corrected = reading.corrected.first().map(|one| one.meant.clone());
        (reading.apart, corrected, reading.dropped)
    };
    assert_eq!(told("金属加工の見本市").0[0].1, ["金属加工", "見本市"]);
    assert_eq!(told("ソフトウエア").1.as_deref(), Some("ソフトウェア"));
    assert_eq!(told("加工 漆").2, ["漆"]);
    assert_eq!(ids(&sample(), "加工 漆"), "ad");
    assert_eq!(told("ほげほげ").2, ["ほげほげ"]);
    check("ほげほげ", "");
    check("ほげほげ 漆", "c");
}

#[test]
fn hits_are_marked_in_the_text_as_it_was_written() {
    let catalogue = sample();
    let shown = |text: &str, programme: usize| {
        let finding = catalogue.index.find(text, Lang::Ja);
        let marked = catalogue
            .index
            .marked(programme, &finding.reading, Lang::Ja);
        let line = |pieces: &[Piece]| -> String {
            let shown = pieces.iter().map(|piece| match piece.marked {
                true => format!("[{}]", piece.text),
                false => piece.text.clone(),
            });
            shown.collect()
        };
        let snippet = marked
            .snippet
            .map(|one| format!("{} {}", one.field.word(), line(&one.pieces)));
        [
            line(&marked.name),
            line(&marked.summary),
            snippet.unwrap_or_default(),
        ]
    };
    assert_eq!(
        shown("高橋 ﾃﾞｰﾀ", 0),
        ["金属加工の研修", "[髙橋]方式の[データ]活用", ""]
    );
    assert_eq!(
        shown("見本市", 2),
        ["[見本市]への出展", "海外の[展示会]に出る漆の企業", ""]
    );
    assert_eq!(
        shown("startup", 2),
        [
            "見本市への出展",
            "海外の展示会に出る漆の企業",
            "summary For [start-up] firms abroad"
        ]
    );
    assert_eq!(shown("補助", 0)[2], "kind [補助]金・助成金");
}

proptest! {
    /// Whatever is looked for in whatever text: marks lie between characters, and the pieces are the text.
    #[test]
    fn pieces_joined_are_the_text(
        text in "[ ・「」\\-a-cＡ-Ｃ가각ßぁ-おがァ-オｱ-ｵﾞ㌔髙高]{0,16}",
        word in "[a-cぁ-おｱ-ｵﾞ高キロ]{1,3}",
    ) {
        let mut leaf = Leaf::default();
        leaf.add(Field::Name, Lang::Ja, &text);
        if let Some(needle) = Needle::new(&word, Via::Typed) {
            let hits: Vec<_> = leaf.spots(&needle).map(|spot| spot.range).collect();
            let pieces = marks::pieces(&text, 0..text.len(), &marks::joined(hits));
            let joined: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
            prop_assert_eq!(joined, text);
        }
    }
}
