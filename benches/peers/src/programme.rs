//! The rules of one programme as JSONLogic: the verdict alone, every condition, and the amount.

use std::collections::BTreeSet;

use eligibility::rules::{Choose, Condition, Course, Edition};
use eligibility::{Facts, Rules};
use kernel::Date;
use serde_json::{Value as Json, json};

use crate::input::Preparations;
use crate::logic::{Translated, Translator};

pub struct Translation {
    /// Where the programme stands in the city's list.
    pub index: usize,
    pub verdict: Json,
    /// One outcome for each condition, those of courses after the common ones.
    pub conditions: Vec<Json>,
    /// Nothing when the programme pays no money, or its amount has no translation (then with the reason).
    pub amount: Option<Translated<Json>>,
    /// The keys of the input that it asks for.
    pub used: BTreeSet<String>,
}

/// Translates the edition of a day; fails with the reason when a condition has no translation.
pub fn translate(
    index: usize,
    rules: &Rules,
    facts: &Facts,
    on: Date,
    prepared: &mut Preparations,
) -> Translated<Translation> {
    let edition = rules.on(on);
    let mut translator = Translator {
        facts,
        on,
        prepared,
        expenses: edition.expenses.as_ref(),
        used: BTreeSet::new(),
        record: None,
    };
    let own = match (&edition.amount, edition.courses.is_empty()) {
        (Some(amount), true) => Some(translator.amount(amount)),
        _ => None,
    };
    let mut conditions = translator.conditions(&edition.conditions, own.as_ref())?;
    let mut tests = conditions.clone();
    let mut courses = Vec::new();
    for course in &edition.courses {
        let amount = course
            .amount
            .as_ref()
            .map(|amount| translator.amount(amount));
        let own = translator.conditions(&course.conditions, amount.as_ref())?;
        conditions.extend(own.iter().cloned());
        courses.push((course, json!({"and": own}), amount));
    }
    if !courses.is_empty() {
        let any: Vec<&Json> = courses.iter().map(|(_, fits, _)| fits).collect();
        tests.push(json!({"or": any}));
    }
    let amount = own.or_else(|| translator.over_courses(edition, &courses));
    Ok(Translation {
        index,
        verdict: json!({"and": tests}),
        conditions,
        amount,
        used: translator.used,
    })
}

impl Translator<'_> {
    fn conditions(
        &mut self,
        conditions: &[Condition],
        amount: Option<&Translated<Json>>,
    ) -> Translated<Vec<Json>> {
        let one = |condition: &Condition| match (&condition.minimum_grant, amount) {
            (None, _) => self.condition(&condition.rule),
            (Some(minimum), Some(amount)) => {
                Ok(json!({">=": [amount.clone()?, self.number(minimum)?]}))
            }
            (Some(_), None) => Err("a minimum grant over courses".to_owned()),
        };
        conditions.iter().map(one).collect()
    }

    /// The largest of the courses that fit, or their sum.
    fn over_courses(
        &mut self,
        edition: &Edition,
        courses: &[(&Course, Json, Option<Translated<Json>>)],
    ) -> Option<Translated<Json>> {
        if courses.iter().all(|(_, _, amount)| amount.is_none()) {
            return None;
        }
        let of_course = |(_, fits, amount): &(&Course, Json, Option<Translated<Json>>)| {
            let amount = amount.clone().unwrap_or(Ok(json!(0)))?;
            Ok(json!({"if": [fits, amount, 0]}))
        };
        let word = match edition.choose {
            Choose::One => "max",
            Choose::Any => "+",
        };
        let amounts: Translated<Vec<Json>> = courses.iter().map(of_course).collect();
        Some(amounts.and_then(|amounts| {
            let all = json!({word: amounts});
            match &edition.amount {
                Some(over) => self.limited(&over.limits, all),
                None => Ok(all),
            }
        }))
    }
}
