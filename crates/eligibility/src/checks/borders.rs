//! Borders that do not meet: "below 20" and then "above 20", so that 20 lies nowhere.

use jiff::civil::Date;

use super::Looking;
use super::spots::{At, Row};
use crate::fact::{FactId, FactKind, Facts};
use crate::formula::{Comparison, Cond, Day, Num, Source};
use crate::range::{Exact, ONE};
use crate::rules::Part;
use crate::unit::Unit;

/// The values of one number or day for which a condition holds, and for what is counted whether only in whole numbers.
#[derive(Clone, Copy)]
struct Stretch {
    of: FactId,
    whole: bool,
    low: Option<End>,
    high: Option<End>,
}

#[derive(Clone, Copy, PartialEq)]
struct End {
    at: Exact,
    included: bool,
}

impl Looking<'_> {
    /// Rows of cases. The one value may be what `otherwise` is for, unless that has others as well.
    pub(super) fn borders(&mut self, rows: &[Row<'_>], whens: Vec<&Cond>) {
        let places = rows.iter().filter_map(|row| row.when.as_ref());
        let found: Option<Vec<(Stretch, &At<'_>)>> = whens
            .into_iter()
            .zip(places)
            .map(|(when, at)| Some((stretch(when)?, at)))
            .collect();
        if let Some(found) = found.filter(|found| has_more(found, self.prover.facts)) {
            self.holes(found);
        }
    }

    /// Parts that are granted for one stretch each.
    pub(super) fn part_borders(&mut self, parts: &[Part], nodes: &[At<'_>]) {
        let places: Vec<Option<At<'_>>> = nodes.iter().map(|at| at.field("when")).collect();
        let found: Option<Vec<(Stretch, &At<'_>)>> = parts
            .iter()
            .zip(&places)
            .map(|(part, at)| Some((stretch(part.when.as_ref()?)?, at.as_ref()?)))
            .collect();
        if let Some(found) = found {
            self.holes(found);
        }
    }

    /// Courses, each with its conditions, of which exactly one speaks of a stretch.
    pub(super) fn course_borders(&mut self, courses: &[(Vec<&Cond>, &At<'_>)]) {
        let found: Option<Vec<(Stretch, &At<'_>)>> = courses
            .iter()
            .map(|(conds, at)| {
                let together = Cond::All(conds.iter().map(|cond| (*cond).clone()).collect());
                Some((stretch(&together)?, *at))
            })
            .collect();
        if let Some(found) = found {
            self.holes(found);
        }
    }

    fn holes(&mut self, mut found: Vec<(Stretch, &At<'_>)>) {
        let Some((first, _)) = found.first().copied() else {
            return;
        };
        if found.iter().any(|(stretch, _)| stretch.of != first.of) {
            return;
        }
        found.sort_by_key(|(stretch, _)| {
            let low = stretch.low;
            (low.is_some(), low.map(|end| (end.at, !end.included)))
        });
        let mut end = first_end(&found);
        for (stretch, at) in found.iter().skip(1) {
            let (Some(high), Some(low)) = (end, stretch.low) else {
                return;
            };
            if let Some(value) = missed(high, low, stretch.whole) {
                let written = self.written(stretch.of, value);
                self.tell_with("border", "finding-border", at, written);
            }
            end = further(end, stretch.high);
        }
    }

    /// A value as it is told, with the name of its fact.
    fn written(&self, of: FactId, value: Exact) -> Vec<(&'static str, String)> {
        let fact = self.prover.facts.get(of);
        let written = match &fact.kind {
            FactKind::Number { unit, .. } => format!("{}{}", value / unit.factor, sign(unit)),
            _ => day(value).map_or_else(String::new, |day| day.to_string()),
        };
        vec![("fact", fact.id.clone()), ("value", written)]
    }
}

fn sign(unit: &Unit) -> &str {
    &unit.ja
}

fn first_end(found: &[(Stretch, &At<'_>)]) -> Option<End> {
    found.first().and_then(|(stretch, _)| stretch.high)
}

/// The one value that lies between two stretches, when there is exactly one.
fn missed(high: End, low: End, whole: bool) -> Option<Exact> {
    if !whole {
        return (high.at == low.at && !high.included && !low.included).then_some(high.at);
    }
    let last = if high.included || !high.at.is_integer() {
        high.at.floor()
    } else {
        high.at - ONE
    };
    let next = if low.included || !low.at.is_integer() {
        low.at.ceil()
    } else {
        low.at + ONE
    };
    (next == last + ONE + ONE).then_some(last + ONE)
}

/// The end that reaches further; none reaches furthest.
fn further(one: Option<End>, other: Option<End>) -> Option<End> {
    let (one, other) = (one?, other?);
    if (other.at, other.included) > (one.at, one.included) {
        Some(other)
    } else {
        Some(one)
    }
}

/// Whether values of the fact lie outside of all stretches, above or below.
fn has_more(found: &[(Stretch, &At<'_>)], facts: &Facts) -> bool {
    let Some((first, _)) = found.first() else {
        return false;
    };
    let declared = match &facts.get(first.of).kind {
        FactKind::Number { range, .. } => *range,
        _ => crate::range::Range::ANY,
    };
    let all_begin = found.iter().all(|(stretch, _)| {
        let begin = stretch.low.map(|end| end.at);
        begin.is_some_and(|begin| declared.low.is_none_or(|low| low < begin))
    });
    let all_end = found.iter().all(|(stretch, _)| {
        let end = stretch.high.map(|end| end.at);
        end.is_some_and(|end| declared.high.is_none_or(|high| end < high))
    });
    all_begin || all_end
}

/// The stretch for which a condition holds, when it speaks of one number or day and of nothing else.
fn stretch(cond: &Cond) -> Option<Stretch> {
    match cond {
        Cond::All(parts) => {
            let mut parts = parts.iter().map(stretch);
            let mut found = parts.next()??;
            for part in parts {
                let part = part.filter(|part| part.of == found.of)?;
                found.low = match (found.low, part.low) {
                    (Some(a), Some(b)) if (a.at, !a.included) >= (b.at, !b.included) => Some(a),
                    (a, None) => a,
                    (_, b) => b,
                };
                found.high = match (found.high, part.high) {
                    (Some(a), Some(b)) if (a.at, a.included) <= (b.at, b.included) => Some(a),
                    (a, None) => a,
                    (_, b) => b,
                };
            }
            Some(found)
        }
        Cond::Compare(how, Num::Fact(Source::Fact(of), about), Num::Literal(at, _)) => {
            of_comparison(*of, about.0.is_whole(), *how, *at)
        }
        Cond::CompareDates(how, Day::Fact(Source::Fact(of)), Day::Literal(date)) => {
            of_comparison(*of, true, *how, number(*date)?)
        }
        _ => None,
    }
}

fn of_comparison(of: FactId, whole: bool, how: Comparison, at: Exact) -> Option<Stretch> {
    let end = |included| Some(End { at, included });
    let (low, high) = match how {
        Comparison::Less => (None, end(false)),
        Comparison::AtMost => (None, end(true)),
        Comparison::More => (end(false), None),
        Comparison::AtLeast => (end(true), None),
        Comparison::Equal => (end(true), end(true)),
        Comparison::Unequal => return None,
    };
    Some(Stretch {
        of,
        whole,
        low,
        high,
    })
}

const EPOCH: Date = jiff::civil::date(1970, 1, 1);

fn number(day: Date) -> Option<Exact> {
    let days = EPOCH.until(day).ok()?.get_days();
    Some(Exact::from_integer(i128::from(days)))
}

fn day(number: Exact) -> Option<Date> {
    let days = i64::try_from(number.to_integer()).ok()?;
    let span = jiff::Span::new().try_days(days).ok()?;
    EPOCH.checked_add(span).ok()
}
