//! What a reform means to whom.

use super::{city, half, registry, run, share};
use crate::simulation::{Fate, Groups};

/// The fates of these, one by one.
fn fates(before: &str, after: &str, rows: &[&str]) -> Vec<Fate> {
    let (before, after) = (city(before), city(after));
    let registry = registry(rows, &before.facts);
    let outcome = run(&before, Some(&after), &registry, &Groups::default(), 1);
    let mut fates = vec![Fate::Same; rows.len()];
    for change in outcome.changes.iter().filter(|one| one.programme == 0) {
        fates[change.row] = change.fate;
    }
    let moves = outcome.programmes[0].moves.as_ref().expect("a reform");
    for fate in Fate::ALL {
        let count = fates.iter().filter(|one| **one == fate).count();
        assert_eq!(moves.all.of_fate(fate), count as u64, "{fate:?}");
    }
    fates
}

#[test]
fn a_higher_cap_and_a_lower_limit_of_size() {
    let found = fates(
        &half("10万円", 40),
        &half("20万円", 30),
        &[
            "employees: 10, cost: 10万円",
            "employees: 10, cost: 30万円",
            "employees: 35, cost: 30万円",
            "employees: 50, cost: 30万円",
            "employees: 25..35, cost: 10万円",
        ],
    );
    let expected = [
        Fate::Same,
        Fate::Gains,
        Fate::Loses,
        Fate::Same,
        Fate::MayLose,
    ];
    assert_eq!(found, expected);
}

#[test]
fn the_cost_is_summed_up_firm_by_firm() {
    let (before, after) = (city(&half("10万円", 40)), city(&half("20万円", 30)));
    let rows = [
        "employees: 10, cost: 30万円",
        "employees: 35, cost: 12万円",
        "employees: 25..35, cost: 10万円",
    ];
    let registry = registry(&rows, &before.facts);
    let outcome = run(&before, Some(&after), &registry, &Groups::default(), 1);
    let all = &outcome.programmes[0].moves.as_ref().expect("a reform").all;
    assert_eq!(all.cost.low(), Some(50_000 - 60_000 - 50_000));
    assert_eq!(all.cost.high(), Some(50_000 - 60_000));
    assert_eq!(all.verdicts, [[0, 0, 0], [0, 0, 0], [1, 1, 1]]);
    assert_eq!(all.newly_undecided(), 1);
    let table: u64 = all.verdicts.iter().flatten().sum();
    assert_eq!(table, 3);
}

#[test]
fn a_programme_that_is_given_up_is_lost_by_whoever_had_it() {
    let before = city(&half("10万円", 40));
    let registry = registry(
        &["employees: 10, cost: 10万円", "employees: 50"],
        &before.facts,
    );
    let mut plan = super::Plan {
        on: super::ON,
        programmes: vec!["grant"],
        before: super::side(&before, &registry),
        after: Some(super::side(&before, &registry)),
        groups: &Groups::default(),
        listing: super::Listing::Listed,
    };
    plan.after.as_mut().expect("is there").rules = vec![None];
    let one = std::num::NonZeroUsize::MIN;
    let outcome = super::simulate(&plan, one, &super::Watch::default()).expect("runs");
    let all = &outcome.programmes[0].moves.as_ref().expect("a reform").all;
    assert_eq!((all.of_fate(Fate::Loses), all.of_fate(Fate::Same)), (1, 1));
}

#[test]
fn who_is_known_in_part_surely_does_not_lose_by_a_higher_cap() {
    // The intervals of the answers overlap; the comparison of the rules knows more.
    let rows = [
        "employees: 10",
        "",
        "employees: 50",
        "employees: 10, cost: 30万円",
    ];
    let up = fates(&half("10万円", 40), &half("20万円", 40), &rows);
    assert_eq!(up, [Fate::MayGain, Fate::MayGain, Fate::Same, Fate::Gains]);
    let down = fates(&half("20万円", 40), &half("10万円", 30), &rows);
    assert_eq!(
        down,
        [Fate::MayLose, Fate::MayLose, Fate::Same, Fate::Loses]
    );
    let mixed = fates(&half("10万円", 40), &half("20万円", 30), &rows);
    assert_eq!(mixed, [Fate::Open, Fate::Open, Fate::Same, Fate::Gains]);
    // Other words for the same rule.
    let same = fates(&half("10万円", 40), &share("50%", "100000円", 40), &rows);
    assert_eq!(same, [Fate::Same; 4]);
}

#[test]
fn a_proven_direction_agrees_with_every_firm() {
    let rules = [
        half("10万円", 40),
        half("20万円", 40),
        half("10万円", 20),
        share("2/3", "10万円", 40),
        share("2/3", "15万円", 20),
        "amount: {base: cost, rate: 1/2}\n".to_owned(),
        half("10万円", 40).replace("cap: 10万円", "cap: 10万円, floor: 2万円"),
    ];
    let rows: Vec<String> = (0..60)
        .map(|number| {
            format!(
                "employees: {number}, cost: {}円",
                number * number * 97 % 500_000
            )
        })
        .collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    for before in &rules {
        for after in &rules {
            let (before, after) = (city(before), city(after));
            let registry = registry(&rows, &before.facts);
            let outcome = run(&before, Some(&after), &registry, &Groups::default(), 1);
            let simulated = &outcome.programmes[0];
            // What is known wholly needs no proof: none must contradict it.
            let moves = &simulated.moves.as_ref().expect("a reform").all;
            let tallies = simulated.after.as_ref().expect("a reform");
            let difference = tallies.all.sure.low - simulated.before.all.sure.low;
            assert_eq!(moves.cost.low(), Some(difference));
            assert_eq!(moves.cost.high(), Some(difference));
        }
    }
}

#[test]
fn a_cap_that_rises_by_so_much_costs_nobody_more_than_that() {
    let rows = [
        "employees: 10",
        "",
        "employees: 10, cost: 30万円",
        "employees: 50",
    ];
    let found = |before: &str, after: &str| {
        let (before, after) = (city(before), city(after));
        let registry = registry(&rows, &before.facts);
        let outcome = run(&before, Some(&after), &registry, &Groups::default(), 1);
        let cost = outcome.programmes[0]
            .moves
            .as_ref()
            .expect("a reform")
            .all
            .cost;
        (cost.low(), cost.high())
    };
    // Two of whom the cost is unknown, and one who gets 50,000 more.
    let up = found(&half("10万円", 40), &half("20万円", 40));
    assert_eq!(up, (Some(50_000), Some(100_000 + 100_000 + 50_000)));
    let down = found(&half("20万円", 40), &half("10万円", 40));
    assert_eq!(down, (Some(-250_000), Some(-50_000)));
    // With a rounding the step can be as large as its next multiple.
    let rounded = |cap: &str| half(cap, 40).replace("}", ", rounding: down to 3万円}");
    let last = |rules: String| rules.replacen("人, rounding: down to 3万円}", "人}", 1);
    let up = found(&last(rounded("10万円")), &last(rounded("20万円")));
    assert_eq!(up, (Some(60_000), Some(120_000 + 120_000 + 60_000)));
}
