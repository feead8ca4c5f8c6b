//! Programmes as the pages of the plan show them: lines handed over by the composition, counted and ordered.
//! Whether a programme is open is what its source says of its dates; what the source does not say stays unknown.

use kernel::{Bilingual, Date};
use platform::Frame;

use super::said;

/// One programme of a direction.
#[derive(Clone, Debug)]
pub struct ProgrammeLine {
    /// Its address without the language, such as `/programmes/kz-equip`.
    pub path: String,
    pub name: Bilingual,
    pub kind_label: Bilingual,
    pub support: Support,
    pub openness: Openness,
    /// The last day of the window, when the source states it.
    pub closes: Option<Date>,
    /// Whether the direction asked for is the one it belongs to first of all.
    pub is_main: bool,
}

/// The window of a programme on the day of the page, by the dates in its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Openness {
    Open,
    Upcoming,
    /// The source gives no dates: it may be open or not.
    Unknown,
    Closed,
}

/// What a programme gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Support {
    /// Subsidies, loans and tax relief.
    Money,
    /// Advice, courses, places, recognition and the like.
    Other,
}

impl Openness {
    pub const ALL: [Openness; 4] = [
        Openness::Open,
        Openness::Upcoming,
        Openness::Unknown,
        Openness::Closed,
    ];

    fn word(self) -> &'static str {
        match self {
            Openness::Open => "open",
            Openness::Upcoming => "upcoming",
            Openness::Unknown => "unknown",
            Openness::Closed => "closed",
        }
    }

    /// The class of its mark in the picture, and of the legend.
    pub fn mark_class(&self) -> String {
        format!("mark mark-{}", self.word())
    }

    pub fn tag_class(&self) -> &'static str {
        match self {
            Openness::Open => "tag tag-open",
            Openness::Upcoming => "tag tag-upcoming",
            Openness::Unknown => "tag",
            Openness::Closed => "tag tag-closed",
        }
    }

    pub fn said(&self, frame: &Frame) -> String {
        frame.t(&format!("plan-openness-{}", self.word()))
    }
}

impl Support {
    pub fn is_money(&self) -> bool {
        match self {
            Support::Money => true,
            Support::Other => false,
        }
    }
}

/// How many programmes there are of each state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub open: usize,
    /// Those of the open ones that give money.
    pub open_money: usize,
    pub upcoming: usize,
    pub unknown: usize,
    pub closed: usize,
}

impl Tally {
    pub fn of<'a>(lines: impl IntoIterator<Item = &'a ProgrammeLine>) -> Tally {
        let mut tally = Tally::default();
        for line in lines {
            match line.openness {
                Openness::Open => {
                    tally.open += 1;
                    tally.open_money += usize::from(line.support.is_money());
                }
                Openness::Upcoming => tally.upcoming += 1,
                Openness::Unknown => tally.unknown += 1,
                Openness::Closed => tally.closed += 1,
            }
        }
        tally
    }

    pub fn total(&self) -> usize {
        self.open + self.upcoming + self.unknown + self.closed
    }

    pub fn count(&self, openness: &Openness) -> usize {
        match openness {
            Openness::Open => self.open,
            Openness::Upcoming => self.upcoming,
            Openness::Unknown => self.unknown,
            Openness::Closed => self.closed,
        }
    }

    /// The number and the states: 12制度（受付中2・不明5・終了5）.
    pub fn said(&self, frame: &Frame) -> String {
        let total = self.total_said(frame);
        match self.total() {
            0 => total,
            _ => {
                let states = self.states_said(frame);
                frame.say("plan-tally", &[("total", &total), ("states", &states)])
            }
        }
    }

    /// How many there are: 12制度, 12 programmes.
    pub fn total_said(&self, frame: &Frame) -> String {
        match self.total() {
            0 => frame.t("plan-tally-none"),
            1 => frame.t("plan-tally-one"),
            many => frame.say("plan-tally-total", &[("count", &many.to_string())]),
        }
    }

    /// The states that occur, the open ones always: 受付中 2・不明 5, 2 open, 5 unknown.
    pub fn states_said(&self, frame: &Frame) -> String {
        let states: Vec<String> = Openness::ALL
            .iter()
            .filter(|state| self.count(state) > 0 || **state == Openness::Open)
            .map(|state| {
                let count = self.count(state).to_string();
                frame.say(
                    &format!("plan-tally-{}", state.word()),
                    &[("count", &count)],
                )
            })
            .collect();
        said::joined(frame, &states)
    }
}

impl std::iter::Sum for Tally {
    fn sum<I: Iterator<Item = Tally>>(tallies: I) -> Tally {
        tallies.fold(Tally::default(), |sum, tally| Tally {
            open: sum.open + tally.open,
            open_money: sum.open_money + tally.open_money,
            upcoming: sum.upcoming + tally.upcoming,
            unknown: sum.unknown + tally.unknown,
            closed: sum.closed + tally.closed,
        })
    }
}

/// Programmes as a page lists them: first those one may use or wait for, the closed ones apart.
pub struct ProgrammeList {
    pub tally: Tally,
    pub current: Vec<ProgrammeLine>,
    pub closed: Vec<ProgrammeLine>,
}

impl ProgrammeList {
    /// Open ones first; among equals the order in which they were handed over stays.
    pub fn of(mut lines: Vec<ProgrammeLine>) -> ProgrammeList {
        lines.sort_by_key(|line| line.openness);
        let tally = Tally::of(&lines);
        let (closed, current) = lines
            .into_iter()
            .partition(|line| line.openness == Openness::Closed);
        ProgrammeList {
            tally,
            current,
            closed,
        }
    }

    pub fn is_empty(&self) -> bool {
        self.tally.total() == 0
    }
}
