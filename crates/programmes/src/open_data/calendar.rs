//! Days on which programmes open and close, as a calendar (RFC 5545) to which people subscribe.

mod ics;

use kernel::{Date, Lang, SiteAddress};

use crate::catalogue::Catalogue;
use crate::programme::{Moment, Programme, Window, WindowType};

pub use ics::write;

/// A calendar with its name and its events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    pub name: String,
    pub description: String,
    pub events: Vec<Event>,
}

/// One day, or one minute, that matters to whoever wants to apply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Stays the same for as long as programme, matter and day stay the same.
    pub uid: String,
    pub summary: String,
    pub description: String,
    pub address: String,
    pub when: When,
    /// When what is said here was last looked at, as far as anybody knows.
    pub stamp: Date,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// From the first day to the last, both included.
    Days(Date, Date),
    /// A minute in the time of Japan.
    Minute(Date, u8, u8),
}

impl When {
    pub fn last_day(self) -> Date {
        match self {
            When::Days(_, last) | When::Minute(last, ..) => last,
        }
    }
}

/// What the events of a calendar are made for.
pub struct Making<'a> {
    pub catalogue: &'a Catalogue,
    pub site: &'a SiteAddress,
    pub lang: Lang,
}

impl Making<'_> {
    /// The calendar of all days that are known, past ones too: they tell when a programme of every year is likely.
    pub fn all(&self) -> Calendar {
        let city = self.catalogue.city.name.get(self.lang);
        let programmes = self.catalogue.programmes.iter();
        Calendar {
            name: self.say("calendar-name", &[("city", city)]),
            description: self.say("calendar-description", &[]),
            events: programmes.flat_map(|one| self.events(one, "")).collect(),
        }
    }

    /// The days of one programme. A remark of our own comes first in the description.
    pub fn events(&self, programme: &Programme, remark: &str) -> Vec<Event> {
        let Some(window) = programme.window.known() else {
            return Vec::new();
        };
        match window.kind {
            Some(WindowType::Event) => self.of_event(programme, window, remark),
            Some(
                WindowType::Period
                | WindowType::Annual
                | WindowType::Rolling
                | WindowType::AfterEvent
                | WindowType::BeforeEvent,
            )
            | None => {
                let ends = [("opens", window.opens), ("closes", window.closes)];
                ends.into_iter()
                    .filter_map(|(matter, moment)| Some((matter, moment?)))
                    .map(|(matter, moment)| {
                        self.event(programme, matter, when(moment), moment, remark)
                    })
                    .collect()
            }
        }
    }

    /// The day of the thing itself, not of applying for it.
    fn of_event(&self, programme: &Programme, window: &Window, remark: &str) -> Vec<Event> {
        let (Some(first), Some(last)) = (
            window.opens.or(window.closes),
            window.closes.or(window.opens),
        ) else {
            return Vec::new();
        };
        let days = When::Days(first.day, last.day);
        vec![self.event(programme, "held", days, first, remark)]
    }

    fn event(
        &self,
        programme: &Programme,
        matter: &str,
        when: When,
        moment: Moment,
        remark: &str,
    ) -> Event {
        let lang = self.lang;
        let name = programme.name.get(lang);
        let address = self
            .site
            .page(lang, &format!("/programmes/{}", programme.id));
        let as_of = self.say("calendar-as-of", &[("as_of", programme.as_of.get(lang))]);
        let window_note = programme
            .window
            .known()
            .and_then(|window| window.note.as_ref());
        let parts = [
            remark,
            programme.summary.get(lang),
            window_note.map_or("", |note| note.get(lang)),
            &as_of,
            &self.say("calendar-check", &[]),
            &address,
        ];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        Event {
            uid: format!(
                "{}-{matter}-{}@{}",
                programme.id,
                moment.day,
                super::authority(self.site, self.catalogue)
            ),
            summary: self.say(&format!("calendar-{matter}"), &[("name", name)]),
            description: parts.join("\n"),
            address,
            when,
            stamp: self.catalogue.city.reviewed.unwrap_or(moment.day),
        }
    }

    fn say(&self, key: &str, args: &[(&str, &str)]) -> String {
        crate::words().say(self.lang, key, args)
    }
}

fn when(moment: Moment) -> When {
    match moment.time {
        None => When::Days(moment.day, moment.day),
        Some((hour, minute)) => When::Minute(moment.day, hour, minute),
    }
}
