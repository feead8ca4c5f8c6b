//! The rules of a programme in words, edition by edition.

use eligibility::formula::{Cond, in_force};
use eligibility::rules::{Amount, Choose, Condition, Course, Edition};
use eligibility::wording::{AmountLine, Wording};
use kernel::{Bilingual, Date};
use platform::Frame;

use super::mentions::Mentions;
use crate::catalogue::Catalogue;
use crate::programme::Programme;

/// One edition of the rules.
pub struct EditionView<'a> {
    /// From when to when it holds; `None` for the only one.
    pub period: Option<String>,
    pub in_force: bool,
    pub conditions: Vec<ConditionView<'a>>,
    pub choose: Choose,
    pub courses: Vec<CourseView<'a>>,
    pub expenses: Vec<AmountLine>,
    pub amount: Vec<AmountLine>,
    pub definitions: Vec<DefinitionView>,
}

pub struct ConditionView<'a> {
    pub sentence: String,
    /// The source names it, or says that there are conditions, without giving the content.
    pub not_stated: bool,
    pub evidence: Option<String>,
    pub basis: Option<&'a str>,
    pub note: Option<&'a Bilingual>,
}

pub struct CourseView<'a> {
    pub label: &'a Bilingual,
    pub conditions: Vec<ConditionView<'a>>,
    pub amount: Vec<AmountLine>,
}

/// A definition that the rules use, as it holds on the day of the edition.
pub struct DefinitionView {
    pub label: Bilingual,
    pub basis: Option<String>,
    pub note: Option<Bilingual>,
    /// `None` before its first edition.
    pub means: Option<String>,
}

/// All editions, the one in force first, the others in their order.
pub fn editions<'a>(
    frame: &Frame,
    catalogue: &'a Catalogue,
    programme: &'a Programme,
) -> Vec<EditionView<'a>> {
    let all = &programme.rules.editions;
    let current: *const Edition = programme.rules.on(frame.today);
    let mut views: Vec<EditionView<'a>> = all
        .iter()
        .enumerate()
        .map(|(index, (from, edition))| {
            let until = all
                .get(index + 1)
                .and_then(|(next, _)| next.yesterday().ok());
            let is_current = std::ptr::eq(current, edition);
            // What is dated inside a rule is said as it was at the end of the edition, or will be at its beginning.
            let on = match until {
                _ if is_current => frame.today,
                Some(last) if last < frame.today => last,
                Some(_) | None => *from,
            };
            let period = (all.len() > 1).then(|| period(frame, *from, until));
            view(
                catalogue.wording(on, frame.lang),
                edition,
                period,
                is_current,
            )
        })
        .collect();
    views.sort_by_key(|view| !view.in_force);
    views
}

fn period(frame: &Frame, from: Date, until: Option<Date>) -> String {
    let from = frame.date(from);
    match until {
        None => frame.say("page-edition-from", &[("from", &from)]),
        Some(until) => {
            let until = frame.date(until);
            frame.say(
                "page-edition-from-to",
                &[("from", &from), ("until", &until)],
            )
        }
    }
}

fn view<'a>(
    wording: Wording<'a>,
    edition: &'a Edition,
    period: Option<String>,
    in_force: bool,
) -> EditionView<'a> {
    let items = edition.expenses.iter().flat_map(|expenses| &expenses.items);
    EditionView {
        period,
        in_force,
        conditions: conditions(&wording, &edition.conditions, edition),
        choose: edition.choose,
        courses: edition
            .courses
            .iter()
            .map(|course| course_view(&wording, course, edition))
            .collect(),
        expenses: items.map(|item| wording.expense(item, edition)).collect(),
        amount: amount(&wording, edition.amount.as_ref(), edition),
        definitions: definitions(&wording, edition),
    }
}

fn course_view<'a>(wording: &Wording<'a>, course: &'a Course, edition: &Edition) -> CourseView<'a> {
    CourseView {
        label: &course.label,
        conditions: conditions(wording, &course.conditions, edition),
        amount: amount(wording, course.amount.as_ref(), edition),
    }
}

fn conditions<'a>(
    wording: &Wording<'a>,
    conditions: &'a [Condition],
    edition: &Edition,
) -> Vec<ConditionView<'a>> {
    conditions
        .iter()
        .map(|condition| ConditionView {
            sentence: wording.condition(condition, edition),
            not_stated: is_not_stated(condition),
            evidence: wording.evidence(condition),
            basis: condition.basis.as_deref(),
            note: condition.note.as_ref(),
        })
        .collect()
}

/// Whether the source does not give what a condition demands.
pub fn is_not_stated(condition: &Condition) -> bool {
    condition.not_stated.is_some() || matches!(condition.rule, Cond::NotStated)
}

fn amount(wording: &Wording<'_>, amount: Option<&Amount>, edition: &Edition) -> Vec<AmountLine> {
    amount.map_or_else(Vec::new, |amount| wording.amount(amount, edition))
}

fn definitions(wording: &Wording<'_>, edition: &Edition) -> Vec<DefinitionView> {
    Mentions::of([edition])
        .definitions
        .iter()
        .map(|definition| DefinitionView {
            label: definition.label.clone(),
            basis: definition.basis.clone(),
            note: definition.note.clone(),
            means: in_force(&definition.editions, wording.on).map(|means| wording.rule(means)),
        })
        .collect()
}
