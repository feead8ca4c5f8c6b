//! What would change an answer, as a page says it.

use eligibility::Verdict;
use eligibility::changes::Changes;

use super::{Making, closing_day};
use crate::assess::{Assessed, Ways, is_too_late};
use crate::programme::WindowState;

/// What is said of changes for one programme.
#[derive(Default)]
pub struct Said {
    /// The nearest proposal; or, for what can be used, what would raise the amount.
    pub nearest: Option<String>,
    /// Others of the same size.
    pub others: Vec<String>,
    /// Why nothing would change a "no".
    pub never: Option<String>,
}

impl Making<'_> {
    /// Nothing is said of what is over: no change brings it back.
    pub(super) fn changes(&self, ways: &Ways<'_>, assessed: &Assessed<'_>) -> Said {
        let over = match assessed.window {
            WindowState::Closed => true,
            WindowState::Open | WindowState::Upcoming | WindowState::Unknown => false,
        };
        if over || assessed.answer.verdict == Verdict::Undecided {
            return Said::default();
        }
        let changes = ways.of(assessed);
        if let Changes::To(all) = &changes {
            let mut said = all.iter().map(|change| {
                let sentence = ways.sentence(assessed, change, self.wording);
                let closes = closing_day(assessed.programme);
                match closes.filter(|_| is_too_late(assessed.programme, change)) {
                    None => sentence,
                    Some(closes) => {
                        let day = self.frame.date(closes);
                        let args = [("sentence", sentence.as_str()), ("day", day.as_str())];
                        self.frame.say("finder-change-too-late", &args)
                    }
                }
            });
            return Said {
                nearest: said.next(),
                others: said.collect(),
                never: None,
            };
        }
        Said {
            never: ways.no_change(assessed, &changes, self.wording),
            ..Said::default()
        }
    }
}
