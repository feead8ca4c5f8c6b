//! What a changed amount comes to: computed by the engine at the costs and counts at which limits begin to bind.

use std::collections::BTreeSet;

use kernel::{Date, Yen};

use super::amounts::Of;
use super::cells::{Cells, boxed};
use super::values::{End, Span, Values, Where, places};
use super::{Change, Pair, Part, Row};
use crate::fact::{FactId, FactKind};
use crate::formula::{Num, Source};
use crate::judge::judge;
use crate::profile::{Profile, Value};
use crate::range::{Exact, ONE, Range, ZERO};
use crate::rules::{Amount, Edition, Measure, Rules, facts_of};

/// So many examples are told at most.
const MOST_EXAMPLES: usize = 8;
/// So many numbers are tried of one fact at most.
const MOST_POINTS: usize = 6;

impl Pair<'_> {
    /// A few exact amounts before and after. None when an amount hangs on something of which nothing can be tried.
    pub(super) fn examples(&self, old: &Amount, new: &Amount, of: &Of) -> Vec<Row> {
        let amounts = [self.old.opened.amount(old), self.new.opened.amount(new)];
        let Some(measured) = measured(&amounts) else {
            return Vec::new();
        };
        if measured.is_empty() || measured.len() > 2 {
            return Vec::new();
        }
        let sides = amounts.map(|amount| Edition {
            amount: Some(amount),
            ..Edition::of_conditions(Vec::new())
        });
        let asked = &facts_of(&sides[0]) | &facts_of(&sides[1]);
        let classes: BTreeSet<FactId> = &asked - &measured;
        let both = [&sides[0], &sides[1]];
        let Some(cells) = Cells::of(self.joint, &classes, both, self.on) else {
            return Vec::new();
        };
        if !cells.whole() {
            return Vec::new();
        }
        let points = self.points(&measured, &sides);
        let sides = sides.map(|edition| Rules {
            editions: vec![(Date::MIN, edition)],
        });
        let mut rows = Vec::new();
        for point in points {
            let tried = cells.tried(self.joint, |profile| {
                let mut profile = profile.clone();
                for (id, value) in &point {
                    profile.set(*id, Value::Number(Range::point(*value)));
                }
                (
                    self.granted(&sides[0], &profile),
                    self.granted(&sides[1], &profile),
                )
            });
            for ((was, now), met) in tried {
                if let (Some(was), Some(now)) = (was, now)
                    && was != now
                {
                    for one in boxed(&met) {
                        let mut wheres: Vec<Where> = point.iter().map(|at| self.at(at)).collect();
                        wheres.extend(places(self.joint, &cells, &one));
                        rows.push(self.example(&wheres, (was, now), of));
                    }
                }
            }
        }
        rows.truncate(MOST_EXAMPLES);
        rows
    }

    fn granted(&self, rules: &Rules, profile: &Profile) -> Option<Yen> {
        let amount = judge("", rules, profile, self.on).amount?;
        amount.is_exact().then_some(amount.low)
    }

    fn at(&self, (id, value): &(FactId, Exact)) -> Where {
        let end = Some(End {
            at: *value,
            included: true,
        });
        Where {
            fact: self.joint.get(*id).id.clone(),
            values: Values::Numbers(vec![Span {
                low: end,
                high: end,
            }]),
            id: *id,
        }
    }

    fn example(&self, wheres: &[Where], (was, now): (Yen, Yen), of: &Of) -> Row {
        let who = self.who(wheres);
        let label = self.say("label-example", &[("who", &who)]);
        let label = match of.label.as_str() {
            "" => label,
            of => self.say("label-of", &[("of", of), ("label", &label)]),
        };
        let mut row = self.row(Part::Examples, &format!("{}example", of.prefix), label);
        let write =
            |yen: Yen| self.written(Exact::from_integer(i128::from(yen.0)), self.yen().as_ref());
        row.old = Some(write(was));
        row.new = Some(write(now));
        row.change = match was < now {
            true => Change::Higher,
            false => Change::Lower,
        };
        let more = Yen((now.0 - was.0).abs());
        let key = if was < now {
            "example-more"
        } else {
            "example-less"
        };
        row.meaning.push(self.say(key, &[("much", &write(more))]));
        row
    }

    /// The numbers to try of the facts from which amounts are computed, in every combination.
    fn points(
        &self,
        measured: &BTreeSet<FactId>,
        sides: &[Edition; 2],
    ) -> Vec<Vec<(FactId, Exact)>> {
        let mut all: Vec<Vec<(FactId, Exact)>> = vec![Vec::new()];
        for id in measured {
            let mut found: BTreeSet<Exact> = BTreeSet::new();
            for amount in sides.iter().filter_map(|edition| edition.amount.as_ref()) {
                bends(amount, *id, &mut found);
            }
            let yen = match &self.joint.get(*id).kind {
                FactKind::Number { unit, .. } => unit.is_yen(),
                _ => false,
            };
            let usual = if yen { 1_000_000 } else { 10 };
            match found.first() {
                None => found.insert(Exact::from_integer(usual)),
                // Below the first bend as well, where rates alone count.
                Some(first) => found.insert((*first / (ONE + ONE)).ceil()),
            };
            all = all
                .iter()
                .flat_map(|point| {
                    found.iter().take(MOST_POINTS).map(|value| {
                        let mut longer = point.clone();
                        longer.push((*id, *value));
                        longer
                    })
                })
                .collect();
        }
        all
    }
}

