//! The nearest number that makes a test come out well, where no rule names it: a sum that has to be large enough,
//! a grant that has to reach its minimum.

use super::state::{Candidate, State};
use super::{Target, records};
use crate::fact::{Direction, FactKind};
use crate::profile::Value;
use crate::range::{Exact, ONE, Range, Truth, is_reasonable};
use crate::rules::Condition;

impl State<'_, '_> {
    /// The nearest numbers with which a condition is no longer refused.
    pub(super) fn reached(&mut self, target: Target, condition: &Condition) -> Vec<Value> {
        let about = self.about(target);
        let Some((about, Value::Number(known))) = about.map(|about| (about, self.value(target)))
        else {
            return Vec::new();
        };
        let FactKind::Number { range, .. } = about.kind else {
            return Vec::new();
        };
        let mut found = Vec::new();
        for direction in records::directions(&about.permitted) {
            let from = match direction {
                Direction::Up => known.high,
                Direction::Down => known.low,
            };
            let Some(from) = from else { continue };
            let reached = nearest(from, direction, range, |value| {
                let to = Value::Number(Range::point(value));
                self.take(target, Candidate::plain(to));
                let truth = self.truth(condition);
                self.undo();
                truth != Truth::No
            });
            found.extend(reached.map(|value| Value::Number(Range::point(value))));
        }
        found
    }
}

/// The nearest whole number in one direction for which the test holds, if the test holds from somewhere on.
fn nearest(
    from: Exact,
    direction: Direction,
    within: Range,
    mut holds: impl FnMut(Exact) -> bool,
) -> Option<Exact> {
    let sign = match direction {
        Direction::Up => ONE,
        Direction::Down => -ONE,
    };
    let start = match direction {
        Direction::Up => from.floor(),
        Direction::Down => from.ceil(),
    };
    let at = |way: i128| {
        let value = start + sign * Exact::from_integer(way);
        let below = within.low.is_some_and(|low| value < low);
        let above = within.high.is_some_and(|high| value > high);
        (is_reasonable(value) && !below && !above).then_some(value)
    };
    // Ever longer steps until it holds, then back by halves.
    let (mut short, mut long) = (0i128, 1i128);
    loop {
        match at(long) {
            None => {
                let end = match direction {
                    Direction::Up => within.high?,
                    Direction::Down => within.low?,
                };
                long = ((end - start) * sign).floor().to_integer();
                if long <= short || !holds(at(long)?) {
                    return None;
                }
                break;
            }
            Some(value) if holds(value) => break,
            Some(_) => {
                short = long;
                long *= 2;
            }
        }
    }
    while long - short > 1 {
        let middle = short + (long - short) / 2;
        if holds(at(middle)?) {
            long = middle;
        } else {
            short = middle;
        }
    }
    at(long)
}
