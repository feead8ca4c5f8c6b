//! What can be applied for now and soon, with the days that are left. Only what a source dates is listed.

use kernel::{Date, FiscalYear, Lang};
use platform::Frame;
use programmes::assess::window_state;
use programmes::programme::Moment;
use programmes::{Catalogue, Programme, WindowState};

/// A programme with the day that matters next.
pub struct Deadline {
    pub link: String,
    pub name: String,
    /// Whole days from today; nought is today.
    pub days: i32,
    pub day: String,
    pub as_of: String,
}

impl Deadline {
    pub fn days_key(&self) -> &'static str {
        match self.days {
            1 => "home-day-after",
            _ => "home-days-after",
        }
    }
}

/// What is open today, the first to close first.
pub fn open(catalogue: &Catalogue, frame: &Frame) -> Vec<Deadline> {
    in_state(catalogue, frame, WindowState::Open, |programme| {
        programme.window.known()?.closes
    })
}

/// What opens on a later day, the first to open first.
pub fn upcoming(catalogue: &Catalogue, frame: &Frame) -> Vec<Deadline> {
    in_state(catalogue, frame, WindowState::Upcoming, |programme| {
        programme.window.known()?.opens
    })
}

fn in_state(
    catalogue: &Catalogue,
    frame: &Frame,
    state: WindowState,
    moment: impl Fn(&Programme) -> Option<Moment>,
) -> Vec<Deadline> {
    let mut found: Vec<(Moment, &Programme)> = catalogue
        .programmes
        .iter()
        .filter(|programme| window_state(programme, frame.today) == state)
        .filter_map(|programme| Some((moment(programme)?, programme)))
        .collect();
    found.sort_by_key(|(moment, programme)| (*moment, &programme.id));
    found
        .into_iter()
        .map(|(moment, programme)| Deadline {
            link: frame.link(&format!("/programmes/{}", programme.id)),
            name: frame.text(&programme.name).to_owned(),
            days: days(frame.today, moment.day),
            day: said(frame, moment),
            as_of: as_of(frame, programme),
        })
        .collect()
}

/// Days from one day to another: 8 from 22 to 30 November.
pub(super) fn days(from: Date, to: Date) -> i32 {
    from.duration_until(to)
        .as_hours()
        .checked_div(24)
        .and_then(|days| i32::try_from(days).ok())
        .expect("two days of the calendar lie less than 2^31 days apart")
}

fn said(frame: &Frame, moment: Moment) -> String {
    let day = frame.date(moment.day);
    match moment.time {
        None => day,
        Some((hour, minute)) => {
            let time = format!("{hour}:{minute:02}");
            frame.say("home-minute", &[("day", &day), ("time", &time)])
        }
    }
}

/// The time of which the source speaks; a bare fiscal year is said in full.
fn as_of(frame: &Frame, programme: &Programme) -> String {
    let text = frame.text(&programme.as_of);
    let year = text.strip_prefix("FY").and_then(|year| year.parse().ok());
    match (year.and_then(FiscalYear::new), frame.lang) {
        (Some(year), Lang::Ja) => year.ja(),
        (Some(_), Lang::En) | (None, _) => text.to_owned(),
    }
}
