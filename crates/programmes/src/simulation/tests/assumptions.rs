//! What is assumed takes the place of what is unknown, and of nothing else.

use eligibility::{FactId, Profile, Value, read_profile};

use super::{city, half, registry, run};
use crate::simulation::{Groups, assumed, unknown};

fn values(text: &str, facts: &eligibility::Facts) -> Vec<(FactId, Value)> {
    let profile: Profile =
        read_profile("p", &format!("{{facts: {{{text}}}}}"), facts).expect("a profile");
    let all = facts.iter().map(|(id, _)| (id, profile.get(id).clone()));
    all.filter(|(_, value)| !value.is_unknown()).collect()
}

#[test]
fn what_is_known_stays_and_what_is_not_is_assumed() {
    let city = city(&half("100万円", 20));
    let facts = &city.facts;
    let firms = [
        "employees: 5, cost: 300000",
        "employees: 5",
        "cost: 100000, green: no",
        "employees: 3..9, industry: \"24\"",
    ];
    let known = registry(&firms, facts);
    let cost = facts.find("cost").expect("cost");
    assert_eq!(unknown(&known, cost), 2);
    let filled = assumed(&known, &values("cost: 500000, green: yes", facts), facts);
    let filled = filled.expect("they fit");
    assert_eq!(unknown(&filled, cost), 0);
    let told = [
        "employees: 5, cost: 300000, green: yes",
        "employees: 5, cost: 500000, green: yes",
        "cost: 100000, green: no",
        "employees: 3..9, industry: \"24\", cost: 500000, green: yes",
    ];
    let told = registry(&told, facts);
    let outcome = |registry| run(&city, None, registry, &Groups::default(), 1).programmes;
    assert_eq!(outcome(&filled), outcome(&told));
    for row in 0..firms.len() {
        let of = |registry: &eligibility::registry::Registry| {
            let profile = registry.profile(row, facts);
            facts
                .iter()
                .map(|(id, _)| profile.get(id).clone())
                .collect::<Vec<_>>()
        };
        assert_eq!(of(&filled), of(&told), "{row}");
    }
}

#[test]
fn a_fact_without_a_column_is_assumed_of_all() {
    let city = city(&half("100万円", 20));
    let none = eligibility::registry::Registry::of(Default::default(), 3).expect("empty");
    let green = city.facts.find("green").expect("green");
    assert_eq!(unknown(&none, green), 3);
    let filled = assumed(
        &none,
        &values("green: yes, employees: 3..8", &city.facts),
        &city.facts,
    );
    let filled = filled.expect("they fit");
    let outcome = run(&city, None, &filled, &Groups::default(), 1);
    assert_eq!(outcome.programmes[0].before.all.eligible, 3);
    assert_eq!(outcome.programmes[1].before.all.eligible, 3);
}
