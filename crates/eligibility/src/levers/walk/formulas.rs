//! The numbers inside conditions, numbers and days.

use kernel::Date;

use super::{Knob, UP, Walk};
use crate::formula::{Calc, Cond, Day, Num};
use crate::levers::Near;
use crate::range::{Exact, Range, ZERO};
use crate::unit::Unit;

/// So many months or days lie between two days at most.
const MOST_STEPS: i128 = 36_525;

impl Walk<'_> {
    fn conds(&mut self, all: &mut [Cond]) {
        all.iter_mut().for_each(|cond| self.cond(cond));
    }

    fn nums(&mut self, all: &mut [Num]) {
        all.iter_mut().for_each(|num| self.num(num, Range::ANY));
    }

    pub(super) fn cond(&mut self, cond: &mut Cond) {
        let near = match cond {
            Cond::Compare(..) | Cond::CompareDates(..) => Some(Box::new(cond.clone())),
            _ => None,
        };
        match cond {
            Cond::Constant(_)
            | Cond::NotStated
            | Cond::Fact(_)
            | Cond::OneOf(..)
            | Cond::Has(..)
            | Cond::Industry(..)
            | Cond::TextIs(..)
            | Cond::Awarded { .. }
            | Cond::Receiving { .. }
            | Cond::Defined(_) => {}
            Cond::Not(inner) => self.cond(inner),
            Cond::All(parts) | Cond::Any(parts) => self.conds(parts),
            Cond::Compare(_, a, b) => {
                let near = near.map_or(Near::Nothing, Near::Comparison);
                let (of_a, of_b) = (declared(a), declared(b));
                self.beside(near, |walk| {
                    walk.num(a, of_b);
                    walk.num(b, of_a);
                });
            }
            Cond::CompareDates(_, a, b) => {
                let near = near.map_or(Near::Nothing, Near::Comparison);
                self.beside(near, |walk| {
                    walk.day(a);
                    walk.day(b);
                });
            }
            Cond::If(one, yes, no) => {
                self.cond(one);
                self.cond(yes);
                self.cond(no);
            }
            Cond::Over { filter, .. } => self.cond(filter),
            Cond::Holds { day, .. } => self.day(day),
            Cond::ByDate(editions) => {
                if let Some(means) = in_force(editions, self.on) {
                    self.cond(means);
                }
            }
        }
    }

    pub(super) fn num(&mut self, num: &mut Num, range: Range) {
        match num {
            Num::Literal(value, unit) => {
                let unit = unit.clone();
                self.meet(Knob::Number(value), &unit, range);
            }
            Num::Fact(..)
            | Num::FiscalYear
            | Num::Awards { .. }
            | Num::AwardsFrom { .. }
            | Num::EligibleCost(_)
            | Num::Defined(_)
            | Num::NotStated(_) => {}
            Num::Negative(inner) | Num::InUnit(inner, _) => self.num(inner, Range::ANY),
            Num::Calc(Calc::Divided, a, b) | Num::Round(_, a, b) => {
                self.num(a, Range::ANY);
                self.num(b, above_zero(b));
            }
            Num::Calc(_, a, b) | Num::Change(a, b) | Num::Fall(a, b) => {
                self.num(a, Range::ANY);
                self.num(b, Range::ANY);
            }
            Num::Least(parts) | Num::Most(parts) => self.nums(parts),
            Num::Elapsed(a, b) | Num::Days(a, b) | Num::Age(a, b) => {
                self.day(a);
                self.day(b);
            }
            Num::If(one, yes, no) => {
                let case = one.clone();
                self.cond(one);
                self.beside(Near::When(case), |walk| walk.num(yes, range));
                self.beside(Near::Otherwise, |walk| walk.num(no, range));
            }
            Num::Marginal(of, bands, unit) => {
                self.num(of, Range::ANY);
                self.bands(bands, unit);
            }
            Num::Over { value, filter, .. } => {
                self.num(value, Range::ANY);
                self.cond(filter);
            }
            Num::ByDate(editions) => {
                if let Some(means) = in_force(editions, self.on) {
                    self.num(means, range);
                }
            }
        }
    }

    fn bands(&mut self, bands: &mut [(Option<Exact>, Num)], unit: &Unit) {
        let mut below = None;
        for (end, rate) in bands {
            let was = *end;
            if let Some(end) = end {
                let mut id = String::new();
                self.beside(Near::BandEnd, |walk| {
                    id = walk.meet(Knob::Number(end), unit, UP);
                });
                if below.is_some_and(|below| *end <= below) {
                    self.disorder.push(id);
                }
                below = Some(*end);
            }
            let near = Near::BandRate(was, Box::new(unit.clone()));
            self.beside(near, |walk| walk.num(rate, Range::ANY));
        }
    }

    fn day(&mut self, day: &mut Day) {
        if let Day::Later(from, steps, _, unit) = day {
            self.day(from);
            // Only whole days or months are added to a day.
            let unit = Unit {
                whole: true,
                ..(**unit).clone()
            };
            let range = Range {
                low: Some(ZERO),
                high: Some(Exact::from_integer(MOST_STEPS)),
            };
            self.meet(Knob::Steps(steps), &unit, range);
        }
    }
}

fn in_force<T>(editions: &mut [(Date, T)], on: Date) -> Option<&mut T> {
    let place = editions.iter().rposition(|(from, _)| *from <= on)?;
    Some(&mut editions[place].1)
}

/// What a fact can be at all is what it makes sense to compare it with.
fn declared(num: &Num) -> Range {
    match num {
        Num::Fact(_, about) => about.1,
        _ => Range::ANY,
    }
}

/// Nobody divides by nothing, or rounds to it.
fn above_zero(num: &Num) -> Range {
    let low = match num {
        Num::Literal(value, unit) if *value > ZERO => Some((*value).min(unit.factor)),
        _ => None,
    };
    Range { low, high: None }
}