/// The facts from which amounts are computed; `None` when one comes from a list, from days or from earlier awards.
fn measured(amounts: &[Amount; 2]) -> Option<BTreeSet<FactId>> {
    let mut found = BTreeSet::new();
    let mut sound = true;
    for amount in amounts {
        sound &= !amount.not_stated;
        let limits = |limits: &crate::rules::Limits| [limits.cap.clone(), limits.floor.clone()];
        let mut numbers: Vec<Num> = limits(&amount.limits).into_iter().flatten().collect();
        for part in &amount.parts {
            numbers.extend(limits(&part.limits).into_iter().flatten());
            match &part.measure {
                Measure::Share { base, less, rate } => {
                    numbers.extend(
                        [Some(base), less.as_ref(), rate.as_ref()]
                            .into_iter()
                            .flatten()
                            .cloned(),
                    );
                }
                Measure::PerUnit {
                    each,
                    per,
                    at_least,
                    at_most,
                    ..
                } => {
                    let all = [Some(each), Some(per), at_least.as_ref(), at_most.as_ref()];
                    numbers.extend(all.into_iter().flatten().cloned());
                }
            }
        }
        sound &= numbers.iter().all(|num| computed(num, &mut found));
    }
    sound.then_some(found)
}

fn computed(num: &Num, found: &mut BTreeSet<FactId>) -> bool {
    match num {
        Num::Literal(..) | Num::FiscalYear => true,
        Num::Fact(Source::Fact(id), _) => {
            found.insert(*id);
            true
        }
        Num::Negative(inner) | Num::InUnit(inner, _) => computed(inner, found),
        Num::Calc(_, a, b) | Num::Round(_, a, b) | Num::Change(a, b) | Num::Fall(a, b) => {
            computed(a, found) && computed(b, found)
        }
        Num::If(_, yes, no) => computed(yes, found) && computed(no, found),
        Num::Least(parts) | Num::Most(parts) => parts.iter().all(|part| computed(part, found)),
        Num::Marginal(of, bands, _) => {
            computed(of, found) && bands.iter().all(|(_, rate)| computed(rate, found))
        }
        Num::Fact(Source::Field { .. }, _)
        | Num::Elapsed(..)
        | Num::Days(..)
        | Num::Age(..)
        | Num::Over { .. }
        | Num::Awards { .. }
        | Num::AwardsFrom { .. }
        | Num::EligibleCost(_)
        | Num::Defined(_)
        | Num::ByDate(_)
        | Num::NotStated(_) => false,
    }
}

/// Where the parts that are computed from one fact reach their limits.
fn bends(amount: &Amount, id: FactId, found: &mut BTreeSet<Exact>) {
    let is_it = |num: &Num| matches!(num, Num::Fact(Source::Fact(other), _) if *other == id);
    for part in &amount.parts {
        let caps: Vec<Exact> = [&part.limits.cap, &amount.limits.cap]
            .into_iter()
            .flatten()
            .flat_map(leaves)
            .collect();
        let (slopes, factor) = match &part.measure {
            Measure::Share { base, rate, .. } if is_it(base) => {
                (rate.as_ref().map_or(vec![ONE], leaves), ONE)
            }
            Measure::PerUnit {
                each,
                per,
                unit,
                at_least,
                at_most,
            } if is_it(per) => {
                let limits = [at_least, at_most].into_iter().flatten();
                found.extend(limits.flat_map(leaves));
                (leaves(each), unit.factor)
            }
            Measure::Share { .. } | Measure::PerUnit { .. } => continue,
        };
        for slope in slopes.into_iter().filter(|slope| *slope > ZERO) {
            found.extend(caps.iter().map(|cap| (*cap / slope * factor).ceil()));
        }
    }
}

/// The numbers of which one is meant.
fn leaves(num: &Num) -> Vec<Exact> {
    match num {
        Num::Literal(value, _) => vec![*value],
        Num::If(_, yes, no) => [leaves(yes), leaves(no)].concat(),
        Num::Least(parts) | Num::Most(parts) => parts.iter().flat_map(leaves).collect(),
        _ => Vec::new(),
    }
}
