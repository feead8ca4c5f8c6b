//! The first city's content is in order, and says what it does not know.

mod mistakes;

use crate::figure::{Amount, Measure, Qualifier};
use crate::organisation::Members;
use crate::sample::{FILES, plan, read};
use crate::strategy::Known;

#[test]
fn the_content_of_the_first_city_is_read_in_full() {
    let plan = plan();
    let strategy = plan.strategy.as_ref().expect("a strategy");
    assert_eq!(strategy.editions().count(), 2);
    assert_eq!(strategy.current.policies.len(), 5);
    assert_eq!(strategy.directions().count(), 15);
    let answers = strategy.directions().filter(|(_, d)| d.new_normal);
    assert_eq!(answers.count(), 3);
    assert_eq!(strategy.themes.len(), 5);
    assert_eq!(
        (strategy.strengths.len(), strategy.challenges.len()),
        (4, 5)
    );
    assert_eq!((strategy.upper_plans.len(), strategy.related.len()), (2, 7));
    assert_eq!(plan.organisations.len(), 54);
    assert_eq!(plan.figures.len(), 38);
}

#[test]
fn what_is_not_known_stays_not_known() {
    let plan = plan();
    let strategy = plan.strategy.as_ref().expect("a strategy");
    let original = &strategy.earlier[0];
    assert!(matches!(original.known, Known::Partial(_)));
    for policy in &original.policies {
        assert!(!policy.title.is_official());
        assert!(policy.idea.is_none() && policy.directions.is_none());
    }
    let successor = strategy.successor.as_ref().expect("a remark");
    assert!(successor.plan.is_none());
    let hidden: Vec<&str> = plan
        .figures
        .iter()
        .filter(|figure| !figure.is_shown())
        .map(|figure| figure.id.as_str())
        .collect();
    assert_eq!(hidden, ["manuf-worker-share-2015"]);
    let undated = plan.figures.iter().filter(|figure| {
        figure.year.is_none() && !matches!(figure.measure, Measure::Series { .. })
    });
    assert_eq!(undated.count(), 4);
    let unlisted = plan
        .organisations
        .iter()
        .filter(|organisation| matches!(organisation.members, Members::NotStated { .. }));
    assert_eq!(unlisted.count(), 2);
}

#[test]
fn our_judgements_are_marked() {
    let plan = plan();
    let strategy = plan.strategy.as_ref().expect("a strategy");
    assert!(
        strategy
            .themes
            .iter()
            .all(|theme| theme.directions.judgement)
    );
    let directions = plan.figures.iter().filter_map(|f| f.directions.as_ref());
    assert!(directions.clone().count() > 30);
    assert!(
        directions
            .into_iter()
            .all(|directions| directions.judgement)
    );
    let year = |id: &str| {
        let figure = plan.figures.iter().find(|figure| figure.id.as_str() == id);
        figure.and_then(|figure| figure.year.clone())
    };
    assert!(year("technopark-rate").expect("a year").judgement);
    assert!(!year("gva-2021").expect("a year").judgement);
}

#[test]
fn numbers_stay_as_written() {
    let plan = plan();
    let written = |id: &str| -> Amount {
        let figure = plan.figures.iter().find(|figure| figure.id.as_str() == id);
        match &figure.expect("a figure").measure {
            Measure::Value { amount, .. } => amount.clone(),
            Measure::Series { points, .. } => points[9].1.clone(),
            Measure::Table(table) => table.rows[0].cells[0].clone().expect("a value"),
        }
    };
    assert_eq!(written("gva-2021").text.ja, "1716.0");
    assert_eq!(written("gva-series").text.ja, "1716.0");
    assert_eq!(written("gva-by-industry-2021").text.ja, "579.7");
    assert_eq!(written("shipments-2015").text.ja, "4000");
    assert_eq!(written("shipments-2015").qualifier, Qualifier::About);
}

#[test]
fn a_small_city_may_have_none_of_it() {
    let plan = read(&[("programmes/a.yaml", "not: ours")]).expect("an empty plan");
    assert!(plan.strategy.is_none());
    assert!(plan.organisations.is_empty() && plan.figures.is_empty());
}

#[test]
fn the_document_at_the_root_is_the_one_that_counts() {
    let mut files = vec![("programmes/strategy.yaml", "a: programme")];
    files.extend(FILES);
    assert!(read(&files).is_ok());
}
