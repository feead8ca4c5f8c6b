use super::{LocalGovernmentCode, LocalGovernmentCodeFault};

fn check(text: &str, expected: Result<&str, LocalGovernmentCodeFault>) {
    let code = LocalGovernmentCode::parse(text).map(|code| code.to_string());
    assert_eq!(code, expected.map(str::to_owned), "{text}");
}

#[test]
fn known_codes_are_read() {
    for code in ["172014", "170003", "131016", "010006"] {
        check(code, Ok(code));
    }
    check("１７２０１４", Ok("172014"));
    check(" 17-201-4 ", Ok("172014"));
}

#[test]
fn five_digits_receive_their_check_digit() {
    check("17201", Ok("172014"));
    check("17000", Ok("170003"));
    check("13101", Ok("131016"));
    check("01000", Ok("010006"));
}

#[test]
fn other_texts_are_refused() {
    let fault = Err(LocalGovernmentCodeFault::NotSixDigits);
    check("", fault);
    check("1720", fault);
    check("1720144", fault);
    check("17201a", fault);
    check("1.72E+11", fault);
}

#[test]
fn there_are_47_prefectures() {
    check("00201", Err(LocalGovernmentCodeFault::NoSuchPrefecture));
    check("482014", Err(LocalGovernmentCodeFault::NoSuchPrefecture));
    check("47201", Ok("472018"));
}

#[test]
fn a_wrong_check_digit_names_the_right_one() {
    check(
        "172015",
        Err(LocalGovernmentCodeFault::CheckDigit { expected: 4 }),
    );
    check(
        "127014",
        Err(LocalGovernmentCodeFault::CheckDigit { expected: 9 }),
    );
}
