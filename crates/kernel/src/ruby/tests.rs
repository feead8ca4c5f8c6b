//! What can be written, how it is shown, and how mistakes are told.

use super::*;

fn html(text: &str) -> String {
    Ruby::parse(text).expect("the notation").html()
}

#[test]
fn a_reading_stands_over_what_the_bar_begins() {
    assert_eq!(
        html("｜金沢《かなざわ》のまち"),
        "<ruby>金沢<rp>（</rp><rt>かなざわ</rt><rp>）</rp></ruby>のまち"
    );
    let ruby = Ruby::parse("3Dで｜作《つく》る").expect("the notation");
    assert_eq!(ruby.plain(), "3Dで作る");
    assert_eq!(ruby.runs().len(), 3);
}

#[test]
fn without_a_bar_the_kanji_before_it_are_read() {
    assert_eq!(html("この市《し》"), html("この｜市《し》"));
    assert_eq!(html("人々《ひとびと》"), html("｜人々《ひとびと》"));
}

#[test]
fn nothing_in_a_text_becomes_markup() {
    assert_eq!(
        html("<b>&｜\"x\"《エックス》"),
        "&#60;b&#62;&#38;<ruby>&#34;x&#34;<rp>（</rp><rt>エックス</rt><rp>）</rp></ruby>"
    );
    let ruby = Ruby::parse("<script>").expect("plain text");
    assert_eq!(ruby.plain_html(), "&#60;script&#62;");
}

#[test]
fn mistakes_are_told_with_their_place_in_the_text() {
    let check = |text: &str, key: &str, found: &str| {
        let fault = Ruby::parse(text).expect_err(text);
        assert_eq!((fault.key(), fault.found()), (key, found), "{text}");
    };
    check("市の｜金沢", "ruby-no-reading", "｜金沢");
    check("｜市の｜金沢《かなざわ》", "ruby-no-reading", "市の｜金沢");
    check("金沢《かなざわ", "ruby-not-closed", "《かなざわ");
    check("まち《まち》", "ruby-no-base", "《まち》");
    check("｜《まち》", "ruby-no-base", "《まち》");
    check("金沢》です", "ruby-no-base", "金沢》です");
    check("｜金沢《》", "ruby-not-kana", "");
    check("｜金沢《kanazawa》", "ruby-not-kana", "kanazawa");
    check("｜金沢《<b>》", "ruby-not-kana", "<b>");
}

#[test]
fn a_kanji_without_a_reading_is_found() {
    let first = |text: &str| Ruby::parse(text).expect("the notation").first_unread();
    assert_eq!(first("｜金沢《かなざわ》のまち、VR"), None);
    assert_eq!(first("｜金沢《かなざわ》の町"), Some('町'));
    assert_eq!(first(""), None);
}
