//! From parameters to a profile, and from a profile to a page.

use eligibility::{Profile, Value};
use kernel::Lang;

use super::answers::{Answers, Read, sentence};
use crate::Catalogue;
use crate::portal::tests::{odd, read};

fn answers(query: &[(&str, &str)]) -> (std::sync::Arc<Catalogue>, Read) {
    let city = odd();
    let pairs = query
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    let read = Answers::new(pairs.collect()).read(&city.facts);
    (city, read)
}

fn value(query: &[(&str, &str)], fact: &str) -> Value {
    let (city, read) = answers(query);
    assert!(read.faults.is_empty(), "{query:?}: {:?}", read.faults);
    let id = city.facts.find(fact).expect("a fact");
    read.profile.get(id).clone()
}

#[test]
fn none_is_told_from_unknown() {
    for fact in ["place", "certificates", "machines", "awards", "receiving"] {
        assert!(value(&[(fact, "")], fact).is_unknown(), "{fact}");
        let none = value(&[(fact, "-")], fact);
        assert!(!none.is_unknown(), "{fact}");
    }
    assert_eq!(value(&[("place", "-")], "place"), Value::Choices(0));
    assert_eq!(
        value(&[("place", "factory"), ("place", "office")], "place"),
        Value::Choices(0b11)
    );
    assert_eq!(
        value(&[("awards", "-")], "awards"),
        Value::Awards(Vec::new())
    );
}

#[test]
fn answers_are_read_as_people_write_them() {
    assert_eq!(value(&[("arrears", "no")], "arrears"), Value::YesNo(false));
    assert_eq!(
        value(&[("cost", "2,000万円")], "cost"),
        value(&[("cost", "20000000")], "cost")
    );
    assert!(!value(&[("employees", "10..20")], "employees").is_unknown());
    let era = value(&[("founded_on", "令和元年7月1日")], "founded_on");
    assert_eq!(era, value(&[("founded_on", "2019-07-01")], "founded_on"));
    let codes = value(&[("industry", "E、 39,411")], "industry");
    assert!(matches!(codes, Value::Industry(codes) if codes.len() == 3));
}

#[test]
fn records_are_read_row_by_row_and_empty_rows_are_no_records() {
    let rows = [
        ("machines.0.price", ""),
        ("machines.1.price", "100万円"),
        ("machines.1.new", "yes"),
        ("machines.2.kind", "lathe"),
    ];
    let Value::List(records) = value(&rows, "machines") else {
        panic!("a list");
    };
    assert_eq!(records.len(), 2);
    assert_eq!(records[0][1], Value::YesNo(true));
    assert!(records[0][2].is_unknown());
    let awards = [
        ("awards.0.programme", "grant"),
        ("awards.0.fiscal_year", "令和6年度"),
        ("awards.0.amount", "50万円"),
    ];
    let Value::Awards(awards) = value(&awards, "awards") else {
        panic!("awards");
    };
    assert_eq!(
        (awards[0].fiscal_year, awards[0].amount),
        (Some(2024), Some(500_000))
    );
}

#[test]
fn a_mistake_stays_with_its_field_and_the_rest_is_read() {
    let check = |query: &[(&str, &str)], field: &str, says: &str| {
        let query = [query, &[("arrears", "no")]].concat();
        let (city, read) = answers(&query);
        let arrears = city.facts.find("arrears").expect("a fact");
        assert_eq!(read.profile.get(arrears), &Value::YesNo(false), "{field}");
        let unknown = Profile::unknown(&city.facts);
        let own = city
            .facts
            .find(field.split('.').next().unwrap_or_default())
            .expect("a fact");
        assert_eq!(read.profile.get(own), unknown.get(own), "{field}");
        let said: Vec<String> = read
            .faults
            .get(field)
            .into_iter()
            .flatten()
            .map(|fault| sentence(fault, "LABEL", Lang::En))
            .collect();
        assert!(
            said.iter().any(|said| said.contains(says)),
            "{field}: {:?}",
            read.faults
        );
        assert!(said.iter().all(|said| !said.contains('⟦')), "{said:?}");
    };
    check(&[("employees", "many")], "employees", "LABEL");
    check(&[("employees", "12円")], "employees", "円");
    check(&[("founded_on", "2026-02-30")], "founded_on", "2026-02-30");
    check(
        &[("place", "-"), ("place", "factory")],
        "place",
        "Keep only one",
    );
    check(
        &[("machines.0.price", "dear"), ("machines.0.new", "yes")],
        "machines.0.price",
        "dear",
    );
    check(
        &[("awards.0.amount", "5")],
        "awards.0.programme",
        "No programme is chosen",
    );
}

/// The part of a page about one verdict.
fn group<'a>(html: &'a str, verdict: &str, next: &str) -> &'a str {
    let from = html
        .find(&format!("<h3 id=\"{verdict}\""))
        .expect("the group");
    let rest = &html[from..];
    rest.find(next).map_or(rest, |to| &rest[..to])
}

const MET: &str = "/en/finder?employees=12&place=factory&arrears=no&machines=-&awards=-&receiving=-&certificates=-";

#[tokio::test]
async fn a_form_without_answers_has_no_results() {
    let html = read(odd(), "2026-05-01", "/en/finder").await;
    assert!(html.contains("name=\"employees\"") && !html.contains("id=\"eligible\""));
    assert!(html.contains("stores none of them"));
    let html = read(
        odd(),
        "2026-05-01",
        "/en/finder?employees=&place=&on=2026-04-01",
    )
    .await;
    assert!(!html.contains("id=\"eligible\""));
}

