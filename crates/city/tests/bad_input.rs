//! Whatever an applicant writes: `assess` answers or refuses with place and sentence, and never guesses.
//!
//! The city is the small one of `broken/base`: a training subsidy and an equipment subsidy.

use std::fs;
use std::time::{Duration, Instant};

mod command;
use command::{Folder, Ran, assess, refused};

/// Assesses a profile with this text.
fn assess_text(text: impl AsRef<[u8]>) -> Ran {
    let folder = Folder::new("bad-input");
    assess(&folder.write("profile.yaml", text), &[])
}

/// The profile is refused with exactly one mistake, at this place and with this piece of the sentence.
fn check(profile: &str, place: &str, piece: &str) {
    let ran = assess_text(profile);
    refused(&ran, &format!("profile.yaml:{place}: "), piece);
    let count = ran.err.matches("profile.yaml:").count();
    assert_eq!(count, 1, "{profile}\n{}", ran.err);
}

/// Lines of `profile => place piece`.
fn check_each(table: &str) {
    for line in table.lines().filter(|line| !line.trim().is_empty()) {
        let (profile, expected) = line.split_once(" => ").expect("profile => expected");
        let (place, piece) = expected.split_once(' ').expect("place and piece");
        check(profile.trim_start(), place, piece);
    }
}

/// The training subsidy's verdict and amount for a profile that is in order.
fn training(text: &str) -> (String, serde_json::Value) {
    let ran = assess_text(text);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{text}");
    let answer: serde_json::Value = serde_json::from_str(&ran.out).expect("the answer is JSON");
    let answers = answer["answers"].as_array().expect("there are answers");
    let training = answers
        .iter()
        .find(|one| one["programme"] == "training")
        .expect("is judged");
    (
        training["verdict"].as_str().expect("a word").to_owned(),
        training["amount"].clone(),
    )
}

/// The profile gets the training subsidy of 83,000 yen: 124,600 × 2/3, rounded down to thousands.
fn gets_83000(text: &str) {
    let amount = serde_json::json!({"low": 83_000, "high": 83_000});
    assert_eq!(training(text), ("eligible".to_owned(), amount), "{text}");
}

#[test]
fn an_empty_profile_is_told_to_be_empty() {
    check("", "1:1", "The profile is empty");
    check("# nothing yet\n", "1:1", "The profile is empty");
}

#[test]
fn a_broken_profile_is_told_where_it_breaks() {
    check("capital: [1\nward: 北区\n", "2:5", "This is not valid YAML");
    check(
        "employees: 1\nemployees: 2\n",
        "2:1",
        "\"employees\" appears twice",
    );
    check_each(
        r#"
        just some words => 1:1 "key: value"
        facts: [employees] => 1:8 "key: value"
        employees: &n 22 => 1:12 Anchors (&)
        "#,
    );
}

#[test]
fn a_bracket_that_is_never_closed_is_told_within_the_file() {
    check("{\"employees\": 22", "1:17", "This is not valid YAML");
    check("employees: [22", "1:15", "This is not valid YAML");
}

#[test]
fn nesting_without_end_is_refused() {
    let deep = format!("expenses: {}", "[".repeat(100));
    check(&deep, "1:75", "nested too deeply");
    for opened in ["[", "- ", "{a: "] {
        refused(&assess_text(opened.repeat(50_000)), "profile.yaml:1:", "");
    }
}

#[test]
fn a_huge_profile_is_refused_before_it_is_read() {
    let folder = Folder::new("bad-input-huge");
    let path = folder.write("profile.yaml", "");
    let file = fs::File::options()
        .write(true)
        .open(&path)
        .expect("can be opened");
    file.set_len(100 * 1024 * 1024).expect("can be lengthened");
    let began = Instant::now();
    refused(
        &assess(&path, &[]),
        &path,
        "too large; the limit is 1024 kilobytes",
    );
    assert!(
        began.elapsed() < Duration::from_secs(5),
        "took {:?}",
        began.elapsed()
    );
}

#[test]
fn what_is_no_readable_file_is_named() {
    let folder = Folder::new("bad-input-files");
    let here = folder.file("");
    refused(&assess(&here, &[]), &here, "The file cannot be read");
    let nowhere = folder.file("nowhere.yaml");
    refused(&assess(&nowhere, &[]), &nowhere, "The file cannot be read");
    for not_utf8 in [b"ward: \x96\x6b\x8b\xe6\n" as &[u8], b"\xff\xfee\0m\0p\0"] {
        let path = folder.write("profile.yaml", not_utf8);
        refused(&assess(&path, &[]), &path, "not in UTF-8");
    }
}

#[test]
fn an_unknown_fact_is_told_with_the_nearest_one() {
    check_each(
        r#"
        employes: 22 => 1:1 There is no fact "employes". Did you mean "employees"?
        facts: {weather: fine} => 1:9 There is no fact "weather"
        expenses: [{categry: machinery}] => 1:13 There is no key "categry"
        "#,
    );
}

