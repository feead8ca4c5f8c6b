//! What has to be fulfilled: the unmet conditions of a programme and of each of its courses, and those that nothing
//! permitted will ever fulfil.

use kernel::Date;

use super::state::outcomes;
use super::{Changing, Target, days};
use crate::evaluate::Memo;
use crate::judge::{Answer, Briefly, Verdict};
use crate::range::Truth;
use crate::rules::{Condition, Course, Rules};

/// Conditions that have to be fulfilled together, with the courses to which they belong.
pub(super) type Goal<'r> = Vec<(Option<&'r Course>, &'r Condition)>;

/// The conditions that are not fulfilled however everything turns out that can change, today or later.
pub(super) fn refused_for_good(
    changing: &Changing<'_>,
    programme: &str,
    rules: &Rules,
) -> Option<Vec<String>> {
    let judged = |on: Date, memo: &Memo| {
        let profile = &changing.free;
        let free = Briefly {
            profile,
            on,
            memo,
            known: None,
        };
        let free = free.judge(programme, rules);
        (free.verdict == Verdict::Ineligible).then_some(free)
    };
    let on = changing.on;
    let today = judged(on, &changing.memo)?;
    let lasting = |condition: &Condition| {
        let asking = today.edition.asking(condition);
        !asking.holds && !asking.may_turn_after(on)
    };
    let one_edition = rules.editions.iter().all(|(from, _)| *from <= on);
    let own = today.edition.conditions.iter().zip(today.conditions.iter());
    let mut own = own.filter(|(_, truth)| *truth == Truth::No);
    let forever = one_edition && own.any(|(condition, _)| lasting(condition));
    let later = || days::of_rules(rules, changing.profile, on);
    let refused = |day: Date| judged(day, &Memo::default()).is_some();
    (forever || later().into_iter().all(refused)).then(|| unmet(&today))
}

/// What is not fulfilled: the programme's own conditions, or else those of its courses.
fn unmet(answer: &Answer<'_>) -> Vec<String> {
    let unmet = || outcomes(answer).filter(|(_, _, truth)| *truth == Truth::No);
    let common = unmet().filter(|(course, ..)| course.is_none());
    let common: Vec<String> = common
        .map(|(_, condition, _)| condition.id.clone())
        .collect();
    if common.is_empty() {
        unmet()
            .map(|(course, condition, _)| named(course, condition))
            .collect()
    } else {
        common
    }
}

/// As answers call it.
pub(super) fn named(course: Option<&Course>, condition: &Condition) -> String {
    match course {
        Some(course) => format!("{}.{}", course.id, condition.id),
        None => condition.id.clone(),
    }
}

/// For a programme with courses one goal for each of them.
pub(super) fn goals<'r>(answer: &Answer<'r>) -> Vec<Goal<'r>> {
    let unmet = outcomes(answer).filter(|(_, _, truth)| *truth == Truth::No);
    let (common, of_courses): (Goal<'r>, Goal<'r>) = unmet
        .map(|(course, condition, _)| (course, condition))
        .partition(|(course, _)| course.is_none());
    if answer.courses.is_empty() {
        return vec![common];
    }
    let goal = |course: &'r Course| {
        let mut of_courses = of_courses.clone();
        of_courses.retain(|(of, _)| of.is_some_and(|of| std::ptr::eq(of, course)));
        [common.clone(), of_courses].concat()
    };
    answer
        .courses
        .iter()
        .map(|answered| goal(answered.course))
        .collect()
}

/// How many conditions ask about different things: at least so many steps are needed.
pub(super) fn apart(targets: &[(usize, Vec<Target>)]) -> usize {
    let mut seen: Vec<Target> = Vec::new();
    let mut count = 0;
    for (_, of_condition) in targets {
        if of_condition.iter().all(|target| !seen.contains(target)) {
            count += 1;
            seen.extend(of_condition);
        }
    }
    count
}
