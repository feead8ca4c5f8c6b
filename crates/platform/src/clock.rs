//! The one clock (Asia/Tokyo). Whoever needs the time is given a clock, so that tests choose it.

use jiff::Timestamp;
use jiff::tz::{self, Offset};
use kernel::Date;

/// Japan Standard Time: nine hours ahead of UTC, without daylight saving since 1952.
const TOKYO: Offset = tz::offset(9);

/// Where the time comes from: the machine, or a moment that a test has chosen.
#[derive(Clone, Debug)]
pub enum Clock {
    System,
    Fixed(Timestamp),
}

impl Clock {
    pub fn now(&self) -> Timestamp {
        match self {
            Clock::System => Timestamp::now(),
            Clock::Fixed(moment) => *moment,
        }
    }

    /// The day it is in Japan.
    pub fn today(&self) -> Date {
        day_in_japan(self.now())
    }
}

/// The day in Japan to which a moment belongs: 15:00 UTC is already tomorrow.
pub fn day_in_japan(moment: Timestamp) -> Date {
    TOKYO.to_datetime(moment).date()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(moment: &str, day: &str) {
        let clock = Clock::Fixed(moment.parse().expect("a moment"));
        assert_eq!(clock.today(), day.parse::<Date>().expect("a day"));
    }

    #[test]
    fn a_day_begins_at_midnight_in_tokyo() {
        check("2026-03-31T14:59:59Z", "2026-03-31");
        check("2026-03-31T15:00:00Z", "2026-04-01");
    }
}
