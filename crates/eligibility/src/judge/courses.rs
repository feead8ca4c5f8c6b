//! Courses: each is weighed for itself; then what they give together.

use super::{CourseAnswer, Judging, Outcomes, Verdict, amounts, least, refused};
use crate::range::{Range, Truth};
use crate::rules::{Choose, Course};

/// A course with what came out for it, before amounts are rounded to whole yen.
pub(super) struct Weighed<'r> {
    pub course: &'r Course,
    pub truth: Truth,
    pub conditions: Outcomes,
    pub amount: Option<Range>,
}

impl<'r> Judging<'r, '_> {
    pub(super) fn weigh(&self, course: &'r Course) -> Weighed<'r> {
        let amount = course.amount.as_ref();
        let mut conditions = self.conditions(&course.conditions);
        let amount = amount.filter(|_| !refused(&course.conditions, &conditions));
        let raw = amount.map(|amount| amounts::whole_yen(amounts::amount(amount, &self.scene)));
        self.minimum(&course.conditions, raw, &mut conditions);
        Weighed {
            course,
            truth: conditions.all(),
            amount: raw.map(|range| least(&course.conditions, range, &self.scene)),
            conditions,
        }
    }

    /// The amount over the courses, before what limits their sum.
    pub(super) fn over_courses(&self, courses: &[Weighed<'_>]) -> Option<Range> {
        let nothing = Range::whole(0);
        let fitting = || {
            courses
                .iter()
                .filter(|course| course.truth != Truth::No)
                .map(|course| (course.truth == Truth::Yes, course.amount))
        };
        if courses.iter().all(|course| course.amount.is_none()) {
            return None;
        }
        let sure = fitting().any(|(sure, _)| sure);
        let value = |amount: Option<Range>| amount.unwrap_or(nothing);
        let found = match self.edition.choose {
            Choose::One => {
                let mut ranges = fitting().map(|(sure, amount)| {
                    let amount = value(amount);
                    if sure { amount } else { amount.hull(nothing) }
                });
                let first = ranges.next()?;
                ranges.fold(first, Range::max)
            }
            Choose::Any => fitting().fold(nothing, |sum, (sure, amount)| {
                let amount = value(amount);
                sum.plus(if sure { amount } else { amount.hull(nothing) })
            }),
        };
        if sure {
            return Some(found);
        }
        // While no course is sure, the programme is only eligible with at least one of them.
        let low = fitting()
            .map(|(_, amount)| value(amount).low)
            .reduce(|a, b| a.zip(b).map(|(a, b)| a.min(b)))?;
        Some(Range { low, ..found })
    }
}

/// The programme's own conditions hold for every course.
pub(super) fn course_answer(weighed: Weighed<'_>, common: Truth) -> CourseAnswer<'_> {
    let verdict = Verdict::of(weighed.truth.and(common));
    CourseAnswer {
        course: weighed.course,
        verdict,
        conditions: weighed.conditions,
        amount: match verdict.truth() {
            Truth::No => None,
            Truth::Unknown | Truth::Yes => weighed.amount.map(amounts::award),
        },
    }
}
