//! Those who do not know exactly: between two ends, not at all, or later.

use super::journey::{asked, between};
use crate::portal::finder::answers::Answers;
use crate::portal::finder::file::to_json;
use crate::portal::tests::{kanazawa, odd, read};

const FIRM: &str =
    "applicant=company&industry=2441&employees=400&place_in_city=head_office&skip=-wish";

#[tokio::test]
async fn a_firm_that_does_not_know_its_capital_gives_a_range_and_gets_ranges() {
    let city = kanazawa();
    let at_question = format!("/en/finder?{FIRM}&ask=capital");
    let html = read(city.clone(), "2026-11-22", &at_question).await;
    assert_eq!(asked(&html), Some("capital"));
    for field in ["capital", "capital.least", "capital.most"] {
        assert!(html.contains(&format!("name=\"{field}\"")), "{field}");
    }
    let told =
        format!("/en/finder?{FIRM}&capital=&capital.least=5,000,000&capital.most=20,000,000");
    let html = read(city.clone(), "2026-11-22", &told).await;
    let said = "5,000,000 yen to 20,000,000 yen";
    assert!(html.contains(&format!("Read as: {said}")), "said back");
    assert!(
        html.contains("capital=5%2C000%2C000..20%2C000%2C000"),
        "from now on one interval stands in the address"
    );
    assert!(
        html.contains("(depends on your answers"),
        "amounts are ranges"
    );
    // The same interval means the same to the sheet and to the files.
    let sheet = format!("/en/finder/result?{FIRM}&capital=5000000..20000000");
    assert!(
        read(city.clone(), "2026-11-22", &sheet)
            .await
            .contains(said)
    );
    let pairs = [("capital.least", "500万円"), ("capital.most", "2000万円")];
    let pairs = pairs.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let profile = Answers::new(pairs.to_vec()).read(&city.facts).profile;
    let file = to_json(&profile, &city.facts).to_string();
    assert!(file.contains("5000000..20000000"), "{file}");
}

#[tokio::test]
async fn a_number_beside_a_range_is_asked_again_and_nothing_is_read_of_it() {
    let html = read(
        odd(),
        "2026-05-01",
        "/en/finder?employees=5&employees.least=9&arrears=no",
    )
    .await;
    assert_eq!(asked(&html), Some("employees"));
    assert!(html.contains("Both a number and a range are given"));
    assert!(!html.contains("Read as: 5 people"));
}

#[tokio::test]
async fn what_is_not_known_is_not_asked_again_and_what_is_skipped_is_offered_in_the_end() {
    let all = "/en/finder?employees=50&arrears=yes&skip=-wish";
    let html = read(odd(), "2026-05-01", &format!("{all}&dont-know=place")).await;
    assert_ne!(asked(&html), Some("place"));
    assert!(html.contains("Not known"));
    assert!(html.contains("No further answer would change the results"));
    let html = read(odd(), "2026-05-01", &format!("{all}&skip=place")).await;
    assert!(html.contains("Some questions were skipped") && html.contains("ask=place"));
    let html = read(
        odd(),
        "2026-05-01",
        &format!("{all}&dont-know=place&ask=place"),
    )
    .await;
    assert!(html.contains("name=\"dont-know\" value=\"place\""));
}

#[tokio::test]
async fn each_answer_says_how_many_programmes_and_how_much_money_it_decided() {
    let says = async |query: &str, texts: &[&str]| {
        let html = read(odd(), "2026-05-01", &format!("/en/finder?{query}")).await;
        let effect = between(&html, "id=\"finder-effect\">", "</p>").expect("an effect");
        for text in texts {
            assert!(effect.contains(text), "{query}: {effect}");
        }
    };
    says(
        "arrears=yes&skip=-wish",
        &["This answer decided 2 (usable 0, not usable 2)."],
    )
    .await;
    let met = "place=factory&arrears=no&machines=-&awards=-&receiving=-&certificates=-";
    says(
        &format!("{met}&cost=124600&employees=12"),
        &[
            "usable 1, not usable 0",
            "83,000 yen in one programme became certain",
        ],
    )
    .await;
    says(
        &format!("{met}&cost=124600&employees=50"),
        &[
            "usable 0, not usable 1",
            "83,000 yen in one programme is no longer possible",
        ],
    )
    .await;
}
