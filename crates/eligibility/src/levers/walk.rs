//! One walk through the numbers of an edition, for those who read them and those who move them: so both mean the same
//! number by the same id.

mod formulas;

use kernel::Date;

use super::{Lever, Near, Slot, Spot, Within};
use crate::formula::{Cond, Num};
use crate::range::{Exact, ONE, Range, ZERO};
use crate::rules::{Amount, Condition, Edition, Expenses, Limits, Measure};
use crate::unit::Unit;

/// What can be turned to move a number.
pub(super) enum Knob<'k> {
    Number(&'k mut Exact),
    /// Months or days; the sign says whether later or earlier.
    Steps(&'k mut i32),
}

impl Knob<'_> {
    pub fn set(self, value: Exact) {
        match self {
            Knob::Number(number) => *number = value,
            Knob::Steps(steps) => {
                let size = i32::try_from(value.to_integer()).unwrap_or(i32::MAX);
                *steps = if *steps < 0 { -size } else { size };
            }
        }
    }
}

pub(super) struct Walk<'w> {
    on: Date,
    see: &'w mut dyn FnMut(Lever, Knob<'_>),
    spot: Spot,
    near: Near,
    path: String,
    /// How many numbers of the spot were met; none where the spot is one number.
    count: Option<usize>,
    /// Ends of bands that lie before the end of the band in front.
    pub disorder: Vec<String>,
}

const UP: Range = Range {
    low: Some(ZERO),
    high: None,
};
const PART: Range = Range {
    low: Some(ZERO),
    high: Some(ONE),
};

