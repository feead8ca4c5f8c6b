//! Reads columns: all rows of a stretch, or some of them.

use super::limits::Way;
use super::{TOGETHER, UNKNOWN, YES};
use crate::registry::{Coded, Codes, Counts, Days};

/// Which rows are looked at.
#[derive(Clone, Copy)]
pub(super) enum Rows<'a> {
    /// All from one on.
    From(usize),
    /// Some of those from one on.
    Some(usize, &'a [u16]),
}

/// Brings the values of some rows into a form of its own, one after the other.
#[inline(always)]
fn each<T: Copy, U>(rows: Rows<'_>, all: &[T], out: &mut [U], read: impl Fn(T) -> U) {
    match rows {
        Rows::From(first) => {
            let all = &all[first..first + out.len()];
            for (out, value) in out.iter_mut().zip(all) {
                *out = read(*value);
            }
        }
        Rows::Some(first, some) => match all[first..].first_chunk::<TOGETHER>() {
            // All but the last stretch: with a length known beforehand no row can lie outside.
            Some(all) => {
                for (out, row) in out.iter_mut().zip(some) {
                    *out = read(all[usize::from(*row) % TOGETHER]);
                }
            }
            None => {
                let all = &all[first..];
                for (out, row) in out.iter_mut().zip(some) {
                    *out = read(all[usize::from(*row)]);
                }
            }
        },
    }
}

#[inline(always)]
pub(super) fn flags(all: &[u8], rows: Rows<'_>, out: &mut [u8]) {
    each(rows, all, out, |flag| flag);
}

#[inline(always)]
pub(super) fn look_up<T: Copy>(coded: &Coded, table: &[T], rows: Rows<'_>, out: &mut [T]) {
    match coded.codes() {
        Codes::Narrow(codes) => match table.first_chunk::<256>() {
            Some(table) => each(rows, codes, out, |code| table[usize::from(code)]),
            None => each(rows, codes, out, |code| table[usize::from(code)]),
        },
        Codes::Middle(codes) => each(rows, codes, out, |code| table[usize::from(code)]),
        Codes::Wide(codes) => each(rows, codes, out, |code| table[code as usize]),
    }
}

#[inline(always)]
pub(super) fn within(days: &[i32], (from, to): (i32, i32), rows: Rows<'_>, out: &mut [u8]) {
    each(rows, days, out, |day| {
        let within = u8::from(from <= day && day <= to) * YES;
        if day == Days::UNKNOWN {
            UNKNOWN
        } else {
            within
        }
    });
}

#[inline(always)]
pub(super) fn limited(
    counts: &Counts,
    (way, limit, unknown): (Way, i64, u8),
    rows: Rows<'_>,
    out: &mut [u8],
) {
    match counts {
        Counts::Wide(all) => each(rows, all, out, |count| {
            let holds = match way {
                Way::Below => count < limit,
                Way::Above => count > limit,
            };
            let known = u8::from(holds) * YES;
            if count == i64::MIN { unknown } else { known }
        }),
        Counts::Narrow(all) => {
            // A limit that no count of this width reaches is as good as the nearest that one can be.
            let limit = limit.clamp(i64::from(i32::MIN), i64::from(i32::MAX));
            let limit = i32::try_from(limit).expect("within these");
            each(rows, all, out, |count| {
                let holds = match way {
                    Way::Below => count < limit,
                    Way::Above => count > limit,
                };
                let known = u8::from(holds) * YES;
                if count == i32::MIN { unknown } else { known }
            });
        }
    }
}

/// Ends of numbers; `instead` where there is none.
#[inline(always)]
pub(super) fn ends(counts: &Counts, (none, instead): (i64, i64), rows: Rows<'_>, out: &mut [i64]) {
    match counts {
        Counts::Wide(all) => each(
            rows,
            all,
            out,
            |count| {
                if count == none { instead } else { count }
            },
        ),
        Counts::Narrow(all) => {
            let none = if none == i64::MIN { i32::MIN } else { i32::MAX };
            each(rows, all, out, |count| {
                if count == none {
                    instead
                } else {
                    i64::from(count)
                }
            });
        }
    }
}
