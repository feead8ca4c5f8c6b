use jiff::civil::{Date, date};

use super::FiscalYear;

fn check(day: Date, year: i16) {
    let fiscal_year = FiscalYear::containing(day);
    assert_eq!(fiscal_year.year(), year);
    assert!(fiscal_year.first_day() <= day && day <= fiscal_year.last_day());
}

#[test]
fn a_fiscal_year_runs_from_april_to_march() {
    check(date(2025, 4, 1), 2025);
    check(date(2025, 12, 31), 2025);
    check(date(2026, 3, 31), 2025);
    check(date(2026, 4, 1), 2026);
    check(date(2024, 2, 29), 2023);
}

#[test]
fn the_ends_of_the_calendar_are_no_trap() {
    check(Date::MIN, -10_000);
    check(Date::MAX, 9_999);
}

#[test]
fn a_year_has_its_days() {
    let fiscal_year = FiscalYear::new(2015).unwrap();
    assert_eq!(fiscal_year.first_day(), date(2015, 4, 1));
    assert_eq!(fiscal_year.last_day(), date(2016, 3, 31));
    assert_eq!(FiscalYear::new(25), None);
}

fn check_name(year: i16, ja: &str) {
    let fiscal_year = FiscalYear::new(year).unwrap();
    assert_eq!(fiscal_year.ja(), ja);
    assert_eq!(fiscal_year.en(), format!("fiscal {year}"));
}

#[test]
fn a_year_is_named_by_the_era_of_its_first_day() {
    check_name(2025, "令和7年度");
    check_name(2020, "令和2年度");
    check_name(2018, "平成30年度");
    check_name(2015, "平成27年度");
    check_name(1989, "平成元年度");
    check_name(1988, "昭和63年度");
    check_name(1927, "昭和2年度");
    check_name(1926, "大正15年度");
}

#[test]
fn fiscal_2019_belongs_to_reiwa() {
    check_name(2019, "令和元年度");
}
