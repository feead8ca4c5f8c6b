//! The most money a programme can mean to anybody.

use eligibility::formula::Num;
use eligibility::range::Range;
use eligibility::rules::{Amount, Edition, Measure};
use eligibility::{FactKind, Facts, Profile, Value, judge};
use kernel::{Date, Yen};

use crate::programme::{Kind, Programme};

/// The high end of the amount while nothing is known of the applicant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Most {
    UpTo(Yen),
    /// The rules compute an amount and state no upper limit.
    NoLimit,
    /// Money is given; how much the source does not say.
    NotStated,
    /// No amount belongs to it, as with a consultation.
    NoAmount,
}

/// Two profiles of which nothing is known.
pub(super) struct Amounts {
    unknown: Profile,
    /// Here numbers have no upper end either. What depends on it is not limited by the programme, but only by what a
    /// fact can be at all (no firm has more than a million employees).
    unlimited: Profile,
}

impl Amounts {
    pub fn new(facts: &Facts) -> Amounts {
        let unknown = Profile::unknown(facts);
        let mut unlimited = unknown.clone();
        for (id, fact) in facts.iter() {
            let FactKind::Number { unit, .. } = &fact.kind else {
                continue;
            };
            // A share of 100 % is a limit by nature.
            if !unit.is_ratio() {
                unlimited.set(id, Value::Number(Range::at_least_zero()));
            }
        }
        Amounts { unknown, unlimited }
    }

    pub fn most(&self, programme: &Programme, on: Date) -> Most {
        let high = |profile| {
            let answer = judge(&programme.id, &programme.rules, profile, on);
            answer.amount.map(|amount| amount.high)
        };
        match (high(&self.unknown), high(&self.unlimited)) {
            (Some(Some(high)), Some(Some(_))) => Most::UpTo(high),
            (Some(_), _) if is_silent(programme.rules.on(on)) => Most::NotStated,
            (Some(_), _) => Most::NoLimit,
            (None, _) => match programme.kind {
                Kind::Subsidy | Kind::Loan | Kind::TaxRelief => Most::NotStated,
                Kind::Certification
                | Kind::Consultation
                | Kind::CourseEvent
                | Kind::Facility
                | Kind::Showcase
                | Kind::Matching => Most::NoAmount,
            },
        }
    }
}

/// Whether the source is silent about a part of the amount.
fn is_silent(edition: &Edition) -> bool {
    let of_courses = edition.courses.iter().filter_map(|one| one.amount.as_ref());
    of_courses.chain(&edition.amount).any(is_amount_silent)
}

fn is_amount_silent(amount: &Amount) -> bool {
    let silent = |num: &Num| matches!(num, Num::NotStated(_));
    amount.not_stated
        || amount.limits.cap.as_ref().is_some_and(silent)
        || amount.parts.iter().any(|part| match &part.measure {
            Measure::Share { base, rate, .. } => silent(base) || rate.as_ref().is_some_and(silent),
            Measure::PerUnit { each, .. } => silent(each),
        })
}
