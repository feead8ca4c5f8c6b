//! Any text as an expression, a rule file, a profile: `docs/fuzzing.md`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::parser::holds(bytes));
