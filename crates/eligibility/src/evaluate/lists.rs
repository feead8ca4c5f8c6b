//! Values over the records of a list, and over certificates and awards.

use std::collections::BTreeSet;

use kernel::FiscalYear;

use super::Scene;
use crate::fact::FactId;
use crate::formula::{AwardMeasure, Cond, Day, Num};
use crate::language::Fold;
use crate::profile::{Award, Certificate, Value};
use crate::range::{ONE, Range, Truth, ZERO};

impl Scene<'_> {
    pub(super) fn over(&self, fold: Fold, list: FactId, filter: &Cond) -> Truth {
        let Value::List(records) = self.profile.get(list) else {
            return Truth::Unknown;
        };
        let mut each = records
            .iter()
            .map(|record| self.with_record(record).truth(filter));
        match fold {
            Fold::All => each.fold(Truth::Yes, Truth::and),
            Fold::None => !each.fold(Truth::No, Truth::or),
            Fold::Any | Fold::Count | Fold::Sum | Fold::Largest | Fold::Smallest | Fold::Share => {
                each.by_ref().fold(Truth::No, Truth::or)
            }
        }
    }

    pub(super) fn folded(&self, fold: Fold, list: FactId, value: &Num, filter: &Cond) -> Range {
        let Value::List(records) = self.profile.get(list) else {
            return match fold {
                Fold::Count => Range::at_least_zero(),
                Fold::Share => Range::between(ZERO, ONE),
                _ => Range::ANY,
            };
        };
        let rows = records.iter().map(|record| {
            let scene = self.with_record(record);
            match scene.truth(filter) {
                Truth::No => (Truth::No, Range::ANY),
                counts => (counts, scene.number(value)),
            }
        });
        match fold {
            Fold::Sum | Fold::Count => rows.fold(Range::point(ZERO), |sum, row| match row {
                (Truth::Yes, value) => sum.plus(value),
                (Truth::Unknown, value) => sum.plus(value.hull(Range::point(ZERO))),
                (Truth::No, _) => sum,
            }),
            Fold::Share => share(&rows.collect::<Vec<_>>()),
            Fold::Largest => extreme(&rows.collect::<Vec<_>>(), Range::max),
            Fold::Smallest => extreme(&rows.collect::<Vec<_>>(), Range::min),
            Fold::Any | Fold::All | Fold::None => Range::ANY,
        }
    }

    pub(super) fn holds(&self, certificates: FactId, kind: usize, day: &Day) -> Truth {
        let Value::Certificates(held) = self.profile.get(certificates) else {
            return Truth::Unknown;
        };
        let of_kind: Vec<&Certificate> = held.iter().filter(|held| held.kind == kind).collect();
        if of_kind.is_empty() {
            return Truth::No;
        }
        let Some(day) = self.day(day) else {
            return Truth::Unknown;
        };
        Truth::from(of_kind.iter().any(|held| {
            held.valid_from.is_none_or(|from| from <= day)
                && held.valid_until.is_none_or(|until| day <= until)
        }))
    }

    fn awards_of<'p>(&'p self, awards: FactId, programmes: &[String]) -> Option<Vec<&'p Award>> {
        match self.profile.get(awards) {
            Value::Awards(all) => Some(
                all.iter()
                    .filter(|award| programmes.contains(&award.programme))
                    .collect(),
            ),
            _ => None,
        }
    }

    pub(super) fn awarded(&self, awards: FactId, programmes: &[String], year: &Num) -> Truth {
        let Some(awards) = self.awards_of(awards, programmes) else {
            return Truth::Unknown;
        };
        let year = self.number(year);
        awards.iter().fold(Truth::No, |found, award| {
            found.or(match award.fiscal_year {
                None => Truth::Unknown,
                Some(awarded) => Range::whole(i128::from(awarded)).equal(&year),
            })
        })
    }

    pub(super) fn awards_from(&self, awards: FactId, programmes: &[String], year: &Num) -> Range {
        let Some(awards) = self.awards_of(awards, programmes) else {
            return Range::at_least_zero();
        };
        let year = self.number(year);
        awards.iter().fold(Range::point(ZERO), |sum, award| {
            let counts = match award.fiscal_year {
                None => Truth::Unknown,
                Some(awarded) => !Range::whole(i128::from(awarded)).less(&year),
            };
            sum.plus(match counts {
                Truth::Yes => Range::point(ONE),
                Truth::No => Range::point(ZERO),
                Truth::Unknown => Range::between(ZERO, ONE),
            })
        })
    }

    pub(super) fn awards(
        &self,
        measure: AwardMeasure,
        awards: FactId,
        programmes: &[String],
    ) -> Range {
        let Some(awards) = self.awards_of(awards, programmes) else {
            return Range::at_least_zero();
        };
        let count = |n: usize| i128::try_from(n).unwrap_or(i128::MAX);
        let years: BTreeSet<i16> = awards
            .iter()
            .filter_map(|award| award.fiscal_year)
            .collect();
        let undated = awards
            .iter()
            .filter(|award| award.fiscal_year.is_none())
            .count();
        // Years are kept in months, like every duration.
        let in_months = |low: usize, high: usize| Range {
            low: Some(crate::range::Exact::from_integer(count(low) * 12)),
            high: Some(crate::range::Exact::from_integer(count(high) * 12)),
        };
        match measure {
            AwardMeasure::Count => Range::whole(count(awards.len())),
            AwardMeasure::Years => {
                let low = years.len().max(usize::from(undated > 0));
                in_months(low, years.len() + undated)
            }
            AwardMeasure::Streak => {
                let this_year = FiscalYear::containing(self.on).year();
                let streak = (1..)
                    .take_while(|back| years.contains(&(this_year - back)))
                    .count();
                let high = if undated > 0 { awards.len() } else { streak };
                in_months(streak, high)
            }
            AwardMeasure::Total => awards.iter().fold(Range::point(ZERO), |sum, award| {
                sum.plus(match award.amount {
                    Some(amount) => Range::whole(i128::from(amount)),
                    None => Range::at_least_zero(),
                })
            }),
        }
    }
}

fn share(rows: &[(Truth, Range)]) -> Range {
    if rows.is_empty() {
        return Range::between(ZERO, ONE);
    }
    let count = |wanted: &[Truth]| {
        let found = rows
            .iter()
            .filter(|(truth, _)| wanted.contains(truth))
            .count();
        crate::range::Exact::from_integer(i128::try_from(found).unwrap_or(i128::MAX))
    };
    let all = count(&[Truth::Yes, Truth::No, Truth::Unknown]);
    Range::between(
        count(&[Truth::Yes]) / all,
        count(&[Truth::Yes, Truth::Unknown]) / all,
    )
}

/// The largest (or smallest) of the values that count; unknown when none surely counts.
fn extreme(rows: &[(Truth, Range)], choose: impl Fn(Range, Range) -> Range) -> Range {
    let sure = rows
        .iter()
        .filter(|(truth, _)| *truth == Truth::Yes)
        .map(|(_, value)| *value)
        .reduce(&choose);
    let Some(sure) = sure else {
        return Range::ANY;
    };
    rows.iter()
        .filter(|(truth, _)| *truth == Truth::Unknown)
        .fold(sure, |found, (_, value)| found.hull(choose(found, *value)))
}
