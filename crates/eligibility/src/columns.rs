//! Rules run over the columns of a registry: a few hundred applicants at a time, one step of the graph after the other,
//! so that what programmes share is worked out once and everything stays close to the processor.
//!
//! Gives verdicts and amounts, nothing about why: that is [`crate::judge`], whose answers these are to the yen.

mod code;
mod leaves;
mod limits;
mod run;
mod schedule;
mod state;
#[cfg(test)]
mod tests;
mod truths;
mod wholes;

pub use run::{Batch, Run};

/// No amount is given.
pub const NO_AMOUNT: i64 = i64::MIN;
/// Nothing known limits the amount.
pub const NO_LIMIT: i64 = i64::MAX;

/// In a batch: ineligible, undecided, eligible.
pub const INELIGIBLE: u8 = NO;
pub const UNDECIDED: u8 = UNKNOWN;
pub const ELIGIBLE: u8 = YES;

/// So many applicants are looked at together.
const TOGETHER: usize = 512;

/// Truths as bytes: the smaller of two is their "and", the larger their "or".
const NO: u8 = 0;
const UNKNOWN: u8 = 1;
const YES: u8 = 2;

/// What stands for null among whole numbers.
const NULL: i64 = i64::MIN;

fn byte(truth: crate::Truth) -> u8 {
    match truth {
        crate::Truth::No => NO,
        crate::Truth::Unknown => UNKNOWN,
        crate::Truth::Yes => YES,
    }
}
