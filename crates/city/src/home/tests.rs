use kernel::Lang;

use crate::{fault_words, words};

#[test]
fn both_languages_have_the_same_words() {
    assert_eq!(words().differences(), Vec::<String>::new());
    assert_eq!(fault_words().differences(), Vec::<String>::new());
    assert!(fault_words().find(Lang::En, "rule-wrong-unit").is_some());
}

#[test]
fn days_are_counted_to_the_closing_day() {
    let day = |text: &str| kernel::wareki::parse_date(text).expect("a date");
    for (from, to, count) in [
        ("2026-11-22", "2026-11-22", 0),
        ("2026-11-22", "2026-11-30", 8),
        ("2024-02-28", "2024-03-01", 2),
    ] {
        assert_eq!(
            super::deadlines::days(day(from), day(to)),
            count,
            "{from} {to}"
        );
    }
}
