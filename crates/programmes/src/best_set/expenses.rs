//! The expenses that programmes may pay for, and the applicant as a programme sees them when only some expenses are
//! put before it. An expense is whole: a record of a list, or a sum of yen. A plan is complete: what is written neither in
//! the plan nor in the profile is not bought, and no programme pays for it.

use std::collections::BTreeSet;

use eligibility::fact::{Fact, FactKind};
use eligibility::formula::{Cond, Definition, Num, Source};
use eligibility::profile::Value;
use eligibility::range::Range;
use eligibility::rules::{Amount, Edition, Measure};
use eligibility::{FactId, Facts, Profile};
use kernel::{Bilingual, Date};

use super::plan::Plan;

/// One expense.
#[derive(Clone, Debug)]
pub struct Expense {
    pub label: Label,
    pub day: Option<Date>,
    /// How it appears in the facts.
    pub forms: Vec<(FactId, Value)>,
}

/// What an expense is called.
#[derive(Clone, Debug)]
pub enum Label {
    /// As the plan calls it.
    Own(Bilingual),
    /// A record of a list: its number among several, and its kind where it has one.
    Record {
        fact: FactId,
        number: Option<usize>,
        kind: Option<Bilingual>,
    },
    /// A sum.
    Whole(FactId),
}

/// The facts from which an edition pays: the list of its expenses, and the lists and yen that its amounts start from.
pub fn paid_facts(edition: &Edition) -> BTreeSet<FactId> {
    let mut found = BTreeSet::new();
    let courses = edition.courses.iter().filter_map(|c| c.amount.as_ref());
    let amounts: Vec<&Amount> = edition.amount.iter().chain(courses).collect();
    for part in amounts.iter().flat_map(|amount| &amount.parts) {
        match &part.measure {
            Measure::Share { base, .. } => start(base, edition, &mut found),
            Measure::PerUnit { per, .. } => start(per, edition, &mut found),
        }
    }
    found
}

/// The facts whose values a number adds up or counts; what only decides between values is left aside.
fn start(num: &Num, edition: &Edition, found: &mut BTreeSet<FactId>) {
    let mut all = |nums: &[&Num]| {
        for num in nums {
            start(num, edition, found);
        }
    };
    match num {
        Num::Fact(Source::Fact(id), of) if of.0.is_yen() => {
            found.insert(*id);
        }
        Num::EligibleCost(_) => {
            found.extend(edition.expenses.iter().map(|expenses| expenses.list));
        }
        Num::Over { list, .. } => {
            found.insert(*list);
        }
        Num::Negative(inner) | Num::InUnit(inner, _) => all(&[inner]),
        Num::Calc(_, a, b) => all(&[a, b]),
        Num::Round(_, a, _) => all(&[a]),
        Num::Least(parts) | Num::Most(parts) => all(&parts.iter().collect::<Vec<_>>()),
        Num::If(_, yes, no) => all(&[yes, no]),
        Num::Marginal(of, _, _) => all(&[of]),
        Num::ByDate(editions) => all(&editions.iter().map(|(_, n)| n).collect::<Vec<_>>()),
        Num::Defined(definition) => all(&of_definition(definition)),
        Num::Fact(..)
        | Num::Literal(..)
        | Num::FiscalYear
        | Num::Change(..)
        | Num::Fall(..)
        | Num::Elapsed(..)
        | Num::Days(..)
        | Num::Age(..)
        | Num::Awards { .. }
        | Num::AwardsFrom { .. }
        | Num::NotStated(_) => {}
    }
}

fn of_definition(definition: &Definition<Num>) -> Vec<&Num> {
    definition.editions.iter().map(|(_, num)| num).collect()
}

/// All expenses in these facts: those of the plan first, then those of the profile.
pub fn expenses(
    facts: &Facts,
    profile: &Profile,
    plan: &Plan,
    paid: &BTreeSet<FactId>,
) -> Vec<Expense> {
    let within = |day: Option<Date>| match (day, plan.horizon) {
        (Some(day), Some(horizon)) => day <= horizon,
        _ => true,
    };
    let mut found: Vec<Expense> = plan
        .expenses
        .iter()
        .filter(|planned| within(planned.day))
        .filter(|planned| planned.forms.iter().any(|(id, _)| paid.contains(id)))
        .map(|planned| Expense {
            label: Label::Own(planned.label.clone()),
            day: planned.day,
            forms: planned.forms.clone(),
        })
        .collect();
    for id in paid {
        match profile.get(*id) {
            Value::Unknown => {}
            Value::List(records) => {
                let records = records.iter().enumerate();
                let several = records.len() > 1;
                let records = records.map(|(index, record)| {
                    of_record(facts, *id, several.then_some(index + 1), record)
                });
                found.extend(records.filter(|expense| within(expense.day)));
            }
            Value::Number(sum) if sum.is_zero() => {}
            value => found.push(Expense {
                label: Label::Whole(*id),
                day: None,
                forms: vec![(*id, value.clone())],
            }),
        }
    }
    found
}

/// A record; its day is the first date in it, its kind the first choice.
fn of_record(facts: &Facts, fact: FactId, number: Option<usize>, record: &[Value]) -> Expense {
    let day = record.iter().find_map(|value| match value {
        Value::Date(day) => Some(*day),
        _ => None,
    });
    let fields = facts.get(fact).fields().iter().zip(record);
    let mut kinds = fields.filter_map(|(field, value)| match value {
        Value::Choice(index) => Some(field.choices()[*index].label.clone()),
        _ => None,
    });
    Expense {
        label: Label::Record {
            fact,
            number,
            kind: kinds.next(),
        },
        day,
        forms: vec![(fact, Value::List(vec![record.to_vec()]))],
    }
}

/// The value of a fact when these expenses are all there is.
pub fn value_of<'e>(fact: &Fact, id: FactId, expenses: impl Iterator<Item = &'e Expense>) -> Value {
    let mut records = Vec::new();
    let mut sum = Range::whole(0);
    for (_, form) in expenses.flat_map(|expense| expense.forms.iter().filter(|(f, _)| *f == id)) {
        match form {
            Value::List(more) => records.extend(more.iter().cloned()),
            Value::Number(range) => sum = sum.plus(*range),
            _ => return Value::Unknown,
        }
    }
    match fact.kind {
        FactKind::List(_) => Value::List(records),
        _ => Value::Number(sum),
    }
}

/// Whether a condition asks whether a certificate is held; its kinds are added.
pub fn certificates_of(cond: &Cond, kinds: &mut BTreeSet<usize>) {
    if let Cond::Holds { kind, .. } = cond {
        kinds.insert(*kind);
    }
}
