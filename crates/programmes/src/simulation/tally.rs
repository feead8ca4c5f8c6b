//! Counting answers: how many have which verdict and amount, for everybody and by group.

use std::collections::HashMap;

use super::amounts::{Amounts, Between, rounded};
use super::groups::Groups;
use super::way::{Given, INELIGIBLE, UNDECIDED};

/// The answers of some.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub ineligible: u64,
    pub undecided: u64,
    pub eligible: u64,
    /// Of those who are eligible.
    pub sure: Amounts,
    /// Of those who are undecided: if they are eligible at all.
    pub open: Amounts,
}

impl Tally {
    pub fn join(&mut self, other: &Tally) {
        self.ineligible += other.ineligible;
        self.undecided += other.undecided;
        self.eligible += other.eligible;
        self.sure.join(&other.sure);
        self.open.join(&other.open);
    }

    pub fn firms(&self) -> u64 {
        self.ineligible + self.undecided + self.eligible
    }

    /// Whether any amount is known of, be it that nothing limits it.
    pub fn has_money(&self) -> bool {
        self.sure.firms + self.open.firms > 0
    }

    /// What it costs if everybody gets what they can: at least the lower ends of who is eligible, at most the upper
    /// ends of who is eligible or undecided.
    pub fn cost(&self) -> Between {
        let limited = self.unlimited() == 0;
        Between {
            low: self.sure.low,
            high: limited.then_some(self.sure.high + self.open.high),
        }
    }

    /// Of how many nothing known limits the amount.
    pub fn unlimited(&self) -> u64 {
        self.sure.highs.unlimited + self.open.highs.unlimited
    }
}

/// The answers of everybody, and by group.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tallies {
    pub all: Tally,
    /// For each set of groups, a tally for each group.
    pub groups: Vec<Vec<Tally>>,
}

/// Tallies that are being counted.
#[derive(Debug)]
pub(super) struct Counting {
    /// The amounts that occurred, each with its place in the counts.
    places: HashMap<i64, u32>,
    last: (i64, u32),
    /// One for each group of each set, sets one after the other; where there are no sets, one for everybody.
    cells: Vec<Cell>,
}

#[derive(Clone, Debug, Default)]
struct Cell {
    verdicts: [u64; 3],
    sure: Sums,
    open: Sums,
}

#[derive(Clone, Debug, Default)]
struct Sums {
    firms: u64,
    exact: u64,
    low: i128,
    high: i128,
    unlimited: u64,
    lows: Vec<u64>,
    highs: Vec<u64>,
}

impl Counting {
    pub fn new(groups: &Groups) -> Counting {
        let cells: usize = groups.sets.iter().map(|set| set.groups.len()).sum();
        Counting {
            places: HashMap::new(),
            last: (i64::MIN, 0),
            cells: vec![Cell::default(); cells.max(1)],
        }
    }

    /// Counts one answer in its cells.
    pub fn add(&mut self, given: Given, cells: &[u32]) {
        let verdict = usize::from(given.verdict);
        if given.verdict == INELIGIBLE || !given.has_amount() {
            for cell in cells {
                self.cells[*cell as usize].verdicts[verdict] += 1;
            }
            return;
        }
        let low = self.place(rounded(given.low));
        let high = given.limit().map(|high| self.place(rounded(high)));
        for cell in cells {
            let cell = &mut self.cells[*cell as usize];
            cell.verdicts[verdict] += 1;
            let sums = match given.verdict {
                UNDECIDED => &mut cell.open,
                _ => &mut cell.sure,
            };
            sums.firms += 1;
            sums.low += i128::from(given.low);
            count(&mut sums.lows, low);
            match (given.limit(), high) {
                (Some(yen), Some(place)) => {
                    sums.exact += u64::from(yen == given.low);
                    sums.high += i128::from(yen);
                    count(&mut sums.highs, place);
                }
                _ => sums.unlimited += 1,
            }
        }
    }

    fn place(&mut self, yen: i64) -> u32 {
        if self.last.0 == yen {
            return self.last.1;
        }
        let next = u32::try_from(self.places.len()).expect("fewer than 2^32 rounded amounts");
        let place = *self.places.entry(yen).or_insert(next);
        self.last = (yen, place);
        place
    }

    pub fn done(self, groups: &Groups) -> Tallies {
        let mut yen = vec![0; self.places.len()];
        for (amount, place) in &self.places {
            yen[*place as usize] = *amount;
        }
        let mut cells = self.cells.into_iter().map(|cell| cell.done(&yen));
        let mut tallies = Tallies::default();
        for set in &groups.sets {
            let of_set: Vec<Tally> = cells.by_ref().take(set.groups.len()).collect();
            tallies.groups.push(of_set);
        }
        match tallies.groups.first() {
            // Everybody is in one group of each set.
            Some(set) => set.iter().for_each(|tally| tallies.all.join(tally)),
            None => tallies.all = cells.next().unwrap_or_default(),
        }
        tallies
    }
}

impl Tallies {
    /// Adds what was counted elsewhere, by the same groups.
    pub(super) fn join(&mut self, other: &Tallies) {
        self.all.join(&other.all);
        let sets = self.groups.iter_mut().zip(&other.groups);
        for (set, others) in sets {
            for (tally, other) in set.iter_mut().zip(others) {
                tally.join(other);
            }
        }
    }
}

fn count(counts: &mut Vec<u64>, place: u32) {
    let place = place as usize;
    if counts.len() <= place {
        counts.resize(place + 1, 0);
    }
    counts[place] += 1;
}

impl Cell {
    fn done(self, yen: &[i64]) -> Tally {
        let [ineligible, undecided, eligible] = self.verdicts;
        Tally {
            ineligible,
            undecided,
            eligible,
            sure: self.sure.done(yen),
            open: self.open.done(yen),
        }
    }
}

impl Sums {
    fn done(self, yen: &[i64]) -> Amounts {
        let mut amounts = Amounts {
            firms: self.firms,
            exact: self.exact,
            low: self.low,
            high: self.high,
            ..Amounts::default()
        };
        for (spread, counts) in [
            (&mut amounts.lows, &self.lows),
            (&mut amounts.highs, &self.highs),
        ] {
            for (yen, count) in yen.iter().zip(counts).filter(|(_, count)| **count > 0) {
                spread.add(*yen, *count);
            }
        }
        amounts.highs.unlimited = self.unlimited;
        amounts
    }
}
