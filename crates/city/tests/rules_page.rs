//! The examples of `docs/rules.md` are true: each block of rules gives the answers in the table below it.

use city::load::{Examples, load};
use eligibility::{Applicant, read_profile};
use kernel::{Lang, wareki};
use platform::ContentFile;

const PAGE: &str = include_str!("../../../docs/rules.md");

/// The heads that a programme file needs besides its rules.
const HEAD: &str = "name: {ja: 例, en: Example}
kind: subsidy
level: city
summary: {ja: 例, en: An example}
as_of: FY2026
sources: [docs/rules.md]
";

#[test]
fn every_example_gives_the_answers_beside_it() {
    let facts = blocks("yaml facts").next().expect("the page has facts").0;
    let mut examples = 0;
    let mut rows = 0;
    for (rules, after) in blocks("yaml rules") {
        let city = load(
            vec![
                ContentFile::new(
                    "city.yaml",
                    "{name: {ja: 見本市, en: Sample}, code: '172014'}",
                ),
                ContentFile::new("facts.yaml", format!("facts:\n{facts}")),
                ContentFile::new("programmes/this.yaml", format!("id: this\n{HEAD}{rules}")),
                ContentFile::new("programmes/other.yaml", format!("id: other\n{HEAD}")),
            ],
            Examples::Skip,
        );
        let city = city.unwrap_or_else(|faults| {
            let said: Vec<String> = faults
                .iter()
                .map(|fault| fault.sentence(city::fault_words(), Lang::En))
                .collect();
            panic!("{rules}\n{}", said.join("\n"))
        });
        examples += 1;
        let catalogue = &city.catalogue;
        let programme = catalogue.find("this").expect("it was given");
        for (facts, expected) in table(after) {
            let profile = read_profile("row", &format!("facts: {{{facts}}}"), &catalogue.facts);
            let profile = profile.unwrap_or_else(|faults| panic!("{facts}: {faults:?}"));
            let on = wareki::parse_date("2026-05-01").expect("a date");
            let applicant = Applicant::new(&profile, on);
            let answer = applicant.judge_exactly("this", &programme.rules, &catalogue.facts);
            let mut shown = answer.verdict.word().to_owned();
            if let Some(amount) = answer.amount {
                let (low, high) = (amount.low.0, amount.high.map(|high| high.0));
                shown.push_str(&match high {
                    Some(high) if high == low => format!(" {low}"),
                    Some(high) => format!(" {low}..{high}"),
                    None => format!(" {low}.."),
                });
            }
            if expected.contains('[') {
                let missing: Vec<&str> = answer
                    .missing
                    .iter()
                    .map(|id| catalogue.facts.get(*id).id.as_str())
                    .collect();
                shown.push_str(&format!(" [{}]", missing.join(" ")));
            }
            assert_eq!(shown, expected, "{rules}\n{facts}");
            rows += 1;
        }
    }
    assert!(
        examples >= 14 && rows >= 30,
        "{examples} examples, {rows} rows"
    );
}

/// The fenced blocks of a kind, each with the text that follows it.
fn blocks(kind: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let fence = format!("```{kind}\n");
    let starts: Vec<usize> = PAGE
        .match_indices(&fence)
        .map(|(at, found)| at + found.len())
        .collect();
    starts.into_iter().map(|start| {
        let rest = &PAGE[start..];
        rest.split_once("```").expect("a block has an end")
    })
}

/// The rows of the first table of a text: facts and the expected answer.
fn table(text: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    text.lines()
        .skip_while(|line| !line.starts_with("|---"))
        .skip(1)
        .take_while(|line| line.starts_with('|'))
        .map(|line| {
            let mut cells = line.split('`');
            let facts = cells.nth(1).expect("facts stand in backquotes");
            (facts, cells.nth(1).expect("so does the answer"))
        })
}
