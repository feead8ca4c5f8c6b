//! Courses that nobody can choose, or that nobody has a reason to choose.

use super::conditions::{Item, items};
use super::money::{compared, minimum};
use super::spots::At;
use super::{Looking, Span, given};
use crate::formula::{Comparison, Cond, Num};
use crate::rules::{Amount, Choose, Course, Edition};

/// A course that can be had.
struct Open<'r, 'n> {
    course: &'r Course,
    at: At<'n>,
    own: Vec<Item<'r, 'n>>,
}

impl Looking<'_> {
    pub(super) fn courses(
        &mut self,
        edition: &Edition,
        nodes: &[At<'_>],
        common: &[Cond],
        window: Option<Span>,
    ) {
        let mut open = Vec::new();
        for (course, at) in edition.courses.iter().zip(nodes) {
            let At::Doc(node) = at else { continue };
            let own = items(&course.conditions, node);
            let before = self.found.len();
            if self.conditions(&own, common, window) {
                // Told of the course and not only of the condition: it is the course that is lost.
                self.found.truncate(before);
                self.tell("course-never", "finding-course-never", at);
                continue;
            }
            let given = given(&own, common);
            if let (Some(amount), Some(at)) = (&course.amount, at.field("amount")) {
                self.amount(amount, minimum(&course.conditions), &at, &given);
            }
            open.push(Open {
                course,
                at: at.clone(),
                own,
            });
        }
        let rows: Vec<(Vec<&Cond>, &At<'_>)> = open
            .iter()
            .map(|one| (one.own.iter().map(|item| item.cond).collect(), &one.at))
            .collect();
        self.course_borders(&rows);
        if edition.choose == Choose::One {
            self.beaten(&open, common);
        }
    }

    /// Courses for which another gives at least as much to everybody who can have them.
    fn beaten(&mut self, open: &[Open<'_, '_>], common: &[Cond]) {
        let mut lost = vec![false; open.len()];
        for (index, one) in open.iter().enumerate().rev() {
            let better = |(other, two): (usize, &Open<'_, '_>)| {
                other != index && !lost[other] && self.beats(two, one, common)
            };
            if open.iter().enumerate().any(better) {
                lost[index] = true;
            }
        }
        for (one, lost) in open.iter().zip(lost) {
            if lost {
                self.tell("course-beaten", "finding-course-beaten", &one.at);
            }
        }
    }

    /// Whether whoever can have one course can have another, and gets at least as much there.
    fn beats(&self, other: &Open<'_, '_>, one: &Open<'_, '_>, common: &[Cond]) -> bool {
        let (Some(much), Some(more)) = (stated(one.course), stated(other.course)) else {
            return false;
        };
        let (much, more) = (self.prover.whole(much), self.prover.whole(more));
        let mut given = given(&one.own, common);
        if let Some(minimum) = minimum(&one.course.conditions) {
            given.push(compared(Comparison::AtLeast, &much, minimum));
        }
        let mut asked: Vec<Cond> = other.own.iter().map(|item| item.cond.clone()).collect();
        if let Some(minimum) = minimum(&other.course.conditions) {
            asked.push(compared(Comparison::AtLeast, &more, minimum));
        }
        asked.push(compared(Comparison::AtLeast, &more, &much));
        if asked.iter().any(|cond| matches!(cond, Cond::NotStated)) {
            return false;
        }
        asked.iter().all(|cond| {
            // What both ask in the same words needs no proof.
            given.contains(cond) || self.prover.always(cond, &given)
        })
    }

    /// What limits the amount of whichever course it is.
    pub(super) fn over_courses(
        &mut self,
        edition: &Edition,
        amount: &Amount,
        at: &At<'_>,
        given: &[Cond],
    ) {
        let amounts: Option<Vec<&Amount>> = edition.courses.iter().map(stated).collect();
        let Some(amounts) = amounts.filter(|amounts| !amounts.is_empty()) else {
            return;
        };
        let each = amounts.into_iter().map(|amount| self.prover.whole(amount));
        // An upper end: a course that is not had gives nothing.
        let most = match edition.choose {
            Choose::One => Num::Most(each.collect()),
            Choose::Any => each
                .reduce(|sum, one| {
                    Num::Calc(crate::formula::Calc::Plus, Box::new(sum), Box::new(one))
                })
                .unwrap_or_else(super::numbers::nothing),
        };
        if let (Some(cap), Some(at)) = (&amount.limits.cap, at.field("cap")) {
            let above = compared(Comparison::More, &most, cap);
            if self.prover.never(&[above], given) {
                self.tell("cap-idle", "finding-cap-idle", &at);
            }
        }
        if let (Some(minimum), Some(at)) = (minimum(&edition.conditions), at.field("minimum_grant"))
        {
            let whole = self.prover.limited(&amount.limits, most);
            let reached = compared(Comparison::AtLeast, &whole, minimum);
            if self.prover.never(&[reached], given) {
                self.tell("grant-never", "finding-grant-never", &at);
            }
        }
    }
}

fn stated(course: &Course) -> Option<&Amount> {
    course.amount.as_ref().filter(|amount| !amount.not_stated)
}
