//! Where the content comes from: every source of the plan and the programmes, counted once.

use std::collections::{BTreeMap, BTreeSet};

use plan::{Backing, Plan, Source, Strategy};
use programmes::Catalogue;

/// The sources of a city's content.
pub struct Sources {
    /// Different addresses, and different names of sources without an address.
    pub count: usize,
    pub without_address: usize,
    /// How many addresses lie on each site, most first.
    pub hosts: Vec<(String, usize)>,
}

impl Sources {
    pub fn of(plan: &Plan, catalogue: &Catalogue) -> Sources {
        let mut addresses: BTreeSet<&str> = BTreeSet::new();
        let mut names: BTreeSet<&str> = BTreeSet::new();
        for source in sources(plan) {
            match (&source.address, &source.name) {
                (Some(address), _) => addresses.insert(address),
                (None, Some(name)) => names.insert(&name.ja),
                (None, None) => false,
            };
        }
        for source in catalogue.programmes.iter().flat_map(|p| &p.sources) {
            if source.contains("://") {
                addresses.insert(source);
            } else {
                names.insert(source);
            }
        }
        let mut by_host: BTreeMap<&str, usize> = BTreeMap::new();
        for address in &addresses {
            *by_host.entry(host(address)).or_default() += 1;
        }
        let mut hosts: Vec<(String, usize)> = by_host
            .into_iter()
            .map(|(host, count)| (host.to_owned(), count))
            .collect();
        hosts.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        Sources {
            count: addresses.len() + names.len(),
            without_address: names.len(),
            hosts,
        }
    }
}

fn sources(plan: &Plan) -> impl Iterator<Item = &Source> {
    let of_strategy = plan.strategy.iter().flat_map(backings);
    let of_organisations = plan.organisations.iter().map(|one| &one.backing);
    let of_figures = plan.figures.iter().flat_map(|figure| &figure.sources);
    of_strategy
        .chain(of_organisations)
        .flat_map(|backing| &backing.sources)
        .chain(of_figures)
}

fn backings(strategy: &Strategy) -> Vec<&Backing> {
    let mut all = vec![&strategy.period.backing, &strategy.vision.backing];
    all.extend(strategy.legal_basis.iter().map(|one| &one.backing));
    all.extend(strategy.upper_plans.iter().map(|one| &one.backing));
    all.extend(strategy.related.iter().map(|one| &one.backing));
    all.extend(strategy.editions().map(|one| &one.backing));
    all.extend(strategy.comparison.iter().map(|one| &one.backing));
    all.extend(strategy.themes.iter().map(|one| &one.backing));
    all.extend(strategy.strengths.iter().map(|one| &one.backing));
    all.extend(strategy.challenges.iter().map(|one| &one.backing));
    all
}

/// The site on which an address lies, without the `www.` that tells nothing.
fn host(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or(rest);
    host.strip_prefix("www.").unwrap_or(host)
}
