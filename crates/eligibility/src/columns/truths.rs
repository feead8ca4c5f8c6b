//! Steps that give truths, for a few hundred applicants at once. Plain loops over bytes, which the compiler turns into
//! instructions for many at a time.

use super::code::{Place, TruthOp};
use super::leaves::{self, Rows};
use super::state::State;
use super::{NO, NULL, UNKNOWN, YES};

/// `verdicts` is what has been worked out for all rows, when only some are looked at.
#[inline(always)]
pub(super) fn run(
    op: &TruthOp<'_>,
    state: &State,
    verdicts: Option<&State>,
    rows: Rows<'_>,
    out: &mut [u8],
) {
    let count = out.len();
    let truth = |place: Place| &state.truths[place][..count];
    let whole = |place: Place| &state.wholes[place][..count];
    match op {
        TruthOp::Constant(value) => out.fill(*value),
        TruthOp::Flags(all) => leaves::flags(all, rows, out),
        TruthOp::Coded(coded, table) => leaves::look_up(coded, table, rows, out),
        TruthOp::Within(days, between) => leaves::within(days, *between, rows, out),
        TruthOp::Limit(counts, about) => leaves::limited(counts, *about, rows, out),
        TruthOp::Picked(from) => {
            if let (Some(verdicts), Rows::Some(_, some)) = (verdicts, rows) {
                leaves::flags(&verdicts.truths[*from], Rows::Some(0, some), out);
            }
        }
        TruthOp::Not(one) => {
            for (out, one) in out.iter_mut().zip(truth(*one)) {
                *out = YES - one;
            }
        }
        TruthOp::All(all) => fold(all, state, out, u8::min),
        TruthOp::Any(all) => fold(all, state, out, u8::max),
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

#[inline(always)]
fn fold(parts: &[Place], state: &State, out: &mut [u8], choose: impl Fn(u8, u8) -> u8) {
    let count = out.len();
    let part = |place: Place| &state.truths[place][..count];
    // Two at once; a step of this sort has two parts at least.
    let [one, two, rest @ ..] = parts else {
        return;
    };
    for (out, (one, two)) in out.iter_mut().zip(part(*one).iter().zip(part(*two))) {
        *out = choose(*one, *two);
    }
    for place in rest {
        for (out, more) in out.iter_mut().zip(part(*place)) {
            *out = choose(*out, *more);
        }
    }
}
