//! Sections of the city (課). They are renamed and merged; what was decided in one stays decided in it, and who goes on
//! with its work follows from its successors.

use kernel::{Bilingual, Date};

use crate::id::SectionId;

/// Characters.
const LONGEST_NAME: usize = 100;

/// A section with everything it has been called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    pub id: SectionId,
    /// From which day it is called what, the earliest first; never empty.
    pub names: Vec<(Date, Bilingual)>,
    /// The last day.
    pub until: Option<Date>,
    pub successor: Option<SectionId>,
    /// Counts the changes.
    pub version: i64,
}

impl Section {
    /// What it is called on a day; before its first day what it will be called, after its last what it was called.
    pub fn name_on(&self, day: Date) -> &Bilingual {
        let begun = self.names.iter().rev().find(|(from, _)| *from <= day);
        let (_, name) = begun
            .or(self.names.first())
            .expect("a section has a name from its first day on");
        name
    }

    pub fn exists_on(&self, day: Date) -> bool {
        let begun = self.names.first().is_some_and(|(from, _)| *from <= day);
        begun && self.until.is_none_or(|until| day <= until)
    }
}

/// What a section may be called in both languages; nothing when a name is missing, too long or odd.
pub fn section_name(ja: &str, en: &str) -> Option<Bilingual> {
    let name = |text: &str| {
        let text = text.trim();
        let odd = text.is_empty()
            || text.chars().count() > LONGEST_NAME
            || text
                .chars()
                .any(|c| c.is_control() || matches!(c, '<' | '>' | '¶'));
        (!odd).then(|| text.to_owned())
    };
    Some(Bilingual::new(name(ja)?, name(en)?))
}

/// Where the work of a section is on a day: itself, or the last of its successors whose turn has come.
pub fn present(sections: &[Section], id: &SectionId, day: Date) -> SectionId {
    let mut at = id.clone();
    // A way can be no longer than there are sections.
    for _ in sections {
        let next = sections
            .iter()
            .find(|section| section.id == at && section.until.is_some_and(|until| until < day))
            .and_then(|section| section.successor.clone());
        match next {
            Some(next) => at = next,
            None => break,
        }
    }
    at
}

/// Whether the way of `successor` leads back to `id`, now or on any later day.
pub fn leads_back(sections: &[Section], id: &SectionId, successor: &SectionId) -> bool {
    let mut at = Some(successor);
    for _ in 0..=sections.len() {
        match at {
            Some(here) if here == id => return true,
            Some(here) => {
                at = sections
                    .iter()
                    .find(|section| section.id == *here)
                    .and_then(|section| section.successor.as_ref());
            }
            None => return false,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().expect("a day")
    }

    fn section(id: &str, until: Option<&str>, successor: Option<&str>) -> Section {
        Section {
            id: SectionId::of(id),
            names: vec![
                (day("2020-04-01"), Bilingual::same("old")),
                (day("2026-04-01"), Bilingual::same("new")),
            ],
            until: until.map(day),
            successor: successor.map(SectionId::of),
            version: 1,
        }
    }

    #[test]
    fn a_section_is_called_what_it_is_called_on_the_day() {
        let check = |on: &str, name: &str, exists: bool| {
            let section = section("a", Some("2027-03-31"), None);
            assert_eq!(section.name_on(day(on)).ja, name, "{on}");
            assert_eq!(section.exists_on(day(on)), exists, "{on}");
        };
        check("2019-01-01", "old", false);
        check("2020-04-01", "old", true);
        check("2026-03-31", "old", true);
        check("2026-04-01", "new", true);
        check("2027-03-31", "new", true);
        check("2027-04-01", "new", false);
    }

    #[test]
    fn work_goes_to_the_successor_on_the_day_after_the_last() {
        let sections = [
            section("a", Some("2026-03-31"), Some("b")),
            section("b", Some("2027-03-31"), Some("c")),
            section("c", None, None),
        ];
        let check = |on: &str, at: &str| {
            assert_eq!(
                present(&sections, &SectionId::of("a"), day(on)),
                SectionId::of(at),
                "{on}"
            );
        };
        check("2026-03-31", "a");
        check("2026-04-01", "b");
        check("2027-04-01", "c");
        assert!(leads_back(
            &sections,
            &SectionId::of("c"),
            &SectionId::of("a")
        ));
        assert!(leads_back(
            &sections,
            &SectionId::of("a"),
            &SectionId::of("a")
        ));
        assert!(!leads_back(
            &sections,
            &SectionId::of("a"),
            &SectionId::of("b")
        ));
    }
}
