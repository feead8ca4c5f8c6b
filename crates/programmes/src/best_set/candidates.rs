//! Which programmes can be in a set at all, and what one of them answers when certain expenses are put before it.

use std::borrow::Cow;
use std::collections::BTreeSet;

use eligibility::fact::FactKind;
use eligibility::formula::walk::Seen;
use eligibility::profile::{Certificate, Value};
use eligibility::rules::{Edition, walk};
use eligibility::{Answer, Applicant, FactId, Profile, Verdict, YenRange};
use kernel::{Date, Yen};

use super::LeftOut;
use super::expenses::{Expense, certificates_of, expenses, paid_facts, value_of};
use super::plan::Plan;
use super::reason::{Reason, unmet};
use crate::assess::{is_old, window_state};
use crate::catalogue::Catalogue;
use crate::programme::{Kind, Programme, WindowState};

/// What the search starts from.
pub struct Looked<'c> {
    pub on: Date,
    /// The applicant with everything that is planned.
    pub profile: Profile,
    pub candidates: Vec<Candidate<'c>>,
    /// The programmes that cannot be in any set.
    pub outside: Vec<LeftOut<'c>>,
    pub expenses: Vec<Expense>,
    pub catalogue: &'c Catalogue,
}

/// A programme that gives money and may be in a set.
pub struct Candidate<'c> {
    pub programme: &'c Programme,
    pub window: WindowState,
    /// Its source is old and does not tell whether it is open: what it gives is not certain.
    pub is_old: bool,
    /// The facts whose expenses it pays for.
    pub paid: BTreeSet<FactId>,
    /// The certificates that it asks about, that are not held and that another programme gives.
    pub obtainable: BTreeSet<usize>,
}

/// What a programme would give for some of the expenses.
#[derive(Clone, Debug)]
pub struct Outcome {
    pub verdict: Verdict,
    pub amount: YenRange,
    pub missing: Vec<FactId>,
    /// The certificates that must be obtained first.
    pub needs: Vec<usize>,
}

/// Looks at all programmes of a catalogue.
pub fn look<'c>(catalogue: &'c Catalogue, profile: &Profile, plan: &Plan, on: Date) -> Looked<'c> {
    let mut looked = Looked {
        on,
        profile: profile.clone(),
        candidates: Vec::new(),
        outside: Vec::new(),
        expenses: Vec::new(),
        catalogue,
    };
    let paying = catalogue.programmes.iter().filter_map(|programme| {
        let edition = programme.rules.on(on);
        pays(edition).then(|| (programme, edition, paid_facts(edition)))
    });
    let paying: Vec<_> = paying.collect();
    let all: BTreeSet<FactId> = paying
        .iter()
        .flat_map(|(_, _, paid)| paid.clone())
        .collect();
    let planned = (plan.expenses.iter()).flat_map(|one| one.forms.iter().map(|(id, _)| *id));
    let every: BTreeSet<FactId> = all.iter().copied().chain(planned).collect();
    let everything = expenses(&catalogue.facts, profile, plan, &every);
    let is_planned =
        |id: &FactId| (everything.iter()).any(|one| one.forms.iter().any(|(f, _)| f == id));
    for id in every.iter().filter(|id| is_planned(id)) {
        let fact = catalogue.facts.get(*id);
        looked
            .profile
            .set(*id, value_of(fact, *id, everything.iter()));
    }
    let given = obtainable(catalogue, &looked.profile, on);
    for (programme, edition, paid) in paying {
        let out = |reason| LeftOut {
            programme,
            reason,
            alone: None,
        };
        let window = window_state(programme, on);
        if let Some(reason) = untimely(programme, window, plan) {
            looked.outside.push(out(reason));
            continue;
        }
        if !wanted(programme, &plan.wishes) {
            looked.outside.push(out(Reason::NotWished));
            continue;
        }
        let candidate = Candidate {
            programme,
            window,
            is_old: window == WindowState::Unknown && is_old(programme, on),
            paid,
            obtainable: asked_certificates(edition)
                .intersection(&given)
                .copied()
                .collect(),
        };
        let answer = looked.open(&candidate, &looked.profile);
        match answer.verdict {
            Verdict::Ineligible => looked.outside.push(out(unmet(&answer))),
            Verdict::Eligible | Verdict::Undecided => looked.candidates.push(candidate),
        }
    }
    let paid = looked
        .candidates
        .iter()
        .flat_map(|one| one.paid.clone())
        .collect();
    looked.expenses = expenses(&catalogue.facts, profile, plan, &paid);
    looked
}

