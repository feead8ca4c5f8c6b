//! Numbers as near to their limits as they may be: "below 500kW" is fulfilled at 499, not only in the middle of what is
//! below.

use super::state::{Candidate, State};
use super::{Change, Target, candidates};
use crate::fact::FactKind;
use crate::profile::Value;
use crate::range::{Exact, ONE, Range, ZERO};

impl State<'_, '_> {
    /// The same change with the nearest numbers that do, and with all that it leads to.
    pub(super) fn told(&mut self, change: Change) -> Change {
        let change = self.tightened(change);
        let full = self.judged(change.clone());
        full.unwrap_or(change)
    }

    fn tightened(&mut self, mut change: Change) -> Change {
        for index in 0..change.steps.len() {
            if let Some(nearer) = self.nearer(&change, index) {
                change = nearer;
            }
        }
        change
    }

    fn nearer(&mut self, change: &Change, index: usize) -> Option<Change> {
        let step = &change.steps[index];
        let Target::Fact(id) = step.target else {
            return None;
        };
        let (Value::Number(known), Value::Number(to)) = (&step.from, &step.to) else {
            return None;
        };
        let FactKind::Number { unit, .. } = &self.changing.facts.get(id).kind else {
            return None;
        };
        if unit.is_whole() {
            return None;
        }
        let to = to.single()?;
        let up = known.high.is_some_and(|high| to > high);
        let from = if up { known.high? } else { known.low? };
        let edition = self.rules.on(self.on);
        let points = candidates::values(self.changing, edition, id, &mut self.profile, self.on);
        let between = points.into_iter().filter_map(|value| match value {
            Value::Number(range) => range.single(),
            _ => None,
        });
        let between = between.filter(|point| match up {
            true => from < *point && *point < to,
            false => to < *point && *point < from,
        });
        let limit = if up { between.max() } else { between.min() }.unwrap_or(from);
        let sign = if up { ONE } else { -ONE };
        let thousandth = (to - limit) / Exact::from_integer(1000);
        [limit + sign, limit + thousandth]
            .into_iter()
            .find_map(|value| {
                let before = (to - value) * sign >= ZERO;
                let beyond = (value - limit) * sign > ZERO;
                if !before || !beyond {
                    return None;
                }
                let mut again = change.clone();
                again.steps[index].to = Value::Number(Range::point(value));
                again.steps[index].beyond = Some(limit);
                self.judged(again)
            })
    }

    /// The same steps with what they lead to now; nothing when they lead to less.
    fn judged(&mut self, change: Change) -> Option<Change> {
        for step in &change.steps {
            let candidate = Candidate {
                to: step.to.clone(),
                beyond: step.beyond,
            };
            self.take(step.target, candidate);
        }
        let answer = self.judge();
        let found = self.change(&answer);
        for _ in &change.steps {
            self.undo();
        }
        (found.verdict == change.verdict).then_some(Change {
            raised: change.raised,
            ..found
        })
    }
}
