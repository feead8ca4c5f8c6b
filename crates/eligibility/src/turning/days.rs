//! Days: where "before", "on" and "since" turn.

use std::collections::BTreeSet;

use jiff::Span;
use kernel::Date;
use num_traits::ToPrimitive;

use super::{About, Turning};
use crate::fact::FactId;
use crate::formula::{Cond, Day, Num, Source, Step};
use crate::profile::Value;
use crate::range::Exact;

/// Months of different length move the day on which a time has passed by as much.
const AROUND: i32 = 3;

impl About<'_> {
    pub(super) fn days(&self) -> Turning {
        let mut found = Found::default();
        for cond in &self.asked.conditions {
            match cond {
                Cond::CompareDates(_, left, right) => self.between(left, right, 0, &mut found),
                Cond::Compare(_, left, right) => {
                    self.lasting(left, right, &mut found);
                    self.lasting(right, left, &mut found);
                }
                Cond::Holds { day, .. } if names(day, self.id) => found.whole = false,
                _ => {}
            }
        }
        let first = found.at.first().copied().unwrap_or(self.scene.on);
        let last = found.at.last().copied().unwrap_or(self.scene.on);
        for (day, days) in [(first, -400), (last, 400)] {
            found.at.extend(moved(day, days, Step::Days));
        }
        Turning {
            values: found.at.into_iter().map(Value::Date).collect(),
            whole: found.whole,
        }
    }

    /// A time between two days against a length.
    fn lasting(&self, time: &Num, length: &Num, found: &mut Found) {
        let (from, to, step) = match time {
            Num::Elapsed(from, to) | Num::Age(from, to) => (from, to, Step::Months),
            Num::Days(from, to) => (from, to, Step::Days),
            other => {
                found.whole &= !super::numbers::asks(other, self.id);
                return;
            }
        };
        if !names(from, self.id) && !names(to, self.id) {
            return;
        }
        let Some(length) = self.scene.number(length).single().and_then(whole) else {
            found.whole = false;
            return;
        };
        match step {
            Step::Days => self.between(from, to, length, found),
            Step::Months => {
                // An age counts completed years, so that it turns at the next one.
                for months in [length, length + 12] {
                    self.apart(from, to, months, Step::Months, found);
                }
            }
        }
    }

    fn between(&self, left: &Day, right: &Day, days: i32, found: &mut Found) {
        self.apart(left, right, days, Step::Days, found);
    }

    /// The values of the fact for which `to` is so much later than `from`.
    fn apart(&self, from: &Day, to: &Day, much: i32, step: Step, found: &mut Found) {
        for (own, other, much) in [(from, to, -much), (to, from, much)] {
            if !names(own, self.id) {
                continue;
            }
            let other = Some(other).filter(|other| !names(other, self.id));
            match other.and_then(|other| self.scene.day(other)) {
                None => found.whole = false,
                Some(other) => {
                    let at = moved(other, much, step).and_then(|day| back(own, day));
                    let around = -AROUND..=AROUND;
                    found.at.extend(at.into_iter().flat_map(|day| {
                        around
                            .clone()
                            .filter_map(move |d| moved(day, d, Step::Days))
                    }));
                }
            }
        }
    }
}

struct Found {
    at: BTreeSet<Date>,
    whole: bool,
}

impl Default for Found {
    fn default() -> Found {
        Found {
            at: BTreeSet::new(),
            whole: true,
        }
    }
}

fn names(day: &Day, id: FactId) -> bool {
    match day {
        Day::Literal(_) | Day::On => false,
        Day::Fact(source) => *source == Source::Fact(id),
        Day::Later(from, ..) => names(from, id),
    }
}

/// From the day that is reckoned back to the fact from which it is reckoned.
fn back(day: &Day, reckoned: Date) -> Option<Date> {
    match day {
        Day::Later(from, steps, step, _) => back(from, moved(reckoned, -steps, *step)?),
        Day::Literal(_) | Day::On | Day::Fact(_) => Some(reckoned),
    }
}

fn moved(day: Date, much: i32, step: Step) -> Option<Date> {
    let span = match step {
        Step::Months => Span::new().try_months(much).ok()?,
        Step::Days => Span::new().try_days(much).ok()?,
    };
    day.checked_add(span).ok()
}

fn whole(length: Exact) -> Option<i32> {
    length.ceil().to_integer().to_i32()
}
