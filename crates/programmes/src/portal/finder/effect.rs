//! What an answer has decided: the programmes and the money that would be open without it, all other answers being as
//! they are.

use std::collections::BTreeMap;

use eligibility::{Answer, FactId, Profile, Verdict};
use kernel::Yen;
use platform::Frame;

use super::answers::Answers;
use crate::assess::{Asked, Assessment, judge_all};
use crate::catalogue::Catalogue;
use crate::portal::said;
use crate::programme::{Programme, WindowState};

/// The effects of all answers, by fact.
#[derive(Default)]
pub struct Effects(BTreeMap<FactId, Effect>);

/// What one answer has decided. Yen are those of the one programme in which they are most: programmes may exclude each
/// other, so that their sum would say nothing.
#[derive(Debug, Default, PartialEq, Eq)]
struct Effect {
    usable: usize,
    not_usable: usize,
    /// What is certainly granted now and was not certain before.
    certain: Yen,
    /// What was possible before and is not any more.
    gone: Gone,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Gone {
    #[default]
    Nothing,
    UpTo(Yen),
    /// Nothing limited it before.
    Unlimited,
}

impl Effects {
    /// Judges once for every answer, as if it had not been given.
    pub fn of(
        catalogue: &Catalogue,
        answers: &Answers,
        profile: &Profile,
        assessment: &Assessment<'_>,
        only: Option<&Programme>,
    ) -> Effects {
        let chosen: Vec<String> = only.iter().map(|one| one.id.clone()).collect();
        let asked = match only {
            None => Asked::All,
            Some(_) => Asked::These(&chosen),
        };
        let given = catalogue
            .facts
            .iter()
            .filter(|(id, fact)| answers.given(&fact.id) && !profile.get(*id).is_unknown());
        let effects = given.map(|(id, _)| {
            let without = judge_all(catalogue, &profile.without(id), assessment.on, asked);
            let mut effect = Effect::default();
            for (before, after) in without.iter().zip(&assessment.answers) {
                if only.is_some() || after.window != WindowState::Closed {
                    effect.add(&before.answer, &after.answer);
                }
            }
            (id, effect)
        });
        Effects(effects.collect())
    }

    /// The effect of an answer in sentences; none for what was not answered.
    pub fn said(&self, frame: &Frame, fact: FactId) -> Vec<String> {
        self.0
            .get(&fact)
            .map_or_else(Vec::new, |one| one.said(frame))
    }
}

impl Effect {
    fn add(&mut self, before: &Answer<'_>, after: &Answer<'_>) {
        match (before.verdict, after.verdict) {
            (Verdict::Undecided, Verdict::Eligible) => self.usable += 1,
            (Verdict::Undecided, Verdict::Ineligible) => self.not_usable += 1,
            (Verdict::Undecided | Verdict::Eligible | Verdict::Ineligible, _) => {}
        }
        let certain = |answer: &Answer<'_>| match (answer.verdict, answer.amount) {
            (Verdict::Eligible, Some(amount)) => amount.low,
            _ => Yen(0),
        };
        self.certain = self.certain.max(Yen(certain(after).0 - certain(before).0));
        let possible = |answer: &Answer<'_>| answer.amount.map_or(Some(Yen(0)), |one| one.high);
        self.gone = self.gone.max(match (possible(before), possible(after)) {
            (None, Some(_)) => Gone::Unlimited,
            (Some(before), Some(after)) if after < before => Gone::UpTo(Yen(before.0 - after.0)),
            (None | Some(_), _) => Gone::Nothing,
        });
    }

    fn said(&self, frame: &Frame) -> Vec<String> {
        let count = self.usable + self.not_usable;
        let [count, usable, not] = [count, self.usable, self.not_usable].map(|n| n.to_string());
        let decided = match count.as_str() {
            "0" => frame.t("finder-effect-none"),
            _ => {
                let args = [
                    ("count", count.as_str()),
                    ("usable", &usable),
                    ("not", &not),
                ];
                frame.say("finder-effect", &args)
            }
        };
        let yen = |key: &str, yen: Yen| frame.say(key, &[("yen", &said::yen(frame, yen))]);
        let certain = (self.certain.0 > 0).then(|| yen("finder-effect-certain", self.certain));
        let gone = match self.gone {
            Gone::Nothing => None,
            Gone::UpTo(much) => Some(yen("finder-effect-gone", much)),
            Gone::Unlimited => Some(frame.t("finder-effect-limited")),
        };
        [Some(decided), certain, gone]
            .into_iter()
            .flatten()
            .collect()
    }
}
