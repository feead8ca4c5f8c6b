//! Days and the time between them.

use jiff::{Span, Unit as DateUnit};
use kernel::Date;

use super::Scene;
use crate::formula::{Day, Step};
use crate::profile::Value;
use crate::range::{Exact, ZERO};

pub(super) fn day(day: &Day, scene: &Scene<'_>) -> Option<Date> {
    match day {
        Day::Literal(date) => Some(*date),
        Day::On => Some(scene.on),
        Day::Fact(source) => match scene.value(*source) {
            Value::Date(date) => Some(*date),
            _ => None,
        },
        Day::Later(from, steps, step, _) => {
            let from = self::day(from, scene)?;
            let span = match step {
                Step::Months => Span::new().try_months(*steps).ok()?,
                Step::Days => Span::new().try_days(*steps).ok()?,
            };
            from.checked_add(span).ok()
        }
    }
}

/// Months from one day to another, with the begun month as a fraction of its days, so that "one year has
/// passed" holds exactly from the same day of the next year on (or the last day of a shorter month).
pub(super) fn months_between(from: Date, to: Date) -> Exact {
    if to < from {
        return -months_between(to, from);
    }
    let mut months = (i32::from(to.year()) - i32::from(from.year())) * 12 + i32::from(to.month())
        - i32::from(from.month());
    if later(from, months) > to {
        months -= 1;
    }
    let begun = later(from, months);
    let next = later(from, months + 1);
    let passed = days_between(begun, to);
    let length = days_between(begun, next);
    let months = Exact::from_integer(i128::from(months));
    // At the end of the calendar there is no next month.
    if length <= ZERO {
        return months;
    }
    months + passed / length
}

pub(super) fn days_between(from: Date, to: Date) -> Exact {
    let span = from.until((DateUnit::Day, to)).unwrap_or_default();
    Exact::from_integer(i128::from(span.get_days()))
}

/// Completed years of age, kept in months like every duration.
pub(super) fn completed_years_in_months(born: Date, on: Date) -> Exact {
    let years = months_between(born, on) / Exact::from_integer(12);
    years.floor() * Exact::from_integer(12)
}

/// A number of months that is whole and not negative, as an end of a time that has passed.
pub(super) fn whole_months(months: Exact) -> Option<i32> {
    let whole = months.is_integer() && *months.numer() >= 0;
    whole.then(|| i32::try_from(*months.numer()).ok()).flatten()
}

pub(super) fn later(from: Date, months: i32) -> Date {
    // The same day of a later month, or the last day of a shorter one.
    let month = i32::from(from.year()) * 12 + i32::from(from.month()) - 1 + months;
    let year = i16::try_from(month.div_euclid(12)).unwrap_or(i16::MAX);
    let month = i8::try_from(month.rem_euclid(12) + 1).unwrap_or(1);
    match Date::new(year, month, 1) {
        Ok(first) => {
            let day = from.day().min(first.days_in_month());
            Date::new(year, month, day).unwrap_or(first)
        }
        // Beyond the calendar: as late as can be.
        Err(_) => Date::MAX,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn check(from: Date, to: Date, months: i128, exact: bool) {
        let found = months_between(from, to);
        assert_eq!(found.floor().to_integer(), months, "{from} {to}");
        assert_eq!(found.is_integer(), exact, "{from} {to}");
    }

    #[test]
    fn a_year_has_passed_on_the_same_day_of_the_next_year() {
        check(date(2025, 4, 1), date(2026, 3, 31), 11, false);
        check(date(2025, 4, 1), date(2026, 4, 1), 12, true);
        check(date(2025, 4, 1), date(2026, 4, 2), 12, false);
        check(date(2024, 2, 29), date(2025, 2, 28), 12, true);
        check(date(2025, 1, 31), date(2025, 2, 28), 1, true);
    }

    #[test]
    fn a_time_has_passed_exactly_when_its_end_has_come() {
        for (from, to) in [
            (date(2024, 2, 29), date(2025, 2, 28)),
            (date(2025, 1, 31), date(2025, 2, 28)),
            (date(2025, 4, 1), date(2026, 3, 31)),
            (date(2026, 4, 1), date(2025, 3, 31)),
        ] {
            for months in 0..30 {
                let counted = months_between(from, to).cmp(&Exact::from_integer(months.into()));
                assert_eq!(
                    counted,
                    to.cmp(&later(from, months)),
                    "{from} {to} {months}"
                );
            }
        }
    }

    #[test]
    fn the_calendar_has_ends() {
        let ends = [Date::MIN, date(2026, 4, 1), Date::MAX];
        for from in ends {
            for to in ends {
                let between = months_between(from, to);
                assert_eq!(between, -months_between(to, from));
                completed_years_in_months(from, to);
            }
        }
    }

    #[test]
    fn age_counts_completed_years() {
        let age = |on| completed_years_in_months(date(1990, 5, 2), on) / Exact::from_integer(12);
        assert_eq!(age(date(2026, 5, 1)), Exact::from_integer(35));
        assert_eq!(age(date(2026, 5, 2)), Exact::from_integer(36));
    }
}
