//! What somebody has to do in the city: a duty, in a section or for the whole city, in a span of time.

use jiff::Timestamp;
use kernel::{Bilingual, Date};

use crate::id::{DutyId, PersonId, SectionId};
use crate::role::Duty;

/// A duty with its section. Never a section's duty without a section, never another with one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Post {
    duty: Duty,
    section: Option<SectionId>,
}

impl Post {
    pub fn of(duty: Duty, section: Option<SectionId>) -> Option<Post> {
        (duty.is_of_section() == section.is_some()).then_some(Post { duty, section })
    }

    pub fn duty(&self) -> Duty {
        self.duty
    }

    pub fn section(&self) -> Option<&SectionId> {
        self.section.as_ref()
    }
}

/// From a day on, and perhaps until one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    pub from: Date,
    /// The last day.
    pub until: Option<Date>,
}

impl Span {
    /// Nothing that would end before it begins.
    pub fn new(from: Date, until: Option<Date>) -> Option<Span> {
        let backwards = until.is_some_and(|until| until < from);
        (!backwards).then_some(Span { from, until })
    }

    pub fn holds(&self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }

    /// Whether there is a day in both.
    pub fn meets(&self, other: &Span) -> bool {
        let before = |one: &Span, other: &Span| one.until.is_some_and(|until| until < other.from);
        !before(self, other) && !before(other, self)
    }
}

/// A duty that a person holds on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    pub duty: Duty,
    /// Where its work is on that day; `None`: the whole city.
    pub section: Option<SectionId>,
    pub section_name: Option<Bilingual>,
    pub span: Span,
}

/// A duty of a person as the office sees it, now or in the past.
#[derive(Clone, Debug)]
pub struct Given {
    pub id: DutyId,
    pub person: PersonId,
    pub duty: Duty,
    pub section: Option<SectionId>,
    pub span: Span,
    /// `None`: by the command line, or by somebody whose account was deleted.
    pub granted_by: Option<String>,
    pub ended_at: Option<Timestamp>,
}

impl Given {
    /// Whether it holds on a day or will later.
    pub fn is_open(&self, today: Date) -> bool {
        self.ended_at.is_none() && self.span.until.is_none_or(|until| today <= until)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duty_of_a_section_has_one_and_others_have_none() {
        let section = || Some(SectionId::of("s"));
        for duty in Duty::ALL {
            assert_eq!(Post::of(duty, section()).is_some(), duty.is_of_section());
            assert_eq!(Post::of(duty, None).is_some(), !duty.is_of_section());
        }
    }

    #[test]
    fn spans_meet_when_they_share_a_day() {
        let span = |from: &str, until: Option<&str>| {
            let day = |text: &str| text.parse::<Date>().expect("a day");
            Span::new(day(from), until.map(day)).expect("a span")
        };
        let check = |one: Span, other: Span, meet: bool| {
            assert_eq!(one.meets(&other), meet, "{one:?} {other:?}");
            assert_eq!(other.meets(&one), meet, "{other:?} {one:?}");
        };
        let april = || span("2026-04-01", Some("2026-04-30"));
        check(april(), span("2026-04-30", None), true);
        check(april(), span("2026-05-01", None), false);
        check(span("2026-04-01", None), span("2030-04-01", None), true);
        check(april(), span("2026-03-01", Some("2026-03-31")), false);
        let day = |text: &str| text.parse::<Date>().expect("a day");
        assert_eq!(Span::new(day("2026-04-02"), Some(day("2026-04-01"))), None);
    }
}
