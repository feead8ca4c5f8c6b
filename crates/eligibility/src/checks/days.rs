//! The days on which a proof has to be made: where rules ask about the day itself, what holds on one day need not
//! hold on another.

use std::collections::BTreeSet;

use kernel::Date;
use num_traits::ToPrimitive;

use super::Span;
use crate::formula::walk::{self, Seen};
use crate::formula::{AwardMeasure, Cond, Day, Num};

/// A time that is not longer is looked at day by day.
const MOST_DAYS: i32 = 430;

/// So many years are looked at where no end is known.
const YEARS: i16 = 6;

/// What rules say about days.
#[derive(Default)]
struct Said {
    /// They ask about the day of the answer.
    asks: bool,
    /// They ask about the fiscal year.
    fiscal: bool,
    /// Days that are written, those on which fiscal years that are written turn, and those from which something
    /// begins to hold.
    written: BTreeSet<Date>,
    years: BTreeSet<Date>,
    begins: BTreeSet<Date>,
    first_begins: BTreeSet<Date>,
}

/// The days to look at: one where the day plays no part, else every day of a short time, or days on both sides of
/// all that are written, and the ends of months and years.
pub(super) fn days(conds: &[&Cond], span: Span) -> BTreeSet<Date> {
    let mut said = Said::default();
    for cond in conds {
        walk::condition(cond, &mut |seen| said.see(&seen));
    }
    if said.fiscal {
        let years = std::mem::take(&mut said.years);
        said.written.extend(years);
    }
    // How the day lies to days that are written, directly or through facts.
    let calendar = said.asks && (said.fiscal || !said.written.is_empty());
    let known = said.begins.iter().chain(&said.written).max().copied();
    let first = span.first.filter(|day| *day > Date::MIN);
    let first = first.unwrap_or_else(|| match said.written.first() {
        // What is written may turn something; what has not begun to hold says nothing.
        Some(written) if said.asks => years_after(*written, -1).max(said.known_from()),
        _ => span.last.or(known).unwrap_or(DEFAULT),
    });
    let mut days = BTreeSet::from([first]);
    let begun = said.known_from();
    let later = said.begins.iter().filter(|day| **day >= begun);
    days.extend(later.filter(|day| span.has(**day)));
    if !said.asks {
        return days;
    }
    let until = span.last.unwrap_or_else(|| {
        let last = said.written.last().copied().unwrap_or(first);
        years_after(last.max(first), YEARS)
    });
    let whole = Span {
        first: Some(first),
        last: Some(until),
    };
    let mut points: BTreeSet<Date> = [first, until].into();
    points.extend(&said.begins);
    if calendar {
        for written in &said.written {
            points.extend((-2..=YEARS).map(|years| years_after(*written, years)));
        }
    }
    let short = first
        .until(until)
        .is_ok_and(|length| length.get_days() <= MOST_DAYS);
    if short && calendar {
        points.extend(
            first
                .series(jiff::ToSpan::day(1))
                .take_while(|day| *day <= until),
        );
    } else {
        for year in first.year()..=until.year().min(first.year() + YEARS) {
            let months: &[i8] = if calendar {
                &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
            } else {
                &[2, 4, 12]
            };
            for month in months {
                let begin = Date::new(year, *month, 1).expect("every month has a first day");
                points.extend([begin, begin.last_of_month()]);
            }
        }
    }
    let around = points
        .iter()
        .flat_map(|day| [day.yesterday().ok(), Some(*day), day.tomorrow().ok()]);
    days.extend(around.flatten().filter(|day| whole.has(*day)));
    days
}

/// A day after all laws that are still in force began; used where nothing names a day.
const DEFAULT: Date = jiff::civil::date(2026, 4, 1);

fn years_after(day: Date, years: i16) -> Date {
    day.checked_add(jiff::Span::new().years(years))
        .unwrap_or(day)
}

impl Said {
    /// The day from which everything that is dated has begun.
    fn known_from(&self) -> Date {
        self.first_begins.iter().max().copied().unwrap_or(Date::MIN)
    }

    fn begins<T>(&mut self, editions: &[(Date, T)]) {
        self.begins.extend(editions.iter().map(|(from, _)| *from));
        self.first_begins
            .extend(editions.first().map(|(from, _)| *from));
    }

    fn see(&mut self, seen: &Seen<'_>) {
        match seen {
            Seen::Condition(cond) => match cond {
                Cond::CompareDates(_, a, b) => self.pair(a, b),
                Cond::Holds { day, .. } => self.pair(day, &Day::On),
                Cond::Defined(definition) => {
                    self.begins(&definition.editions);
                }
                Cond::ByDate(editions) => {
                    self.begins(editions);
                }
                _ => {}
            },
            Seen::Number(num) => match num {
                Num::FiscalYear => {
                    self.asks = true;
                    self.fiscal = true;
                }
                Num::Awards {
                    measure: AwardMeasure::Streak,
                    ..
                } => self.asks = true,
                Num::Elapsed(a, b) | Num::Days(a, b) | Num::Age(a, b) => self.pair(a, b),
                Num::Defined(definition) => {
                    self.begins(&definition.editions);
                }
                Num::ByDate(editions) => {
                    self.begins(editions);
                }
                Num::Literal(value, _) => {
                    // A fiscal year that is written turns on the first of April.
                    let year = value.is_integer().then(|| value.to_integer().to_i16());
                    if let Some(year) = year.flatten().filter(|year| (1990..2100).contains(year)) {
                        self.years
                            .extend([year, year + 1].map(|year| jiff::civil::date(year, 4, 1)));
                    }
                }
                _ => {}
            },
            _ => {}
        }
    }

    fn pair(&mut self, a: &Day, b: &Day) {
        for day in [a, b] {
            match root(day) {
                Day::On => self.asks = true,
                Day::Literal(date) => {
                    self.written.insert(*date);
                }
                Day::Fact(_) | Day::Later(..) => {}
            }
        }
    }
}

/// The day from which another is reckoned.
fn root(day: &Day) -> &Day {
    match day {
        Day::Later(from, ..) => root(from),
        other => other,
    }
}
