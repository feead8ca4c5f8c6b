//! From a programme's file to its rules.

use kernel::{Date, Faults, Fields, Node, Place};

use super::contradictions;
use super::{Choose, Condition, Course, Edition, MOST_CONDITIONS, Rules};
use crate::accepted::read_accepted;
use crate::compile::{Compiler, Context, ExpenseItems, Names};
use crate::fact::FactKind;
use crate::formula::Cond;

/// Reads the rules of a programme: `editions`, or one edition written at the top of the file.
pub fn read_rules(
    programme: &str,
    fields: &mut Fields<'_>,
    names: &Names<'_>,
    faults: &mut Faults,
) -> Rules {
    let mut editions: Vec<(Date, Edition)> = Vec::new();
    if let Some(node) = fields.optional("editions") {
        for item in node.items(faults).unwrap_or_default() {
            let Some(mut inner) = item.fields(faults) else {
                continue;
            };
            let from = inner.required("from", faults).and_then(|n| n.date(faults));
            let edition = read_edition(programme, &mut inner, names, faults);
            read_accepted(&mut inner, faults);
            inner.finish(faults);
            let Some(from) = from else { continue };
            if editions.last().is_some_and(|(before, _)| *before >= from) {
                faults.add(&item.place, "editions-order", []);
            }
            editions.push((from, edition));
        }
        if editions.is_empty() {
            faults.add(&node.place, "editions-empty", []);
        }
        for key in [
            "conditions",
            "expenses",
            "choose",
            "courses",
            "amount",
            "excludes",
        ] {
            if let Some(misplaced) = fields.optional(key) {
                faults.add(&misplaced.place, "editions-and-rules", [("key", &key)]);
            }
        }
    }
    if editions.is_empty() {
        let edition = read_edition(programme, fields, names, faults);
        editions.push((Date::MIN, edition));
    }
    Rules { editions }
}

fn read_edition(
    programme: &str,
    fields: &mut Fields<'_>,
    names: &Names<'_>,
    faults: &mut Faults,
) -> Edition {
    let mut context = Context {
        programme: Some(programme.to_owned()),
        expense_items: ExpenseItems::None,
    };
    let before = faults.len();
    let expenses = fields
        .optional("expenses")
        .and_then(|node| super::expenses::read_expenses(node, names, &context, faults));
    context.expense_items = match &expenses {
        _ if faults.len() > before => ExpenseItems::Broken,
        None => ExpenseItems::None,
        Some(expenses) => {
            let ids = expenses.items.iter().map(|item| item.id.clone());
            ExpenseItems::These(ids.collect())
        }
    };
    let mut seen = Vec::new();
    let mut conditions = read_conditions(fields, names, &context, &mut seen, faults);
    conditions.extend(read_exclusions(fields, names, &context, faults));
    let choose = match fields.optional("choose") {
        None => Choose::One,
        Some(node) => match node.text(faults) {
            Some("one") | None => Choose::One,
            Some("any") => Choose::Any,
            Some(other) => {
                faults.add(&node.place, "courses-bad-choose", [("found", &other)]);
                Choose::One
            }
        },
    };
    let mut courses: Vec<Course> = Vec::new();
    for node in fields.list("courses", faults) {
        if let Some(course) = read_course(node, names, &context, faults) {
            if courses.iter().any(|earlier| earlier.id == course.id) {
                faults.add(&node.place, "course-twice", [("id", &course.id)]);
            }
            courses.push(course);
        }
    }
    let amount = fields.optional("amount").and_then(|node| {
        let over_courses = fields.has("courses");
        super::amounts::read_amount(node, over_courses, names, &context, faults)
    });
    let (amount, minimum) = split(amount);
    conditions.extend(minimum);
    let longest = courses.iter().map(|course| course.conditions.len()).max();
    if conditions.len().max(longest.unwrap_or(0)) > MOST_CONDITIONS {
        faults.add(
            fields.place(),
            "conditions-too-many",
            [("most", &MOST_CONDITIONS)],
        );
    }
    contradictions::find(&conditions, &courses, names.facts, faults);
    Edition {
        conditions,
        expenses,
        courses,
        choose,
        amount,
        study: super::LazyStudy::default(),
    }
}

fn split(
    amount: Option<(super::Amount, Option<Condition>)>,
) -> (Option<super::Amount>, Option<Condition>) {
    match amount {
        None => (None, None),
        Some((amount, minimum)) => (Some(amount), minimum),
    }
}

