//! Comparisons of days and of the time between them. With all other days settled, a comparison turns at one day at
//! most: that day is found by asking the engine itself, so that months are counted in one place alone.

use kernel::Date;

use super::NoForm;
use super::graph::{TruthId, Truths};
use super::make::Maker;
use crate::fact::FactId;
use crate::formula::{Comparison, Cond, Day, Num, Source};
use crate::profile::Value;
use crate::range::{Range, Truth};
use crate::registry::Days;

impl Maker<'_> {
    /// A comparison in which a time between days stands alone on one side; `None` when it is another one.
    pub(super) fn compare_times(
        &mut self,
        comparison: Comparison,
        left: &Num,
        right: &Num,
    ) -> Result<Option<TruthId>, NoForm> {
        let (time, other) = match (ends(left), ends(right)) {
            (Some(_), Some(_)) => return Err(NoForm::Days),
            (Some(time), None) => (time, right),
            (None, Some(time)) => (time, left),
            (None, None) => return Ok(None),
        };
        if !self.asked_by_number(other).columns.is_empty() {
            return Err(NoForm::Days);
        }
        let range = self.with(None, |scene| scene.number(other));
        if !range.is_single() && range != Range::ANY {
            return Err(NoForm::Days);
        }
        let make = |how| Cond::Compare(how, left.clone(), right.clone());
        self.turning(comparison, &make, [time.0, time.1]).map(Some)
    }

    pub(super) fn compare_dates(
        &mut self,
        comparison: Comparison,
        left: &Day,
        right: &Day,
    ) -> Result<TruthId, NoForm> {
        let make = |how| Cond::CompareDates(how, left.clone(), right.clone());
        self.turning(comparison, &make, [left, right])
    }

    /// A comparison that turns at one day of one fact.
    fn turning(
        &mut self,
        comparison: Comparison,
        make: &dyn Fn(Comparison) -> Cond,
        days: [&Day; 2],
    ) -> Result<TruthId, NoForm> {
        let asked = days.map(|day| fact(day).filter(|id| self.layout.has(*id)));
        let id = match asked {
            [Some(id), None] | [None, Some(id)] => id,
            _ => return Err(NoForm::Days),
        };
        match comparison {
            Comparison::Less | Comparison::AtMost | Comparison::More | Comparison::AtLeast => {
                self.turns_once(&make(comparison), id)
            }
            Comparison::Equal | Comparison::Unequal => {
                let least = self.turns_once(&make(Comparison::AtLeast), id)?;
                let most = self.turns_once(&make(Comparison::AtMost), id)?;
                let equal = self.graph.all(vec![least, most]);
                Ok(match comparison {
                    Comparison::Unequal => self.graph.not(equal),
                    _ => equal,
                })
            }
        }
    }

    fn turns_once(&mut self, cond: &Cond, id: FactId) -> Result<TruthId, NoForm> {
        let (first, last) = (number(Days::FIRST), number(Days::LAST));
        let truth = |day: i32| self.truth_on(cond, id, day);
        let (from, to) = (truth(first), truth(last));
        match (from, to) {
            (Truth::Unknown, Truth::Unknown) => Ok(self.graph.constant_truth(Truth::Unknown)),
            (Truth::Unknown, _) | (_, Truth::Unknown) => Err(NoForm::Days),
            (from, to) if from == to => {
                let known = self
                    .graph
                    .add_truth(Truths::Within(id, Days::FIRST, Days::LAST));
                Ok(match from {
                    Truth::Yes => known,
                    Truth::No | Truth::Unknown => self.graph.not(known),
                })
            }
            (from, _) => {
                // The last day that is answered like the first one.
                let (mut same, mut other) = (first, last);
                while other - same > 1 {
                    let middle = same + (other - same) / 2;
                    match truth(middle) {
                        Truth::Unknown => return Err(NoForm::Days),
                        found if found == from => same = middle,
                        _ => other = middle,
                    }
                }
                let (begins, ends) = match from {
                    Truth::Yes => (first, same),
                    Truth::No | Truth::Unknown => (other, last),
                };
                let (begins, ends) = (day(begins), day(ends));
                Ok(self.graph.add_truth(Truths::Within(id, begins, ends)))
            }
        }
    }

    fn truth_on(&self, cond: &Cond, id: FactId, number: i32) -> Truth {
        let known = Value::Date(day(number));
        self.with(Some((id, known)), |scene| scene.truth(cond))
    }
}

/// From and to of a time between days.
fn ends(num: &Num) -> Option<(&Day, &Day)> {
    match num {
        Num::Elapsed(from, to) | Num::Days(from, to) | Num::Age(from, to) => Some((from, to)),
        _ => None,
    }
}

/// The fact that a day is reckoned from.
fn fact(day: &Day) -> Option<FactId> {
    match day {
        Day::Fact(Source::Fact(id)) => Some(*id),
        Day::Later(from, ..) => fact(from),
        Day::Literal(_) | Day::On | Day::Fact(Source::Field { .. }) => None,
    }
}

fn number(day: Date) -> i32 {
    Days::number(day).expect("the first and last days of a registry")
}

fn day(number: i32) -> Date {
    Days::day(number).expect("between the first and last days of a registry")
}
