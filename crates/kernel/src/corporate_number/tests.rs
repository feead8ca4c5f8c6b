use super::{CorporateNumber, CorporateNumberFault};

fn check(text: &str, expected: Result<&str, CorporateNumberFault>) {
    let number = CorporateNumber::parse(text).map(|number| number.to_string());
    assert_eq!(number, expected.map(str::to_owned), "{text}");
}

#[test]
fn registered_numbers_are_read() {
    for number in [
        "7000012050002",
        "4000020172014",
        "8000020130001",
        "1010001005145",
        "5050005005266",
    ] {
        check(number, Ok(number));
    }
}

#[test]
fn people_write_numbers_in_their_own_way() {
    check("４０００02０１７２０１４", Ok("4000020172014"));
    check(" 4-0000-2017-2014 ", Ok("4000020172014"));
    check("4　0000　2017　2014", Ok("4000020172014"));
    check("4−0000ー2017‐2014", Ok("4000020172014"));
}

#[test]
fn other_lengths_and_letters_are_refused() {
    let fault = Err(CorporateNumberFault::NotThirteenDigits);
    check("", fault);
    check("400002017201", fault);
    check("40000201720144", fault);
    check("T4000020172014", fault);
    check("4000020172O14", fault);
    check("四000020172014", fault);
}

#[test]
fn a_wrong_check_digit_names_the_right_one() {
    let fault = Err(CorporateNumberFault::CheckDigit { expected: 4 });
    check("5000020172014", fault);
    check("0000020172014", fault);
    check(
        "4000020172015",
        Err(CorporateNumberFault::CheckDigit { expected: 3 }),
    );
    check(
        "4000020170214",
        Err(CorporateNumberFault::CheckDigit { expected: 6 }),
    );
}
