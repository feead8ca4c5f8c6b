//! What a reform changes, applicant by applicant: who gains, who loses, who may, and what it costs more or less.

use super::direction::{Direction, Proven};
use super::groups::Groups;
use super::way::{ELIGIBLE, Given, INELIGIBLE, UNDECIDED};

/// What a reform means to somebody. Being able to use a programme and its amount count alike: worse in neither and
/// better in one is a gain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fate {
    /// Surely better off.
    Gains,
    /// Surely not worse off, and perhaps better.
    MayGain,
    /// Surely as before.
    Same,
    /// Surely not better off, and perhaps worse.
    MayLose,
    /// Surely worse off.
    Loses,
    /// What is known does not decide it.
    Open,
}

impl Fate {
    pub const ALL: [Fate; 6] = [
        Fate::Gains,
        Fate::MayGain,
        Fate::Same,
        Fate::MayLose,
        Fate::Loses,
        Fate::Open,
    ];

    pub fn word(self) -> &'static str {
        match self {
            Fate::Gains => "gains",
            Fate::MayGain => "may-gain",
            Fate::Same => "same",
            Fate::MayLose => "may-lose",
            Fate::Loses => "loses",
            Fate::Open => "open",
        }
    }

    fn place(self) -> usize {
        match self {
            Fate::Gains => 0,
            Fate::MayGain => 1,
            Fate::Same => 2,
            Fate::MayLose => 3,
            Fate::Loses => 4,
            Fate::Open => 5,
        }
    }
}

/// Who is treated differently, or may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// Its place in the plan.
    pub programme: usize,
    pub row: usize,
    pub fate: Fate,
    pub before: Given,
    pub after: Given,
}

/// What a reform means to everybody, and by group.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moves {
    pub all: Moved,
    pub groups: Vec<Vec<Moved>>,
}

/// What a reform means to some.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moved {
    /// How many had the first verdict and now have the second, in the order ineligible, undecided, eligible.
    pub verdicts: [[u64; 3]; 3],
    fates: [u64; 6],
    pub cost: Difference,
}

/// What is paid more (or, below zero, less), summed up applicant by applicant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    low: i128,
    high: i128,
    /// For how many nothing known limits how much less, and how much more, it is.
    pub without_low: u64,
    pub without_high: u64,
}

impl Difference {
    /// The least; none where nothing known limits it.
    pub fn low(&self) -> Option<i128> {
        (self.without_low == 0).then_some(self.low)
    }

    pub fn high(&self) -> Option<i128> {
        (self.without_high == 0).then_some(self.high)
    }
}

impl Moved {
    pub fn of_fate(&self, fate: Fate) -> u64 {
        self.fates[fate.place()]
    }

    /// Who had an answer and has none any more.
    pub fn newly_undecided(&self) -> u64 {
        let to = usize::from(UNDECIDED);
        self.verdicts[usize::from(INELIGIBLE)][to] + self.verdicts[usize::from(ELIGIBLE)][to]
    }

    fn join(&mut self, other: &Moved) {
        for (row, others) in self.verdicts.iter_mut().zip(&other.verdicts) {
            for (count, other) in row.iter_mut().zip(others) {
                *count += other;
            }
        }
        for (count, other) in self.fates.iter_mut().zip(&other.fates) {
            *count += other;
        }
        self.cost.low += other.cost.low;
        self.cost.high += other.cost.high;
        self.cost.without_low += other.cost.without_low;
        self.cost.without_high += other.cost.without_high;
    }
}

/// How much more somebody has after a reform: between these ends, whatever turns out to be true of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Delta {
    /// Eligible less eligible, where no is 0 and yes is 1.
    eligible: (i8, i8),
    low: Option<i128>,
    high: Option<i128>,
}

impl Delta {
    /// What two answers by themselves say: each can be anything in its interval.
    pub fn of(before: Given, after: Given) -> Delta {
        let (was, is) = (before.paid(), after.paid());
        let (had, has) = (before.chance(), after.chance());
        let low = was.1.map(|was| i128::from(is.0) - i128::from(was));
        let high = is.1.map(|is| i128::from(is) - i128::from(was.0));
        Delta {
            eligible: (has.0 - had.1, has.1 - had.0),
            low,
            high,
        }
    }

