//! The verdict and the outcomes alone, for those who try many values: no amount where no condition depends on one,
//! and nothing about what is missing.

use super::{Answer, CourseAnswer, Judging, Outcomes, Verdict, has_minimum};
use crate::evaluate::{LazyCosts, Memo, Scene};
use crate::fact::FactId;
use crate::profile::Profile;
use crate::range::Truth;
use crate::rules::{Condition, Course, Edition, Rules};
use kernel::Date;

/// Somebody who is judged briefly. The memo holds for one profile and one day.
#[derive(Clone, Copy)]
pub(crate) struct Briefly<'a> {
    pub profile: &'a Profile,
    pub on: Date,
    pub memo: &'a Memo,
    pub known: Option<Known<'a>>,
}

/// What came out before a few facts changed, so that only what asks about these is looked at again.
#[derive(Clone, Copy)]
pub(crate) struct Known<'a> {
    pub edition: &'a Edition,
    /// For all conditions of the edition.
    pub truths: &'a [Truth],
    pub changed: &'a [FactId],
    /// The day for which it is known.
    pub on: Date,
}

impl Briefly<'_> {
    /// The answer without what is missing; without an amount unless a condition depends on it.
    pub(crate) fn judge<'r>(self, programme: &str, rules: &'r Rules) -> Answer<'r> {
        self.judging(programme, rules, |judging| {
            if judging.is_by_amount() {
                judging.answer()
            } else {
                judging.brief_answer(self.known)
            }
        })
    }

    /// The verdict alone: what is refused needs no further look.
    pub(crate) fn verdict(self, programme: &str, rules: &Rules) -> Verdict {
        self.judging(programme, rules, |judging| {
            if judging.is_by_amount() {
                judging.answer().verdict
            } else {
                judging.brief_verdict(self.known)
            }
        })
    }

    fn judging<'r, T>(
        self,
        programme: &str,
        rules: &'r Rules,
        ask: impl FnOnce(Judging<'r, '_>) -> T,
    ) -> T {
        let edition = rules.on(self.on);
        let costs = edition.expenses.as_ref().map(LazyCosts::new);
        let courses = &self.profile.courses;
        ask(Judging {
            edition,
            scene: Scene {
                costs: costs.as_ref(),
                ..Scene::new(self.profile, self.on, self.memo)
            },
            wanted: courses.get(programme).map(String::as_str),
        })
    }
}

impl<'r> Judging<'r, '_> {
    /// Whether a minimum grant decides as well.
    fn is_by_amount(&self) -> bool {
        let edition: &Edition = self.edition;
        let mut courses = edition.courses.iter();
        has_minimum(&edition.conditions) || courses.any(|course| has_minimum(&course.conditions))
    }

    /// The courses that are asked about, with the positions of their conditions.
    fn positioned(&self) -> impl Iterator<Item = (usize, &'r Course)> {
        let (edition, wanted) = (self.edition, self.wanted);
        let mut next = edition.conditions.len();
        let courses = edition.courses.iter().map(move |course| {
            let first = next;
            next += course.conditions.len();
            (first, course)
        });
        courses.filter(move |(_, course)| wanted.is_none_or(|wanted| wanted == course.id))
    }

    /// What came out before for a condition, where nothing that it asks about has changed.
    fn before(&self, known: Option<Known<'_>>, position: usize) -> Option<Truth> {
        let known = known.filter(|known| std::ptr::eq(known.edition, self.edition))?;
        let asking = &self.edition.all_asking()[position];
        let mut changed = known.changed.iter();
        let touched = changed.any(|id| asking.asks(*id));
        let later = self.scene.on != known.on;
        let turned = later && (asking.holds || asking.may_turn_after(known.on));
        (!touched && !turned).then(|| known.truths[position])
    }

    /// The truth of conditions that follow each other; no further than the first that is not fulfilled.
    fn together(&self, known: Option<Known<'_>>, first: usize, all: &[Condition]) -> Truth {
        let before = |index: usize| self.before(known, first + index);
        if known.is_some() && (0..all.len()).any(|index| before(index) == Some(Truth::No)) {
            return Truth::No;
        }
        let mut together = Truth::Yes;
        for (index, condition) in all.iter().enumerate() {
            let truth = before(index).unwrap_or_else(|| self.scene.truth(&condition.rule));
            together = together.and(truth);
            if together == Truth::No {
                break;
            }
        }
        together
    }

    fn each(&self, known: Option<Known<'_>>, first: usize, all: &[Condition]) -> Outcomes {
        let mut outcomes = Outcomes::default();
        for (index, condition) in all.iter().enumerate() {
            let before = self.before(known, first + index);
            outcomes.push(before.unwrap_or_else(|| self.scene.truth(&condition.rule)));
        }
        outcomes
    }

    fn brief_verdict(&self, known: Option<Known<'_>>) -> Verdict {
        let common = self.together(known, 0, &self.edition.conditions);
        if common == Truth::No || self.edition.courses.is_empty() {
            return Verdict::of(common);
        }
        let mut any = Truth::No;
        for (first, course) in self.positioned() {
            any = any.or(self.together(known, first, &course.conditions));
            if any == Truth::Yes {
                break;
            }
        }
        Verdict::of(common.and(any))
    }

    fn brief_answer(&self, known: Option<Known<'_>>) -> Answer<'r> {
        let conditions = self.each(known, 0, &self.edition.conditions);
        let common = conditions.all();
        let of_courses: Vec<(&Course, Outcomes)> = self
            .positioned()
            .map(|(first, course)| (course, self.each(known, first, &course.conditions)))
            .collect();
        let any = if self.edition.courses.is_empty() {
            Truth::Yes
        } else {
            let truths = of_courses.iter().map(|(_, outcomes)| outcomes.all());
            truths.fold(Truth::No, Truth::or)
        };
        let courses = of_courses
            .into_iter()
            .map(|(course, conditions)| CourseAnswer {
                course,
                verdict: Verdict::of(conditions.all().and(common)),
                conditions,
                amount: None,
            });
        Answer {
            verdict: Verdict::of(common.and(any)),
            edition: self.edition,
            conditions,
            courses: courses.collect(),
            amount: None,
            missing: Vec::new(),
        }
    }
}
