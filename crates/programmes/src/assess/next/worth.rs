//! For whom an answer helps most: what somebody who looks for money wants to know first. Each weight is our judgement
//! and stands here with its reason; none changes a verdict.

use eligibility::formula::Cond;
use eligibility::{Fact, FactKind, Truth};
use kernel::Date;

use crate::assess::Assessed;
use crate::programme::{Programme, WindowState};

/// After so many years, what a source says of a programme without dates is not likely to be on offer.
const YEARS_OF_USE: i16 = 3;

/// The file of the facts that all programmes share.
const SHARED: &str = "facts.yaml";

/// How much it helps to have an answer: most where money can be applied for now, little where no answer can
/// decide because the source does not give a condition, or where the source is old.
pub fn worth(assessed: &Assessed<'_>, on: Date) -> f64 {
    let silent = assessed.answer.outcomes().any(|(_, condition, truth)| {
        let not_stated =
            condition.not_stated.is_some() || matches!(condition.rule, Cond::NotStated);
        truth == Truth::Unknown && not_stated
    });
    if silent {
        return 1.0;
    }
    let money = if assessed.answer.amount.is_some() {
        4.0
    } else {
        1.0
    };
    let window = match assessed.window {
        WindowState::Open | WindowState::Upcoming => 16.0,
        WindowState::Unknown if is_old(assessed.programme, on) => 1.0,
        WindowState::Unknown | WindowState::Closed => 8.0,
    };
    money * window
}

/// How easily people answer: what every programme may ask they know by heart, and one tap or one number is less
/// than a list.
pub fn ease(fact: &Fact) -> f64 {
    let known = if is_shared(fact) { 3.0 } else { 1.0 };
    let short = match fact.kind {
        FactKind::YesNo
        | FactKind::Number { .. }
        | FactKind::Date
        | FactKind::Choice(_)
        | FactKind::Choices(_)
        | FactKind::Industry
        | FactKind::Text => 2.0,
        FactKind::List(_) | FactKind::Certificates(_) | FactKind::Awards | FactKind::Receiving => {
            1.0
        }
    };
    known * short
}

/// Whether a fact belongs to no programme alone.
pub fn is_shared(fact: &Fact) -> bool {
    &*fact.place.file == SHARED
}

/// Whether what is known of a programme is from years ago, by the last year that its "as of" names.
pub fn is_old(programme: &Programme, on: Date) -> bool {
    let text = &programme.as_of.en;
    let years = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|digits| digits.len() == 4)
        .filter_map(|digits| digits.parse::<i16>().ok());
    years
        .max()
        .is_none_or(|year| year + YEARS_OF_USE < on.year())
}
