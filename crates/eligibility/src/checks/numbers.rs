//! Numbers that depend on something: rows that are never reached, and differences that may be less than nothing
//! where that is counted with others.

use super::Looking;
use super::prover::denied;
use super::spots::At;
use crate::formula::{Calc, Comparison, Cond, Num};
use crate::range::{Range, ZERO};
use crate::unit::Unit;

/// Whether a number is added to others, so that a negative one takes away from them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Counted {
    Alone,
    WithOthers,
}

impl Looking<'_> {
    /// Looks at the parts of a number, given what holds around it.
    pub(super) fn number(&mut self, at: &At<'_>, num: &Num, given: &[Cond], counted: Counted) {
        match num {
            Num::If(..) => self.rows(at, num, given, counted),
            Num::ByDate(editions) => {
                for ((_, num), at) in editions.iter().zip(at.dated(editions.len())) {
                    self.number(&at, num, given, counted);
                }
            }
            Num::Calc(calc, a, b) => {
                let both = at.operands(2);
                if counted == Counted::WithOthers && *calc == Calc::Minus {
                    self.difference(at, num, given);
                }
                let inside = match calc {
                    Calc::Plus => Counted::WithOthers,
                    Calc::Times | Calc::Divided => counted,
                    Calc::Minus => Counted::Alone,
                };
                self.number(&both[0], a, given, inside);
                self.number(&both[1], b, given, inside);
            }
            Num::Least(parts) => {
                for (part, at) in parts.iter().zip(at.operands(parts.len())) {
                    self.number(&at, part, given, counted);
                }
            }
            // What is at least something is guarded.
            Num::Most(parts) => {
                for (part, at) in parts.iter().zip(at.operands(parts.len())) {
                    self.number(&at, part, given, Counted::Alone);
                }
            }
            Num::Round(_, value, step) => {
                let both = at.operands(2);
                self.number(&both[0], value, given, counted);
                self.number(&both[1], step, given, Counted::Alone);
            }
            Num::Negative(inner) => self.number(&at.inner(), inner, given, Counted::Alone),
            Num::Marginal(of, bands, unit) => self.marginal(at, of, bands, unit, given),
            Num::Over { value, filter, .. } => {
                if let Num::Calc(Calc::Minus, ..) = **value
                    && matches!(**filter, Cond::Constant(_))
                {
                    self.difference(&at.operands(1)[0], value, &[]);
                }
            }
            _ => {}
        }
    }

    fn rows(&mut self, at: &At<'_>, num: &Num, given: &[Cond], counted: Counted) {
        let mut given = given.to_vec();
        let rows = at.rows();
        let mut whens = Vec::new();
        let mut rest = num;
        while let Num::If(when, _, otherwise) = rest {
            whens.push(&**when);
            rest = otherwise;
        }
        self.borders(&rows, whens);
        // A table has to cover the whole declared range, so that its first and last row may have to stand there.
        let is_table = at.field("bands").is_some();
        let count = rows.len();
        let mut rest = num;
        for (index, row) in rows.into_iter().enumerate() {
            let (Num::If(when, then, otherwise), Some(at), true) =
                (rest, &row.when, index + 1 < count)
            else {
                if is_table || self.is_reached(&row.then, &given) {
                    self.number(&row.then, rest, &given, counted);
                }
                return;
            };
            let must_stand = is_table && index == 0;
            if must_stand || self.is_possible(at, when, &given) {
                let within = [&given[..], std::slice::from_ref(when)].concat();
                self.number(&row.then, then, &within, counted);
            }
            given.push(denied(when));
            rest = otherwise;
        }
    }

    /// A difference that can be less than nothing and takes away from what it is added to.
    fn difference(&mut self, at: &At<'_>, num: &Num, given: &[Cond]) {
        let can = self.prover.range(num).low.is_none_or(|low| low < ZERO);
        let below = Cond::Compare(Comparison::Less, num.clone(), nothing());
        if can && !self.prover.never(&[below], given) && is_plain(num) {
            self.tell("difference-negative", "finding-difference-negative", at);
        }
    }

    fn marginal(
        &mut self,
        at: &At<'_>,
        of: &Num,
        bands: &[(Option<crate::range::Exact>, Num)],
        unit: &Unit,
        given: &[Cond],
    ) {
        let places = at.operands(bands.len());
        for (index, (_, rate)) in bands.iter().enumerate() {
            let begin = index.checked_sub(1).and_then(|before| bands[before].0);
            if let Some(begin) = begin {
                let begin = Num::Literal(begin, Box::new(unit.clone()));
                let above = Cond::Compare(Comparison::More, of.clone(), begin);
                if self.prover.never(&[above], given) {
                    self.tell("band-never", "finding-band-never", &places[index]);
                    continue;
                }
            }
            self.number(&places[index], rate, given, Counted::Alone);
        }
    }
}

/// Whether two facts of their own are subtracted: then each end of what is possible is met by somebody.
fn is_plain(num: &Num) -> bool {
    matches!(num, Num::Calc(_, a, b) if a != b
        && matches!(**a, Num::Fact(..) | Num::Literal(..))
        && matches!(**b, Num::Fact(..) | Num::Literal(..)))
}

pub(super) fn nothing() -> Num {
    Num::Literal(ZERO, Box::new(Unit::ratio()))
}

/// Whether a number can be below zero, as far as its interval tells.
pub(super) fn may_be_negative(range: Range) -> bool {
    range.low.is_none_or(|low| low < ZERO)
}
