//! The one clock (Asia/Tokyo). Whoever needs the time is given a clock, so that tests choose it.

use jiff::Timestamp;
use jiff::tz::{self, Offset};
use kernel::{Date, Lang, wareki};

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

/// A moment as people in Japan read it: 2026年4月1日 9:05, 1 April 2026, 9:05.
pub fn time_in_japan(moment: Timestamp, lang: Lang) -> String {
    let there = TOKYO.to_datetime(moment);
    let time = format!("{}:{:02}", there.hour(), there.minute());
    let day = there.date();
    match lang {
        Lang::Ja => format!("{}年{}月{}日 {time}", day.year(), day.month(), day.day()),
        Lang::En => format!("{}, {time}", wareki::date_en(day)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(moment: &str, day: &str) {
        let clock = Clock::Fixed(moment.parse().expect("a moment"));
        assert_eq!(clock.today(), day.parse::<Date>().expect("a day"));
    }

    #[test]
    fn a_moment_is_told_in_the_time_of_japan() {
        let moment = "2026-03-31T15:05:00Z".parse().expect("a moment");
        assert_eq!(time_in_japan(moment, Lang::Ja), "2026年4月1日 0:05");
        assert_eq!(time_in_japan(moment, Lang::En), "1 April 2026, 0:05");
    }

    #[test]
    fn a_day_begins_at_midnight_in_tokyo() {
        check("2026-03-31T14:59:59Z", "2026-03-31");
        check("2026-03-31T15:00:00Z", "2026-04-01");
    }
}
