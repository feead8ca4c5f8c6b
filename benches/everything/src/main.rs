//! How long somebody waits for everything that can be said about them: Kanazawa's programmes part by part, and
//! catalogues of thousands, and whole registries. `-- kanazawa`, `-- large` or `-- registry [FIRMS]` runs one of them;
//! `-- fisca [FIRMS]` compares with openfisca-core (Python with benches/peers/openfisca/requirements.txt in OPENFISCA_PYTHON). See docs/benchmarks.md.

mod city;
mod clock;
mod fisca;
mod generated;
mod large;
mod parts;
#[path = "../../../crates/city/examples/questions/population.rs"]
mod population;
mod profiles;
mod registry;

use kernel::Date;

use clock::measure;
use parts::{Counts, PARTS, Subject};

const ON: Date = jiff::civil::date(2026, 5, 1);

fn main() {
    let wanted = std::env::args().nth(1);
    let wants = |name: &str| wanted.as_deref().is_none_or(|wanted| wanted == name);
    if wants("kanazawa") {
        kanazawa();
    }
    if wants("large") {
        large::report(ON);
    }
    let firms = std::env::args().nth(2).and_then(|text| text.parse().ok());
    let firms = firms.unwrap_or(100_000);
    if wants("registry") {
        registry::report(ON, firms);
    }
    if wants("fisca") {
        fisca::report(
            ON,
            &std::env::temp_dir().join("monozukuri-openfisca"),
            firms,
        );
    }
}

fn kanazawa() {
    let catalogue = city::kanazawa();
    println!(
        "\n## Everything at once: {} programmes\n",
        catalogue.programmes.len()
    );
    println!("| profile | part | µs, median (p95) | × plain |\n|---|---|---|---|");
    for (name, profile) in profiles::of_kanazawa(&catalogue.facts) {
        let subject = Subject::new(&catalogue, &profile, ON);
        let mut runners: Vec<Box<dyn FnMut() + '_>> = Vec::new();
        for part in &PARTS {
            runners.push(Box::new(|| (part.run)(&subject)));
        }
        let times = measure(&mut runners);
        let mut everything = 0.0;
        for (part, time) in PARTS.iter().zip(&times) {
            println!(
                "| {name} | {} | {:.1} ({:.1}) | {:.2} |",
                part.name, time.median, time.p95, time.ratio
            );
            if part.counts == Counts::Everything {
                everything += time.ratio;
            }
        }
        println!("| {name} | **everything** | | **{everything:.2}** |");
    }
}
