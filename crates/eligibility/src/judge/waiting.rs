//! What an answer waits for: the facts that can still change the verdict, or the amount while it is an interval.

use super::courses::Weighed;
use super::{Judging, Verdict, YenRange, amounts, has_minimum};
use crate::evaluate::Missing;
use crate::fact::FactId;
use crate::range::{Range, Truth};
use crate::rules::{Choose, Condition};

impl Judging<'_, '_> {
    pub(super) fn missing(
        &self,
        verdict: Verdict,
        amount: Option<YenRange>,
        courses: &[Weighed<'_>],
    ) -> Vec<FactId> {
        let mut missing = Missing::default();
        if verdict == Verdict::Undecided {
            self.missing_rules(&self.edition.conditions, &mut missing);
        }
        self.missing_for_money(verdict, amount, courses, &mut missing);
        missing.into_facts()
    }

    fn missing_rules(&self, conditions: &[Condition], missing: &mut Missing) {
        for condition in conditions.iter().filter(|c| c.minimum_grant.is_none()) {
            missing.of_condition(&condition.rule, &self.scene);
        }
    }

    /// What courses, amounts and minimum grants wait for.
    pub(super) fn missing_for_money(
        &self,
        verdict: Verdict,
        amount: Option<YenRange>,
        courses: &[Weighed<'_>],
        missing: &mut Missing,
    ) {
        let undecided = verdict == Verdict::Undecided;
        let by_minimum = undecided && has_minimum(&self.edition.conditions);
        if by_minimum {
            self.missing_minimum(&self.edition.conditions, missing);
        }
        let open_amount = amount.is_some_and(|amount| !amount.is_exact());
        let through = (open_amount || by_minimum) && self.missing_amount(courses, missing);
        let settled = courses.iter().any(|course| course.truth == Truth::Yes);
        for course in courses {
            let open = course.truth == Truth::Unknown;
            let pays = open_amount && through && !self.is_outdone(course, courses);
            if open && (!settled || pays) {
                self.missing_rules(&course.course.conditions, missing);
                self.missing_minimum(&course.course.conditions, missing);
            }
            // A minimum grant that is open waits for whatever the amount waits for.
            let by_own = open && !settled && has_minimum(&course.course.conditions);
            if (pays || by_own || by_minimum && through)
                && course.truth != Truth::No
                && let Some(amount) = &course.course.amount
            {
                amounts::missing(amount, &self.scene, missing);
            }
        }
    }

    fn missing_minimum(&self, conditions: &[Condition], missing: &mut Missing) {
        for minimum in conditions.iter().filter_map(|c| c.minimum_grant.as_ref()) {
            missing.of_number(minimum, &self.scene);
        }
    }

    /// What the programme's own amount waits for; and whether what courses pay can come through its limits.
    fn missing_amount(&self, courses: &[Weighed<'_>], missing: &mut Missing) -> bool {
        let Some(amount) = &self.edition.amount else {
            return true;
        };
        if self.edition.courses.is_empty() {
            amounts::missing(amount, &self.scene, missing);
            return true;
        }
        let over = self.over_courses(courses).unwrap_or(Range::ANY);
        amounts::missing_limits(&amount.limits, over, &self.scene, missing)
    }

    /// Whether another course surely pays as much, where only the best counts.
    fn is_outdone(&self, course: &Weighed<'_>, courses: &[Weighed<'_>]) -> bool {
        let nothing = Range::whole(0);
        let most = course.amount.unwrap_or(nothing);
        let mut others = courses
            .iter()
            .filter(|other| other.truth == Truth::Yes && other.course.id != course.course.id);
        self.edition.choose == Choose::One
            && others.any(|other| other.amount.unwrap_or(nothing).less(&most) == Truth::No)
    }
}