impl<'w> Walk<'w> {
    pub fn new(on: Date, see: &'w mut dyn FnMut(Lever, Knob<'_>)) -> Walk<'w> {
        Walk {
            on,
            see,
            spot: Spot {
                course: None,
                within: Within::Amount,
                slot: Slot::Rule,
            },
            near: Near::Nothing,
            path: String::new(),
            count: None,
            disorder: Vec::new(),
        }
    }

    pub fn edition(&mut self, edition: &mut Edition) {
        self.conditions("", &mut edition.conditions);
        if let Some(expenses) = &mut edition.expenses {
            self.expenses(expenses);
        }
        for (place, course) in edition.courses.iter_mut().enumerate() {
            self.spot.course = Some(place);
            let front = format!("course.{}.", course.id);
            self.conditions(&front, &mut course.conditions);
            if let Some(amount) = &mut course.amount {
                self.amount(&front, amount);
            }
        }
        self.spot.course = None;
        if let Some(amount) = &mut edition.amount {
            self.amount("", amount);
        }
    }

    fn conditions(&mut self, front: &str, conditions: &mut [Condition]) {
        for (place, one) in conditions.iter_mut().enumerate() {
            self.spot.within = Within::Condition(place);
            let path = format!("{front}condition.{}", one.id);
            if let Some(minimum) = &mut one.minimum_grant {
                self.slot(Slot::MinimumGrant, path, minimum, UP);
            } else {
                self.rule(Slot::Rule, path, &mut one.rule);
            }
        }
    }

    fn expenses(&mut self, expenses: &mut Expenses) {
        for (place, item) in expenses.items.iter_mut().enumerate() {
            self.spot.within = Within::Expense(place);
            let path = |slot: Slot| format!("expense.{}.{}", item.id, slot.word());
            self.rule(Slot::Rule, format!("expense.{}", item.id), &mut item.filter);
            let cap = path(Slot::Cap);
            let shares = [
                (Slot::ShareOfTotal, path(Slot::ShareOfTotal)),
                (Slot::ShareOfClaimed, path(Slot::ShareOfClaimed)),
            ];
            if let Some(num) = &mut item.cap {
                self.slot(Slot::Cap, cap, num, UP);
            }
            let values = [&mut item.share_of_total, &mut item.share_of_claimed];
            for ((slot, path), share) in shares.into_iter().zip(values) {
                let Some(share) = share else { continue };
                self.enter(slot, path, None);
                // Nothing of a cost is no share of it.
                let range = Range {
                    low: Some(Exact::new_raw(1, 1000)),
                    high: Some(ONE),
                };
                self.meet(Knob::Number(share), &Unit::ratio(), range);
            }
        }
    }

    fn amount(&mut self, front: &str, amount: &mut Amount) {
        let front = format!("{front}amount");
        for (place, part) in amount.parts.iter_mut().enumerate() {
            self.spot.within = Within::Part(place);
            let front = match &part.id {
                Some(id) => format!("{front}.part.{id}"),
                None => front.clone(),
            };
            if let Some(when) = &mut part.when {
                self.rule(Slot::When, format!("{front}.when"), when);
            }
            let path = |slot: Slot| format!("{front}.{}", slot.word());
            match &mut part.measure {
                Measure::Share { base, less, rate } => {
                    self.slot(Slot::Base, path(Slot::Base), base, UP);
                    self.maybe(Slot::Less, &front, less, UP);
                    self.maybe(Slot::Rate, &front, rate, PART);
                }
                Measure::PerUnit {
                    each,
                    per,
                    at_least,
                    at_most,
                    ..
                } => {
                    self.slot(Slot::Each, path(Slot::Each), each, UP);
                    self.slot(Slot::Per, path(Slot::Per), per, UP);
                    self.maybe(Slot::AtLeast, &front, at_least, UP);
                    self.maybe(Slot::AtMost, &front, at_most, UP);
                }
            }
            self.limits(&front, &mut part.limits);
        }
        self.spot.within = Within::Amount;
        self.limits(&front, &mut amount.limits);
    }

    fn limits(&mut self, front: &str, limits: &mut Limits) {
        self.maybe(Slot::Cap, front, &mut limits.cap, UP);
        self.maybe(Slot::Floor, front, &mut limits.floor, UP);
    }

    fn maybe(&mut self, slot: Slot, front: &str, num: &mut Option<Num>, range: Range) {
        if let Some(num) = num {
            self.slot(slot, format!("{front}.{}", slot.word()), num, range);
        }
    }

    /// A number of its own: the path itself is its id where it is written as a number.
    fn slot(&mut self, slot: Slot, path: String, num: &mut Num, range: Range) {
        let count = match num {
            Num::Literal(..) => None,
            _ => Some(0),
        };
        self.enter(slot, path, count);
        self.num(num, range);
    }

    /// A condition: its numbers are counted.
    fn rule(&mut self, slot: Slot, path: String, rule: &mut Cond) {
        self.enter(slot, path, Some(0));
        self.cond(rule);
    }

    fn enter(&mut self, slot: Slot, path: String, count: Option<usize>) {
        self.spot.slot = slot;
        self.near = Near::Nothing;
        self.path = path;
        self.count = count;
    }

    /// Tells of a number, and gives its id.
    fn meet(&mut self, knob: Knob<'_>, unit: &Unit, range: Range) -> String {
        let value = match &knob {
            Knob::Number(number) => **number,
            Knob::Steps(steps) => Exact::from_integer(i128::from(steps.unsigned_abs())),
        };
        let id = match &mut self.count {
            None => self.path.clone(),
            Some(count) => {
                *count += 1;
                format!("{}.{count}", self.path)
            }
        };
        let lever = Lever {
            id: id.clone(),
            spot: self.spot,
            near: self.near.clone(),
            value,
            unit: unit.clone(),
            range: widened(range, value),
        };
        (self.see)(lever, knob);
        id
    }

    /// What is met inside stands beside something nearer.
    fn beside(&mut self, near: Near, inside: impl FnOnce(&mut Self)) {
        let before = std::mem::replace(&mut self.near, near);
        inside(self);
        self.near = before;
    }
}

/// What was written always lies within; without ends a number that is not below zero stays so.
fn widened(range: Range, value: Exact) -> Range {
    match range {
        Range::ANY if value >= ZERO => UP,
        range => Range {
            low: range.low.map(|low| low.min(value)),
            high: range.high.map(|high| high.max(value)),
        },
    }
}
