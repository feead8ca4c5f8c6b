//! The first city's content is whole: every programme of the sources is there, computes where it can, and its
//! worked examples come out.

use std::collections::BTreeMap;

use city::folder::built_in;
use city::load::{City, Examples, load};
use kernel::Lang;

fn kanazawa() -> City {
    load(built_in(), Examples::Run).unwrap_or_else(|faults| {
        let said: Vec<String> = faults
            .iter()
            .map(|fault| fault.sentence(city::fault_words(), Lang::En))
            .collect();
        panic!("{}", said.join("\n"))
    })
}

#[test]
fn all_worked_examples_come_out() {
    let city = kanazawa();
    assert_eq!(city.catalogue.programmes.len(), 81);
    let mut cases: BTreeMap<&str, usize> = BTreeMap::new();
    for case in &city.catalogue.cases {
        *cases.entry(&case.programme).or_default() += 1;
    }
    for programme in &city.catalogue.programmes {
        let computes = !programme.facts.is_empty();
        let count = cases.get(programme.id.as_str()).copied().unwrap_or(0);
        assert!(
            !computes || count >= 3,
            "{} computes and has {count} worked examples",
            programme.id
        );
    }
}

#[test]
fn every_direction_is_carried_by_a_programme() {
    let city = kanazawa();
    let strategy = city.plan.strategy.expect("Kanazawa has a strategy");
    let mut directions = 0;
    for (_, direction) in strategy.directions() {
        directions += 1;
        let id = direction.id.as_str();
        let carried = city
            .catalogue
            .programmes
            .iter()
            .any(|programme| programme.directions.iter().any(|one| one == id));
        assert!(carried, "{id}");
    }
    assert_eq!(directions, 15);
}

#[test]
fn every_question_is_asked_in_both_languages() {
    let city = kanazawa();
    for (_, fact) in city.catalogue.facts.iter() {
        let question = fact.question.as_ref();
        assert!(
            question.is_some_and(|question| question.ja != question.en),
            "{}",
            fact.id
        );
        assert_ne!(fact.label.ja, fact.label.en, "{}", fact.id);
    }
}

#[test]
fn programmes_that_are_past_are_never_open() {
    let city = kanazawa();
    let on = kernel::wareki::parse_date("2026-11-22").expect("a date");
    let open: Vec<&str> = city
        .catalogue
        .programmes
        .iter()
        .filter(|programme| {
            programmes::assess::window_state(programme, on) == programmes::WindowState::Open
        })
        .map(|programme| programme.id.as_str())
        .collect();
    // The only source whose dates contain that day.
    assert_eq!(open, ["kz-wage-bonus-2026"]);
}