fn read_course(
    node: &Node,
    names: &Names<'_>,
    context: &Context,
    faults: &mut Faults,
) -> Option<Course> {
    let mut fields = node.fields(faults)?;
    let id = fields.required_text("id", faults);
    let label = fields.required_bilingual("label", faults);
    let mut seen = Vec::new();
    let mut conditions = read_conditions(&mut fields, names, context, &mut seen, faults);
    let amount = fields
        .optional("amount")
        .and_then(|node| super::amounts::read_amount(node, false, names, context, faults));
    read_accepted(&mut fields, faults);
    fields.finish(faults);
    let (amount, minimum) = split(amount);
    conditions.extend(minimum);
    Some(Course {
        id: id?,
        label: label?,
        conditions,
        amount,
    })
}

fn read_conditions(
    fields: &mut Fields<'_>,
    names: &Names<'_>,
    context: &Context,
    seen: &mut Vec<(String, Place)>,
    faults: &mut Faults,
) -> Vec<Condition> {
    let Some(node) = fields.optional("conditions") else {
        return Vec::new();
    };
    if node.word() == Some("not stated") {
        return vec![Condition::plain("stated", Cond::NotStated, &node.place)];
    }
    let mut conditions = Vec::new();
    for item in node.items(faults).unwrap_or_default() {
        let Some(mut inner) = item.fields(faults) else {
            continue;
        };
        let id = inner.required_text("id", faults);
        let rule = inner.optional("rule");
        let not_stated = inner.optional_bilingual("not_stated", faults);
        let mut condition = Condition::plain("", Cond::NotStated, &item.place);
        condition.basis = inner.optional_text("basis", faults);
        condition.evidence = inner.optional_bilingual("evidence", faults);
        condition.note = inner.optional_bilingual("note", faults);
        read_accepted(&mut inner, faults);
        inner.finish(faults);
        match (rule, &not_stated) {
            (Some(rule), None) => {
                match Compiler::new(names, context, faults).condition_slot(rule) {
                    Some(rule) => condition.rule = rule,
                    None => continue,
                }
            }
            (None, Some(_)) => {}
            _ => {
                faults.add(&item.place, "condition-rule-or-not-stated", []);
                continue;
            }
        }
        condition.not_stated = not_stated;
        let Some(id) = id else { continue };
        if let Some((_, first)) = seen.iter().find(|(earlier, _)| *earlier == id) {
            let line = first.line;
            faults.add(
                &item.place,
                "condition-twice",
                [("id", &id), ("line", &line)],
            );
        }
        seen.push((id.clone(), item.place.clone()));
        condition.id = id;
        conditions.push(condition);
    }
    conditions
}

/// `excludes`: not together with other programmes.
fn read_exclusions(
    fields: &mut Fields<'_>,
    names: &Names<'_>,
    context: &Context,
    faults: &mut Faults,
) -> Vec<Condition> {
    let mut conditions = Vec::new();
    for node in fields.list("excludes", faults) {
        let Some(mut inner) = node.fields(faults) else {
            continue;
        };
        let one = inner.optional("programme");
        let several = inner.list("programmes", faults);
        let basis = inner.optional_text("basis", faults);
        let note = inner.optional_bilingual("note", faults);
        read_accepted(&mut inner, faults);
        inner.finish(faults);
        let mut programmes = Vec::new();
        for name in one.into_iter().chain(several) {
            let Some(id) = name.text(faults) else {
                continue;
            };
            if names.programmes.contains(id) && context.programme.as_deref() != Some(id) {
                programmes.push(id.to_owned());
            } else {
                faults.add(&name.place, "rule-unknown-programme", [("name", &id)]);
            }
        }
        let receiving = names.facts.only(|k| matches!(k, FactKind::Receiving));
        let Some(receiving) = receiving else {
            faults.add(
                &node.place,
                "rule-needs-fact-of-type",
                [("type", &"receiving")],
            );
            continue;
        };
        if programmes.is_empty() {
            if one.is_none() && several.is_empty() {
                faults.add(&node.place, "document-missing-key", [("key", &"programme")]);
            }
            continue;
        }
        let id = format!("excludes-{}", programmes.join("-"));
        let rule = Cond::Not(Box::new(Cond::Receiving {
            receiving,
            programmes,
        }));
        conditions.push(Condition {
            basis,
            note,
            ..Condition::plain(&id, rule, &node.place)
        });
    }
    conditions
}
