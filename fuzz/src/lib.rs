//! What must hold for any input whatever. `fuzz_targets` lets libFuzzer look for inputs for which it does not;
//! `crates/eligibility/tests/fuzzed.rs` compiles the same files and tries a few inputs with every test run.

mod dice;
pub mod evaluator;
pub mod parser;
pub mod sample;
mod values;
mod written;
