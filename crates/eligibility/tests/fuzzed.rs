//! The claims of `fuzz/`, with the rule files of Kanazawa and some thousand drawn inputs: whoever changes the
//! engine compiles and tries them with every test run. libFuzzer looks much longer (`docs/fuzzing.md`).

#[path = "../../../fuzz/src/lib.rs"]
mod claims;

use std::path::Path;

use claims::evaluator::Tried;
use claims::sample::CITY;
use eligibility::{judge, read_profile};
use jiff::civil::date;
use kernel::document::read;

/// Bytes that look random and are the same in every run.
fn bytes(seed: u64, length: usize) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 32) as u8
    };
    std::iter::repeat_with(next).take(length).collect()
}

/// The rule files of Kanazawa.
fn rule_files() -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cities/kanazawa/programmes");
    let files = std::fs::read_dir(folder).expect("the city has programmes");
    let paths = files.map(|file| file.expect("a folder can be listed").path());
    paths
        .map(|path| std::fs::read(path).expect("a file can be read"))
        .collect()
}

#[test]
fn every_rule_file_is_read_and_printed_the_same() {
    for file in rule_files() {
        claims::parser::holds(&file);
    }
}

#[test]
fn damaged_rule_files_are_read_or_refused() {
    for (seed, file) in (0..).zip(rule_files()) {
        let mut damaged = file;
        for draw in bytes(seed, 40).chunks_exact(4) {
            let at = usize::from(u16::from_le_bytes([draw[0], draw[1]])) % damaged.len();
            damaged[at] = b"{}[]:'\"-,#& <=*0"[usize::from(draw[2] % 16)];
        }
        claims::parser::holds(&damaged);
    }
}

#[test]
fn a_judgement_stays_true_when_more_is_known() {
    let tried = (0..2000).map(|seed| claims::evaluator::holds(&bytes(seed, 400)));
    let judged = tried.filter(|tried| *tried == Tried::Judged).count();
    assert!(
        judged > 500,
        "only {judged} of 2000 inputs make a sound programme"
    );
}

/// Found by the evaluator's target: a sum beyond 64 bits began at 0 yen again, below what was certain before.
#[test]
fn a_sum_that_cannot_be_written_is_still_at_least_what_was_certain() {
    let amount = |facts: &str| {
        let text = "amount: {base: '999999999999円 * students', floor: 300円}";
        let node = read("p.yaml", text)
            .expect("is YAML")
            .expect("says something");
        let (known, rules) = CITY.programme(&node).expect("the rules are sound");
        let profile = read_profile("profile", facts, &known).expect("the profile is sound");
        judge("p", &rules, &profile, date(2026, 5, 1))
            .amount
            .expect("money is given")
    };
    let (before, after) = (amount("green: yes"), amount("students: 1000000000000"));
    assert_eq!((before.low.0, before.high), (300, None));
    assert_eq!((after.low.0, after.high), (i64::MAX, None));
}
