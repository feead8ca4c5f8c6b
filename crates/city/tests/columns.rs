//! The programmes of the built-in city over columns: the same verdicts and the same yen as one by one.

#[path = "../examples/questions/population.rs"]
mod population;

use city::folder::built_in;
use city::load::{Examples, load};
use eligibility::columns::{Batch, ELIGIBLE, INELIGIBLE, NO_AMOUNT, NO_LIMIT, Run};
use eligibility::fact::{FactId, FactKind, Facts};
use eligibility::range::{Exact, Range};
use eligibility::registry::{Layout, Registry};
use eligibility::settled::Settled;
use eligibility::{Profile, Value, Verdict, YenRange, judge};
use kernel::{Date, Yen};
use population::{Dice, Population};
use programmes::Catalogue;

const FIRMS: u64 = 300;

/// Firms at the very values where rules turn. Of every fourth fact nothing is known, some numbers lie between two.
fn firms(catalogue: &Catalogue, on: Date) -> Vec<Profile> {
    let population = Population::new(catalogue, on);
    let mut dice = Dice::new(7);
    let mut firm = |number| {
        let mut firm = population.firm(7, number);
        for (id, fact) in catalogue.facts.iter() {
            let known = match firm.get(id) {
                _ if dice.below(4) == 0 => Value::Unknown,
                Value::Number(range) if dice.below(5) == 0 => {
                    let more = Exact::from_integer(5 * (dice.below(5) as i128));
                    let most = match &fact.kind {
                        FactKind::Number { range, .. } => range.high,
                        _ => None,
                    };
                    let high = range.high.map(|high| high + more);
                    let high = most.map_or(high, |most| high.map(|high| high.min(most)));
                    Value::Number(Range { high, ..*range })
                }
                known => known.clone(),
            };
            firm.set(id, known);
        }
        firm
    };
    (0..FIRMS).map(&mut firm).collect()
}

fn columns_of(facts: &Facts) -> Vec<FactId> {
    let columns = facts.iter();
    columns
        .filter(|(_, fact)| !matches!(fact.kind, FactKind::List(_)))
        .map(|(id, _)| id)
        .collect()
}

fn said(batch: &Batch<'_>, row: usize) -> (Verdict, Option<YenRange>) {
    let verdict = match batch.verdicts[row] {
        ELIGIBLE => Verdict::Eligible,
        INELIGIBLE => Verdict::Ineligible,
        _ => Verdict::Undecided,
    };
    let amount = (batch.low[row] != NO_AMOUNT).then_some(YenRange {
        low: Yen(batch.low[row]),
        high: (batch.high[row] != NO_LIMIT).then_some(Yen(batch.high[row])),
    });
    (verdict, amount)
}

#[test]
fn every_programme_of_the_city_is_judged_alike_over_columns() {
    let city = load(built_in(), Examples::Skip).expect("the embedded city is sound");
    let catalogue = &city.catalogue;
    let facts = &catalogue.facts;
    for day in ["2021-06-01", "2023-06-01", "2025-12-01", "2026-05-01"] {
        let on: Date = day.parse().expect("a day");
        let firms = firms(catalogue, on);
        let registry = Registry::of_profiles(&firms, &columns_of(facts), facts).expect("they fit");
        let mut settled = Settled::new(Layout::of(&registry, facts), on);
        for programme in &catalogue.programmes {
            // All of them have such a form today; a new programme that has none is judged one by one.
            let formed = settled.add(&programme.rules, facts);
            assert!(formed.is_ok(), "{} {day} {formed:?}", programme.id);
        }
        let (mut compared, mut amounts) = (0, 0);
        Run::new(&settled, &registry, facts).rows(0..firms.len(), &mut |batch| {
            let programme = &catalogue.programmes[batch.programme];
            for row in 0..batch.verdicts.len() {
                let firm = registry.profile(batch.first + row, facts);
                let answer = judge(&programme.id, &programme.rules, &firm, on);
                let expected = (answer.verdict, answer.amount);
                assert_eq!(said(batch, row), expected, "{} {day}", programme.id);
                compared += 1;
                amounts += usize::from(expected.1.is_some());
            }
        });
        assert_eq!(compared, firms.len() * catalogue.programmes.len());
        assert!(amounts > 300, "only {amounts} amounts on {day}");
    }
}
