//! The comparison of a number of the registry with one that is the same for all: by far the most frequent condition. It
//! is read from the column at once, without a step for each end.

use crate::fact::FactId;
use crate::range::Truth;
use crate::registry::Form;
use crate::settled::{Less, Settled, Side, TruthId, Truths, Whole, WholeId};

/// Whether a count lies below or above a limit.
#[derive(Clone, Copy)]
pub(super) struct Limit {
    pub fact: FactId,
    pub way: Way,
    pub limit: i64,
    /// What holds where nothing is known but what the fact can be at all.
    pub unknown: Truth,
}

#[derive(Clone, Copy, PartialEq)]
pub(super) enum Way {
    Below,
    Above,
}

/// An end of a number, times a number above zero.
struct End {
    fact: FactId,
    side: Side,
    declared: Option<i64>,
    by: i64,
}

pub(super) fn limit(settled: &Settled, id: TruthId) -> Option<Limit> {
    let Truths::Less(Less { yes, no }) = settled.graph.truth(id) else {
        return None;
    };
    let (way, number, other, high, low) = match constant(settled, yes.1) {
        Some(limit) => (Way::Below, limit, constant(settled, no.1)?, yes.0, no.0),
        None => {
            let limit = constant(settled, yes.0)?;
            (Way::Above, limit, constant(settled, no.0)?, no.1, yes.1)
        }
    };
    let (high, low) = (end(settled, high)?, end(settled, low)?);
    let same = high.fact == low.fact && high.by == low.by && number == other;
    if !same || high.side != Side::High || low.side != Side::Low {
        return None;
    }
    match settled.layout.form(high.fact) {
        Some(Form::Number(about)) if !about.intervals => {}
        _ => return None,
    }
    let (least, most) = (low.declared, high.declared);
    let (yes, no) = match way {
        Way::Below => (
            most.is_some_and(|most| most * high.by < number),
            least.is_some_and(|least| least * high.by >= number),
        ),
        Way::Above => (
            least.is_some_and(|least| number < least * high.by),
            most.is_some_and(|most| number >= most * high.by),
        ),
    };
    Some(Limit {
        fact: high.fact,
        way,
        // Whole counts below 7 ÷ 2 are those below 4; those above it are those above 3.
        limit: match way {
            Way::Below => -(-number).div_euclid(high.by),
            Way::Above => number.div_euclid(high.by),
        },
        unknown: match (yes, no) {
            (true, _) => Truth::Yes,
            (_, true) => Truth::No,
            (false, false) => Truth::Unknown,
        },
    })
}

fn constant(settled: &Settled, id: WholeId) -> Option<i64> {
    match settled.graph.whole(id) {
        Whole::Constant(value) => *value,
        _ => None,
    }
}

fn end(settled: &Settled, id: WholeId) -> Option<End> {
    match settled.graph.whole(id) {
        Whole::End(fact, side, declared) => Some(End {
            fact: *fact,
            side: *side,
            declared: *declared,
            by: 1,
        }),
        Whole::Scaled(inner, by) if *by > 0 => {
            end(settled, *inner).map(|end| End { by: *by, ..end })
        }
        _ => None,
    }
}
