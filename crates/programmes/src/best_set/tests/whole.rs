//! Small cities made at random: the answer against trying every assignment of every expense to every set of
//! programmes, with relations that the test itself wrote and so does not read back.

use std::collections::HashMap;

use eligibility::profile::Value;
use eligibility::{Verdict, judge};

use super::search::Dice;
use super::{city, day, pays, profile};
use crate::best_set::{Chosen, Plan, best_set};
use crate::catalogue::Catalogue;

const IDS: [&str; 4] = ["a", "b", "c", "d"];
const EXPENSES: usize = 3;

/// What the generator decided.
struct World {
    catalogue: Catalogue,
    facts: String,
    forbidden: [[bool; 4]; 4],
    may_share: [[bool; 4]; 4],
    cap: Option<i64>,
}

fn world(dice: &mut Dice) -> World {
    let mut forbidden = [[false; 4]; 4];
    let mut may_share = [[false; 4]; 4];
    let mut combines: [Vec<String>; 4] = Default::default();
    for a in 0..4 {
        for b in 0..a {
            let says = "says: {ja: 出典, en: source}";
            match dice.below(5) {
                0 => {
                    combines[b].push(format!("{{with: [{}], together: no, {says}}}", IDS[a]));
                    forbidden[a][b] = true;
                }
                1 => {
                    for (one, other) in [(a, b), (b, a)] {
                        combines[one].push(format!(
                            "{{with: [{}], together: yes, same_expense: yes, {says}}}",
                            IDS[other]
                        ));
                    }
                    may_share[a][b] = true;
                }
                // One source alone does not allow it.
                2 => combines[a].push(format!("{{with: [{}], same_expense: yes, {says}}}", IDS[b])),
                _ => {}
            }
            forbidden[b][a] = forbidden[a][b];
            may_share[b][a] = may_share[a][b];
        }
    }
    let cap = dice
        .one_in(2)
        .then(|| 10 * i64::try_from(dice.below(40)).expect("small"));
    if let Some(cap) = cap {
        combines[0].push(format!(
            "{{with: [c], joint_cap: {cap}円, says: {{ja: 合計, en: together}}}}"
        ));
    }
    let programmes: Vec<(&str, String)> = (0..4)
        .map(|one| {
            let kind = ["yes", "kind = machine", "kind = website"][dice.below(3) as usize];
            let rate = ["1/2", "1/3", "1", "not stated"][dice.below(4) as usize];
            let cap = format!("{}円", 50 + 10 * dice.below(30));
            let mut rules = String::new();
            rules.push_str(match dice.below(4) {
                0 => "conditions: [{id: green, rule: green}]\n",
                1 => "conditions: [{id: enough, rule: eligible_cost >= 150円}]\n",
                2 => "conditions: [{id: few, rule: (count of purchases in 件) <= 2件}]\n",
                _ => "",
            });
            if !combines[one].is_empty() {
                rules.push_str(&format!("combines: [{}]\n", combines[one].join(", ")));
            }
            (IDS[one], pays(kind, rate, &cap, &rules))
        })
        .collect();
    let record = |dice: &mut Dice| {
        let kind = ["machine", "website"][dice.below(2) as usize];
        format!("{{kind: {kind}, cost: {}}}", 10 * dice.below(50))
    };
    let records: Vec<String> = (0..EXPENSES).map(|_| record(dice)).collect();
    World {
        catalogue: city(&programmes),
        facts: format!("purchases: [{}]", records.join(", ")),
        forbidden,
        may_share,
        cap,
    }
}

/// First end, other end, number of programmes; `None` of a high end counts as more than anything.
type Score = (bool, i64, i64);

/// Whether it is eligible, and both ends of what it gives.
type Given = (bool, i64, Option<i64>);

