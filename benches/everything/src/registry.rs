//! A whole registry at once: columns against one applicant after the other, per applicant and programme.

use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::Instant;

use eligibility::columns::{ELIGIBLE, Run};
use eligibility::fact::{FactId, FactKind, Facts};
use eligibility::registry::{Filling, Layout, Registry};
use eligibility::settled::Settled;
use eligibility::{Applicant, Verdict};
use kernel::Date;
use programmes::Catalogue;

use crate::city;
use crate::population::Population;

const ROUNDS: usize = 9;
/// As many are judged one by one: it takes the same time for each.
const ONE_BY_ONE: usize = 4_000;

pub fn report(on: Date, firms: usize) {
    let catalogue = city::kanazawa();
    let registry = registry(&catalogue, on, firms);
    let facts = &catalogue.facts;
    let columns = registry.columns().count();
    println!(
        "\n## Registry: {firms} made-up firms × {} programmes\n",
        catalogue.programmes.len()
    );
    println!(
        "{columns} facts known of each, {:.1} bytes a firm\n",
        registry.bytes() as f64 / firms as f64
    );
    let start = Instant::now();
    let mut settled = Settled::new(Layout::of(&registry, facts), on);
    for programme in &catalogue.programmes {
        settled
            .add(&programme.rules, facts)
            .expect("a form for columns");
    }
    let run = Run::new(&settled, &registry, facts);
    println!(
        "made ready in {:.1} ms\n",
        start.elapsed().as_secs_f64() * 1e3
    );
    let pairs = |firms: usize| (firms * catalogue.programmes.len()) as f64;
    let mut taken: [Vec<f64>; 3] = Default::default();
    let mut counts = [0_u64; 3];
    for _ in 0..ROUNDS {
        for workers in [1, 2] {
            let start = Instant::now();
            counts[workers - 1] = threads(&run, firms, workers);
            taken[workers - 1].push(start.elapsed().as_secs_f64() * 1e9 / pairs(firms));
        }
        let some = ONE_BY_ONE.min(firms);
        let profiles: Vec<_> = (0..some).map(|row| registry.profile(row, facts)).collect();
        let start = Instant::now();
        counts[2] = 0;
        for profile in &profiles {
            let applicant = Applicant::new(profile, on);
            for programme in &catalogue.programmes {
                let answer = black_box(applicant.judge(&programme.id, &programme.rules));
                counts[2] += u64::from(answer.verdict == Verdict::Eligible);
            }
        }
        taken[2].push(start.elapsed().as_secs_f64() * 1e9 / pairs(some));
    }
    assert_eq!(counts[0], counts[1]);
    println!("| way | ns per firm and programme, median | × columns |\n|---|---|---|");
    let medians = taken.map(|mut all| {
        all.sort_by(f64::total_cmp);
        all[all.len() / 2]
    });
    for (name, median) in [
        "columns, one thread",
        "columns, two threads",
        "one by one, without reasons for changes",
    ]
    .iter()
    .zip(medians)
    {
        println!("| {name} | {median:.2} | {:.2} |", median / medians[0]);
    }
    println!("\neligible: {} of {}", counts[0], pairs(firms));
}

/// The nanoseconds that judging all takes with so many threads.
pub fn timed(run: &Run<'_>, firms: usize, workers: usize) -> f64 {
    let start = Instant::now();
    black_box(threads(run, firms, workers));
    start.elapsed().as_secs_f64() * 1e9
}

/// Judges all with so many threads; how many answers are "eligible".
fn threads(run: &Run<'_>, firms: usize, threads: usize) -> u64 {
    let share = firms.div_ceil(threads);
    std::thread::scope(|scope| {
        let workers = (0..threads).map(|worker| {
            let rows = (worker * share).min(firms)..((worker + 1) * share).min(firms);
            scope.spawn(move || {
                let mut eligible = 0_u64;
                run.rows(rows, &mut |batch| {
                    let found = batch.verdicts.iter().filter(|one| **one == ELIGIBLE);
                    eligible += found.count() as u64;
                    black_box(batch.low);
                });
                eligible
            })
        });
        let workers: Vec<_> = workers.collect();
        workers
            .into_iter()
            .map(|worker| worker.join().expect("no panic"))
            .sum()
    })
}

/// Firms as in the experiment with questions: every fact known.
pub fn registry(catalogue: &Catalogue, on: Date, firms: usize) -> Registry {
    let population = Population::new(catalogue, on);
    let facts: &Facts = &catalogue.facts;
    let mut columns: BTreeMap<FactId, Filling> = facts
        .iter()
        .filter(|(_, fact)| !matches!(fact.kind, FactKind::List(_) | FactKind::Awards))
        .map(|(id, fact)| (id, Filling::of(&fact.kind)))
        .collect();
    for number in 0..firms {
        // After some thousands the firms come again: drawing them takes longer than judging them.
        let firm = population.firm(7, (number % 20_000) as u64);
        for (id, column) in &mut columns {
            column.push(firm.get(*id)).expect("it fits");
        }
    }
    let columns = columns.into_iter().map(|(id, column)| (id, column.done()));
    Registry::of(columns.collect(), firms).expect("equally long")
}