impl<'c> Looked<'c> {
    /// The answer while nothing is known of what the programme would pay for: a no here is a no for any expenses.
    pub fn open(&self, candidate: &Candidate<'c>, profile: &Profile) -> Answer<'c> {
        let mut profile = Cow::Borrowed(profile);
        for id in &candidate.paid {
            if !profile.get(*id).is_unknown() {
                profile.to_mut().set(*id, Value::Unknown);
            }
        }
        self.judged(candidate, profile).0
    }

    /// The applicant as a programme sees them when these expenses are put before it.
    fn seen(&self, candidate: &Candidate<'c>, visible: &impl Fn(usize) -> bool) -> Profile {
        let mut profile = self.profile.clone();
        for id in &candidate.paid {
            let shown = self.expenses.iter().enumerate();
            let shown = shown
                .filter(|(index, _)| visible(*index))
                .map(|(_, one)| one);
            let fact = self.catalogue.facts.get(*id);
            profile.set(*id, value_of(fact, *id, shown));
        }
        profile
    }

    /// The answer and its certificates to be obtained, when these expenses are put before the programme.
    pub fn answer(
        &self,
        candidate: &Candidate<'c>,
        visible: impl Fn(usize) -> bool,
    ) -> (Answer<'c>, Vec<usize>) {
        self.judged(candidate, Cow::Owned(self.seen(candidate, &visible)))
    }

    /// What the programme gives for these expenses; nothing where it refuses or has nothing to pay.
    pub fn outcome(
        &self,
        candidate: &Candidate<'c>,
        visible: impl Fn(usize) -> bool,
    ) -> Option<Outcome> {
        let (answer, needs) = self.answer(candidate, visible);
        let verdict = match (answer.verdict, needs.as_slice()) {
            (Verdict::Eligible, [_, ..]) => Verdict::Undecided,
            (verdict, _) => verdict,
        };
        let amount = answer.amount.filter(|amount| amount.high != Some(Yen(0)))?;
        Some(Outcome {
            verdict,
            amount,
            missing: answer.missing,
            needs,
        })
    }

    /// Judges; who is refused for want of a certificate that can be had is judged as if it were held from the day on.
    fn judged(
        &self,
        candidate: &Candidate<'c>,
        mut profile: Cow<'_, Profile>,
    ) -> (Answer<'c>, Vec<usize>) {
        let programme = candidate.programme;
        let judge = |profile: &Profile| {
            Applicant::new(profile, self.on).judge(&programme.id, &programme.rules)
        };
        let answer = judge(&profile);
        let needs: Vec<usize> = candidate.obtainable.iter().copied().collect();
        let Some(fact) = certificates(self.catalogue) else {
            return (answer, Vec::new());
        };
        match (answer.verdict, profile.get(fact)) {
            (_, _) if needs.is_empty() => (answer, Vec::new()),
            (Verdict::Eligible, _) => (answer, Vec::new()),
            (Verdict::Undecided, Value::Unknown) => (answer, needs),
            (Verdict::Undecided, _) => (answer, Vec::new()),
            (Verdict::Ineligible, Value::Certificates(held)) => {
                let more = needs.iter().map(|kind| Certificate {
                    kind: *kind,
                    valid_from: Some(self.on),
                    valid_until: None,
                });
                let held = held.iter().cloned().chain(more).collect();
                profile.to_mut().set(fact, Value::Certificates(held));
                let then = judge(&profile);
                match then.verdict {
                    Verdict::Ineligible => (answer, Vec::new()),
                    Verdict::Eligible | Verdict::Undecided => (then, needs),
                }
            }
            (Verdict::Ineligible, _) => (answer, Vec::new()),
        }
    }

    pub fn reads(&self, candidate: usize, expense: usize) -> bool {
        let paid = &self.candidates[candidate].paid;
        let mut forms = self.expenses[expense].forms.iter();
        forms.any(|(id, _)| paid.contains(id))
    }
}

/// Whether money is given.
fn pays(edition: &Edition) -> bool {
    edition.amount.is_some() || edition.courses.iter().any(|course| course.amount.is_some())
}

fn untimely<'c>(programme: &'c Programme, window: WindowState, plan: &Plan) -> Option<Reason<'c>> {
    match (window, programme.window.known()) {
        (WindowState::Closed, Some(window)) => {
            let closed = window.closes.map(|moment| moment.day);
            Some(Reason::Closed(closed))
        }
        (WindowState::Upcoming, Some(window)) => {
            let opens = window.opens.map(|moment| moment.day)?;
            (plan.horizon? < opens).then_some(Reason::AfterHorizon(opens))
        }
        _ => None,
    }
}

/// Whether a programme is what somebody wants; without a wish, every one is.
fn wanted(programme: &Programme, wishes: &[String]) -> bool {
    let grants = |wish: &String| {
        let mut kinds = programme.also.iter().chain([&programme.kind]);
        Kind::of_word(wish).is_some_and(|wished| kinds.any(|kind| *kind == wished))
            || programme.directions.contains(wish)
    };
    wishes.is_empty() || wishes.iter().any(grants)
}

/// The fact that says which certificates are held.
pub fn certificates(catalogue: &Catalogue) -> Option<FactId> {
    let facts = &catalogue.facts;
    facts.only(|kind| matches!(kind, FactKind::Certificates(_)))
}

/// The programme that gives a certificate.
pub fn giver(catalogue: &Catalogue, kind: usize) -> Option<&Programme> {
    let fact = catalogue.facts.get(certificates(catalogue)?);
    let id = &fact.choices().get(kind)?.id;
    let mut programmes = catalogue.programmes.iter();
    programmes.find(|programme| programme.gives.as_ref() == Some(id))
}

/// The certificates that are not held and that the applicant may get from a programme whose window is not over.
fn obtainable(catalogue: &Catalogue, profile: &Profile, on: Date) -> BTreeSet<usize> {
    let Some(fact) = certificates(catalogue) else {
        return BTreeSet::new();
    };
    let held = |kind: usize| match profile.get(fact) {
        Value::Certificates(held) => held.iter().any(|one| one.kind == kind),
        _ => false,
    };
    let applicant = Applicant::new(profile, on);
    let can_be_had = |kind: &usize| {
        giver(catalogue, *kind).is_some_and(|giver| {
            let answer = applicant.judge(&giver.id, &giver.rules);
            answer.verdict != Verdict::Ineligible && window_state(giver, on) != WindowState::Closed
        })
    };
    let kinds = 0..catalogue.facts.get(fact).choices().len();
    kinds
        .filter(|kind| !held(*kind))
        .filter(can_be_had)
        .collect()
}

/// The certificates that an edition asks about.
fn asked_certificates(edition: &Edition) -> BTreeSet<usize> {
    let mut kinds = BTreeSet::new();
    walk(edition, &mut |seen| {
        if let Seen::Condition(cond) = seen {
            certificates_of(cond, &mut kinds);
        }
    });
    kinds
}
