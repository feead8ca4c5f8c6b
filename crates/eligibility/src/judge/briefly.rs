//! The verdict and the outcomes alone, for those who try many values: no amount where no condition depends on one,
//! and nothing about what is missing.

use super::{Answer, CourseAnswer, Judging, Outcomes, Verdict, has_minimum};
use crate::evaluate::{LazyCosts, Memo, Scene};
use crate::profile::Profile;
use crate::range::Truth;
use crate::rules::{Course, Edition, Rules};
use kernel::Date;

/// Somebody who is judged briefly. The memo holds for one profile and one day.
#[derive(Clone, Copy)]
pub(crate) struct Briefly<'a> {
    pub profile: &'a Profile,
    pub on: Date,
    pub memo: &'a Memo,
}

impl Briefly<'_> {
    /// The answer without what is missing; without an amount unless a condition depends on it.
    pub(crate) fn judge<'r>(self, programme: &str, rules: &'r Rules) -> Answer<'r> {
        self.judging(programme, rules, |judging| {
            if judging.is_by_amount() {
                judging.answer()
            } else {
                judging.brief_answer()
            }
        })
    }

    /// The verdict alone: what is refused needs no further look.
    pub(crate) fn verdict(self, programme: &str, rules: &Rules) -> Verdict {
        self.judging(programme, rules, |judging| {
            if judging.is_by_amount() {
                judging.answer().verdict
            } else {
                judging.brief_verdict()
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

    fn wanted_courses(&self) -> impl Iterator<Item = &'r Course> {
        let (edition, wanted) = (self.edition, self.wanted);
        let courses = edition.courses.iter();
        courses.filter(move |course| wanted.is_none_or(|wanted| wanted == course.id))
    }

    fn brief_verdict(&self) -> Verdict {
        let mut common = Truth::Yes;
        for condition in &self.edition.conditions {
            common = common.and(self.scene.truth(&condition.rule));
            if common == Truth::No {
                return Verdict::Ineligible;
            }
        }
        if self.edition.courses.is_empty() {
            return Verdict::of(common);
        }
        let mut any = Truth::No;
        for course in self.wanted_courses() {
            let conditions = course.conditions.iter();
            let mut all = Truth::Yes;
            for condition in conditions {
                all = all.and(self.scene.truth(&condition.rule));
                if all == Truth::No {
                    break;
                }
            }
            any = any.or(all);
            if any == Truth::Yes {
                break;
            }
        }
        Verdict::of(common.and(any))
    }

    fn brief_answer(&self) -> Answer<'r> {
        let conditions = self.conditions(&self.edition.conditions);
        let common = conditions.all();
        let of_courses: Vec<(&Course, Outcomes)> = self
            .wanted_courses()
            .map(|course| (course, self.conditions(&course.conditions)))
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
