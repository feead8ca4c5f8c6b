//! A small city with a small registry: tallies against counting by hand, threads, reforms, budgets.

mod assumptions;
mod budgets;
mod groups;
mod reforms;
mod tallies;

use std::num::NonZeroUsize;

use eligibility::registry::Registry;
use eligibility::{FactId, Facts, Profile, read_profile};
use jiff::civil::date;
use kernel::{Date, Faults};

use super::{Groups, Listing, Outcome, Plan, Side, Watch, simulate};
use crate::catalogue::{Catalogue, CityFile, read};

const ON: Date = date(2026, 5, 1);

const CITY: &str = "name: {ja: 川, en: River}\ncode: \"172014\"\n";

const FACTS: &str = "facts:
  - {id: employees, type: number, unit: people, range: 0人..100000人, label: {ja: 従業員, en: employees}}
  - {id: cost, type: number, unit: yen, range: 0円.., label: {ja: 費用, en: cost}}
  - {id: industry, type: industry, label: {ja: 業種, en: industry}}
  - {id: green, type: yes_no, label: {ja: 省エネ, en: green}, denied: {ja: 省エネでない, en: not green}}
";

fn head(id: &str) -> String {
    format!(
        "id: {id}\nname: {{ja: 制度, en: Grant}}\nkind: subsidy\nlevel: city\nsummary: {{ja: 出す。, en: Pays.}}\n\
         as_of: FY2026\nsources: [\"https://example.org/x\"]\nwindow: not stated\n"
    )
}

/// A city of one programme `grant` with these rules, and of `free`, which pays nothing and needs green.
pub(super) fn city(rules: &str) -> Catalogue {
    let grant = head("grant") + rules;
    let free = head("free") + "conditions:\n  - {id: green, rule: green}\n";
    let files = [
        ("city.yaml", CITY),
        ("facts.yaml", FACTS),
        ("programmes/free.yaml", &free),
        ("programmes/grant.yaml", &grant),
    ];
    let files = files.map(|(path, text)| CityFile { path, text });
    let mut faults = Faults::default();
    let catalogue = read(&files, None, &mut faults);
    let faults = faults.into_sorted();
    let told: Vec<String> = faults
        .iter()
        .map(|fault| fault.sentence(crate::words(), kernel::Lang::En))
        .collect();
    assert!(told.is_empty(), "{told:#?}");
    catalogue.expect("a city")
}

/// Half the cost up to so much, for at most so many employees.
pub(super) fn half(cap: &str, most: u32) -> String {
    share("1/2", cap, most)
}

pub(super) fn share(rate: &str, cap: &str, most: u32) -> String {
    format!(
        "conditions:\n  - {{id: size, rule: employees <= {most}人}}\namount: {{base: cost, rate: {rate}, cap: {cap}}}\n"
    )
}

pub(super) fn registry(profiles: &[&str], facts: &Facts) -> Registry {
    let profiles: Vec<Profile> = profiles
        .iter()
        .map(|text| {
            read_profile("p", &format!("{{facts: {{{text}}}}}"), facts)
                .unwrap_or_else(|faults| panic!("{text}: {faults:?}"))
        })
        .collect();
    let wanted: Vec<FactId> = facts.iter().map(|(id, _)| id).collect();
    Registry::of_profiles(&profiles, &wanted, facts).expect("all fit")
}

/// Simulates `grant` and `free`, with a reform if there is one.
pub(super) fn run(
    before: &Catalogue,
    after: Option<&Catalogue>,
    registry: &Registry,
    groups: &Groups,
    threads: usize,
) -> Outcome {
    let side = |catalogue| side(catalogue, registry);
    let plan = Plan {
        on: ON,
        programmes: vec!["grant", "free"],
        before: side(before),
        after: after.map(side),
        groups,
        listing: Listing::Listed,
    };
    let threads = NonZeroUsize::new(threads).expect("at least one");
    simulate(&plan, threads, &Watch::default()).expect("nobody stops it")
}

pub(super) fn side<'a>(catalogue: &'a Catalogue, registry: &'a Registry) -> Side<'a> {
    let rules = ["grant", "free"].map(|id| catalogue.find(id).map(|one| &one.rules));
    Side {
        registry,
        facts: &catalogue.facts,
        rules: rules.to_vec(),
    }
}
