//! The rule language and its engine: from the text of a support programme's rules to verdicts, amounts,
//! sentences and what is missing. Pure: no database, no network, no clock; it does not know what a programme
//! is called or when it is open. Grammar and meaning stand in `docs/rules.md`.

pub mod accepted;
pub mod changes;
pub mod checks;
pub mod columns;
pub mod comparison;
pub mod compile;
pub mod decisive;
pub mod fact;
pub mod formula;
pub mod judge;
pub mod language;
pub mod levers;
pub mod profile;
pub mod range;
pub mod registry;
pub mod rules;
pub mod settled;
pub mod sql;
pub mod turning;
pub mod unit;
pub mod wording;

mod evaluate;
#[cfg(test)]
mod sample;

use std::sync::LazyLock;

use kernel::Words;

pub use fact::{Choice, Fact, FactId, FactKind, Facts};
pub use judge::{Answer, Applicant, Verdict, YenRange, judge};
pub use profile::{Profile, Value, read_profile};
pub use range::Truth;
pub use rules::Rules;

/// The messages of this module: what is wrong in rules and profiles, and the sentences of rules.
pub fn words() -> &'static Words {
    static WORDS: LazyLock<Words> = LazyLock::new(|| {
        Words::joined([
            &Words::read(
                include_str!("../messages/ja.txt"),
                include_str!("../messages/en.txt"),
            ),
            &Words::read(
                include_str!("../messages/checks.ja.txt"),
                include_str!("../messages/checks.en.txt"),
            ),
        ])
    });
    &WORDS
}
