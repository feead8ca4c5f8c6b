//! What can be used, what is open and what cannot be used. What is over is kept apart from what is on offer, and
//! what somebody wishes, and money that can be applied for, stands before what anybody can always use.

mod change;
mod line;

use eligibility::Verdict;
use eligibility::wording::Wording;
use kernel::Date;
use platform::Frame;

use super::address::Address;
use super::wish::wanted;
use crate::assess::{Assessed, Assessment, Ways, is_old};
use crate::catalogue::Catalogue;
use crate::programme::{Programme, WindowState};

pub use line::Line;

/// All answers: eligible, undecided, ineligible.
pub struct Results<'a> {
    pub groups: [Outcome<'a>; 3],
}

/// The programmes of one verdict.
pub struct Outcome<'a> {
    pub verdict: Verdict,
    /// The most useful first.
    pub current: Vec<Line<'a>>,
    /// Their window is closed.
    pub past: Vec<Line<'a>>,
    /// How many there are of those on offer; of all, where only past ones were asked about.
    pub count: usize,
}

/// So many cards are shown at once: on a phone more are a long way to what comes after them.
const AT_ONCE: usize = 10;

impl Outcome<'_> {
    fn at_once(&self) -> usize {
        self.current.len().min(AT_ONCE)
    }

    pub fn first(&self) -> &[Line<'_>] {
        &self.current[..self.at_once()]
    }

    /// What is shown when somebody asks for it.
    pub fn rest(&self) -> &[Line<'_>] {
        &self.current[self.at_once()..]
    }
}

/// What lines are made of.
pub struct Making<'m> {
    pub frame: &'m Frame,
    pub wording: &'m Wording<'m>,
    pub address: &'m Address<'m>,
    pub on: Date,
    pub catalogue: &'m Catalogue,
}

impl Making<'_> {
    pub fn results<'a>(&self, assessment: &Assessment<'a>) -> Results<'a> {
        let order = [Verdict::Eligible, Verdict::Undecided, Verdict::Ineligible];
        let ways = Ways::new(assessment, self.catalogue);
        let mut groups = order.map(|verdict| self.group(verdict, assessment, &ways));
        if groups.iter().all(|group| group.current.is_empty()) {
            for group in &mut groups {
                group.count = group.past.len();
            }
        }
        Results { groups }
    }

    fn group<'a>(
        &self,
        verdict: Verdict,
        assessment: &Assessment<'a>,
        ways: &Ways<'_>,
    ) -> Outcome<'a> {
        let wishes = self.address.wishes();
        let mut of_verdict: Vec<&Assessed<'a>> = assessment
            .answers
            .iter()
            .filter(|assessed| assessed.answer.verdict == verdict)
            .collect();
        of_verdict.sort_by_key(|assessed| {
            let programme = assessed.programme;
            let closes = closing_day(programme);
            (
                !wanted(programme, &wishes),
                tier(assessed, self.on),
                closes.is_none(),
                closes,
                &programme.id,
            )
        });
        let lines = (of_verdict.into_iter()).map(|assessed| self.line(assessed, ways));
        let (past, current) = lines.partition(|line| match line.window {
            WindowState::Closed => true,
            WindowState::Open | WindowState::Upcoming | WindowState::Unknown => false,
        });
        let current: Vec<Line<'_>> = current;
        Outcome {
            verdict,
            count: current.len(),
            current,
            past,
        }
    }
}

/// How near a programme is to money in hand: lower is nearer.
fn tier(assessed: &Assessed<'_>, on: Date) -> u8 {
    let money = assessed.answer.amount.is_some();
    match (assessed.window, money) {
        (WindowState::Open, true) => 0,
        (WindowState::Upcoming, true) => 1,
        (WindowState::Unknown, _) if is_old(assessed.programme, on) => 5,
        (WindowState::Unknown, true) => 2,
        (WindowState::Open | WindowState::Upcoming, false) => 3,
        (WindowState::Unknown, false) => 4,
        (WindowState::Closed, _) => 6,
    }
}

/// The last day of a window, where the source gives one.
pub fn closing_day(programme: &Programme) -> Option<Date> {
    let window = programme.window.known()?;
    window.closes.map(|closes| closes.day)
}

impl Results<'_> {
    /// How many can be used, are open, and cannot be used.
    pub fn counts(&self, frame: &Frame) -> String {
        let [usable, open, not] =
            [&self.groups[0], &self.groups[1], &self.groups[2]].map(|of| of.count.to_string());
        frame.say(
            "finder-counts",
            &[("usable", &usable), ("open", &open), ("not", &not)],
        )
    }
}

impl Outcome<'_> {
    pub fn heading_key(&self) -> &'static str {
        match self.verdict {
            Verdict::Eligible => "verdict-eligible-heading",
            Verdict::Undecided => "verdict-undecided-heading",
            Verdict::Ineligible => "verdict-ineligible-heading",
        }
    }

    pub fn lead_key(&self) -> &'static str {
        match self.verdict {
            Verdict::Eligible => "verdict-eligible-lead",
            Verdict::Undecided => "verdict-undecided-lead",
            Verdict::Ineligible => "verdict-ineligible-lead",
        }
    }
}
