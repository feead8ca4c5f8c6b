//! The same rules for openfisca-core, over the same firms: `benches/peers/openfisca/run.py` runs what is written here.
//! openfisca knows no unknown facts and computes in floating point, so only programmes without lists, earlier awards and
//! matters that the source does not state are compared, with complete firms.

mod facts;
mod python;

use std::fs;
use std::path::Path;
use std::process::Command;

use eligibility::columns::{ELIGIBLE, Run};
use eligibility::registry::Layout;
use eligibility::settled::Settled;
use kernel::Date;
use programmes::Programme;

use crate::{city, registry};

const ROUNDS: usize = 9;

pub fn report(on: Date, folder: &Path, firms: usize) {
    let catalogue = city::kanazawa();
    let registry = registry::registry(&catalogue, on, firms);
    let known = &catalogue.facts;
    let told = |programme: &&Programme| python::can_say(programme.rules.on(on), known);
    let programmes: Vec<&Programme> = catalogue.programmes.iter().filter(told).collect();
    fs::create_dir_all(folder).expect("a folder");
    let rules = python::module(&programmes, &registry, known, on);
    fs::write(folder.join("rules.py"), rules).expect("written");
    facts::write(&programmes, &registry, known, folder);

    let mut settled = Settled::new(Layout::of(&registry, known), on);
    for programme in &programmes {
        settled
            .add(&programme.rules, known)
            .expect("a form for columns");
    }
    let run = Run::new(&settled, &registry, known);
    ours(&run, &programmes, firms, folder);
    let mut ours_taken = Vec::new();
    let mut theirs = None;
    // In turn, so that what else the machine does falls on both.
    for _ in 0..3 {
        ours_taken.extend(times(&run, firms, programmes.len()));
        theirs = openfisca(folder).or(theirs);
        ours_taken.extend(times(&run, firms, programmes.len()));
    }
    ours_taken.sort_by(f64::total_cmp);
    let ours = ours_taken[ours_taken.len() / 2];
    println!(
        "\n## openfisca-core: {firms} firms × {} programmes\n",
        programmes.len()
    );
    println!("ours, one thread: {ours:.2} ns per firm and programme");
    println!(
        "openfisca-core: {}",
        theirs.unwrap_or_else(|| "not run (OPENFISCA_PYTHON)".to_owned())
    );
}

fn times(run: &Run<'_>, firms: usize, programmes: usize) -> Vec<f64> {
    let once = || registry::timed(run, firms, 1) / (firms * programmes) as f64;
    (0..ROUNDS).map(|_| once()).collect()
}

/// Our verdicts, for the other side to compare.
fn ours(run: &Run<'_>, programmes: &[&Programme], firms: usize, folder: &Path) {
    let mut verdicts = vec![Vec::with_capacity(firms); programmes.len()];
    run.rows(0..firms, &mut |batch| {
        let each = batch.verdicts.iter().map(|one| i64::from(*one == ELIGIBLE));
        verdicts[batch.programme].extend(each);
    });
    for (programme, verdicts) in programmes.iter().zip(verdicts) {
        let name = format!("{}__eligible.bin", python::name(&programme.id));
        facts::write_numbers(&folder.join(name), verdicts.into_iter());
    }
}

fn openfisca(folder: &Path) -> Option<String> {
    let python = std::env::var_os("OPENFISCA_PYTHON")?;
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../peers/openfisca/run.py");
    let ran = Command::new(python).arg(script).arg(folder).output().ok()?;
    if !ran.status.success() {
        eprintln!("{}", String::from_utf8_lossy(&ran.stderr));
        return None;
    }
    let said = String::from_utf8_lossy(&ran.stdout).trim().to_owned();
    println!("{said}");
    Some(said)
}
