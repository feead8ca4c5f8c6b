//! When a programme takes applications.

use eligibility::accepted::read_accepted;
use kernel::{Bilingual, Date, Faults, Node, wareki};

use super::words;

/// The window as far as the source states it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Window {
    pub opens: Option<Moment>,
    pub closes: Option<Moment>,
    pub kind: Option<WindowType>,
    pub note: Option<Bilingual>,
}

/// A day, or a minute of a day, in the time of the city.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    pub day: Date,
    /// Hour and minute, when the source gives them.
    pub time: Option<(u8, u8)>,
}

words! {
    /// How the window is set.
    WindowType {
        Period = "period",
        Annual = "annual",
        Rolling = "rolling",
        AfterEvent = "after_event",
        BeforeEvent = "before_event",
        Event = "event",
    }
}

words! {
    /// The window on one day. Without dates it is unknown: never assumed open.
    WindowState { Open = "open", Upcoming = "upcoming", Closed = "closed", Unknown = "unknown" }
}

impl Window {
    /// The state on a day. On the closing day it is open; the minute is shown beside it.
    pub fn state(&self, on: Date) -> WindowState {
        match (self.opens, self.closes) {
            (_, Some(closes)) if closes.day < on => WindowState::Closed,
            (Some(opens), _) if on < opens.day => WindowState::Upcoming,
            (Some(_), Some(_)) => WindowState::Open,
            // With one end only, the other is not known.
            (Some(_), None) | (None, Some(_)) | (None, None) => WindowState::Unknown,
        }
    }
}

impl std::fmt::Display for Moment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.time {
            None => write!(f, "{}", self.day),
            Some((hour, minute)) => write!(f, "{}T{hour:02}:{minute:02}", self.day),
        }
    }
}

pub(super) fn read_window(node: &Node, faults: &mut Faults) -> Option<Window> {
    let mut fields = node.fields(faults)?;
    let opens = fields.optional("opens").and_then(|n| moment(n, faults));
    let closes = fields.optional("closes").and_then(|n| moment(n, faults));
    let kind = fields.optional("type").and_then(|node| {
        let text = node.text(faults)?;
        let kind = WindowType::of_word(text);
        if kind.is_none() {
            faults.add(
                &node.place,
                "programme-bad-word",
                [
                    ("found", &text),
                    ("known", &words_of(WindowType::ALL, WindowType::word)),
                ],
            );
        }
        kind
    });
    let note = fields.optional_bilingual("note", faults);
    read_accepted(&mut fields, faults);
    fields.finish(faults);
    if let (Some(opens), Some(closes)) = (opens, closes)
        && closes < opens
    {
        faults.add(
            &node.place,
            "window-backwards",
            [("opens", &opens), ("closes", &closes)],
        );
    }
    Some(Window {
        opens,
        closes,
        kind,
        note,
    })
}

/// The known words of an enum, for messages.
pub(super) fn words_of<T: Copy>(all: &[T], word: impl Fn(T) -> &'static str) -> String {
    let words: Vec<&str> = all.iter().map(|one| word(*one)).collect();
    words.join(", ")
}

/// `2026-06-10` or `2026-06-10T17:00` (also with a space).
fn moment(node: &Node, faults: &mut Faults) -> Option<Moment> {
    let text = node.text(faults)?.trim();
    let (day, time) = match text.split_once(['T', ' ']) {
        Some((day, time)) => (day, Some(time)),
        None => (text, None),
    };
    let day = wareki::parse_date(day);
    let time = match time {
        None => Some(None),
        Some(time) => time.split_once(':').and_then(|(hour, minute)| {
            let hour: u8 = hour.trim().parse().ok().filter(|hour| *hour < 24)?;
            let minute: u8 = minute.trim().parse().ok().filter(|minute| *minute < 60)?;
            Some(Some((hour, minute)))
        }),
    };
    match (day, time) {
        (Some(day), Some(time)) => Some(Moment { day, time }),
        _ => {
            faults.add(&node.place, "document-expected-date", [("found", &text)]);
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Date;

    fn check(opens: Option<&str>, closes: Option<&str>, on: &str, state: WindowState) {
        let moment = |text: &str| Moment {
            day: wareki::parse_date(text).expect("a date"),
            time: None,
        };
        let window = Window {
            opens: opens.map(moment),
            closes: closes.map(moment),
            kind: None,
            note: None,
        };
        let on: Date = wareki::parse_date(on).expect("a date");
        assert_eq!(window.state(on), state, "{opens:?} {closes:?} {on}");
    }

    #[test]
    fn a_window_is_open_from_its_first_to_its_last_day() {
        let (opens, closes) = (Some("2026-04-13"), Some("2026-11-30"));
        check(opens, closes, "2026-04-12", WindowState::Upcoming);
        check(opens, closes, "2026-04-13", WindowState::Open);
        check(opens, closes, "2026-11-30", WindowState::Open);
        check(opens, closes, "2026-12-01", WindowState::Closed);
    }

    #[test]
    fn what_is_not_stated_is_never_open() {
        check(None, None, "2026-04-12", WindowState::Unknown);
        check(Some("2026-04-01"), None, "2026-04-12", WindowState::Unknown);
        check(None, Some("2026-04-30"), "2026-04-12", WindowState::Unknown);
        check(None, Some("2026-04-30"), "2026-05-01", WindowState::Closed);
        check(
            Some("2026-04-01"),
            None,
            "2026-03-12",
            WindowState::Upcoming,
        );
    }
}
