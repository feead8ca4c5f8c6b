//! Waiting: the later days on which the rules may answer otherwise.

use std::collections::BTreeSet;

use jiff::{Span, civil};
use kernel::{Date, FiscalYear};
use num_traits::ToPrimitive;

use crate::evaluate::{Memo, Scene};
use crate::formula::walk::{self, See, Seen};
use crate::formula::{Cond, Day, Num, Step};
use crate::profile::{Profile, Value};
use crate::rules::{Condition, Rules};

/// Nobody waits longer.
const MOST_YEARS: i16 = 10;

/// The later days, the earliest first, on which what is asked in these rules can turn.
pub(super) fn of_rules(rules: &Rules, profile: &Profile, on: Date) -> Vec<Date> {
    let mut days = Days::new(profile, on);
    days.editions(rules);
    let coming = rules.editions.iter().filter(|(from, _)| *from > on);
    for edition in coming.map(|(_, edition)| edition).chain([rules.on(on)]) {
        crate::rules::walk(edition, &mut |seen| days.see(seen));
    }
    days.sorted()
}

/// The same for one condition.
pub(super) fn of_condition(
    condition: &Condition,
    rules: &Rules,
    profile: &Profile,
    on: Date,
) -> Vec<Date> {
    let mut days = Days::new(profile, on);
    days.editions(rules);
    let see: See<'_, '_> = &mut |seen| days.see(seen);
    walk::condition(&condition.rule, see);
    walk::numbers(condition.minimum_grant.iter(), see);
    days.sorted()
}

struct Days<'a> {
    profile: &'a Profile,
    on: Date,
    found: BTreeSet<Date>,
}

impl<'a> Days<'a> {
    fn new(profile: &'a Profile, on: Date) -> Days<'a> {
        Days {
            profile,
            on,
            found: BTreeSet::new(),
        }
    }

    fn sorted(self) -> Vec<Date> {
        let last = moved(self.on, i32::from(MOST_YEARS) * 12, Step::Months);
        (self.found.into_iter())
            .filter(|day| *day > self.on && last.is_none_or(|last| *day <= last))
            .collect()
    }

    fn editions(&mut self, rules: &Rules) {
        self.found
            .extend(rules.editions.iter().map(|(from, _)| *from));
    }

    fn see(&mut self, seen: Seen<'_>) {
        match seen {
            Seen::Condition(cond) => self.condition(cond),
            Seen::Number(num) => self.number(num),
            Seen::Definition(definition) => {
                self.found
                    .extend(definition.editions.iter().map(|(from, _)| *from));
            }
            Seen::Awarded(_) => self.years(),
            Seen::Fact(_) | Seen::Receiving(_) => {}
        }
    }

    fn condition(&mut self, cond: &Cond) {
        match cond {
            Cond::CompareDates(_, left, right) => {
                self.meeting(left, right, 0, Step::Days);
            }
            Cond::Compare(_, left, right) => {
                self.lasting(left, right);
                self.lasting(right, left);
            }
            Cond::Holds { certificates, .. } => {
                if let Value::Certificates(held) = self.profile.get(*certificates) {
                    self.found
                        .extend(held.iter().filter_map(|one| one.valid_from));
                }
            }
            Cond::ByDate(editions) => self.found.extend(editions.iter().map(|(from, _)| *from)),
            _ => {}
        }
    }

    fn number(&mut self, num: &Num) {
        match num {
            Num::FiscalYear => self.years(),
            Num::ByDate(editions) => self.found.extend(editions.iter().map(|(from, _)| *from)),
            Num::Defined(definition) => {
                self.found
                    .extend(definition.editions.iter().map(|(from, _)| *from));
            }
            _ => {}
        }
    }

    /// The first days of the coming fiscal years.
    fn years(&mut self) {
        let this = FiscalYear::containing(self.on).year();
        let first = |year| civil::Date::new(year, 4, 1).ok();
        self.found
            .extend((this + 1..=this + MOST_YEARS).filter_map(first));
    }

    /// A time between two days against a length.
    fn lasting(&mut self, time: &Num, length: &Num) {
        let (from, to, step) = match time {
            Num::Elapsed(from, to) | Num::Age(from, to) => (from, to, Step::Months),
            Num::Days(from, to) => (from, to, Step::Days),
            _ => return,
        };
        let memo = Memo::default();
        let length = self.scene(&memo).number(length).single();
        let Some(length) = length.and_then(|length| length.ceil().to_integer().to_i32()) else {
            return;
        };
        // An age counts completed years, so that it turns at the next one.
        let also = matches!(step, Step::Months).then_some(length + 12);
        for length in [Some(length), also].into_iter().flatten() {
            self.meeting(to, from, length, step);
        }
    }

    /// The days of judgement on which `one` is so much later than `other`, and the days beside them.
    fn meeting(&mut self, one: &Day, other: &Day, much: i32, step: Step) {
        let memo = Memo::default();
        let scene = self.scene(&memo);
        let mut found = Vec::new();
        for (own, fixed, much) in [(one, other, much), (other, one, -much)] {
            let fixed = if turns(own) && !turns(fixed) {
                scene.day(fixed)
            } else {
                None
            };
            let day = fixed
                .and_then(|day| moved(day, much, step))
                .and_then(|day| back(own, day));
            found.extend(day);
        }
        for day in found {
            // The ends of months are of different length: a day too early is refused when it is judged.
            let beside = (-1..=3).filter_map(|days| moved(day, days, Step::Days));
            self.found.extend(beside);
        }
    }

    fn scene<'s>(&'s self, memo: &'s Memo) -> Scene<'s> {
        Scene::new(self.profile, self.on, memo)
    }
}

/// Whether a day moves with the day of judgement.
fn turns(day: &Day) -> bool {
    match day {
        Day::On => true,
        Day::Literal(_) | Day::Fact(_) => false,
        Day::Later(from, ..) => turns(from),
    }
}

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