#[tokio::test]
async fn each_programme_stands_in_its_group() {
    let check =
        async |address: &str, eligible: &[&str], undecided: &[&str], ineligible: &[&str]| {
            let html = read(odd(), "2026-05-01", address).await;
            let groups = [
                (group(&html, "eligible", "<h3 id=\"undecided\""), eligible),
                (
                    group(&html, "undecided", "<h3 id=\"ineligible\""),
                    undecided,
                ),
                (group(&html, "ineligible", "id=\"questions\""), ineligible),
            ];
            for (part, ids) in groups {
                for id in ["grant", "old-grant", "silent"] {
                    let link = format!("href=\"/en/programmes/{id}\"");
                    assert_eq!(part.contains(&link), ids.contains(&id), "{address}: {id}");
                }
            }
            let says = format!(
                "{} usable, {} open, {} not usable",
                eligible.len(),
                undecided.len(),
                ineligible.len()
            );
            assert!(html.contains(&says), "{says}");
        };
    check(MET, &["grant", "old-grant"], &["silent"], &[]).await;
    check(
        "/en/finder?employees=50",
        &["old-grant"],
        &["silent"],
        &["grant"],
    )
    .await;
    check(
        "/en/finder?arrears=yes",
        &[],
        &["old-grant"],
        &["grant", "silent"],
    )
    .await;
    check(
        "/en/finder?employees=12&on=2020-05-01",
        &[],
        &["grant", "silent"],
        &["old-grant"],
    )
    .await;
}

#[tokio::test]
async fn what_is_over_is_kept_apart_from_what_is_on_offer() {
    let html = read(odd(), "2026-05-01", MET).await;
    let part = group(&html, "eligible", "<h3 id=\"undecided\"");
    let past = part.find("Past programmes (1)").expect("past programmes");
    assert!(part.find("programmes/grant").expect("on offer") < past);
    assert!(part.find("programmes/old-grant").expect("over") > past);
}

#[tokio::test]
async fn amounts_are_said_with_what_is_not_known_about_them() {
    let says = async |address: String, text: &str| {
        let html = read(odd(), "2026-05-01", &address).await;
        assert!(html.contains(text), "{address}: {text}");
    };
    says(format!("{MET}&cost=124600"), "<strong>83,000 yen</strong>").await;
    says(
        format!("{MET}&cost=0..90000"),
        "<strong>0 yen to 60,000 yen</strong>",
    )
    .await;
    says(MET.to_owned(), "no upper limit stated in the source").await;
    says(
        format!("{}&cost=124600", MET.trim_start_matches("/en")),
        "<strong>83,000円</strong>",
    )
    .await;
}

#[tokio::test]
async fn what_is_missing_leads_to_its_question() {
    let html = read(odd(), "2026-05-01", "/en/finder?employees=12&arrears=no").await;
    let part = group(&html, "undecided", "<h3 id=\"ineligible\"");
    assert!(part.contains("href=\"#q-place\""), "asked on this page");
    let silent = part.find("programmes/silent").expect("undecided");
    assert!(part[silent..].contains("not stated in the source"));
}

#[tokio::test]
async fn a_mistake_is_shown_beside_its_field_and_what_was_typed_stays() {
    let html = read(
        odd(),
        "2026-05-01",
        "/en/finder?employees=m%22any&arrears=yes",
    )
    .await;
    assert!(html.contains("value=\"m&#34;any\""), "what was typed stays");
    assert!(html.contains("aria-invalid=\"true\"") && html.contains("id=\"q-employees-error\""));
    assert!(html.contains("href=\"#q-employees\">How many employees do you have?"));
    assert!(
        group(&html, "ineligible", "id=\"questions\"").contains("programmes/grant"),
        "the rest is judged"
    );
    let html = read(odd(), "2026-05-01", "/finder?on=2026-02-30").await;
    assert!(html.contains("value=\"2026-02-30\"") && html.contains("id=\"q-on-error\""));
}

#[tokio::test]
async fn one_programme_asks_exactly_what_it_needs() {
    let html = read(odd(), "2026-05-01", "/en/finder?only=silent&employees=12").await;
    assert!(html.contains("name=\"arrears\"") && html.contains("name=\"only\" value=\"silent\""));
    assert!(
        html.contains("type=\"hidden\" name=\"employees\" value=\"12\""),
        "other answers are handed on"
    );
    assert!(!html.contains("id=\"q-employees\"") && !html.contains("name=\"place\""));
    assert!(!html.contains("href=\"/en/programmes/grant\""));
    assert!(html.contains("href=\"/en/finder?employees=12\""));
}

#[tokio::test]
async fn rules_choose_the_programmes_that_one_is_asked_about() {
    let html = read(odd(), "2026-05-01", "/en/finder").await;
    assert!(html.contains("name=\"receiving\" value=\"old-grant\""));
    assert!(!html.contains("name=\"receiving\" value=\"grant\""));
    assert!(
        html.contains("name=\"awards.0.programme\"") && html.contains("<option value=\"grant\">")
    );
    assert!(
        html.contains("name=\"machines.3.price\"") && !html.contains("name=\"machines.4.price\"")
    );
}
