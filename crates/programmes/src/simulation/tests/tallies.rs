//! Tallies are what one finds by judging each applicant and counting.

use eligibility::registry::Registry;
use eligibility::{Verdict, judge};

use super::{ON, city, half, registry, run, side};
use crate::catalogue::Catalogue;
use crate::simulation::amounts::Quantile;
use crate::simulation::{Groups, Interrupted, Listing, Plan, Tally, Watch, simulate};

/// Many of all sorts: with and without employees, costs and industry, some in intervals.
fn many(catalogue: &Catalogue) -> Registry {
    let mut all = Vec::new();
    for number in 0..3_000_u32 {
        let mut facts = Vec::new();
        match number % 5 {
            0 => {}
            1 => facts.push(format!("employees: {}..{}", number % 60, number % 60 + 3)),
            _ => facts.push(format!("employees: {}", number % 331)),
        }
        match number % 7 {
            0 => {}
            1 => facts.push(format!("cost: {}円..{}円", number * 100, number * 170)),
            _ => facts.push(format!("cost: {}円", number * 137)),
        }
        if number % 3 > 0 {
            facts.push(format!("industry: \"{:02}\"", number % 90 + 1));
        }
        if number % 4 > 0 {
            facts.push(format!("green: {}", number % 4 > 1));
        }
        all.push(facts.join(", "));
    }
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    registry(&all, &catalogue.facts)
}

/// Judges every row that is wanted by itself.
fn by_hand(
    catalogue: &Catalogue,
    registry: &Registry,
    id: &str,
    wanted: impl Fn(usize) -> bool,
) -> Tally {
    let rules = &catalogue.find(id).expect("is there").rules;
    let mut tally = Tally::default();
    for row in (0..registry.len()).filter(|row| wanted(*row)) {
        let profile = registry.profile(row, &catalogue.facts);
        let answer = judge(id, rules, &profile, ON);
        let amounts = match answer.verdict {
            Verdict::Ineligible => {
                tally.ineligible += 1;
                continue;
            }
            Verdict::Undecided => {
                tally.undecided += 1;
                &mut tally.open
            }
            Verdict::Eligible => {
                tally.eligible += 1;
                &mut tally.sure
            }
        };
        let Some(amount) = answer.amount else {
            continue;
        };
        amounts.firms += 1;
        amounts.low += i128::from(amount.low.0);
        amounts
            .lows
            .add(crate::simulation::amounts::rounded(amount.low.0), 1);
        match amount.high {
            None => amounts.highs.unlimited += 1,
            Some(high) => {
                amounts.exact += u64::from(high == amount.low);
                amounts.high += i128::from(high.0);
                amounts
                    .highs
                    .add(crate::simulation::amounts::rounded(high.0), 1);
            }
        }
    }
    tally
}

#[test]
fn tallies_are_what_counting_by_hand_finds() {
    for rules in [
        half("12万円", 40),
        "amount: {base: cost, rate: 1/3}\n".to_owned(),
    ] {
        let catalogue = city(&rules);
        let registry = many(&catalogue);
        let groups = Groups::of(&registry, &catalogue.facts, None);
        let outcome = run(&catalogue, None, &registry, &groups, 1);
        for simulated in &outcome.programmes {
            let id = &simulated.id;
            let all = by_hand(&catalogue, &registry, id, |_| true);
            assert_eq!(simulated.before.all, all, "{id}");
            assert_eq!(groups.sets.len(), 2);
            for (set, tallies) in groups.sets.iter().zip(&simulated.before.groups) {
                for (group, tally) in tallies.iter().enumerate() {
                    let of_group =
                        by_hand(&catalogue, &registry, id, |row| set.group(row) == group);
                    assert_eq!(tally, &of_group, "{id} {:?}", set.groups[group]);
                    assert_eq!(tally.firms(), set.counts[group]);
                }
            }
        }
    }
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let before = city(&half("12万円", 40));
    let after = city(&half("20万円", 30));
    let registry = many(&before);
    let groups = Groups::of(&registry, &before.facts, None);
    let one = run(&before, Some(&after), &registry, &groups, 1);
    assert!(!one.changes.is_empty());
    for threads in [2, 3] {
        assert_eq!(run(&before, Some(&after), &registry, &groups, threads), one);
    }
    // Without any group everybody is counted all the same.
    let none = Groups::default();
    let plain = run(&before, None, &registry, &none, 2);
    assert_eq!(plain.programmes[0].before.all, one.programmes[0].before.all);
}

#[test]
fn whoever_stops_it_gets_no_outcome() {
    let catalogue = city(&half("12万円", 40));
    let registry = many(&catalogue);
    let groups = Groups::of(&registry, &catalogue.facts, None);
    let plan = Plan {
        on: ON,
        programmes: vec!["grant", "free"],
        before: side(&catalogue, &registry),
        after: None,
        groups: &groups,
        listing: Listing::Counted,
    };
    let watch = Watch::default();
    let one = std::num::NonZeroUsize::MIN;
    assert!(simulate(&plan, one, &watch).is_ok());
    assert_eq!(watch.done(), registry.len());
    watch.stop();
    assert_eq!(simulate(&plan, one, &watch), Err(Interrupted));
}

#[test]
fn an_unlimited_amount_is_never_added_as_a_number() {
    let catalogue = city("amount: {base: cost, rate: 1/2}\n");
    let registry = registry(&["cost: 10万円", "", "cost: 30万円"], &catalogue.facts);
    let outcome = run(&catalogue, None, &registry, &Groups::default(), 1);
    let all = &outcome.programmes[0].before.all;
    assert_eq!((all.eligible, all.unlimited()), (3, 1));
    assert_eq!(
        (all.sure.low, all.sure.high, all.sure.exact),
        (200_000, 200_000, 2)
    );
    assert_eq!(all.cost().high, None);
    let highs = &all.sure.highs;
    assert_eq!(highs.quantile(10), Some(Quantile::Yen(50_000)));
    assert_eq!(highs.quantile(50), Some(Quantile::Yen(150_000)));
    assert_eq!(highs.quantile(90), Some(Quantile::Unlimited));
    assert_eq!(all.sure.lows.classes(), [1, 1, 1, 0, 0, 0, 0, 0, 0]);
    // What pays no money has no amounts.
    let free = &outcome.programmes[1].before.all;
    assert_eq!((free.undecided, free.has_money()), (3, false));
}

#[test]
fn classes_end_at_round_amounts() {
    use crate::simulation::amounts::{CLASSES, Spread, rounded};
    for end in CLASSES {
        assert_eq!(rounded(end), end);
        let mut spread = Spread::default();
        spread.add(rounded(end), 1);
        spread.add(rounded(end + 1), 1);
        let place = CLASSES.iter().position(|one| *one == end).expect("is one");
        assert_eq!(
            (spread.classes()[place], spread.classes()[place + 1]),
            (1, 1)
        );
    }
    assert_eq!(rounded(12_345), 12_350);
    assert_eq!(rounded(1_234_000), 1_234_000);
    assert_eq!(rounded(99_999), 100_000);
    assert!(rounded(i64::MAX - 1) >= i64::MAX - 1);
}
