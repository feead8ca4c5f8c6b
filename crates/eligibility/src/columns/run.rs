//! Runs what was scheduled, part of a registry by part.

use std::ops::Range;

use super::code::{Code, Op, Piece, code};
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

/// What the steps have come to so far.
pub(super) struct State {
    pub truths: Vec<Vec<u8>>,
    pub wholes: Vec<Vec<i64>>,
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
        let mut state = State {
            truths: vec![vec![0; TOGETHER]; self.code.truths],
            wholes: vec![vec![0; TOGETHER]; self.code.wholes],
        };
        let (mut low, mut high) = (vec![0; TOGETHER], vec![0; TOGETHER]);
        for first in rows.clone().step_by(TOGETHER) {
            let count = TOGETHER.min(rows.end - first);
            for (programme, piece) in self.code.pieces.iter().enumerate() {
                run(&piece.first, &mut state, first, count);
                let verdicts = &state.truths[piece.verdict][..count];
                let some = verdicts.iter().any(|verdict| *verdict != INELIGIBLE);
                let (low, high) = (&mut low[..count], &mut high[..count]);
                if some && piece.money.is_some() {
                    run(&piece.then, &mut state, first, count);
                    amounts(piece, &state, low, high);
                } else {
                    low.fill(NO_AMOUNT);
                    high.fill(NO_AMOUNT);
                }
                each(&Batch {
                    programme,
                    first,
                    verdicts: &state.truths[piece.verdict][..count],
                    low,
                    high,
                });
            }
        }
    }
}

fn run(ops: &[Op<'_>], state: &mut State, first: usize, count: usize) {
    for op in ops {
        match op {
            Op::Truth(place, op) => {
                let mut out = std::mem::take(&mut state.truths[*place]);
                truths::run(op, state, first, &mut out[..count]);
                state.truths[*place] = out;
            }
            Op::Whole(place, op) => {
                let mut out = std::mem::take(&mut state.wholes[*place]);
                wholes::run(op, state, first, &mut out[..count]);
                state.wholes[*place] = out;
            }
        }
    }
}

/// Who is refused has no amount.
fn amounts(piece: &Piece<'_>, state: &State, low: &mut [i64], high: &mut [i64]) {
    let Some((given, least, most)) = piece.money else {
        return;
    };
    let verdicts = state.truths[piece.verdict].iter();
    let given = verdicts.zip(&state.truths[given]);
    let ends = state.wholes[least].iter().zip(&state.wholes[most]);
    let out = low.iter_mut().zip(high);
    for (((verdict, given), (least, most)), (low, high)) in given.zip(ends).zip(out) {
        if *verdict == INELIGIBLE || *given != YES {
            (*low, *high) = (NO_AMOUNT, NO_AMOUNT);
        } else {
            (*low, *high) = (*least, if *most == NULL { NO_LIMIT } else { *most });
        }
    }
}
