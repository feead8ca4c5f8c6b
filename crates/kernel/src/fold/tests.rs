use proptest::prelude::*;

use super::{LEGAL_FORMS, ascii, fold, fold_name, fold_with_origins};

fn check(text: &str, key: &str) {
    assert_eq!(fold(text), key, "{text}");
    assert_eq!(fold(key), key, "folding {key} again changes nothing");
}

#[test]
fn width_spaces_and_marks_make_no_difference() {
    check("㈱マツダ", "(株)マツダ");
    check("㍿ＡＢＣ　Ｄｅｓｉｇｎ", "株式会社ABCDESIGN");
    check("ｶﾅｻﾞﾜ", "カナザワ");
    check("①Ⅲ㌔", "1IIIキロ");
    check("アート・ワークス", "アートワークス");
    check("ｱｰﾄ･ﾜｰｸｽ", "アートワークス");
    check("“O’Brien” \"Q\"", "OBRIENQ");
    check("「金沢」『箔』", "金沢箔");
    check("", "");
}

#[test]
fn hiragana_and_katakana_meet() {
    check("かなざわ", "カナザワ");
    check("ゔぁいおりん", "ヴァイオリン");
    check("いすゞ", "イスヾ");
    check("か\u{3099}", "ガ");
}

#[test]
fn kanji_variants_meet() {
    check("髙﨑澤邊", "高崎沢辺");
    check("齋藤", "斉藤");
    check("斎藤", "斉藤");
    check("濵櫻廣國德眞嶌冨籔", "浜桜広国徳真島富藪");
    check("𠮷田", "吉田");
}

#[test]
fn variation_selectors_are_dropped() {
    check("葛\u{E0100}城", "葛城");
    check("辻\u{E0101}", "辻");
    check("辺\u{FE00}", "辺");
}

#[test]
fn dashes_and_long_vowels_stay() {
    check("データ", "データ");
    check("A-1", "A-1");
    check("〜", "〜");
}

fn check_name(names: &[&str], key: &str) {
    for name in names {
        assert_eq!(fold_name(name), key, "{name}");
    }
}

#[test]
fn a_name_is_found_without_its_legal_form() {
    check_name(
        &[
            "株式会社沢田製作所",
            "澤田製作所㈱",
            "（株）澤田製作所",
            "澤田製作所 株式会社",
            "㍿ 沢田 製作所",
            "沢田製作所",
        ],
        "沢田製作所",
    );
    check_name(&["特例有限会社かが", "かが㈲", "有限会社カガ"], "カガ");
    check_name(&["一般社団法人金沢箔会", "(一社)金沢箔会"], "金沢箔会");
    check_name(
        &["地方独立行政法人工業試験所", "独立行政法人工業試験所"],
        "工業試験所",
    );
    check_name(&["医療法人社団みどり会", "医療法人みどり会"], "ミドリ会");
    check_name(&["金沢鉄工協同組合"], "金沢鉄工");
}

#[test]
fn a_legal_form_inside_a_name_stays() {
    check_name(&["日本株式会社研究所"], "日本株式会社研究所");
    check_name(&["株式会社"], "株式会社");
    check_name(&["株式会社有限会社"], "有限会社");
    check_name(&[""], "");
}

#[test]
fn the_longest_legal_form_is_tried_first() {
    for form in LEGAL_FORMS {
        assert_eq!(fold(form), *form);
    }
    assert!(LEGAL_FORMS.is_sorted_by_key(|form| std::cmp::Reverse(form.chars().count())));
}

fn check_ascii(text: &str, expected: &str) {
    assert_eq!(ascii(text), expected, "{text}");
}

#[test]
fn only_width_is_folded() {
    check_ascii("　ＡＢｃ１２３，％　", "ABc123,%");
    check_ascii("金沢　太郎", "金沢 太郎");
    check_ascii("￥１，０００", "¥1,000");
    check_ascii("ｶﾅ㈱髙①", "ｶﾅ㈱髙①");
    check_ascii("", "");
}

#[test]
fn dashes_between_digits_are_one_hyphen() {
    for dash in "ー ｰ − ‐ - – — ― ~ 〜 ～ － ‑".split(' ') {
        check_ascii(&format!("０７６{dash}２２０{dash}2204"), "076-220-2204");
    }
    check_ascii("データ", "データ");
    check_ascii("1ー", "1ー");
    check_ascii("−5", "−5");
    check_ascii("A−1", "A−1");
}

fn check_origins(text: &str, expected: &[(char, &str)]) {
    let folded = fold_with_origins(text);
    let shown: Vec<(char, &str)> = folded
        .iter()
        .map(|(c, origin)| (*c, &text[origin.clone()]))
        .collect();
    assert_eq!(shown, expected, "{text}");
}

#[test]
fn every_folded_character_knows_where_it_came_from() {
    check_origins("ｶﾞ A", &[('ガ', "ｶﾞ"), ('A', "A")]);
    check_origins(
        "か\u{3099}「ß」",
        &[('ガ', "か\u{3099}"), ('S', "ß"), ('S', "ß")],
    );
    check_origins("㌔髙", &[('キ', "㌔"), ('ロ', "㌔"), ('高', "髙")]);
    check_origins("각", &[('각', "각")]);
    check_origins("・", &[]);
    check_origins("", &[]);
}

proptest! {
    /// Folding with origins folds the same, and the origins follow one another on character boundaries.
    #[test]
    fn origins_lie_on_character_boundaries(text in "[ \\PCぁ-ん゙゚ァ-ヶｦ-ﾟ㌀-㏿가-힣ᄀ-ᇿ\u{300}-\u{340}Ａ-ｚa-zß・「」-]{0,24}") {
        let folded = fold_with_origins(&text);
        let key: String = folded.iter().map(|(c, _)| *c).collect();
        prop_assert_eq!(&key, &fold(&text));
        let mut earlier = 0..0;
        for (_, origin) in folded {
            prop_assert!(text.get(origin.clone()).is_some_and(|piece| !piece.is_empty()));
            prop_assert!(origin == earlier || origin.start >= earlier.end);
            earlier = origin;
        }
    }
}
