//! Proposals for every programme of the first city.

use std::time::Instant;

use eligibility::changes::{Changes, Target};
use eligibility::wording::Wording;
use eligibility::{Applicant, Verdict, read_profile};
use kernel::{Date, Lang};

use super::Ways;
use crate::portal::tests::kanazawa;
use crate::{Asked, assess};

const EXAMPLE: &str = include_str!("../../../../../docs/examples/manufacturer.yaml");

/// A firm that has nearly nothing of what programmes ask for.
const NEARLY_NOTHING: &str = "facts: {applicant: company, industry: '2441', employees: 22, capital: 1000万円, \
    founded_on: 1998-04-01, place_in_city: [branch], in_city_since: 2026-01-01, place_in_prefecture: [other], \
    in_prefecture_since: 2026-01-01, tax_arrears: true, employment_insurance: false, investment_total: 3億円, \
    equipment: [{category: machinery, unit_price: 100万円, cost: 100万円, acquired_on: 2026-12-01}], certificates: [], \
    awards: [{programme: kz-ec, fiscal_year: 2025}], receiving: [], fair_kind: overseas, fair_cost: 19万円, \
    fair_sale: true, demand_contract_power: 600kW, demand_work_on: 2026-05-05, reskill_topic: true, pv_output: 8}";

fn day() -> Date {
    jiff::civil::date(2026, 5, 1)
}

#[test]
fn every_programme_says_in_both_languages_what_would_change_or_why_nothing_would() {
    let catalogue = kanazawa();
    for text in [EXAMPLE, NEARLY_NOTHING] {
        let profile = read_profile("profile", text, &catalogue.facts).expect("a sound profile");
        let assessment = assess(&catalogue, &profile, day(), Asked::All);
        let ways = Ways::new(&assessment, &catalogue);
        for assessed in &assessment.answers {
            let id = &assessed.programme.id;
            let changes = ways.of(assessed);
            if let Changes::To(all) = &changes {
                assert!(all.len() <= 3, "{id}");
                for change in all {
                    assert!((1..=3).contains(&change.steps.len()), "{id}");
                    assert_ne!(change.verdict, Verdict::Ineligible, "{id}");
                    for step in &change.steps {
                        if let Target::Fact(fact) = step.target {
                            assert!(catalogue.facts.get(fact).can_change(), "{id}: {step:?}");
                        }
                    }
                }
            }
            for lang in [Lang::Ja, Lang::En] {
                let wording = Wording {
                    facts: &catalogue.facts,
                    programmes: &catalogue.names,
                    on: day(),
                    lang,
                };
                let said = ways.sentences(assessed, &changes, &wording);
                let refused = assessed.answer.verdict == Verdict::Ineligible;
                assert!(!refused || !said.is_empty(), "{id} says nothing");
                for sentence in said {
                    assert!(
                        !sentence.contains('⟦') && !sentence.contains('{'),
                        "{id}: {sentence}"
                    );
                }
            }
        }
    }
}

/// `cargo test -p programmes --lib longer -- --ignored --nocapture` tells how much longer it takes than judging alone.
#[test]
#[ignore = "measures, and judges nothing"]
fn how_much_longer_it_takes_than_judging() {
    let catalogue = kanazawa();
    for (name, text) in [("example", EXAMPLE), ("nearly nothing", NEARLY_NOTHING)] {
        let profile = read_profile("profile", text, &catalogue.facts).expect("a sound profile");
        let rounds = 300u32;
        let start = Instant::now();
        for _ in 0..rounds {
            let applicant = Applicant::new(&profile, day());
            for programme in &catalogue.programmes {
                let answer = applicant.judge(&programme.id, &programme.rules);
                assert!(answer.missing.len() < catalogue.facts.len());
            }
        }
        let judging = start.elapsed() / rounds;
        let assessment = assess(&catalogue, &profile, day(), Asked::All);
        let start = Instant::now();
        for _ in 0..rounds {
            let ways = Ways::new(&assessment, &catalogue);
            for assessed in &assessment.answers {
                assert_ne!(ways.of(assessed), Changes::To(Vec::new()));
            }
        }
        let changing = start.elapsed() / rounds;
        let ratio = changing.as_secs_f64() / judging.as_secs_f64();
        println!("{name}: judging {judging:?}, changes {changing:?}, {ratio:.1} times");
        let mut each: Vec<(std::time::Duration, &str)> = Vec::new();
        let ways = Ways::new(&assessment, &catalogue);
        for assessed in &assessment.answers {
            let start = Instant::now();
            let _ = ways.of(assessed);
            each.push((start.elapsed(), &assessed.programme.id));
        }
        each.sort();
        println!("slowest: {:?}", &each[each.len() - 6..]);
    }
}
