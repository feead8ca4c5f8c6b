//! How long one profile takes by every programme of Kanazawa, by us and by two other engines in Rust, in one
//! process. Ours judges, explains every condition, says what is missing and computes the amount; what each
//! peer does stands in its line. Only the names of contenders may be given as arguments, to run those alone.

mod agreement;
mod city;
mod clock;
mod contenders;
mod input;
mod logic;
mod numbers;
mod profiles;
mod programme;
mod stage;
mod table;
mod zen;

use std::path::Path;

use clock::Contender;
use stage::Stage;

fn main() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cities/kanazawa");
    let stage = Stage::set(city::read(&folder));
    println!("{}", agreement::report(&stage));
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    let runtime = stage::runtime();
    let mut contenders = contenders::all(&stage, &runtime);
    if !wanted.is_empty() {
        contenders.retain(|contender| wanted.iter().any(|name| name == contender.name));
    }
    let times = clock::measure(&mut contenders, stage.profiles.len());
    print!(
        "{:<44}{:>6}{:>7}",
        "ns per rule: median (p95) ×ours", "rules", "conds"
    );
    for (name, _) in &stage.profiles {
        print!("{name:>26}");
    }
    println!();
    for (
        Contender {
            name,
            rules,
            conditions,
            ..
        },
        times,
    ) in contenders.iter().zip(times)
    {
        print!("{name:<44}{rules:>6}{conditions:>7}");
        for time in times {
            let text = format!("{:.0} ({:.0}) ×{:.1}", time.median, time.p95, time.ratio);
            print!("{text:>26}");
        }
        println!();
    }
}
