//! When a budget is used up.

use super::{city, half, registry, run};
use crate::simulation::budget::{Course, RunsOut, course};
use crate::simulation::uptake::{Uptake, part};
use crate::simulation::{Groups, Tally};

/// Two who surely get 100,000 yen, one who may get as much, and one who gets between 0 and 100,000.
fn tally(rules: &str) -> Tally {
    let catalogue = city(rules);
    let rows = [
        "employees: 5, cost: 50万円",
        "employees: 6, cost: 60万円",
        "cost: 20万円",
        "employees: 5",
    ];
    let registry = registry(&rows, &catalogue.facts);
    let outcome = run(&catalogue, None, &registry, &Groups::default(), 1);
    outcome.programmes[0].before.all.clone()
}

fn followed(budget: i64, curve: &str) -> Course {
    let uptake = Uptake::read(curve).expect("a curve");
    course(&tally(&half("10万円", 20)), budget, &uptake)
}

fn ends(budget: i64, curve: &str) -> (RunsOut, RunsOut) {
    let course = followed(budget, curve);
    (course.earliest, course.latest)
}

#[test]
fn the_day_lies_between_the_least_and_the_most() {
    // All together cost 200,000 to 400,000 yen.
    let even = "day,share\n10,100%\n";
    assert_eq!(ends(100_000, even), (RunsOut::OnDay(3), RunsOut::OnDay(5)));
    assert_eq!(ends(300_000, even), (RunsOut::OnDay(8), RunsOut::Never));
    assert_eq!(ends(400_001, even), (RunsOut::Never, RunsOut::Never));
}

#[test]
fn exactly_on_a_day_is_that_day() {
    let even = "day,share\n10,1\n";
    assert_eq!(ends(200_000, even), (RunsOut::OnDay(5), RunsOut::OnDay(10)));
    assert_eq!(ends(200_001, even), (RunsOut::OnDay(6), RunsOut::Never));
}

#[test]
fn it_may_be_gone_on_the_first_day() {
    let rush = "day,share\n1,1/2\n30,0.75\n";
    assert_eq!(ends(100_000, rush), (RunsOut::OnDay(1), RunsOut::OnDay(1)));
    let course = followed(150_000, rush);
    assert_eq!(course.latest, RunsOut::OnDay(30));
    assert_eq!(course.days[0].applications, (1, 2));
    assert_eq!(course.days[0].cost, (100_000, Some(200_000)));
    assert_eq!(course.days.len(), 30);
}

#[test]
fn nobody_knows_when_nothing_limits_the_amount() {
    let tally = tally("amount: {base: cost, rate: 1/2}\n");
    let course = course(
        &tally,
        450_000,
        &Uptake::even(part("1").expect("all"), 10).expect("even"),
    );
    assert_eq!(course.earliest, RunsOut::Unknown);
    // 250,000 + 300,000 + 100,000 are certain.
    assert_eq!(course.latest, RunsOut::OnDay(7));
    assert!(course.days.iter().all(|day| day.cost.1.is_none()));
}

#[test]
fn a_budget_of_nothing_is_gone_as_soon_as_somebody_applies() {
    let late = "day,share\n5,0\n6,0.1\n";
    assert_eq!(ends(0, late), (RunsOut::OnDay(6), RunsOut::OnDay(6)));
}

#[test]
fn what_is_no_curve_is_told_with_its_row() {
    for (text, key, row) in [
        ("", "simulate-uptake-empty", None),
        ("day,share\n", "simulate-uptake-empty", None),
        ("tag,anteil\n1,1\n", "simulate-uptake-heading", Some(1)),
        ("day,share\n1,0.1,x\n", "simulate-uptake-columns", Some(2)),
        ("day,share\n0,0.1\n", "simulate-uptake-day", Some(2)),
        ("day,share\n99999,0.1\n", "simulate-uptake-day", Some(2)),
        ("day,share\n1,1.5\n", "simulate-uptake-share", Some(2)),
        ("day,share\n1,-1\n", "simulate-uptake-share", Some(2)),
        (
            "day,share\n1,0.1\n1,0.2\n",
            "simulate-uptake-order",
            Some(3),
        ),
        (
            "day,share\n1,0.5\n2,0.2\n",
            "simulate-uptake-falls",
            Some(3),
        ),
    ] {
        let fault = Uptake::read(text).expect_err(text);
        assert_eq!((fault.key, fault.row), (key, row), "{text}");
    }
    let wide = Uptake::read("\u{feff}day,share\r\n１０, ３０％\r\n").expect("a curve");
    assert_eq!(wide.points(), [(10, part("3/10").expect("a part"))]);
}