#[test]
fn numbers_that_mean_nothing_are_refused() {
    check_each(
        r#"
        employees: 22円 => 1:12 The unit "円" does not fit "employees"
        capital: 1.72E+11 => 1:10 In "1.72E+11" for "capital", a spreadsheet has lost digits
        capital: "1.72E+11" => 1:10 In "1.72E+11" for "capital", a spreadsheet has lost digits
        capital: 1.72E11 => 1:10 a spreadsheet has lost digits
        capital: "12,34" => 1:10 In "12,34" for "capital", a comma or decimal point is in the wrong place
        employees: -5 => 1:12 "-5" for "employees" is outside what is possible
        capital: △500万円 => 1:10 "△500万円" for "capital" is outside what is possible
        employees: 2.5 => 1:12 "2.5" for "employees" is not a whole number
        employees: 2.5人 => 1:12 "2.5人" for "employees" is not a whole number
        employees: 100001 => 1:12 "100001" for "employees" is outside what is possible
        employees: 20..10 => 1:12 The range "20..10" for "employees" ends before it begins
        capital: 300..400万円 => 1:10 can mean two things
        capital: NaN => 1:10 "NaN" for "capital" cannot be read as a number
        capital: .nan => 1:10 ".nan" for "capital" cannot be read as a number
        capital: .inf => 1:10 ".inf" for "capital" cannot be read as a number
        capital: -.inf => 1:10 "-.inf" for "capital" cannot be read as a number
        capital: Infinity => 1:10 "Infinity" for "capital" cannot be read as a number
        capital: true => 1:10 "true" for "capital" cannot be read as a number
        "#,
    );
    let huge = format!("capital: 1{}", "0".repeat(40));
    check(&huge, "1:10", "for \"capital\" has too many digits");
}

#[test]
fn numbers_too_large_to_add_up_do_no_harm() {
    for zeros in [16, 17, 18, 19, 27, 35, 36, 37] {
        let cost = format!("16{}", "0".repeat(zeros));
        let machine = format!("{{category: machinery, cost: {cost}}}");
        let work = format!("{{category: outsourcing, cost: {cost}}}");
        for list in [[&machine, &machine], [&machine, &work], [&work, &work]] {
            let [one, other] = list;
            let ran = assess_text(format!(
                "training_cost: {cost}\nexpenses: [{one}, {other}]\n"
            ));
            assert!(matches!(ran.code, 0 | 1), "{cost}: {ran:?}");
        }
    }
}

#[test]
fn values_of_the_wrong_kind_are_refused() {
    check_each(
        r#"
        legal_form: club => 1:13 "legal_form" has no choice "club". Write one of these: company, coop
        tax_arrears: perhaps => 1:14 "perhaps" for "tax_arrears" is neither yes nor no
        industry: "99999" => 1:11 "99999" cannot be read as a code
        expenses: machinery => 1:11 This must be a list
        employees: [22] => 1:12 This must be a text
        "#,
    );
}

#[test]
fn days_that_never_were_are_refused() {
    for day in [
        "2020-02-30",
        "令和元年4月30日",
        "H32.1.1",
        "24/4/1",
        "令和0年1月1日",
    ] {
        let piece = format!("\"{day}\" is not a date");
        check(&format!("founded_on: {day}"), "1:13", &piece);
    }
}

#[test]
fn a_corporate_number_is_checked() {
    check_each(
        r#"
        corporate_number: "5000020172014" => 1:19 its first digit should be 4
        corporate_number: "400002017201" => 1:19 "400002017201" is not a corporate number. It has 13 digits
        "#,
    );
    let right = "corporate_number: ４００００-２０１７-２０１４\nemployees: 12\n";
    assert_eq!(training(right).0, "undecided");
}

#[test]
fn every_mistake_of_a_profile_is_told_at_once() {
    let ran = assess_text("employees: -1\nfounded_on: 2020-02-30\nwardd: 北区\n");
    refused(&ran, "profile.yaml:1:12: ", "outside what is possible");
    refused(&ran, "profile.yaml:2:13: ", "is not a date");
    refused(&ran, "profile.yaml:3:1: ", "Did you mean \"ward\"?");
}

#[test]
fn what_people_write_is_understood() {
    gets_83000(
        "facts: {employees: 12, capital: 1000万円, industry: \"2441\", place_in_city: [factory], \
         founded_on: 2020-04-01, tax_arrears: false, training_cost: 124600}\n",
    );
    gets_83000(
        "name: 見本製作所\nemployees: １２人\ncapital: \"1,000万円\"\nindustry: 2441\nplace_in_city: [工場]\n\
         founded_on: 令和２年４月１日\ntax_arrears: 無\ntraining_cost: １２万４，６００円\n",
    );
    gets_83000(
        "\u{feff}employees: \"12 people\"\r\ncapital: 1億円\r\nindustry: E\r\nplace_in_city: [head_office, factory]\r\n\
         founded_on: R2.4.1\r\ntax_arrears: いいえ\r\ntraining_cost: ￥124,600\r\n",
    );
    gets_83000(
        r#"{"facts": {"employees": 12, "capital": 10000000, "industry": ["2441"], "place_in_city": "factory",
            "founded_on": "2020/4/1", "tax_arrears": "no", "training_cost": 124600, "ward": null}}"#,
    );
    // 有: there are unpaid taxes, so the subsidy is refused.
    assert_eq!(training("tax_arrears: 有\n").0, "ineligible");
}