/// The best of all, each tried: certain first or possible first.
fn tried(world: &World, certain: bool) -> Score {
    let catalogue = &world.catalogue;
    let all = profile(catalogue, &world.facts);
    let list = catalogue.facts.find("purchases").expect("a fact");
    let Value::List(records) = all.get(list).clone() else {
        panic!("a list")
    };
    let mut known: HashMap<(usize, usize), Option<Given>> = HashMap::new();
    let mut gives = |one: usize, mask: usize| {
        *known.entry((one, mask)).or_insert_with(|| {
            let shown = (0..EXPENSES).filter(|e| mask >> e & 1 == 1);
            let shown = shown.map(|e| records[e].clone()).collect();
            let mut seen = all.clone();
            seen.set(list, Value::List(shown));
            let programme = catalogue.find(IDS[one]).expect("a programme");
            let answer = judge(IDS[one], &programme.rules, &seen, day("2026-05-01"));
            let amount = answer.amount?;
            let eligible = answer.verdict == Verdict::Eligible;
            (eligible || mask != 0).then_some((eligible, amount.low.0, amount.high.map(|y| y.0)))
        })
    };
    let mut best = (false, 0, 0);
    for masks in 0..1_usize << (4 * EXPENSES) {
        let mask = |one: usize| masks >> (EXPENSES * one) & ((1 << EXPENSES) - 1);
        for set in 0..16_usize {
            let members: Vec<usize> = (0..4).filter(|one| set >> one & 1 == 1).collect();
            if (0..4).any(|one| !members.contains(&one) && mask(one) != 0) {
                continue;
            }
            let fits = members.iter().all(|a| {
                members.iter().filter(|b| *b < a).all(|b| {
                    !world.forbidden[*a][*b]
                        && (world.may_share[*a][*b] || mask(*a) & mask(*b) == 0)
                })
            });
            let given: Option<Vec<_>> = members
                .iter()
                .map(|one| Some((*one, gives(*one, mask(*one))?)))
                .collect();
            let (true, Some(given)) = (fits, given) else {
                continue;
            };
            if certain && given.iter().any(|(_, (eligible, ..))| !eligible) {
                continue;
            }
            let part = |under: bool| {
                given
                    .iter()
                    .filter(move |(one, _)| (world.cap.is_some() && matches!(one, 0 | 2)) == under)
            };
            let low = |under| {
                part(under)
                    .map(|(_, (eligible, low, _))| if *eligible { *low } else { 0 })
                    .sum::<i64>()
            };
            let high = |under| {
                part(under)
                    .map(|(_, (.., high))| *high)
                    .sum::<Option<i64>>()
            };
            let cap = world.cap.unwrap_or(i64::MAX);
            let low = low(false) + low(true).min(cap);
            let capped = match (high(true), world.cap) {
                (high, None) => high,
                (Some(high), Some(cap)) => Some(high.min(cap)),
                (None, Some(cap)) => Some(cap),
            };
            let high = high(false).zip(capped).map(|(a, b)| a + b);
            best = best.max(score(low, high, certain));
        }
    }
    best
}

fn score(low: i64, high: Option<i64>, certain: bool) -> Score {
    match certain {
        true => (false, low, 0),
        false => (high.is_none(), high.unwrap_or_default(), low),
    }
}

fn of(chosen: &Chosen<'_>, certain: bool) -> Score {
    assert!(chosen.proven);
    score(
        chosen.total.low.0,
        chosen.total.high.map(|high| high.0),
        certain,
    )
}

#[test]
fn no_assignment_of_expenses_is_worth_more() {
    let mut dice = Dice(7);
    for round in 0..80 {
        let world = world(&mut dice);
        let profile = profile(&world.catalogue, &world.facts);
        let best = best_set(
            &world.catalogue,
            &profile,
            &Plan::default(),
            day("2026-05-01"),
        );
        let case = format!("round {round}: {}", world.facts);
        assert_eq!(of(&best.certain, true), tried(&world, true), "{case}");
        assert_eq!(of(&best.possible, false), tried(&world, false), "{case}");
        for chosen in [&best.certain, &best.possible] {
            for (at, a) in chosen.members.iter().enumerate() {
                for b in &chosen.members[..at] {
                    let place = |id: &str| IDS.iter().position(|one| *one == id).expect("known");
                    let (x, y) = (place(&a.programme.id), place(&b.programme.id));
                    assert!(!world.forbidden[x][y], "{case}");
                }
            }
        }
    }
}
