use jiff::civil::{Date, date};

use super::{date_en, date_ja, parse_date, wareki};

fn check(text: &str, expected: Option<Date>) {
    assert_eq!(parse_date(text), expected, "{text}");
}

#[test]
fn one_day_is_written_in_many_ways() {
    for text in [
        "2024-04-01",
        "2024-4-1",
        "2024/4/1",
        "2024/04/01",
        "2024.4.1",
        "20240401",
        "2024年4月1日",
        "2024年04月01日",
        "R6.4.1",
        "R6/4/1",
        "r6-4-1",
        "R06.04.01",
        "R6年4月1日",
        "令和6年4月1日",
        "令和6.4.1",
        "令和 6年 4月 1日",
        " 2024-04-01 ",
        "　令和６年４月１日　",
        "２０２４／４／１",
        "２０２４－０４－０１",
        "２０２４０４０１",
        "Ｒ６．４．１",
        "ｒ６ー４ー１",
    ] {
        check(text, Some(date(2024, 4, 1)));
    }
}

#[test]
fn the_first_year_of_an_era_is_gannen() {
    check("令和元年5月1日", Some(date(2019, 5, 1)));
    check("令和1年5月1日", Some(date(2019, 5, 1)));
    check("R元.12.31", Some(date(2019, 12, 31)));
    check("平成元年1月8日", Some(date(1989, 1, 8)));
    check("昭和元年12月25日", Some(date(1926, 12, 25)));
    check("大正元年7月30日", Some(date(1912, 7, 30)));
    check("2024元年4月1日", None);
    check("元年4月1日", None);
}

#[test]
fn an_era_date_lies_inside_its_era() {
    check("平成31年4月30日", Some(date(2019, 4, 30)));
    check("令和元年4月1日", None);
    check("令和元年4月30日", None);
    check("平成31年5月1日", None);
    check("平成32年1月1日", None);
    check("昭和64年1月7日", Some(date(1989, 1, 7)));
    check("昭和64年1月8日", None);
    check("平成元年1月7日", None);
    check("S1.12.24", None);
    check("T15.12.24", Some(date(1926, 12, 24)));
    check("M45.7.29", Some(date(1912, 7, 29)));
    check("M45.7.30", None);
    check("令和0年5月1日", None);
}

#[test]
fn old_calendar_dates_are_refused() {
    check("明治6年1月1日", Some(date(1873, 1, 1)));
    check("明治5年12月2日", None);
    check("明治元年10月23日", None);
}

#[test]
fn days_that_do_not_exist_are_refused() {
    check("2024-02-29", Some(date(2024, 2, 29)));
    check("2023-02-29", None);
    check("2024-04-31", None);
    check("2024-13-01", None);
    check("2024-00-01", None);
    check("20240230", None);
    check("令和6年2月30日", None);
}

#[test]
fn what_is_no_date_is_refused() {
    for text in [
        "",
        " ",
        "R",
        "令和",
        "24/4/1",
        "2024",
        "2024-04",
        "令和6年4月",
        "2024-4/1",
        "2024-04-01T00:00",
        "2024/4/1/2",
        "202404011",
        "1/4/2024",
        "+024-4-1",
        "2024-+4-1",
        "R-6-4-1",
        "R6.4.1.",
        "-2024-04-01",
        "四月一日",
        "令和六年四月一日",
        "R999.4.1",
        "99999年1月1日",
    ] {
        check(text, None);
    }
}

#[test]
fn dates_are_written_for_readers() {
    let day = date(2026, 4, 1);
    assert_eq!(wareki(date(2024, 4, 1)), "令和6年4月1日");
    assert_eq!(wareki(date(2019, 5, 1)), "令和元年5月1日");
    assert_eq!(wareki(date(2019, 4, 30)), "平成31年4月30日");
    assert_eq!(date_ja(day), "2026年4月1日（令和8年）");
    assert_eq!(date_ja(date(2019, 12, 31)), "2019年12月31日（令和元年）");
    assert_eq!(date_en(day), "1 April 2026");
    assert_eq!(date_en(date(2025, 12, 31)), "31 December 2025");
}

#[test]
fn days_without_an_era_keep_the_western_year() {
    assert_eq!(wareki(date(1870, 4, 1)), "1870年4月1日");
    assert_eq!(date_ja(date(1850, 4, 1)), "1850年4月1日");
}

#[test]
fn what_is_written_can_be_read_again() {
    let mut day = date(1873, 1, 1);
    while day < date(2030, 1, 1) {
        check(&wareki(day), Some(day));
        check(&day.to_string(), Some(day));
        day = day.checked_add(jiff::ToSpan::days(7)).unwrap();
    }
}
