//! Sets of industries, as rules write them: `JSIC14[E, 39, 411, 7261, 09-32]`.

use std::fmt;

use super::{IndustryCode, IndustryFault, Revision};
use crate::fold;

/// Codes and ranges of two-digit groups in one revision. Never empty.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct IndustrySet {
    revision: Revision,
    entries: Vec<Entry>,
    /// The two-digit groups that lie wholly in the set, as bits.
    groups: u128,
    longer: Vec<IndustryCode>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Entry {
    Code(IndustryCode),
    Groups {
        first: IndustryCode,
        last: IndustryCode,
    },
}

impl IndustrySet {
    /// Reads the text between the brackets: `E, 39, 411, 7261, 09-32`.
    pub fn parse(revision: Revision, text: &str) -> Result<IndustrySet, IndustryFault> {
        let text = text.replace(['，', '、'], ",");
        let entries: Result<Vec<Entry>, IndustryFault> =
            text.split(',').map(Entry::parse).collect();
        let entries = entries?;
        let groups = (0..100u8)
            .filter(|group| entries.iter().any(|entry| entry.has_group(*group)))
            .fold(0, |bits, group| bits | 1u128 << group);
        let longer = entries
            .iter()
            .filter_map(|entry| match entry {
                Entry::Code(code) if code.digits.length > 2 => Some(*code),
                Entry::Code(_) | Entry::Groups { .. } => None,
            })
            .collect();
        Ok(IndustrySet {
            revision,
            entries,
            groups,
            longer,
        })
    }

    /// The revision in which the codes are meant.
    pub fn revision(&self) -> Revision {
        self.revision
    }

    /// The codes that are written in the set; of a range its first and its last.
    pub fn codes(&self) -> impl Iterator<Item = IndustryCode> {
        self.entries.iter().flat_map(|entry| match entry {
            Entry::Code(code) => [*code, *code],
            Entry::Groups { first, last } => [*first, *last],
        })
    }

    /// Whether `code`, meant in `revision`, lies in the set.
    ///
    /// Nothing where that cannot be said: the code is broader than an entry inside it (24 against 2441, E against 24),
    /// or more than two digits of another revision would have to be compared. Entries of three and four digits never
    /// add up to a group, for which codes exist in it is not known here.
    pub fn contains(&self, code: &IndustryCode, revision: Revision) -> Option<bool> {
        let asked = code.groups();
        let asked = (u128::MAX >> (127 - asked.end())) & (u128::MAX << asked.start());
        if asked & self.groups == asked {
            return Some(true);
        }
        let mut open = asked & self.groups != 0;
        let same_group = self.longer.iter().filter(|entry| {
            entry
                .digits
                .group()
                .is_some_and(|group| asked >> group & 1 == 1)
        });
        for entry in same_group {
            if revision != self.revision {
                open = true;
            } else if code.digits.start_with(entry.digits) {
                return Some(true);
            } else if entry.digits.start_with(code.digits) {
                open = true;
            }
        }
        if open { None } else { Some(false) }
    }
}

/// The set as rules write it, `JSIC14[E, 39, 09-32]`.
impl fmt::Display for IndustrySet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let entries: Vec<String> = self.entries.iter().map(Entry::to_string).collect();
        write!(f, "JSIC{}[{}]", self.revision.number(), entries.join(", "))
    }
}

impl Entry {
    fn parse(text: &str) -> Result<Entry, IndustryFault> {
        let text = fold::ascii(text);
        let Some((first, last)) = text.split_once('-') else {
            return IndustryCode::parse(&text).map(Entry::Code);
        };
        let (first, last) = (IndustryCode::parse(first)?, IndustryCode::parse(last)?);
        let are_groups = first.digits.length == 2 && last.digits.length == 2;
        if are_groups && first.digits <= last.digits {
            Ok(Entry::Groups { first, last })
        } else {
            Err(IndustryFault::BadRange { text })
        }
    }

    /// Whether the whole two-digit group lies in the entry.
    fn has_group(&self, group: u8) -> bool {
        match self {
            Entry::Code(code) => code.digits.length <= 2 && code.groups().contains(&group),
            Entry::Groups { first, last } => {
                (*first.groups().start()..=*last.groups().end()).contains(&group)
            }
        }
    }
}

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Entry::Code(code) => write!(f, "{code}"),
            Entry::Groups { first, last } => write!(f, "{first}-{last}"),
        }
    }
}
