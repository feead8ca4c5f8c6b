//! A plain manufacturer on a phone: from the link on the home page to programmes with amount, deadline and papers.

use std::collections::BTreeMap;

use eligibility::read_profile;

use crate::portal::finder::address::written;
use crate::portal::finder::pairs::pairs;
use crate::portal::tests::{kanazawa, read};

const EXAMPLE: &str = include_str!("../../../../../../docs/examples/manufacturer.yaml");

/// What a manufacturer knows besides the example of the documents: it wants to train its people.
const PLANS: [(&str, &str); 3] = [
    ("wish", "1-2"),
    ("reskill_topic", "yes"),
    ("reskill_training_cost", "30万円"),
];

/// What the company would answer, by the name of the question.
fn truth() -> BTreeMap<String, Vec<(String, String)>> {
    let city = kanazawa();
    let profile = read_profile("example", EXAMPLE, &city.facts).expect("a sound example");
    let mut truth: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    let plans = PLANS.map(|(name, value)| (name.to_owned(), value.to_owned()));
    for (name, value) in pairs(&profile, &city.facts).into_iter().chain(plans) {
        let question = match name.split('.').next() {
            Some("wish") => "-wish",
            question => question.unwrap_or_default(),
        };
        let answers = truth.entry(question.to_owned()).or_default();
        answers.push((name, value));
    }
    truth
}

/// The parameters of a form that are not seen.
pub fn hidden(form: &str) -> Vec<(String, String)> {
    let plain = |text: &str| {
        let text = text.replace("&#38;", "&").replace("&#34;", "\"");
        text.replace("&#60;", "<")
            .replace("&#62;", ">")
            .replace("&#39;", "'")
    };
    form.split("<input type=\"hidden\" name=\"")
        .skip(1)
        .filter_map(|rest| {
            let (name, rest) = rest.split_once("\" value=\"")?;
            let (value, _) = rest.split_once('"')?;
            Some((plain(name), plain(value)))
        })
        .filter(|(name, _)| name != "asked")
        .collect()
}

/// The part of a page between two texts.
pub fn between<'h>(html: &'h str, from: &str, to: &str) -> Option<&'h str> {
    let (_, rest) = html.split_once(from)?;
    Some(rest.split_once(to).map_or(rest, |(part, _)| part))
}

/// The question that a page asks, by the name under which it could be skipped.
pub fn asked(html: &str) -> Option<&str> {
    between(html, "type=\"submit\" name=\"skip\" value=\"", "\"")
}

struct Walk {
    address: String,
    answers: Vec<String>,
    taps: usize,
}

/// Answers truthfully until nothing is asked, or ten answers are given; what is not known is skipped.
async fn walk(today: &str) -> Walk {
    let truth = truth();
    let mut walk = Walk {
        // The link on the home page: one tap, and the first answer.
        address: "/finder?applicant=company".to_owned(),
        answers: vec!["applicant".to_owned()],
        taps: 1,
    };
    while walk.answers.len() < 10 && walk.taps < 11 {
        let html = read(kanazawa(), today, &walk.address).await;
        let Some(question) = asked(&html) else { break };
        let question = question.to_owned();
        let form = between(&html, "class=\"finder-card\"", "</form>").expect("a form");
        let mut sent = hidden(form);
        match truth.get(&question) {
            Some(answer) => {
                sent.extend(answer.iter().cloned());
                walk.answers.push(question);
            }
            None => sent.push(("skip".to_owned(), question)),
        }
        walk.taps += 1;
        let pairs = sent
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()));
        walk.address = written("/finder", pairs);
    }
    walk
}

#[tokio::test]
async fn a_plain_manufacturer_sees_three_programmes_within_ten_answers_and_twelve_taps() {
    for today in ["2026-11-22", "2026-05-01"] {
        let walk = walk(today).await;
        let path = &walk.answers;
        assert!(path.len() <= 10 && walk.taps < 12, "{today}: {path:?}");
        let html = read(kanazawa(), today, &walk.address).await;
        let sheet = between(&html, "href=\"/finder/result?", "\"").expect("a link to the sheet");
        let sheet = format!("/finder/result?{}", sheet.replace("&#38;", "&"));
        let html = read(kanazawa(), today, &sheet).await;
        let usable: Vec<&str> = html
            .split("<section class=\"card sheet-line\"")
            .skip(1)
            .collect();
        assert!(usable.len() >= 3, "{today}: {path:?}: {}", usable.len());
        for line in &usable {
            for part in [
                "<dt>締切</dt><dd><strong>",
                "<dt>書類</dt><dd>",
                "<dt>出典</dt>",
            ] {
                assert!(line.contains(part), "{today}: {part}: {line}");
            }
            assert!(line.contains("額</dt><dd><strong>"), "{today}: {line}");
        }
        assert!(
            usable[0].contains("最大10万円（"),
            "{today}: money comes first: {path:?}: {}",
            usable[0]
        );
    }
}
