//! Which facts to ask for next: those whose answer decides most. For every programme that is still open and every
//! fact that it waits for, the values that rules tell apart are counted: with which of them it is decided, whatever
//! else is unknown. What decides nothing yet, but will be needed, counts half. How this is known without judging anew
//! stands in `deciding`.

mod worth;

use std::collections::BTreeMap;

use eligibility::{Answer, FactId, Profile, Verdict, YenRange};
use kernel::Date;

use self::worth::{ease, worth};
use super::Assessed;
use crate::catalogue::Catalogue;
use crate::deciding::Shares;

pub use worth::{is_old, is_shared};

/// What an answer counts that decides nothing by itself, where a programme cannot be decided without it: half a
/// decision. Of the values tried in the experiment (0 to 2) it needs the fewest questions.
const ON_THE_WAY: f64 = 0.5;

/// From here on more yen do not make an answer more welcome.
const MUCH: f64 = 10_000_000.0;

/// What is known, and what keeps some facts and some programmes from asking.
pub struct Narrowing<'a> {
    pub catalogue: &'a Catalogue,
    pub profile: &'a Profile,
    /// Facts that somebody does not want to be asked again.
    pub skipped: &'a [FactId],
    /// Whether a programme may ask at all.
    pub may_ask: &'a dyn Fn(&Assessed<'_>) -> bool,
    pub aim: Aim,
}

/// What the next answer is wanted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aim {
    /// To decide all programmes with few questions; their amounts come after.
    Decisions,
    /// To come soon to money that can be applied for.
    Money,
}

/// A fact with its weight.
pub struct Wanted {
    pub fact: FactId,
    /// How many programmes wait for it before they are decided.
    pub waiting: usize,
    /// Ranks facts, and nothing else: no money is computed from it.
    weight: f64,
}

/// What one programme says of one fact.
struct Vote {
    fact: FactId,
    /// The share of its values that decide the programme.
    decides: f64,
    /// Whether the verdict waits for it.
    keeps_open: bool,
    /// The expected part of the open yen that is settled, between 0 and 1.
    settles: f64,
}

/// The facts that are worth asking, the most worth first; the earlier fact of the catalogue wins a tie.
pub fn questions(answers: &[Assessed<'_>], on: Date, narrowing: &Narrowing<'_>) -> Vec<Wanted> {
    let Narrowing { catalogue, aim, .. } = *narrowing;
    let (programmes, facts) = (&catalogue.programmes, &catalogue.facts);
    let deciding = catalogue.deciding.on(on, programmes, facts);
    let mut open = deciding.open(narrowing.profile);
    let mut wanted: BTreeMap<FactId, Wanted> = BTreeMap::new();
    let asking = answers
        .iter()
        .filter(|assessed| !assessed.answer.missing.is_empty() && (narrowing.may_ask)(assessed));
    for assessed in asking {
        let answer = &assessed.answer;
        let shares = match answer.verdict {
            Verdict::Undecided => open.shares(&assessed.programme.id, &answer.missing),
            Verdict::Eligible | Verdict::Ineligible => Vec::new(),
        };
        let count = answer.missing.len() as f64;
        for vote in answer
            .missing
            .iter()
            .map(|fact| vote(*fact, answer, &shares))
        {
            let needed = if vote.keeps_open { 1.0 } else { 0.0 };
            let weight = match aim {
                // A decision is worth more than any number of yen.
                Aim::Decisions => vote.decides + ON_THE_WAY * needed + vote.settles / 100.0,
                // Who wants money wants a yes, for which every fact of the programme is needed; the fewer it waits
                // for, the nearer it is. That the answer decides at once, or settles yen, counts a quarter.
                Aim::Money => {
                    worth(assessed, on) * (needed + (vote.decides + vote.settles) / 4.0) / count
                }
            };
            let one = wanted.entry(vote.fact).or_insert(Wanted {
                fact: vote.fact,
                waiting: 0,
                weight: 0.0,
            });
            one.weight += weight;
            one.waiting += usize::from(vote.keeps_open);
        }
    }
    let mut wanted: Vec<Wanted> = (wanted.into_values())
        .filter(|wanted| !narrowing.skipped.contains(&wanted.fact))
        .collect();
    if aim == Aim::Money {
        for one in &mut wanted {
            one.weight *= ease(facts.get(one.fact));
        }
    }
    let decides = |wanted: &Wanted| aim == Aim::Decisions && wanted.waiting > 0;
    wanted.sort_by(|a, b| {
        let verdicts_first = decides(b).cmp(&decides(a));
        let heavier_first = b.weight.total_cmp(&a.weight);
        verdicts_first.then(heavier_first).then(a.fact.cmp(&b.fact))
    });
    wanted
}

fn vote(fact: FactId, answer: &Answer<'_>, shares: &[Shares]) -> Vote {
    let share = shares.iter().find(|share| share.fact == fact);
    let (refused, fulfilled) = share.map_or((0.0, 0.0), |share| (share.refused, share.fulfilled));
    // Who is refused knows the amount; else the last fact settles it, and one of several its part.
    let part = 1.0 / answer.missing.len() as f64;
    Vote {
        fact,
        decides: refused + fulfilled,
        keeps_open: share.is_some(),
        settles: answer.amount.map_or(0.0, openness) * (refused + (1.0 - refused) * part),
    }
}

/// How much money is open, between 0 and 1: on a scale on which ten times as much is one step more, because whether
/// it is a hundred thousand or a million matters as much as whether it is one million or ten.
fn openness(amount: YenRange) -> f64 {
    match amount.high {
        None => 1.0,
        Some(high) => {
            let width = (high.0 - amount.low.0).max(0) as f64;
            ((1.0 + width).log10() / MUCH.log10()).min(1.0)
        }
    }
}
