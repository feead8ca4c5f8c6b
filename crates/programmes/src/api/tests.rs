#[test]
fn both_languages_say_the_same() {
    let differences = super::own_words().differences();
    assert!(differences.is_empty(), "{differences:?}");
}
