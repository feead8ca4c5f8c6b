//! An outcome said for people and for machines. Everything that comes from a made-up registry says so, in every form.

mod changes;
mod grid;
mod json;
mod rows;
mod said;
mod text;

use kernel::{Date, Lang};

use super::budget::Course;
use super::groups::{Group, Groups};
use super::uptake::Uptake;
use super::{By, Outcome};
use crate::catalogue::Catalogue;
use crate::workbook;

pub use changes::changes_csv;
pub use json::to_json;
pub use rows::to_csv;
pub(crate) use said::{count, number};
pub use text::to_text;

/// An outcome with all that is said beside it.
#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    pub outcome: &'a Outcome,
    pub groups: &'a Groups,
    pub catalogue: &'a Catalogue,
    /// The city with the reform in it.
    pub reformed: Option<&'a Catalogue>,
    pub source: Source<'a>,
    /// How the reform is called: its file.
    pub reform: Option<&'a str>,
    pub followed: Option<Followed<'a>>,
    pub lang: Lang,
}

/// Where the registry comes from.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    pub name: &'a str,
    /// Whether it is made up, wholly or in part.
    pub synthetic: bool,
    /// How many damaged rows were left out.
    pub left_out: u64,
    /// What is assumed of everybody of whom it is not known, each as a sentence.
    pub assumed: &'a [String],
}

/// A budget of the one programme that was simulated, followed along a curve.
#[derive(Clone, Copy, Debug)]
pub struct Followed<'a> {
    pub uptake: &'a Uptake,
    /// How the curve is called: its file, or the share.
    pub curve: &'a str,
    pub before: &'a Course,
    pub after: Option<&'a Course>,
}

/// The outcome as an Excel file, made on a day; none where it cannot be written.
pub fn to_workbook(report: &Report<'_>, made: Date) -> Option<Vec<u8>> {
    workbook::write(&rows::sheets(report), made).ok()
}

impl Report<'_> {
    pub(crate) fn say(&self, key: &str, args: &[(&str, &str)]) -> String {
        crate::words().say(self.lang, key, args)
    }

    pub(crate) fn t(&self, key: &str) -> String {
        self.say(key, &[])
    }

    /// The name of a programme, of either side.
    pub(crate) fn name(&self, id: &str) -> &str {
        let sides = [Some(self.catalogue), self.reformed];
        let mut found = sides.into_iter().flatten().filter_map(|side| side.find(id));
        found.next().map_or("", |one| one.name.get(self.lang))
    }

    /// Whether the programme is there before, and with the reform.
    pub(crate) fn exists(&self, id: &str) -> (bool, bool) {
        let there = |side: &Catalogue| side.find(id).is_some();
        (there(self.catalogue), self.reformed.is_some_and(there))
    }

    pub(crate) fn group(&self, group: &Group) -> String {
        let people = |key: &str, least: i64, most: i64| {
            let (least, most) = (least.to_string(), most.to_string());
            self.say(key, &[("least", &least), ("most", &most)])
        };
        match group {
            Group::Unknown => self.t("simulate-group-unknown"),
            Group::Size(least, None) => people("simulate-size-from", *least, *least),
            Group::Size(least, Some(most)) if least == most => {
                people("simulate-size-one", *least, *most)
            }
            Group::Size(least, Some(most)) => people("simulate-size", *least, *most),
            Group::Industry(code) => {
                let name = match self.lang {
                    Lang::Ja => code.ja_name(),
                    Lang::En => code.en_name(),
                };
                format!("{code} {}", name.unwrap_or_default())
            }
            Group::District(name) => name.clone(),
        }
    }

    pub(crate) fn by(&self, by: By) -> String {
        self.t(&format!("simulate-by-{}", by.word()))
    }

    /// What must be known to read the numbers: that they are made up, what was left out, what they do not look at.
    pub(crate) fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        if self.source.synthetic {
            notes.push(self.t("simulate-synthetic"));
        }
        if self.source.left_out > 0 {
            let count = said::count(self.source.left_out);
            notes.push(self.say("simulate-left-out", &[("count", &count)]));
        }
        notes.extend(self.source.assumed.iter().cloned());
        for by in &self.groups.absent {
            notes.push(self.t(&format!("simulate-absent-{}", by.word())));
        }
        notes.push(self.t("simulate-note-each"));
        if self.followed.is_some() {
            notes.push(self.t("simulate-note-model"));
        }
        notes
    }
}
