//! Why a programme was left out, in the words of the source where one excludes it.

use kernel::Bilingual;

use super::{Telling, ToldOut};
use crate::best_set::{LeftOut, Reason, Says};
use crate::programme::Programme;

impl Telling<'_, '_> {
    pub(super) fn out(&self, out: &LeftOut<'_>) -> ToldOut {
        let alone = out.alone.map(|amount| {
            let amount = self.amount(amount);
            self.say("best-out-alone", &[("amount", &amount)])
        });
        ToldOut {
            id: out.programme.id.clone(),
            name: self.name(out.programme),
            why: self.why(out),
            alone,
        }
    }

    /// Why a programme is left out.
    pub(super) fn why(&self, out: &LeftOut<'_>) -> String {
        match &out.reason {
            Reason::Closed(Some(day)) => self.say("best-out-closed", &[("day", &self.day(*day))]),
            Reason::Closed(None) => self.say("best-out-closed-no-day", &[]),
            Reason::AfterHorizon(day) => self.say("best-out-horizon", &[("day", &self.day(*day))]),
            Reason::NotWished => self.say("best-out-not-wished", &[]),
            Reason::Nothing => self.say("best-out-nothing", &[]),
            Reason::Old => {
                let as_of = out.programme.as_of.get(self.lang);
                self.say("best-out-old", &[("as_of", as_of)])
            }
            Reason::Ineligible(unmet) => {
                let unmet = unmet
                    .iter()
                    .map(|(one, edition)| self.wording.condition(one, edition));
                let conditions = self.joined(&unmet.collect::<Vec<_>>());
                self.say("best-out-ineligible", &[("conditions", &conditions)])
            }
            Reason::Undecided { missing, needs } => match (needs.as_slice(), missing.as_slice()) {
                ([_, ..], _) => self.say("best-out-needs", &[("certificates", &self.kinds(needs))]),
                ([], []) => self.say("best-out-undecided-source", &[]),
                ([], [_, ..]) => self.say("best-out-undecided", &[("facts", &self.facts(missing))]),
            },
            Reason::Excluded(by, says) => {
                let says: Vec<String> = says.iter().map(|one| self.says(one)).collect();
                let (name, says) = (self.name(by), says.join(" "));
                self.say("best-out-excluded", &[("name", &name), ("says", &says)])
            }
            Reason::PaidByOthers(by) => {
                let names = self.names(by.iter().copied());
                self.say("best-out-paid", &[("names", &names)])
            }
        }
    }

    /// A statement in the words of the source.
    pub(super) fn says(&self, says: &Says<'_>) -> String {
        match says {
            Says::Statement(by, one) => self.statement(by, &one.says, one.basis.as_deref()),
            Says::Condition(by, condition, edition) => {
                let note = condition
                    .note
                    .as_ref()
                    .map(|note| note.get(self.lang).to_owned());
                let text = note.unwrap_or_else(|| self.wording.condition(condition, edition));
                let text = Bilingual::same(text);
                self.statement(by, &text, condition.basis.as_deref())
            }
        }
    }

    pub(super) fn statement(
        &self,
        by: &Programme,
        text: &Bilingual,
        basis: Option<&str>,
    ) -> String {
        let (name, text) = (self.name(by), text.get(self.lang));
        match basis {
            None => self.say("best-says", &[("text", text), ("name", &name)]),
            Some(basis) => {
                let args = [("text", text), ("name", &name), ("basis", basis)];
                self.say("best-says-basis", &args)
            }
        }
    }
}
