use super::NumberFault::{
    self, BadSeparator, Empty, NotANumber, ReversedRange, Scientific, TooLarge, UnclearRange,
};
use super::{NumberText, parse, parse_range};

fn number(digits: i128, scale: u32, unit: &str) -> NumberText {
    NumberText {
        digits,
        scale,
        unit: unit.to_owned(),
    }
}

fn check(text: &str, digits: i128, scale: u32, unit: &str) {
    assert_eq!(parse(text), Ok(number(digits, scale, unit)), "{text}");
}

fn refuse(text: &str, fault: NumberFault) {
    assert_eq!(parse(text), Err(fault), "{text}");
}

#[test]
fn plain_numbers() {
    check("0", 0, 0, "");
    check("42", 42, 0, "");
    check("007", 7, 0, "");
    check(" ４２ ", 42, 0, "");
    check("3.14", 314, 2, "");
    check("1.50", 15, 1, "");
    check("2.00", 2, 0, "");
    check("0.05", 5, 2, "");
}

#[test]
fn signs() {
    check("-5", -5, 0, "");
    check("−5円", -5, 0, "円");
    check("△1,200千円", -1_200_000, 0, "円");
    check("▲ 0.5%", -5, 1, "%");
    check("+3", 3, 0, "");
    refuse("--3", NotANumber);
    refuse("-", NotANumber);
}

#[test]
fn units_follow_the_number() {
    check("300人", 300, 0, "人");
    check("300 人", 300, 0, "人");
    check("6か月", 6, 0, "か月");
    check("66.7％", 667, 1, "%");
    check("１，０００㎡", 1_000, 0, "㎡");
    check("500m2", 500, 0, "m2");
    check("12ｋｇ", 12, 0, "kg");
    check("3,000円/人", 3_000, 0, "円/人");
    check("1000円(税込)", 1_000, 0, "円(税込)");
    check("￥1,000", 1_000, 0, "円");
    check("¥1,000円", 1_000, 0, "円");
    check("5E", 5, 0, "E");
}

#[test]
fn thousands_are_separated_in_the_right_places() {
    check("1,234,567", 1_234_567, 0, "");
    check("１，２３４円", 1_234, 0, "円");
    check("12,345.67", 1_234_567, 2, "");
    for text in [
        "12,34",
        "1,2345",
        "1234,567",
        "1,234,",
        ",123人",
        "1,,234",
        "0,123",
        "1.234,5",
        "1.234.567",
        "5.",
        "5.円",
        "1億2,34万",
    ] {
        refuse(
            text,
            if text.starts_with(',') {
                NotANumber
            } else {
                BadSeparator
            },
        );
    }
}

#[test]
fn multipliers_combine_as_in_speech() {
    check("3千円", 3_000, 0, "円");
    check("5000千円", 5_000_000, 0, "円");
    check("300百万円", 300_000_000, 0, "円");
    check("200万円", 2_000_000, 0, "円");
    check("1億5000万円", 150_000_000, 0, "円");
    check("1億2,345万", 123_450_000, 0, "");
    check("1億2,345万6,789円", 123_456_789, 0, "円");
    check("１億 ５０００万円", 150_000_000, 0, "円");
    check("3千5百万円", 35_000_000, 0, "円");
    check("2千万円", 20_000_000, 0, "円");
    check("1万2千人", 12_000, 0, "人");
    check("12,345万円", 123_450_000, 0, "円");
    check("1兆5億円", 1_000_500_000_000, 0, "円");
    check("-1億5000万円", -150_000_000, 0, "円");
}

#[test]
fn decimals_stay_exact() {
    check("2.5億円", 250_000_000, 0, "円");
    check("1.23456万円", 123_456, 1, "円");
    check("0.1千円", 100, 0, "円");
    check("1億2.5万円", 100_025_000, 0, "円");
    check("1億2.50万円", 100_025_000, 0, "円");
    refuse("1.2億3000万円", NotANumber);
    refuse("1.5千5百円", NotANumber);
}

#[test]
fn parts_that_do_not_fit_are_refused() {
    refuse("5万3億", NotANumber);
    refuse("1万20000円", NotANumber);
    refuse("1億12,345万円", NotANumber);
    refuse("3千5000円", NotANumber);
    refuse("1億1億円", NotANumber);
}

#[test]
fn what_is_no_number_is_refused() {
    refuse("", Empty);
    refuse("　", Empty);
    for text in [
        "円",
        "万円",
        "千円",
        "三百万円",
        "abc",
        "約300人",
        ".5",
        "10-20",
        "10〜20",
        "2024-04-01",
        "10..20",
        "6か月と3日",
        "5!",
        "3、000",
        "¥",
        "1億万円",
        "5万千円",
        "10千千円",
        "10ー",
    ] {
        refuse(text, NotANumber);
    }
    refuse("12 34", NotANumber);
}

#[test]
fn spreadsheet_damage_is_told_apart() {
    refuse("1.72E+11", Scientific);
    refuse("1.72e11", Scientific);
    refuse("１．７２Ｅ＋１１", Scientific);
    refuse("2E-3", Scientific);
}

#[test]
fn numbers_beyond_all_amounts_are_refused() {
    check(&"9".repeat(38), 10_i128.pow(38) - 1, 0, "");
    refuse(&"9".repeat(40), TooLarge);
    refuse(&format!("{}兆円", "9".repeat(30)), TooLarge);
    refuse(&format!("1.{}", "1".repeat(60)), TooLarge);
    refuse(&format!("1億0.{}1", "0".repeat(36)), TooLarge);
}

fn check_range(text: &str, from: Option<NumberText>, to: Option<NumberText>) {
    let range = parse_range(text).unwrap_or_else(|fault| panic!("{text}: {fault:?}"));
    let range = range.unwrap_or_else(|| panic!("{text}: no range"));
    assert_eq!((range.from, range.to), (from, to), "{text}");
}

#[test]
fn a_range_has_two_ends_or_one() {
    check_range("10..20", Some(number(10, 0, "")), Some(number(20, 0, "")));
    check_range(
        "１０．．２０人",
        Some(number(10, 0, "人")),
        Some(number(20, 0, "人")),
    );
    check_range(
        "300万円..400万円",
        Some(number(3_000_000, 0, "円")),
        Some(number(4_000_000, 0, "円")),
    );
    check_range(
        "3000000..4000000円",
        Some(number(3_000_000, 0, "円")),
        Some(number(4_000_000, 0, "円")),
    );
    check_range(
        "0..400万円",
        Some(number(0, 0, "円")),
        Some(number(4_000_000, 0, "円")),
    );
    check_range(
        "1.5..1.5%",
        Some(number(15, 1, "%")),
        Some(number(15, 1, "%")),
    );
    check_range("-5 .. -3", Some(number(-5, 0, "")), Some(number(-3, 0, "")));
    check_range("0円..", Some(number(0, 0, "円")), None);
    check_range("..20", None, Some(number(20, 0, "")));
}

fn refuse_range(text: &str, fault: NumberFault) {
    assert_eq!(parse_range(text), Err(fault), "{text}");
}

#[test]
fn a_range_says_one_thing() {
    assert_eq!(parse_range("300万円"), Ok(None));
    assert_eq!(parse_range(""), Ok(None));
    refuse_range("..", Empty);
    refuse_range("300..400万円", UnclearRange);
    refuse_range("10人..20円", UnclearRange);
    refuse_range("20..10", ReversedRange);
    refuse_range("0.2..0.15", ReversedRange);
    refuse_range("10...20", NotANumber);
    refuse_range("10..20..30", NotANumber);
    refuse_range("12,34..99,999", BadSeparator);
}
