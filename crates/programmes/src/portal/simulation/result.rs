//! What came out, as the page shows it: counts, cost, who gains and loses, how amounts are spread, group by group.

use platform::Frame;

use super::firms::{Made, SEED, Tried};
use crate::Catalogue;
use crate::comparison::{Comparison, Line};
use crate::simulation::amounts::CLASSES;
use crate::simulation::reform::Moved;
use crate::simulation::report::{Report, Source, count, number};
use crate::simulation::{By, Direction, Fate, Simulated, Tally};

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
    pub class: &'static str,
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

fn has_money(before: &Tally, after: Option<&Tally>) -> bool {
    before.has_money() || after.is_some_and(Tally::has_money)
}

fn verdicts(report: &Report<'_>, before: &Tally, after: Option<&Tally>) -> Vec<Row> {
    let firms = before.firms().max(1);
    let each: [(&str, &'static str, fn(&Tally) -> u64); 3] = [
        ("simulate-eligible", "part-eligible", |tally| tally.eligible),
        ("simulate-undecided", "part-undecided", |tally| {
            tally.undecided
        }),
        ("simulate-ineligible", "part-ineligible", |tally| {
            tally.ineligible
        }),
    ];
    let row = |(key, class, of): (&str, &'static str, fn(&Tally) -> u64)| {
        let (was, is) = (of(before), after.map(of));
        Row {
            label: report.t(key),
            before: count(was),
            after: is.map_or_else(String::new, count),
            difference: is.map_or_else(String::new, |is| {
                signed(i128::from(is) - i128::from(was), &number)
            }),
            wide: (was * 1000 / firms, is.unwrap_or(was) * 1000 / firms),
            class,
        }
    };
    each.map(row).into()
}

/// With its sign, also where it is more.
fn signed(difference: i128, write: &dyn Fn(i128) -> String) -> String {
    match difference {
        0 => format!("±{}", write(0)),
        1.. => format!("+{}", write(difference)),
        _ => format!("−{}", write(-difference)),
    }
}

fn cost(report: &Report<'_>, before: &Tally, after: Option<&Tally>, moved: Option<&Moved>) -> Cost {
    let said = |tally: &Tally| {
        let cost = tally.cost();
        report.between(Some(cost.low), cost.high)
    };
    let end = |end: Option<i128>| {
        end.map(|end| signed(end, &|yen| report.yen(yen)))
            .unwrap_or_else(|| report.t("simulate-no-limit"))
    };
    let difference = moved.map(|moved| {
        let (low, high) = (moved.cost.low(), moved.cost.high());
        match low == high {
            true => end(low),
            false => report.say("try-from-to", &[("low", &end(low)), ("high", &end(high))]),
        }
    });
    let unlimited = after.unwrap_or(before).unlimited();
    Cost {
        before: said(before),
        after: after.map_or_else(String::new, said),
        difference: difference.unwrap_or_default(),
        unlimited: (unlimited > 0)
            .then(|| report.say("simulate-unlimited", &[("count", &count(unlimited))])),
    }
}

fn fates(report: &Report<'_>, moved: &Moved) -> Vec<(String, String)> {
    let each = Fate::ALL.iter().map(|fate| {
        let label = report.t(&format!("simulate-{}", fate.word()));
        (label, count(moved.of_fate(*fate)))
    });
    let undecided = (
        report.t("simulate-newly-undecided"),
        count(moved.newly_undecided()),
    );
    each.chain([undecided]).collect()
}

fn proven(direction: Direction) -> Option<&'static str> {
    match direction {
        Direction::Same => Some("simulate-direction-same"),
        Direction::Up => Some("simulate-direction-up"),
        Direction::Down => Some("simulate-direction-down"),
        Direction::Open => None,
    }
}

/// Those who are eligible or may be, by the upper end of their amount.
fn spread(report: &Report<'_>, before: &Tally, after: Option<&Tally>) -> Vec<Bar> {
    let of = |tally: &Tally| {
        let mut all = tally.sure.highs.clone();
        all.join(&tally.open.highs);
        let mut counts = all.classes().to_vec();
        counts.push(all.unlimited);
        counts
    };
    let (was, is) = (of(before), after.map(of));
    let most = was.iter().chain(is.iter().flatten()).max().copied();
    let most = most.unwrap_or(0).max(1);
    let label = |place: usize| {
        let yen = |place: usize| report.yen(i128::from(CLASSES[place]));
        match place {
            0 => report.yen(0),
            place if place < CLASSES.len() => report.say("try-class-to", &[("to", &yen(place))]),
            place if place == CLASSES.len() => {
                report.say("try-class-above", &[("from", &yen(CLASSES.len() - 1))])
            }
            _ => report.t("simulate-no-limit"),
        }
    };
    let bars = was.iter().enumerate().map(|(place, was)| {
        let is = is.as_ref().map(|is| is[place]);
        Bar {
            label: label(place),
            before: count(*was),
            after: is.map_or_else(String::new, count),
            wide: (was * 1000 / most, is.unwrap_or(0) * 1000 / most),
        }
    });
    bars.collect()
}

/// One sentence, also read aloud when something was moved.
fn counts(report: &Report<'_>, before: &Tally, after: Option<&Tally>) -> String {
    let [was, open] = [count(before.eligible), count(before.undecided)];
    match after {
        None => report.say("try-counts", &[("eligible", &was), ("undecided", &open)]),
        Some(after) => {
            let args = [
                ("was", was),
                ("is", count(after.eligible)),
                ("was_open", open),
                ("is_open", count(after.undecided)),
            ];
            let args = args.each_ref().map(|(name, text)| (*name, text.as_str()));
            report.say("try-counts-moved", &args)
        }
    }
}

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
