//! Steps that give truths, for a few hundred applicants at once. Plain loops over bytes, which the compiler turns into
//! instructions for many at a time.

use super::code::{Place, TruthOp};
use super::run::State;
use super::{NO, NULL, UNKNOWN, YES};
use crate::registry::{Coded, Codes, Days};

pub(super) fn run(op: &TruthOp<'_>, state: &State, first: usize, out: &mut [u8]) {
    let count = out.len();
    let truth = |place: Place| &state.truths[place][..count];
    let whole = |place: Place| &state.wholes[place][..count];
    match op {
        TruthOp::Constant(value) => out.fill(*value),
        TruthOp::Flags(flags) => out.copy_from_slice(&flags[first..first + out.len()]),
        TruthOp::Coded(coded, table) => look_up(coded, table, first, out),
        TruthOp::Within(days, from, to) => {
            let days = &days[first..first + out.len()];
            for (out, day) in out.iter_mut().zip(days) {
                let within = u8::from(from <= day && day <= to) * YES;
                *out = if *day == Days::UNKNOWN {
                    UNKNOWN
                } else {
                    within
                };
            }
        }
        TruthOp::Not(one) => {
            for (out, one) in out.iter_mut().zip(truth(*one)) {
                *out = YES - one;
            }
        }
        TruthOp::All(all) => {
            let parts: Vec<&[u8]> = all.iter().map(|one| truth(*one)).collect();
            fold(&parts, out, u8::min);
        }
        TruthOp::Any(all) => {
            let parts: Vec<&[u8]> = all.iter().map(|one| truth(*one)).collect();
            fold(&parts, out, u8::max);
        }
        TruthOp::If(by, yes, no) => {
            let both = truth(*yes).iter().zip(truth(*no));
            for ((out, by), (yes, no)) in out.iter_mut().zip(truth(*by)).zip(both) {
                let agreed = if yes == no { *yes } else { UNKNOWN };
                *out = match *by {
                    YES => *yes,
                    NO => *no,
                    _ => agreed,
                };
            }
        }
        TruthOp::Less([a, b, c, d]) => {
            let yes = whole(*a).iter().zip(whole(*b));
            let no = whole(*c).iter().zip(whole(*d));
            for (out, ((a, b), (c, d))) in out.iter_mut().zip(yes.zip(no)) {
                let less = a < b && *a != NULL;
                let not = c >= d && *d != NULL;
                *out = if less { YES } else { u8::from(!not) };
            }
        }
        TruthOp::Equal([a, b, c, d]) => {
            let first = whole(*a).iter().zip(whole(*b));
            let second = whole(*c).iter().zip(whole(*d));
            for (out, ((low, high), (from, to))) in out.iter_mut().zip(first.zip(second)) {
                let single = low == high && from == to && *low != NULL && *from != NULL;
                let apart = high < from && *high != NULL || to < low && *to != NULL;
                *out = match (single, single && low == from || apart) {
                    (true, true) if low == from => YES,
                    (true, _) | (false, true) => NO,
                    (false, false) => UNKNOWN,
                };
            }
        }
        TruthOp::IsNo(one) => {
            for (out, one) in out.iter_mut().zip(truth(*one)) {
                *out = u8::from(*one == NO) * YES;
            }
        }
        TruthOp::IsYes(one) => {
            for (out, one) in out.iter_mut().zip(truth(*one)) {
                *out = u8::from(*one == YES) * YES;
            }
        }
        TruthOp::AreZero(a, b) => {
            for (out, (a, b)) in out.iter_mut().zip(whole(*a).iter().zip(whole(*b))) {
                *out = u8::from(*a == 0 && *b == 0) * YES;
            }
        }
    }
}

fn fold(parts: &[&[u8]], out: &mut [u8], choose: fn(u8, u8) -> u8) {
    // Two at once: most have two or three parts.
    let (Some(one), rest) = (parts.first(), parts.get(1..).unwrap_or_default()) else {
        return;
    };
    out.copy_from_slice(one);
    for part in rest {
        for (out, part) in out.iter_mut().zip(*part) {
            *out = choose(*out, *part);
        }
    }
}

fn look_up(coded: &Coded, table: &[u8], first: usize, out: &mut [u8]) {
    let until = first + out.len();
    match coded.codes() {
        Codes::Narrow(codes) => {
            for (out, code) in out.iter_mut().zip(&codes[first..until]) {
                *out = table[usize::from(*code)];
            }
        }
        Codes::Middle(codes) => {
            for (out, code) in out.iter_mut().zip(&codes[first..until]) {
                *out = table[usize::from(*code)];
            }
        }
        Codes::Wide(codes) => {
            for (out, code) in out.iter_mut().zip(&codes[first..until]) {
                *out = table[*code as usize];
            }
        }
    }
}
