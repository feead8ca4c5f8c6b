//! Steps that give whole numbers, for a few hundred applicants at once. The graph promises that nothing leaves 64 bits.

use super::code::{Place, WholeOp};
use super::leaves::{self, Rows};
use super::state::State;
use super::{NO, NULL, YES};
use crate::settled::{Nulls, Side};

#[inline(always)]
pub(super) fn run(op: &WholeOp<'_>, state: &State, rows: Rows<'_>, out: &mut [i64]) {
    let count = out.len();
    let whole = |place: Place| &state.wholes[place][..count];
    match op {
        WholeOp::Constant(value) => out.fill(*value),
        WholeOp::Ends(counts, about) => leaves::ends(counts, *about, rows, out),
        WholeOp::Coded(coded, table) => leaves::look_up(coded, table, rows, out),
        WholeOp::Plus(a, b) => each(out, whole(*a), whole(*b), i64::wrapping_add),
        WholeOp::Minus(a, b) => each(out, whole(*a), whole(*b), i64::wrapping_sub),
        WholeOp::Times(a, b) => each(out, whole(*a), whole(*b), i64::wrapping_mul),
        WholeOp::Scaled(a, by) => {
            for (out, a) in out.iter_mut().zip(whole(*a)) {
                *out = if *a == NULL {
                    NULL
                } else {
                    a.wrapping_mul(*by)
                };
            }
        }
        WholeOp::Floor(a, by) => {
            for (out, a) in out.iter_mut().zip(whole(*a)) {
                *out = if *a == NULL { NULL } else { a.div_euclid(*by) };
            }
        }
        WholeOp::Lesser(a, b, nulls) => extreme(out, whole(*a), whole(*b), *nulls, i64::min),
        WholeOp::Greater(a, b, nulls) => extreme(out, whole(*a), whole(*b), *nulls, i64::max),
        WholeOp::Chosen(by, yes, no, side) => {
            let by = &state.truths[*by][..out.len()];
            let both = whole(*yes).iter().zip(whole(*no));
            match side {
                Side::Low => chosen(out, by, both, i64::min),
                Side::High => chosen(out, by, both, i64::max),
            }
        }
    }
}

#[inline(always)]
fn each(out: &mut [i64], a: &[i64], b: &[i64], reckon: impl Fn(i64, i64) -> i64) {
    for (out, (a, b)) in out.iter_mut().zip(a.iter().zip(b)) {
        let found = reckon(*a, *b);
        *out = if *a == NULL || *b == NULL {
            NULL
        } else {
            found
        };
    }
}

#[inline(always)]
fn extreme(out: &mut [i64], a: &[i64], b: &[i64], nulls: Nulls, choose: impl Fn(i64, i64) -> i64) {
    for (out, (a, b)) in out.iter_mut().zip(a.iter().zip(b)) {
        *out = match (*a == NULL, *b == NULL) {
            (false, false) => choose(*a, *b),
            (one, other) => match nulls {
                Nulls::Null => NULL,
                Nulls::Other if one && other => NULL,
                Nulls::Other if one => *b,
                Nulls::Other => *a,
            },
        };
    }
}

#[inline(always)]
fn chosen<'a>(
    out: &mut [i64],
    by: &[u8],
    both: impl Iterator<Item = (&'a i64, &'a i64)>,
    choose: impl Fn(i64, i64) -> i64,
) {
    for ((out, by), (yes, no)) in out.iter_mut().zip(by).zip(both) {
        let between = if *yes == NULL || *no == NULL {
            NULL
        } else {
            choose(*yes, *no)
        };
        *out = match *by {
            YES => *yes,
            NO => *no,
            _ => between,
        };
    }
}
