//! How many questions it takes until every programme is decided: synthetic firms are asked in our order, in the order
//! of the catalogue and in random order. The same seed gives the same figures on every machine.
//!
//! `cargo run --release -p city --example questions -- [FIRMS] [SEED]`

mod interview;
mod population;

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use city::folder::built_in;
use city::load::{Examples, load};
use eligibility::Profile;
use programmes::Asked;
use programmes::assess::judge_all;

use interview::{Course, Interview, Order, Scope};
use population::{Dice, Population};

/// The day for which all are judged.
const ON: jiff::civil::Date = jiff::civil::date(2026, 5, 1);

/// So many firms are also looked at with hindsight, which judges more often.
const MOST_WITH_HINDSIGHT: u64 = 100;

const ORDERS: [(&str, Order); 5] = [
    ("what decides most", Order::Deciding),
    ("a form: file order, nothing left out", Order::Form),
    ("file order", Order::File),
    ("file order, verdicts alone", Order::FileOfVerdicts),
    ("random order", Order::Random),
];

fn main() {
    let mut numbers = std::env::args().skip(1).map(|text| text.parse::<u64>());
    let mut number = |otherwise| match numbers.next() {
        Some(number) => number.expect("FIRMS and SEED are numbers"),
        None => otherwise,
    };
    let (firms, seed) = (number(10_000), number(1));
    let city = load(built_in(), Examples::Skip).expect("the embedded city is sound");
    let population = Population::new(&city.catalogue, ON);
    println!("{firms} synthetic firms, seed {seed}, judged for {ON}");
    let all = Interview {
        catalogue: &city.catalogue,
        on: ON,
        scope: Scope::All,
        skips: 0,
    };
    clock(&all, &population, seed);
    for scope in [Scope::All, Scope::OnOffer] {
        for skips in [0, 20] {
            let interview = Interview {
                catalogue: &city.catalogue,
                on: ON,
                scope,
                skips,
            };
            table(&interview, &population, firms, seed);
        }
    }
}

/// How long judging and choosing take, over every state in which some firms are asked.
fn clock(interview: &Interview<'_>, population: &Population<'_>, seed: u64) {
    let (mut judging, mut choosing, mut states) = (Duration::ZERO, Duration::ZERO, 0);
    for number in 0..20 {
        let firm = population.firm(seed, number);
        let mut known = Profile::unknown(&interview.catalogue.facts);
        for (id, _) in interview.catalogue.facts.iter() {
            let begun = Instant::now();
            let answers = judge_all(interview.catalogue, &known, ON, Asked::All);
            judging += begun.elapsed();
            let begun = Instant::now();
            let (_, wanted) = interview.open(&answers, &known, &[]);
            choosing += begun.elapsed();
            states += 1;
            let next = wanted.first().copied().unwrap_or(id);
            known.set(next, firm.get(next).clone());
        }
    }
    println!(
        "\nMean of {states} states: judging {:.1} µs, choosing the question {:.1} µs",
        judging.as_secs_f64() * 1e6 / f64::from(states),
        choosing.as_secs_f64() * 1e6 / f64::from(states)
    );
}

fn table(interview: &Interview<'_>, population: &Population<'_>, firms: u64, seed: u64) {
    let all = interview.catalogue.programmes.iter();
    let asking: Vec<_> = all
        .filter(|programme| interview.scope.takes(programme, interview.on))
        .collect();
    let facts: BTreeSet<_> = asking.iter().flat_map(|one| &one.facts).collect();
    println!(
        "\n{} programmes that ask for {} facts; {} % of the questions are left open\n",
        asking.len(),
        facts.len(),
        interview.skips
    );
    println!("| order | mean | median | 95 % | until half of the programmes | until 90 % |");
    println!("|---|---|---|---|---|---|");
    let means =
        ORDERS.map(|(name, order)| row(name, &courses(interview, population, order, firms, seed)));
    let fewer = |place: usize| 100.0 * (1.0 - means[0] / means[place]);
    println!(
        "\nFewer than a form: {:.1} %; than file order that leaves out what does not matter: {:.1} %; of verdicts alone: {:.1} %; than random order: {:.1} %",
        fewer(1),
        fewer(2),
        fewer(3),
        fewer(4)
    );
    if interview.skips == 0 {
        let some = firms.min(MOST_WITH_HINDSIGHT);
        let firms = (0..some).map(|number| population.firm(seed, number));
        let enough: usize = firms.map(|firm| interview.with_hindsight(&firm)).sum();
        let mean = enough as f64 / some as f64;
        println!("With hindsight {mean:.1} facts would do (mean of the first {some} firms)");
    }
}

/// Every firm asked, on as many threads as there are processors.
fn courses(
    interview: &Interview<'_>,
    population: &Population<'_>,
    order: Order,
    firms: u64,
    seed: u64,
) -> Vec<Course> {
    let threads = std::thread::available_parallelism().map_or(1, |count| count.get() as u64);
    let part = |first: u64| {
        let numbers = (first..firms).step_by(usize::try_from(threads).unwrap_or(1));
        let asked = numbers.map(|number| {
            let mut dice = Dice::new(seed ^ (number << 20));
            interview.ask(&population.firm(seed, number), order, &mut dice)
        });
        asked.collect::<Vec<Course>>()
    };
    std::thread::scope(|scope| {
        let parts: Vec<_> = (0..threads)
            .map(|first| scope.spawn(move || part(first)))
            .collect();
        let parts = parts.into_iter();
        parts
            .flat_map(|part| part.join().expect("no interview panics"))
            .collect()
    })
}

/// Writes a row of the table; the mean comes back.
fn row(name: &str, courses: &[Course]) -> f64 {
    let mut questions: Vec<usize> = courses.iter().map(Course::questions).collect();
    questions.sort_unstable();
    let count = courses.len() as f64;
    let mean = |of: &dyn Fn(&Course) -> usize| courses.iter().map(of).sum::<usize>() as f64 / count;
    let all = mean(&Course::questions);
    println!(
        "| {name} | {all:.1} | {} | {} | {:.1} | {:.1} |",
        questions[questions.len() / 2],
        questions[questions.len() * 95 / 100],
        mean(&|course| course.until(50)),
        mean(&|course| course.until(90)),
    );
    all
}
