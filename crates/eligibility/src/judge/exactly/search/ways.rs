//! How an open question can be answered: by narrowing the one fact it is about, or, where that cannot be done, by
//! taking it for yes and for no. All ways together hold every possibility; some may hold more.

use super::Search;
use super::cases::Step;
use crate::evaluate::Missing;
use crate::fact::{FactId, FactKind};
use crate::formula::{Comparison, Cond, Num, Source};
use crate::judge::exactly::count;
use crate::profile::Value;
use crate::range::{Exact, ONE, Range, Truth, within};
use crate::rules::counts;
use crate::turning::{crossings, turning};

/// One way to answer a question.
pub(super) struct Way<'r> {
    pub step: Step<'r>,
    pub holds: bool,
    /// The fact that is narrowed; else the question is taken for answered.
    pub value: Option<(FactId, Value)>,
}

/// Values that stand for all that a fact can be.
pub(super) struct Domain {
    pub fact: FactId,
    /// None when no few values stand for all.
    values: Vec<Value>,
    /// An applicant can have several of them at once.
    several: bool,
    /// For each question that was asked: for which values it can be answered yes, and no.
    answers: Vec<(usize, u64, u64)>,
}

impl<'r> Search<'r, '_> {
    /// The ways to answer a question, with the facts it is about.
    pub(super) fn ways(&mut self, asked: &'r Cond) -> (Vec<FactId>, Vec<Way<'r>>) {
        if let Cond::Defined(definition) = asked {
            let known = self
                .applicant
                .definition(definition, self.edition, self.facts);
            let ways = taken(asked, &known.missing);
            let possible = |way: &Way<'_>| match known.truth {
                Truth::Unknown => true,
                truth => truth == Truth::from(way.holds),
            };
            return (
                known.missing.clone(),
                ways.into_iter().filter(possible).collect(),
            );
        }
        let mut about = Missing::default();
        self.look(|scene| about.of_condition(asked, scene));
        let about = about.into_facts();
        let ways = match (asked, &about[..]) {
            (Cond::Fact(Source::Fact(fact)), _) => [true, false]
                .map(|holds| lies(*fact, Value::YesNo(holds)))
                .into(),
            (Cond::Compare(comparison, left, right), [fact]) => {
                self.narrowed(*fact, *comparison, left, right)
            }
            _ => Vec::new(),
        };
        if !ways.is_empty() {
            return (about, ways);
        }
        let ways = match &about[..] {
            [fact] if count(&self.counts, *fact) > 1 => self.among(*fact, asked),
            _ => None,
        };
        let ways = ways.unwrap_or_else(|| taken(asked, &about));
        (about, ways)
    }

    /// The parts into which a comparison divides what a number can be; none when it does not.
    fn narrowed(
        &self,
        fact: FactId,
        comparison: Comparison,
        left: &Num,
        right: &Num,
    ) -> Vec<Way<'r>> {
        let FactKind::Number { unit, range } = &self.facts.get(fact).kind else {
            return Vec::new();
        };
        let range = match self.profile.get(fact) {
            Value::Number(known) => *known,
            _ => *range,
        };
        let roots = self.look(|scene| crossings(fact, *scene, left, right));
        let is_plain = matches!(
            (left, right),
            (Num::Fact(..), Num::Literal(..)) | (Num::Literal(..), Num::Fact(..))
        );
        let belongs = match comparison {
            Comparison::Equal | Comparison::Unequal => None,
            Comparison::Less | Comparison::AtLeast => Some(matches!(left, Num::Fact(..))),
            Comparison::More | Comparison::AtMost => Some(matches!(right, Num::Fact(..))),
        };
        let joined = belongs
            .filter(|_| is_plain)
            .map(|above| if above { Joined::Above } else { Joined::Below });
        let mut parts = roots
            .into_iter()
            .map(|root| divided(range, root, unit.is_whole(), joined));
        let parts = parts.find(|parts| parts.len() > 1).unwrap_or_default();
        parts
            .into_iter()
            .map(|part| lies(fact, Value::Number(part)))
            .collect()
    }

    /// Yes and no, as far as a value of the fact is left that answers so.
    fn among(&mut self, fact: FactId, asked: &'r Cond) -> Option<Vec<Way<'r>>> {
        let index = match self.domains.iter().position(|domain| domain.fact == fact) {
            Some(index) => index,
            None => {
                let domain = self.domain(fact);
                self.domains.push(domain);
                self.domains.len() - 1
            }
        };
        if self.domains[index].values.is_empty() {
            return None;
        }
        let (yes, no) = self.answers(index, asked);
        let steps = [true, false].map(|holds| Step::Among {
            fact,
            yes,
            no,
            holds,
        });
        let domain = &self.domains[index];
        let possible = steps.into_iter().filter(|step| {
            let before = self.path.iter().map(|position| &self.steps[*position]);
            domain.is_possible(before.chain(std::iter::once(step)))
        });
        let ways = possible.map(|step| Way {
            holds: matches!(step, Step::Among { holds: true, .. }),
            step,
            value: None,
        });
        Some(ways.collect())
    }

    fn domain(&self, fact: FactId) -> Domain {
        let (profile, on) = (self.applicant.profile, self.applicant.on);
        let about = self.facts.get(fact);
        let several = matches!(about.kind, FactKind::Industry);
        let mut values = Vec::new();
        if profile.get(fact).is_unknown() {
            let turning = turning(self.edition, fact, about, profile, on);
            if (turning.whole || several) && turning.values.len() <= 64 {
                values = turning.values;
            }
        }
        Domain {
            fact,
            values,
            several,
            answers: Vec::new(),
        }
    }

    /// For which values of its fact a question is answered yes or can be, and no or can be.
    fn answers(&mut self, index: usize, asked: &'r Cond) -> (u64, u64) {
        let key = std::ptr::from_ref(asked).addr();
        let known = &self.domains[index].answers;
        if let Some((_, yes, no)) = known.iter().find(|(about, ..)| *about == key) {
            return (*yes, *no);
        }
        let fact = self.domains[index].fact;
        let before = self.profile.replace(fact, Value::Unknown);
        let (mut yes, mut no) = (0, 0);
        for position in 0..self.domains[index].values.len() {
            let value = self.domains[index].values[position].clone();
            self.profile.set(fact, value);
            let truth = self.look(|scene| scene.truth(asked));
            yes |= u64::from(truth != Truth::No) << position;
            no |= u64::from(truth != Truth::Yes) << position;
        }
        self.profile.set(fact, before);
        if counts(asked).len() == 1 {
            self.domains[index].answers.push((key, yes, no));
        }
        (yes, no)
    }
}