    /// What is left of it by what is proven of the reform for everybody.
    pub fn within(self, proven: Proven) -> Delta {
        let along = self.along(proven.direction);
        let Some(most) = proven.most else {
            return along;
        };
        Delta {
            low: Some(along.low.map_or(-most, |low| low.max(-most))),
            high: Some(along.high.map_or(most, |high| high.min(most))),
            ..along
        }
    }

    fn along(self, direction: Direction) -> Delta {
        let raised = |end: Option<i128>| Some(end.unwrap_or(0).max(0));
        let lowered = |end: Option<i128>| Some(end.unwrap_or(0).min(0));
        match direction {
            Direction::Open => self,
            Direction::Same => Delta {
                eligible: (0, 0),
                low: Some(0),
                high: Some(0),
            },
            Direction::Up => Delta {
                eligible: (self.eligible.0.max(0), self.eligible.1),
                low: raised(self.low),
                ..self
            },
            Direction::Down => Delta {
                eligible: (self.eligible.0, self.eligible.1.min(0)),
                high: lowered(self.high),
                ..self
            },
        }
    }

    pub fn fate(self) -> Fate {
        let below = self.low.is_none_or(|low| low < 0) || self.eligible.0 < 0;
        let above = self.high.is_none_or(|high| high > 0) || self.eligible.1 > 0;
        let surely_more = self.low.is_some_and(|low| low > 0) || self.eligible.0 > 0;
        let surely_less = self.high.is_some_and(|high| high < 0) || self.eligible.1 < 0;
        match (below, above) {
            (false, false) => Fate::Same,
            (false, true) if surely_more => Fate::Gains,
            (false, true) => Fate::MayGain,
            (true, false) if surely_less => Fate::Loses,
            (true, false) => Fate::MayLose,
            (true, true) => Fate::Open,
        }
    }
}

impl Given {
    /// What is paid to them.
    fn paid(self) -> (i64, Option<i64>) {
        match self.verdict {
            INELIGIBLE => (0, Some(0)),
            _ if !self.has_amount() => (0, Some(0)),
            UNDECIDED => (0, self.limit()),
            _ => (self.low, self.limit()),
        }
    }

    fn chance(self) -> (i8, i8) {
        match self.verdict {
            INELIGIBLE => (0, 0),
            UNDECIDED => (0, 1),
            _ => (1, 1),
        }
    }
}

/// Moves that are being counted.
#[derive(Debug)]
pub(super) struct Moving(Vec<Moved>);

impl Moving {
    pub fn new(groups: &Groups) -> Moving {
        let cells: usize = groups.sets.iter().map(|set| set.groups.len()).sum();
        Moving(vec![Moved::default(); cells.max(1)])
    }

    pub fn add(&mut self, before: Given, after: Given, delta: Delta, cells: &[u32]) -> Fate {
        let fate = delta.fate();
        for cell in cells {
            let moved = &mut self.0[*cell as usize];
            moved.verdicts[usize::from(before.verdict)][usize::from(after.verdict)] += 1;
            moved.fates[fate.place()] += 1;
            moved.cost.low += delta.low.unwrap_or(0);
            moved.cost.high += delta.high.unwrap_or(0);
            moved.cost.without_low += u64::from(delta.low.is_none());
            moved.cost.without_high += u64::from(delta.high.is_none());
        }
        fate
    }

    pub fn done(self, groups: &Groups) -> Moves {
        let mut cells = self.0.into_iter();
        let mut moves = Moves::default();
        for set in &groups.sets {
            moves
                .groups
                .push(cells.by_ref().take(set.groups.len()).collect());
        }
        match moves.groups.first() {
            Some(set) => set.iter().for_each(|moved| moves.all.join(moved)),
            None => moves.all = cells.next().unwrap_or_default(),
        }
        moves
    }
}

impl Moves {
    /// Adds what was counted elsewhere, by the same groups.
    pub(super) fn join(&mut self, other: &Moves) {
        self.all.join(&other.all);
        for (set, others) in self.groups.iter_mut().zip(&other.groups) {
            for (moved, other) in set.iter_mut().zip(others) {
                moved.join(other);
            }
        }
    }
}
