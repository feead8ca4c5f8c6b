//! What would change an answer: told as somebody would hear it, and weighed against trying everything.

mod properties;
mod stories;

use std::collections::BTreeMap;

use kernel::{Bilingual, Date, Lang};

use super::{Changes, Changing};
use crate::fact::Facts;
use crate::judge::judge;
use crate::sample::{FACTS, facts_from, profile, sound_rules};
use crate::wording::Wording;

/// The facts of the sample with what can change, and how.
fn facts() -> Facts {
    let changeable = [
        ("employees", "{speed: slowly, advise: up}"),
        ("capital", "{speed: slowly, advise: up}"),
        ("cost", "quickly"),
        ("wage_rise", "{speed: quickly, only: up}"),
        ("students", "quickly"),
        ("large_share", "slowly"),
        ("tax_arrears", "{speed: quickly, only: no}"),
        ("green", "quickly"),
        ("ordered_on", "quickly"),
        ("receiving", "{speed: quickly, only: down, advise: none}"),
    ];
    let mut text = FACTS.to_owned();
    for (id, how) in changeable {
        let before = format!("- {{id: {id}, ");
        assert!(text.contains(&before), "{id}");
        text = text.replace(&before, &format!("- {{id: {id}, changeable: {how}, "));
    }
    let price = "      - {id: unit_price, ";
    assert!(text.contains(price));
    let day = "      - {id: bought_on, type: date, label: {ja: 購入日, en: day of purchase}}\n";
    text = text.replace(price, &format!("{day}{price}"));
    let blocks = [
        ("place", "{speed: slowly, only: up}"),
        ("expenses", "quickly"),
        ("certificates", "{speed: slowly, only: up, to: [plan]}"),
    ];
    for (id, how) in blocks {
        let before = format!("- id: {id}\n");
        assert!(text.contains(&before), "{id}");
        text = text.replace(&before, &format!("- id: {id}\n    changeable: {how}\n"));
    }
    facts_from(&text)
}

/// All proposals for a profile, each as a sentence; or why there is none.
fn told(rules: &str, known: &str, lang: Lang) -> Vec<String> {
    let facts = facts();
    let rules = sound_rules(rules, &facts);
    let profile = profile(known, &facts);
    let on: Date = jiff::civil::date(2026, 5, 1);
    let answer = judge("p", &rules, &profile, on);
    let changing = Changing::new(&profile, &facts, on, 0);
    let programmes = BTreeMap::from([
        ("p".to_owned(), Bilingual::new("この制度", "This programme")),
        ("other".to_owned(), Bilingual::new("別の制度", "Another")),
    ]);
    let wording = Wording {
        facts: &facts,
        programmes: &programmes,
        on,
        lang,
    };
    let giving = Bilingual::new("計画の制度", "Plan programme");
    let gives = |kind: usize| (kind == 1).then_some(&giving);
    let changes = changing.of("p", &rules, &answer);
    match &changes {
        Changes::To(all) => all
            .iter()
            .map(|change| wording.change(change, answer.amount, &gives))
            .collect(),
        other => wording
            .no_change(other, &answer, &profile)
            .into_iter()
            .collect(),
    }
}
