//! The year in which a city plans, budgets and grants.
//!
//! Which rules hold in a year is *not* here: rules carry their own dates.

use jiff::civil::Date;

use crate::wareki;

/// A fiscal year (年度): April to the following March, named by the year in which it begins.
///
/// Never a calendar year: 31 March 2026 lies in fiscal 2025. Source: Local Autonomy Act (地方自治法) art. 208.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FiscalYear(i16);

impl FiscalYear {
    /// The fiscal year that begins on 1 April of `year`; nothing for years that no document of a city can mean.
    pub fn new(year: i16) -> Option<FiscalYear> {
        (1868..=9998).contains(&year).then_some(FiscalYear(year))
    }

    /// The fiscal year that contains `day`: 2026-03-31 lies in fiscal 2025.
    pub fn containing(day: Date) -> FiscalYear {
        if day.month() >= 4 {
            FiscalYear(day.year())
        } else {
            FiscalYear(day.year() - 1)
        }
    }

    /// 1 April, unless the calendar itself begins later.
    pub fn first_day(self) -> Date {
        Date::new(self.0, 4, 1).unwrap_or(Date::MIN)
    }

    /// 31 March of the following year, unless the calendar itself ends earlier.
    pub fn last_day(self) -> Date {
        Date::new(self.0 + 1, 3, 31).unwrap_or(Date::MAX)
    }

    /// The calendar year in which the fiscal year begins.
    pub fn year(self) -> i16 {
        self.0
    }

    /// `令和7年度`, by the era of 1 April.
    ///
    /// Fiscal 2019 is 令和元年度 although it began in 平成: 改元に伴う元号による年表示の取扱いについて (2019-04-01).
    pub fn ja(self) -> String {
        match self.0 {
            2019 => "令和元年度".to_owned(),
            _ => format!("{}度", wareki::year_ja(self.first_day())),
        }
    }

    /// `fiscal 2025`.
    pub fn en(self) -> String {
        format!("fiscal {}", self.0)
    }
}

#[cfg(test)]
mod tests;
