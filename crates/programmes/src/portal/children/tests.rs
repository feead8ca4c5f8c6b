//! The page for children, as a child and a parent find it.

use kernel::{Lang, Ruby};

use crate::portal::tests::{kanazawa, odd, read};

const DAY: &str = "2026-11-22";

#[tokio::test]
async fn readings_are_switched_by_a_link_that_keeps_nothing_but_the_address() {
    let plain = read(kanazawa(), DAY, "/children").await;
    assert!(!plain.contains("<ruby>"));
    assert!(plain.contains("href=\"/children?furigana=on#content\""));
    let with = read(kanazawa(), DAY, "/children?furigana=on").await;
    assert!(with.contains("<ruby>小学生<rp>（</rp><rt>しょうがくせい</rt>"));
    assert!(with.contains("href=\"/children#content\""));
    assert!(
        with.contains("<title>子どものページ |"),
        "titles stay plain"
    );
    let english = read(kanazawa(), DAY, "/en/children?furigana=on").await;
    assert!(!english.contains("<ruby>") && !english.contains("furigana=on#"));
}

#[tokio::test]
async fn only_what_lets_pupils_in_and_is_told_to_them_is_shown() {
    let city = kanazawa();
    let html = read(city.clone(), DAY, "/en/children").await;
    let told = (city.programmes.iter()).filter(|programme| programme.children.is_some());
    assert_eq!(html.matches("<li class=\"card\">").count(), told.count());
    assert!(html.contains("/en/programmes/kz-vivistop"));
    assert!(!html.contains("/en/programmes/kz-equip-2025"));
    let empty = read(odd(), DAY, "/en/children").await;
    assert!(empty.contains("There is nothing to show here"), "{empty}");
}

#[test]
fn a_child_can_read_every_word_of_the_page() {
    let words = include_str!("../../../messages/children.ja.txt");
    for line in words.lines().filter(|line| !line.starts_with('#')) {
        let (key, text) = line.split_once(" = ").expect("a message");
        let ruby = Ruby::parse(text).expect(key);
        assert_eq!(ruby.first_unread(), None, "{key}");
        assert!(crate::words().find(Lang::En, key).is_some(), "{key}");
    }
}
