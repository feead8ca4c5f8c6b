//! How many questions it takes until every programme is decided, over made-up firms, in our order, in the order of
//! the catalogue and in random order.
//!
//! `cargo run --release -p city --example questions -- [FIRMS] [SEED]`

mod asking;
mod population;

use std::collections::BTreeSet;

use asking::{Course, Interview, Order, Scope};
use city::folder::built_in;
use city::load::{Examples, load};
use population::{Dice, Population};

/// The day for which all are asked.
const ON: (i16, i8, i8) = (2026, 5, 1);

fn main() {
    let mut numbers = std::env::args().skip(1).map(|text| text.parse::<u64>());
    let mut number = |otherwise| match numbers.next() {
        Some(number) => number.expect("FIRMS and SEED are numbers"),
        None => otherwise,
    };
    let (firms, seed) = (number(10_000), number(1));
    let city = load(built_in(), Examples::Skip).expect("the embedded city is sound");
    let catalogue = &city.catalogue;
    let on = jiff::civil::date(ON.0, ON.1, ON.2);
    let population = Population::new(catalogue, on);
    println!("{firms} synthetic firms, seed {seed}, judged on {on}");
    for scope in [Scope::OnOffer, Scope::All] {
        for skips in [0, 20] {
            let interview = Interview {
                catalogue,
                on,
                scope,
                skips,
            };
            table(&interview, &population, firms, seed);
        }
    }
}

fn table(interview: &Interview<'_>, population: &Population<'_>, firms: u64, seed: u64) {
    let asking: Vec<_> = interview
        .catalogue
        .programmes
        .iter()
        .filter(|p| interview.scope.takes(p, interview.on))
        .collect();
    let facts: BTreeSet<_> = asking.iter().flat_map(|p| &p.facts).collect();
    let skips = interview.skips;
    println!(
        "\n{} programmes that ask for {} facts; {skips} % of the questions are left open\n",
        asking.len(),
        facts.len()
    );
    println!("| order | mean | median | 95 % | until half of the decided | until 90 % |");
    println!("|---|---|---|---|---|---|");
    let orders = [
        ("what decides most", Order::Deciding),
        ("file order", Order::File),
        ("file order, verdicts alone", Order::FileOfVerdicts),
        ("random order", Order::Random),
    ];
    let means = orders.map(|(name, order)| {
        if std::env::var("ONLY").is_ok() && order != Order::Deciding {
            return 0.0;
        }
        let courses = (0..firms).map(|number| {
            let mut dice = Dice::new(seed ^ (number << 20));
            interview.ask(&population.firm(seed, number), order, &mut dice)
        });
        row(name, &courses.collect::<Vec<Course>>())
    });
    let fewer = |place: usize| 100.0 * (1.0 - means[0] / means[place]);
    println!(
        "\nfewer than file order {:.1} %, than file order of verdicts {:.1} %, than random {:.1} %",
        fewer(1),
        fewer(2),
        fewer(3)
    );
    if skips == 0 && std::env::var("ONLY").is_err() {
        let some = firms.min(200);
        let enough =
            (0..some).map(|number| interview.with_hindsight(&population.firm(seed, number)));
        let mean = enough.sum::<usize>() as f64 / some as f64;
        println!("with hindsight {mean:.1} facts would do (first {some} firms)");
    }
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
