//! Runs what was scheduled, stretch by stretch of a registry.

use std::ops::Range;

use super::code::{Code, Op, Piece, code};
use super::leaves::Rows;
use super::state::State;
use super::{INELIGIBLE, NO_AMOUNT, NO_LIMIT, NULL, TOGETHER, YES, truths, wholes};
use crate::fact::Facts;
use crate::registry::Registry;
use crate::settled::Settled;

/// Rules that are ready to run over one registry. Several threads can run different rows at once.
pub struct Run<'a> {
    code: Code<'a>,
}

/// The answers of one programme to applicants that follow each other.
pub struct Batch<'a> {
    /// Its position among the settled programmes.
    pub programme: usize,
    /// The row of the first applicant.
    pub first: usize,
    /// [`INELIGIBLE`], `UNDECIDED` or `ELIGIBLE`.
    pub verdicts: &'a [u8],
    /// The least amount in yen; [`NO_AMOUNT`] where there is none.
    pub low: &'a [i64],
    /// The largest amount; [`NO_LIMIT`] where nothing known limits it, [`NO_AMOUNT`] where there is none.
    pub high: &'a [i64],
}

impl<'a> Run<'a> {
    /// Makes settled rules ready for a registry of the layout they were settled for.
    pub fn new(settled: &Settled, registry: &'a Registry, facts: &Facts) -> Run<'a> {
        Run {
            code: code(settled, registry, facts),
        }
    }

    /// Judges the applicants of some rows by all programmes, a batch for each.
    pub fn rows(&self, rows: Range<usize>, each: &mut dyn FnMut(&Batch<'_>)) {
        let [verdicts, amounts] = self.code.rooms;
        let mut work = Work {
            verdicts: State::new(verdicts.truths, verdicts.wholes),
            amounts: State::new(amounts.truths, amounts.wholes),
            some: Vec::with_capacity(TOGETHER),
            low: vec![NO_AMOUNT; TOGETHER],
            high: vec![NO_AMOUNT; TOGETHER],
        };
        for first in rows.clone().step_by(TOGETHER) {
            let count = TOGETHER.min(rows.end - first);
            for (programme, piece) in self.code.pieces.iter().enumerate() {
                work.judge(piece, first, count);
                each(&Batch {
                    programme,
                    first,
                    verdicts: &work.verdicts.truths[piece.verdict_at][..count],
                    low: &work.low[..count],
                    high: &work.high[..count],
                });
                work.forget();
            }
        }
    }
}

struct Work {
    verdicts: State,
    amounts: State,
    /// The rows of those who are not refused, in order.
    some: Vec<u16>,
    low: Vec<i64>,
    high: Vec<i64>,
}

impl Work {
    fn judge(&mut self, piece: &Piece<'_>, first: usize, count: usize) {
        run(
            &piece.verdict,
            &mut self.verdicts,
            None,
            (Rows::From(first), count),
        );
        let Some((given, least, most)) = piece.money_at else {
            return;
        };
        let verdicts = &self.verdicts.truths[piece.verdict_at][..count];
        // Each row is written, and stays if it counts: no branch that could be guessed wrong.
        self.some.resize(count, 0);
        let mut counted = 0;
        for (row, verdict) in (0..).zip(verdicts) {
            self.some[counted] = row;
            counted += usize::from(*verdict != INELIGIBLE);
        }
        self.some.truncate(counted);
        if self.some.is_empty() {
            return;
        }
        let rows = (Rows::Some(first, &self.some), self.some.len());
        run(&piece.money, &mut self.amounts, Some(&self.verdicts), rows);
        let given = &self.amounts.truths[given];
        let ends = self.amounts.wholes[least]
            .iter()
            .zip(&self.amounts.wholes[most]);
        for ((row, given), (least, most)) in self.some.iter().zip(given).zip(ends) {
            if *given == YES {
                let row = usize::from(*row);
                self.low[row] = *least;
                self.high[row] = if *most == NULL { NO_LIMIT } else { *most };
            }
        }
    }

    /// Makes ready for the next programme.
    fn forget(&mut self) {
        for row in self.some.drain(..) {
            self.low[usize::from(row)] = NO_AMOUNT;
            self.high[usize::from(row)] = NO_AMOUNT;
        }
    }
}

/// Runs steps, many values at a time where the processor can.
fn run(ops: &[Op<'_>], state: &mut State, verdicts: Option<&State>, rows: (Rows<'_>, usize)) {
    #[cfg(target_arch = "x86_64")]
    if std::arch::is_x86_feature_detected!("avx2") {
        // SAFETY: the processor has what the function is compiled for; otherwise the two are the same.
        return unsafe { widely(ops, state, verdicts, rows) };
    }
    plainly(ops, state, verdicts, rows);
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn widely(ops: &[Op<'_>], state: &mut State, verdicts: Option<&State>, rows: (Rows<'_>, usize)) {
    plainly(ops, state, verdicts, rows);
}

#[inline(always)]
fn plainly(ops: &[Op<'_>], state: &mut State, verdicts: Option<&State>, rows: (Rows<'_>, usize)) {
    let (rows, count) = rows;
    for op in ops {
        match op {
            Op::Truth(place, op) => {
                let mut out = std::mem::take(&mut state.truths[*place]);
                truths::run(op, state, verdicts, rows, &mut out[..count]);
                state.truths[*place] = out;
            }
            Op::Whole(place, op) => {
                let mut out = std::mem::take(&mut state.wholes[*place]);
                wholes::run(op, state, rows, &mut out[..count]);
                state.wholes[*place] = out;
            }
        }
    }
}
