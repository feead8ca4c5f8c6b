//! What to do, as a day and a sentence.

use super::{Telling, ToldStep};
use crate::best_set::Step;
use crate::programme::Programme;

impl Telling<'_, '_> {
    pub(super) fn step(&self, step: &Step<'_>) -> ToldStep {
        let day = step.day().map(|day| self.day(day));
        let when = |key: &str| match &day {
            Some(day) => self.say(key, &[("day", day)]),
            None => self.say("best-step-any", &[]),
        };
        let about = |key: &str, programme: &Programme| {
            let note = programme
                .window
                .known()
                .and_then(|window| window.note.as_ref());
            let note = note.map_or("", |note| note.get(self.lang));
            let as_of = programme.as_of.get(self.lang);
            let name = self.name(programme);
            let said = self.say(key, &[("name", &name), ("note", note), ("as_of", as_of)]);
            said.trim_end().to_owned()
        };
        let (when, what) = match step {
            Step::Certificate {
                kind,
                giver,
                asked_by,
                before,
            } => {
                let when = match before {
                    Some(_) => when("best-step-before-day"),
                    None => self.say("best-step-first", &[]),
                };
                let certificate = self.kinds(&[*kind]);
                let (giver, names) = (self.name(giver), self.names(asked_by.iter().copied()));
                let args = [
                    ("certificate", certificate.as_str()),
                    ("giver", &giver),
                    ("names", &names),
                ];
                (when, self.say("best-step-certificate", &args))
            }
            Step::Opens(_, one) => (when("best-step-from"), about("best-step-opens", one)),
            Step::Closes(_, one) => (when("best-step-by"), about("best-step-closes", one)),
            Step::Before(_, one) => (when("best-step-before-day"), about("best-step-before", one)),
            Step::AskWindow(_, one) => (
                when("best-step-before-day"),
                about("best-step-ask-window", one),
            ),
            Step::Expense {
                expense, paid_by, ..
            } => {
                let expense = self.expense(&self.best.expenses[*expense]);
                let names = self.names(paid_by.iter().copied());
                let args = [("expense", expense.as_str()), ("names", &names)];
                (when("best-step-on"), self.say("best-step-expense", &args))
            }
        };
        ToldStep { when, what }
    }
}