impl Domain {
    /// Whether some value of the fact is left after all steps that are about it.
    pub(super) fn is_possible<'s>(
        &self,
        steps: impl Iterator<Item = &'s Step<'s>> + Clone,
    ) -> bool {
        let about = steps.filter_map(|step| match step {
            Step::Among {
                fact,
                yes,
                no,
                holds,
            } if *fact == self.fact => Some((*yes, *no, *holds)),
            _ => None,
        });
        let all = match self.values.len() {
            0 => return true,
            many => u64::MAX >> (64 - many),
        };
        let denied = |(_, no, holds): (u64, u64, bool)| if holds { all } else { no };
        let left = about.clone().map(denied).fold(all, |left, no| left & no);
        let mut asked = about.filter(|(.., holds)| *holds).map(|(yes, ..)| yes);
        if self.several {
            // Each question needs one that answers it yes, and none may answer yes where no was taken.
            left != 0 && asked.all(|yes| yes & left != 0)
        } else {
            asked.fold(left, |left, yes| left & yes) != 0
        }
    }
}

fn lies<'r>(fact: FactId, value: Value) -> Way<'r> {
    Way {
        step: Step::Lies(fact, value.clone()),
        holds: true,
        value: Some((fact, value)),
    }
}

fn taken<'r>(asked: &'r Cond, facts: &[FactId]) -> Vec<Way<'r>> {
    let way = |holds| Way {
        step: Step::Taken {
            asked,
            facts: facts.to_vec(),
            holds,
        },
        holds,
        value: None,
    };
    vec![way(true), way(false)]
}

/// To which side of a threshold the threshold itself belongs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Joined {
    Above,
    Below,
}

/// What lies below, at and above a threshold, as far as it is not empty.
fn divided(range: Range, at: Exact, whole: bool, joined: Option<Joined>) -> Vec<Range> {
    // Profiles have no fractions finer than a millionth of a unit; units are not finer than a hundredth.
    let finest = ONE / (Exact::from_integer(1_000_000_000) * Exact::from_integer(*at.denom()));
    let (below, above) = if whole {
        (at.ceil() - ONE, at.floor() + ONE)
    } else {
        (at - finest, at + finest)
    };
    let is_value = !whole || at.is_integer();
    let (mut up_to, mut from) = (below, above);
    match joined {
        Some(Joined::Above) if is_value => from = at,
        Some(Joined::Below) if is_value => up_to = at,
        _ => {}
    }
    let mut parts = vec![Range {
        low: range.low,
        high: Some(range.high.map_or(up_to, |high| high.min(up_to))),
    }];
    if is_value && joined.is_none() && within(range, at) {
        parts.push(Range::point(at));
    }
    parts.push(Range {
        low: Some(range.low.map_or(from, |low| low.max(from))),
        high: range.high,
    });
    parts.retain(|part| match (part.low, part.high) {
        (Some(low), Some(high)) => low <= high,
        _ => true,
    });
    parts
}
