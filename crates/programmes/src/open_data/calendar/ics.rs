//! Writes a calendar: RFC 5545, and RFC 7986 for its name and how often to look again. By hand, because the crates
//! for it bring a second library of dates; the tests read the result with one of them.

use jiff::ToSpan;
use jiff::civil::DateTime;
use kernel::Date;

use super::{Calendar, Event, When};

/// A line has at most this many bytes without its end (RFC 5545, 3.1).
const LINE: usize = 75;

/// How far Japan is ahead of UTC.
const JAPAN_HOURS: i64 = 9;

/// The calendar as text.
pub fn write(calendar: &Calendar) -> String {
    let mut text = String::new();
    let mut line = |name: &str, value: &str| fold(&mut text, &format!("{name}:{value}"));
    line("BEGIN", "VCALENDAR");
    line("VERSION", "2.0");
    line("PRODID", "-//Monozukuri//Monozukuri//JA");
    line("CALSCALE", "GREGORIAN");
    line("METHOD", "PUBLISH");
    // Both the standard's name and the older one that most programs read.
    line("NAME", &escaped(&calendar.name));
    line("X-WR-CALNAME", &escaped(&calendar.name));
    line("DESCRIPTION", &escaped(&calendar.description));
    line("X-WR-CALDESC", &escaped(&calendar.description));
    line("REFRESH-INTERVAL;VALUE=DURATION", "P1D");
    line("X-PUBLISHED-TTL", "P1D");
    for event in &calendar.events {
        write_event(&mut line, event);
    }
    line("END", "VCALENDAR");
    text
}

fn write_event(line: &mut impl FnMut(&str, &str), event: &Event) {
    line("BEGIN", "VEVENT");
    line("UID", &event.uid);
    // Not the moment of the request: nothing has changed because somebody looked.
    line("DTSTAMP", &format!("{}T000000Z", day(event.stamp)));
    match event.when {
        When::Days(first, last) => {
            line("DTSTART;VALUE=DATE", &day(first));
            // The end is the first day that no longer belongs to it; at the end of the calendar there is none.
            if let Ok(after) = last.tomorrow() {
                line("DTEND;VALUE=DATE", &day(after));
            }
        }
        When::Minute(date, hour, minute) => {
            let local = date.to_datetime(jiff::civil::time(
                i8::try_from(hour).unwrap_or_default(),
                i8::try_from(minute).unwrap_or_default(),
                0,
                0,
            ));
            let utc = local.saturating_sub(JAPAN_HOURS.hours());
            line("DTSTART", &instant(utc));
            line("DTEND", &instant(utc));
        }
    }
    line("SUMMARY", &escaped(&event.summary));
    line("DESCRIPTION", &escaped(&event.description));
    if event.address.contains("://") {
        line("URL", &event.address);
    }
    line("TRANSP", "TRANSPARENT");
    line("END", "VEVENT");
}

fn day(date: Date) -> String {
    format!("{:04}{:02}{:02}", date.year(), date.month(), date.day())
}

fn instant(at: DateTime) -> String {
    format!("{}T{:02}{:02}00Z", day(at.date()), at.hour(), at.minute())
}

/// RFC 5545, 3.3.11. Other control characters may not stand in a text at all.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => safe.extend(['\\', c]),
            '\n' => safe.push_str("\\n"),
            c if c.is_control() => {}
            c => safe.push(c),
        }
    }
    safe
}

/// Adds a line, broken so that no part is longer than allowed and no character is cut in two.
fn fold(text: &mut String, line: &str) {
    let mut used = 0;
    for c in line.chars() {
        if used + c.len_utf8() > LINE {
            text.push_str("\r\n ");
            used = 1;
        }
        text.push(c);
        used += c.len_utf8();
    }
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use icalendar::{CalendarComponent, Component};

    use super::*;

    fn sample(when: When) -> Calendar {
        let text = "研究,開発;\\ ".repeat(12) + "\nUID:forged\r\nEND:VEVENT";
        let event = Event {
            uid: "a-closes-2026-12-25@x.invalid".to_owned(),
            summary: format!("締切：{text}"),
            description: text,
            address: "https://example.jp/programmes/a".to_owned(),
            when,
            stamp: Date::constant(2026, 11, 22),
        };
        Calendar {
            name: "見本市の支援".to_owned(),
            description: "日".to_owned(),
            events: vec![event],
        }
    }

    #[test]
    fn a_calendar_reads_back_as_it_was_meant() {
        let last = Date::constant(2026, 12, 31);
        let calendar = sample(When::Days(last, last));
        let text = write(&calendar);
        let read: icalendar::Calendar = text.parse().expect("another program reads it");
        let [CalendarComponent::Event(event)] = &read.components[..] else {
            panic!("one event: {text}");
        };
        let meant = &calendar.events[0];
        assert_eq!(event.get_uid(), Some(meant.uid.as_str()));
        assert_eq!(event.get_url(), Some(meant.address.as_str()));
        // A carriage return cannot be told in a calendar; the rest comes back.
        let plain = meant.description.replace('\r', "");
        assert_eq!(event.get_description(), Some(plain.as_str()));
        assert_eq!(event.property_value("DTSTART"), Some("20261231"));
        assert_eq!(event.property_value("DTEND"), Some("20270101"));
        assert_eq!(event.property_value("DTSTAMP"), Some("20261122T000000Z"));
    }

    #[test]
    fn no_line_is_longer_than_75_bytes_and_every_line_ends_as_it_must() {
        let day = Date::constant(2026, 12, 31);
        let text = write(&sample(When::Days(day, day)));
        assert!(text.ends_with("END:VCALENDAR\r\n"));
        for line in text.split_terminator("\r\n") {
            assert!(line.len() <= LINE && !line.contains(['\r', '\n']), "{line}");
        }
    }

    #[test]
    fn a_minute_in_japan_is_told_in_universal_time() {
        let check = |day: Date, hour: u8, told: &str| {
            let text = write(&sample(When::Minute(day, hour, 30)));
            assert!(text.contains(&format!("DTSTART:{told}\r\n")), "{text}");
        };
        check(Date::constant(2026, 12, 25), 17, "20261225T083000Z");
        check(Date::constant(2026, 1, 1), 8, "20251231T233000Z");
    }

    #[test]
    fn the_end_of_the_calendar_breaks_nothing() {
        let text = write(&sample(When::Days(Date::MAX, Date::MAX)));
        assert!(!text.contains("DTEND") && text.contains("DTSTART;VALUE=DATE:99991231"));
        write(&sample(When::Minute(Date::MIN, 0, 0)));
    }
}
