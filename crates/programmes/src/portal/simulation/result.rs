//! What came out, as the page shows it: counts, cost, who gains and loses, how amounts are spread, group by group.

mod parts;

use platform::Frame;

use super::firms::{Made, SEED, Tried};
use crate::Catalogue;
use crate::comparison::{Comparison, Line};
use crate::simulation::report::{Report, Source, count};
use crate::simulation::{By, Fate, Simulated};
use parts::{cost, counts, fates, has_money, proven, spread, verdicts};

pub struct Shown {
    /// Counts before, and after where anything is moved.
    pub verdicts: Vec<Row>,
    /// None where no money is given.
    pub cost: Option<Cost>,
    pub fates: Vec<(String, String)>,
    /// What is proven of the variant as a whole.
    pub proven: Option<&'static str>,
    pub spread: Vec<Bar>,
    pub by: Vec<Choice>,
    pub groups: Option<GroupTable>,
    pub counts: String,
    pub notes: Vec<String>,
}

/// A line of a table before and after.
pub struct Row {
    pub label: String,
    pub before: String,
    pub after: String,
    pub difference: String,
    /// Of a thousand.
    pub wide: (u64, u64),
}

pub struct Cost {
    pub before: String,
    pub after: String,
    pub difference: String,
    pub unlimited: Option<String>,
}

/// A class of amounts.
pub struct Bar {
    pub label: String,
    pub before: String,
    pub after: String,
    /// Of a thousand, the widest being a thousand.
    pub wide: (u64, u64),
}

/// By what is grouped.
pub struct Choice {
    pub word: &'static str,
    pub label: String,
    pub chosen: bool,
}

pub struct GroupTable {
    pub title: String,
    pub heads: Vec<String>,
    pub rows: Vec<(String, Vec<String>)>,
}

impl Row {
    pub fn has_any(&self) -> bool {
        self.wide != (0, 0)
    }
}

impl Bar {
    pub fn has_any(&self) -> bool {
        self.wide != (0, 0)
    }
}

/// What results are said with.
pub struct Saying<'a> {
    pub frame: &'a Frame,
    pub catalogue: &'a Catalogue,
    pub made: &'a Made,
    pub tried: &'a Tried,
    /// By what is grouped: the word in the address.
    pub by: &'a str,
}

impl<'a> Saying<'a> {
    /// The outcome as commands tell it, too.
    pub fn report(&self, name: &'a str) -> Report<'a> {
        Report {
            outcome: &self.tried.outcome,
            groups: &self.made.groups,
            catalogue: self.catalogue,
            reformed: self.only().after.as_ref().map(|_| self.catalogue),
            source: Source {
                name,
                synthetic: true,
                left_out: 0,
                assumed: &[],
            },
            reform: None,
            followed: None,
            lang: self.frame.lang,
        }
    }

    fn only(&self) -> &'a Simulated {
        &self.tried.outcome.programmes[0]
    }

    pub fn shown(&self) -> Shown {
        let report = self.report("");
        let only = self.only();
        let before = &only.before.all;
        let after = only.after.as_ref().map(|tallies| &tallies.all);
        let sets = &self.made.groups.sets;
        let chosen = sets.iter().position(|set| set.by.word() == self.by);
        let chosen = chosen.or(if sets.is_empty() { None } else { Some(0) });
        let by = sets.iter().enumerate().map(|(place, set)| Choice {
            word: set.by.word(),
            label: report.by(set.by),
            chosen: Some(place) == chosen,
        });
        let moved = only.moves.as_ref().map(|moves| &moves.all);
        Shown {
            verdicts: verdicts(&report, before, after),
            cost: has_money(before, after).then(|| cost(&report, before, after, moved)),
            fates: moved.map_or_else(Vec::new, |moved| fates(&report, moved)),
            proven: only.direction.and_then(proven),
            spread: match has_money(before, after) {
                true => spread(&report, before, after),
                false => Vec::new(),
            },
            by: by.collect(),
            groups: chosen.map(|set| self.groups(&report, set)),
            counts: counts(&report, before, after),
            notes: self.notes(),
        }
    }

    fn notes(&self) -> Vec<String> {
        let absent = self.made.groups.absent.iter();
        let absent = absent.map(|by: &By| format!("try-absent-{}", by.word()));
        let keys = absent.chain(["simulate-note-each".to_owned()]);
        keys.map(|key| self.frame.t(&key)).collect()
    }

    fn groups(&self, report: &Report<'_>, set: usize) -> GroupTable {
        let only = self.only();
        let groups = &self.made.groups.sets[set];
        let after = only.after.as_ref().zip(only.moves.as_ref());
        let t = |key: &str| self.frame.t(key);
        let mut heads = vec![report.by(groups.by), t("simulate-firms")];
        let two = |heads: &mut Vec<String>, what: &str| match after {
            None => heads.push(t(what)),
            Some(_) => {
                for key in ["try-head-before", "try-head-after"] {
                    heads.push(self.frame.say(key, &[("what", &t(what))]));
                }
            }
        };
        two(&mut heads, "simulate-eligible");
        two(&mut heads, "simulate-undecided");
        if after.is_some() {
            let fates = TOLD.map(|fate| t(&format!("simulate-{}", fate.word())));
            heads.extend(fates);
            heads.push(t("simulate-newly-undecided"));
        }
        let mut rows = Vec::new();
        for (place, group) in groups.groups.iter().enumerate() {
            if groups.counts[place] == 0 {
                continue;
            }
            let old = &only.before.groups[set][place];
            let new =
                after.map(|(after, moves)| (&after.groups[set][place], &moves.groups[set][place]));
            let mut cells = vec![count(groups.counts[place]), count(old.eligible)];
            cells.extend(new.map(|(new, _)| count(new.eligible)));
            cells.push(count(old.undecided));
            cells.extend(new.map(|(new, _)| count(new.undecided)));
            if let Some((_, moved)) = new {
                cells.extend(TOLD.map(|fate| count(moved.of_fate(fate))));
                cells.push(count(moved.newly_undecided()));
            }
            rows.push((report.group(group), cells));
        }
        let by = report.by(groups.by);
        GroupTable {
            title: self.frame.say("try-groups-title", &[("by", &by)]),
            heads,
            rows,
        }
    }
}

/// The fates by group; the others are none that somebody wins or loses by.
const TOLD: [Fate; 4] = [Fate::Gains, Fate::MayGain, Fate::MayLose, Fate::Loses];

/// The lines of a comparison that differ.
pub fn differing(comparison: Option<&Comparison>) -> Vec<&Line> {
    let tables = comparison.into_iter().flat_map(|all| &all.tables);
    let lines = tables.flat_map(|table| &table.lines);
    lines.filter(|line| line.differs()).collect()
}

/// The firms as they are called in reports.
pub fn registry_name() -> String {
    format!("synthetic-{SEED}")
}
