//! When a budget is used up, if those who can use a programme apply along a curve and are paid in the order in which
//! they come. A model of what is expected: it knows no chance, and everybody who applies is an average applicant.

use eligibility::range::{Exact, ZERO};

use super::tally::Tally;
use super::uptake::Uptake;

/// The budget day by day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Course {
    /// In yen.
    pub budget: i64,
    /// How many can apply: who is eligible, and with them who is undecided.
    pub applicants: (u64, u64),
    /// If everybody undecided is eligible and everybody gets the upper end.
    pub earliest: RunsOut,
    /// If nobody undecided is eligible and everybody gets the lower end.
    pub latest: RunsOut,
    /// The days of the curve, from the opening.
    pub days: Vec<Day>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunsOut {
    /// By the end of this day since the opening, which is day 1.
    OnDay(u32),
    /// Not by the last day of the curve.
    Never,
    /// Nothing known limits what somebody gets: nobody can say.
    Unknown,
}

/// What is expected by the end of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    pub day: u32,
    pub share: Exact,
    /// Applications, the lower end rounded down and the upper one up.
    pub applications: (u64, u64),
    /// Yen, rounded in the same way; nothing known limits it where there is no upper end.
    pub cost: (i128, Option<i128>),
}

/// Follows a budget along a curve.
pub fn course(tally: &Tally, budget: i64, uptake: &Uptake) -> Course {
    let cost = tally.cost();
    let applicants = (tally.eligible, tally.eligible + tally.undecided);
    let days = (1..=uptake.last_day()).map(|day| {
        let share = uptake.share(day);
        Day {
            day,
            share,
            applications: (
                u64::try_from(down(share, i128::from(applicants.0))).unwrap_or(0),
                u64::try_from(up(share, i128::from(applicants.1))).unwrap_or(u64::MAX),
            ),
            cost: (down(share, cost.low), cost.high.map(|high| up(share, high))),
        }
    });
    Course {
        budget,
        applicants,
        earliest: match cost.high {
            Some(high) => runs_out(high, budget, uptake),
            None => RunsOut::Unknown,
        },
        latest: runs_out(cost.low, budget, uptake),
        days: days.collect(),
    }
}

/// The first day by the end of which the part that has applied has used the budget up.
fn runs_out(cost: i128, budget: i64, uptake: &Uptake) -> RunsOut {
    let used = |day: &u32| {
        let share = uptake.share(*day);
        share > ZERO && share.numer() * cost >= share.denom() * i128::from(budget)
    };
    match (1..=uptake.last_day()).find(used) {
        Some(day) => RunsOut::OnDay(day),
        None => RunsOut::Never,
    }
}

fn down(share: Exact, of: i128) -> i128 {
    (share.numer() * of).div_euclid(*share.denom())
}

fn up(share: Exact, of: i128) -> i128 {
    -down(-share, of)
}
