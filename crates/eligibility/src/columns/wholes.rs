//! Steps that give whole numbers, for a few hundred applicants at once. The graph promises that nothing leaves 64 bits.

use super::code::{Place, WholeOp};
use super::run::State;
use super::{NO, NULL, YES};
use crate::registry::Coded;
use crate::settled::{Nulls, Side};

pub(super) fn run(op: &WholeOp<'_>, state: &State, first: usize, out: &mut [i64]) {
    let count = out.len();
    let whole = |place: Place| &state.wholes[place][..count];
    match op {
        WholeOp::Constant(value) => out.fill(*value),
        WholeOp::Numbers(values, none, instead) => {
            let values = &values[first..first + out.len()];
            for (out, value) in out.iter_mut().zip(values) {
                *out = if value == none { *instead } else { *value };
            }
        }
        WholeOp::Coded(coded, table) => look_up(coded, table, first, out),
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

fn look_up(coded: &Coded, table: &[i64], first: usize, out: &mut [i64]) {
    for (row, out) in (first..).zip(out) {
        *out = table[coded.code(row) as usize];
    }
}
