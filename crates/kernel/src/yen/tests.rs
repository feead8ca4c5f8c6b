use super::Yen;

fn check(yen: i64, plain: &str, ja: &str, en: &str) {
    assert_eq!(Yen(yen).to_string(), plain);
    assert_eq!(Yen(yen).ja(), ja);
    assert_eq!(Yen(yen).en(), en);
}

#[test]
fn round_amounts_are_read_in_man_and_oku() {
    check(2_000_000, "2,000,000", "200万円", "2,000,000 yen");
    check(10_000, "10,000", "1万円", "10,000 yen");
    check(
        123_450_000,
        "123,450,000",
        "1億2,345万円",
        "123,450,000 yen",
    );
    check(300_000_000, "300,000,000", "3億円", "300,000,000 yen");
    check(
        1_000_500_000_000,
        "1,000,500,000,000",
        "1兆5億円",
        "1,000,500,000,000 yen",
    );
    check(-2_000_000, "-2,000,000", "-200万円", "-2,000,000 yen");
}

#[test]
fn other_amounts_keep_every_digit() {
    check(0, "0", "0円", "0 yen");
    check(999, "999", "999円", "999 yen");
    check(1_000, "1,000", "1,000円", "1,000 yen");
    check(
        123_456_789,
        "123,456,789",
        "123,456,789円",
        "123,456,789 yen",
    );
    check(-1_234, "-1,234", "-1,234円", "-1,234 yen");
}

#[test]
fn the_largest_amounts_are_written_whole() {
    assert_eq!(Yen(i64::MAX).to_string(), "9,223,372,036,854,775,807");
    assert_eq!(Yen(i64::MIN).to_string(), "-9,223,372,036,854,775,808");
    assert_eq!(
        Yen(9_223_372_036_854_770_000).ja(),
        "9,223,372兆368億5,477万円"
    );
}

#[test]
fn sums_never_wrap_round() {
    assert_eq!(Yen(1).checked_add(Yen(2)), Some(Yen(3)));
    assert_eq!(Yen(1).checked_sub(Yen(2)), Some(Yen(-1)));
    assert_eq!(Yen(i64::MAX).checked_add(Yen(1)), None);
    assert_eq!(Yen(i64::MIN).checked_sub(Yen(1)), None);
}

#[test]
fn a_column_may_be_aligned() {
    assert_eq!(format!("{:>9}", Yen(12_345)), "   12,345");
}
