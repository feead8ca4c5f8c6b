//! Which facts to ask for next: those that soonest bring a programme worth knowing to an answer. What a fact
//! would decide for certain is not computed here; each programme lends its weight to the facts it waits for,
//! the more of it the fewer they are.

use std::collections::BTreeMap;

use eligibility::formula::Cond;
use eligibility::{Fact, FactId, FactKind, Facts, Truth, Verdict};
use kernel::Date;

use super::{Asked, Assessed, Assessment};
use crate::programme::{Programme, WindowState};

/// What one programme lends at most; divided by the square of the number of facts it waits for.
const WHOLE: u64 = 1_000_000;

/// After so many years, what a source says of a programme without dates is not likely to be on offer.
const YEARS_OF_USE: i16 = 3;

/// The file of the facts that all programmes share.
const SHARED: &str = "facts.yaml";

/// The facts of the city, and what keeps some of them and some programmes from asking.
pub struct Narrowing<'a> {
    pub facts: &'a Facts,
    /// Facts that somebody does not want to be asked again.
    pub skipped: &'a [FactId],
    /// Whether a programme may ask at all.
    pub may_ask: &'a dyn Fn(&Programme) -> bool,
}

/// A fact with its weight.
pub struct Wanted {
    pub fact: FactId,
    /// How many programmes wait for it before they are decided.
    pub waiting: usize,
    weight: u64,
}

/// The fact worth asking first. Of all programmes, those that cannot be applied for any more never ask; those that
/// were asked for by name do.
pub(super) fn question(
    answers: &[Assessed<'_>],
    facts: &Facts,
    on: Date,
    asked: Asked<'_>,
) -> Option<FactId> {
    let narrowing = Narrowing {
        facts,
        skipped: &[],
        may_ask: &|_| true,
    };
    let closed_too = match asked {
        Asked::All => false,
        Asked::These(_) => true,
    };
    weigh(answers, on, closed_too, &narrowing)
        .first()
        .map(|wanted| wanted.fact)
}

/// The facts that are worth asking, the most worth first; the earlier fact of the catalogue wins a tie.
pub fn questions(assessment: &Assessment<'_>, narrowing: &Narrowing<'_>) -> Vec<Wanted> {
    let one_alone = assessment.answers.len() == 1;
    weigh(&assessment.answers, assessment.on, one_alone, narrowing)
}

fn weigh(
    answers: &[Assessed<'_>],
    on: Date,
    closed_too: bool,
    narrowing: &Narrowing<'_>,
) -> Vec<Wanted> {
    let asking = answers.iter().filter(|assessed| {
        let over = assessed.window == WindowState::Closed;
        (closed_too || !over) && (narrowing.may_ask)(assessed.programme)
    });
    let mut wanted: BTreeMap<FactId, (u64, usize)> = BTreeMap::new();
    for assessed in asking {
        let missing = &assessed.answer.missing;
        let count = u64::try_from(missing.len()).unwrap_or(u64::MAX).max(1);
        let share = WHOLE * worth(assessed, on) / count.saturating_mul(count);
        let undecided = assessed.answer.verdict == Verdict::Undecided;
        for fact in missing {
            let (weight, waiting) = wanted.entry(*fact).or_default();
            // An amount alone is worth less than whether there is one.
            *weight += if undecided { share } else { share / 4 }.max(1);
            *waiting += usize::from(undecided);
        }
    }
    let mut wanted: Vec<Wanted> = wanted
        .into_iter()
        .filter(|(fact, _)| !narrowing.skipped.contains(fact))
        .map(|(fact, (weight, waiting))| Wanted {
            fact,
            waiting,
            weight: weight * ease(narrowing.facts.get(fact)),
        })
        .collect();
    wanted.sort_by(|a, b| b.weight.cmp(&a.weight).then(a.fact.cmp(&b.fact)));
    wanted
}

/// How much it helps to have an answer: most where money can be applied for now, little where no answer can
/// decide because the source does not give a condition, or where the source is old.
fn worth(assessed: &Assessed<'_>, on: Date) -> u64 {
    let silent = assessed.answer.outcomes().any(|(_, condition, truth)| {
        let not_stated =
            condition.not_stated.is_some() || matches!(condition.rule, Cond::NotStated);
        truth == Truth::Unknown && not_stated
    });
    if silent {
        return 1;
    }
    let money = if assessed.answer.amount.is_some() {
        4
    } else {
        1
    };
    let window = match assessed.window {
        WindowState::Open | WindowState::Upcoming => 16,
        WindowState::Unknown if is_old(assessed.programme, on) => 1,
        WindowState::Unknown | WindowState::Closed => 8,
    };
    money * window
}

/// How easily people answer: what every programme may ask they know by heart, and one tap or one number is less
/// than a list.
fn ease(fact: &Fact) -> u64 {
    let known = if is_shared(fact) { 3 } else { 1 };
    let short = match fact.kind {
        FactKind::YesNo
        | FactKind::Number { .. }
        | FactKind::Date
        | FactKind::Choice(_)
        | FactKind::Choices(_)
        | FactKind::Industry
        | FactKind::Text => 2,
        FactKind::List(_) | FactKind::Certificates(_) | FactKind::Awards | FactKind::Receiving => 1,
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
