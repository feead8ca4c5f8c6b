//! What would change the answer of one programme, asked for where it is shown: judging alone does not need it.

#[cfg(test)]
mod tests;

use eligibility::changes::{Change, Changes, Changing, Target};
use eligibility::wording::Wording;
use eligibility::{FactKind, Profile, Value, Verdict, judge};
use kernel::Date;

use super::{Assessed, Assessment};
use crate::catalogue::Catalogue;
use crate::programme::{Programme, Stated};

/// The ways in which somebody's answers could change.
pub struct Ways<'a> {
    changing: Changing<'a>,
    profile: &'a Profile,
    catalogue: &'a Catalogue,
}

impl<'a> Ways<'a> {
    /// For a profile as it was judged. A certificate of a programme that refuses this applicant is no way.
    pub fn new(assessment: &'a Assessment<'_>, catalogue: &'a Catalogue) -> Ways<'a> {
        let (profile, on) = (&assessment.profile, assessment.on);
        let barred = catalogue.programmes.iter().fold(0, |bits, programme| {
            match certificate_of(catalogue, programme) {
                Some(kind) if is_refused(programme, assessment) => bits | 1u64 << kind,
                Some(_) | None => bits,
            }
        });
        Ways {
            changing: Changing::new(profile, &catalogue.facts, on, barred),
            profile,
            catalogue,
        }
    }

    /// What would change the answer of one programme.
    pub fn of(&self, assessed: &Assessed<'_>) -> Changes {
        let programme = assessed.programme;
        self.changing
            .of(&programme.id, &programme.rules, &assessed.answer)
    }

    /// All proposals as sentences, or why there is none; empty where nothing needs to change.
    pub fn sentences(
        &self,
        assessed: &Assessed<'_>,
        changes: &Changes,
        wording: &Wording<'_>,
    ) -> Vec<String> {
        match changes {
            Changes::To(all) => all
                .iter()
                .map(|change| self.sentence(assessed, change, wording))
                .collect(),
            Changes::Unneeded | Changes::Nothing { .. } | Changes::TooMany => {
                let why = self.no_change(assessed, changes, wording);
                why.into_iter().collect()
            }
        }
    }

    /// Why there is no proposal, where one would be needed.
    pub fn no_change(
        &self,
        assessed: &Assessed<'_>,
        changes: &Changes,
        wording: &Wording<'_>,
    ) -> Option<String> {
        wording.no_change(changes, &assessed.answer, self.profile)
    }

    /// One proposal as a sentence.
    pub fn sentence(
        &self,
        assessed: &Assessed<'_>,
        change: &Change,
        wording: &Wording<'_>,
    ) -> String {
        let gives = |kind| giver(self.catalogue, kind).map(|programme| &programme.name);
        wording.change(change, assessed.answer.amount, &gives)
    }

    /// The programme that gives a certificate which is to be had first.
    pub fn giver(&self, change: &Change) -> Option<&'a Programme> {
        let kinds = change.steps.iter().flat_map(|step| step.certificates());
        kinds
            .into_iter()
            .find_map(|kind| giver(self.catalogue, kind))
    }
}

/// The last day on which a change is waited for, and whether applications are no longer taken by then.
pub fn is_too_late(programme: &Programme, change: &Change) -> bool {
    let until = change
        .steps
        .iter()
        .find_map(|step| match (step.target, &step.to) {
            (Target::Day, Value::Date(day)) => Some(*day),
            _ => None,
        });
    until
        .zip(closing_day(programme))
        .is_some_and(|(until, closes)| until > closes)
}

fn closing_day(programme: &Programme) -> Option<Date> {
    match &programme.window {
        Stated::Known(window) => window.closes.map(|closes| closes.day),
        Stated::NotStated | Stated::Absent => None,
    }
}

fn is_refused(programme: &Programme, assessment: &Assessment<'_>) -> bool {
    let mut answers = assessment.answers.iter();
    let known = answers.find(|one| std::ptr::eq(one.programme, programme));
    let verdict = match known {
        Some(assessed) => assessed.answer.verdict,
        None => {
            let (profile, on) = (&assessment.profile, assessment.on);
            judge(&programme.id, &programme.rules, profile, on).verdict
        }
    };
    verdict == Verdict::Ineligible
}

fn giver(catalogue: &Catalogue, kind: usize) -> Option<&Programme> {
    let programmes = catalogue.programmes.iter();
    programmes
        .into_iter()
        .find(|one| certificate_of(catalogue, one) == Some(kind))
}

/// The certificate that a programme gives, as a choice of the fact.
fn certificate_of(catalogue: &Catalogue, programme: &Programme) -> Option<usize> {
    let gives = programme.gives.as_ref()?;
    let is = |kind: &FactKind| matches!(kind, FactKind::Certificates(_));
    let fact = catalogue.facts.get(catalogue.facts.only(is)?);
    fact.choice(gives)
}
