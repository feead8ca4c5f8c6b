//! Small programmes judged for companies of which less and more is known: `docs/fuzzing.md`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    fuzz::evaluator::holds(bytes);
});
