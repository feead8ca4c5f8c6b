//! The answer for machines. Its form is a promise: `docs/assess.schema.json` describes it.

use eligibility::range::Truth;
use eligibility::wording::Wording;
use eligibility::{FactId, YenRange};
use kernel::Lang;
use serde::Serialize;

use super::{Assessed, Assessment};
use crate::catalogue::Catalogue;
use crate::programme::Stated;

#[derive(Serialize)]
struct AssessmentJson<'a> {
    on: String,
    answers: Vec<AnswerJson<'a>>,
    next_question: Option<&'a str>,
}

#[derive(Serialize)]
struct AnswerJson<'a> {
    programme: &'a str,
    name: &'a str,
    verdict: &'static str,
    amount: Option<AmountJson>,
    conditions: Vec<ConditionJson<'a>>,
    courses: Vec<CourseJson<'a>>,
    missing: Vec<&'a str>,
    /// What would change a "no". Always empty in this release.
    changes: Vec<()>,
    window: WindowJson,
    not_stated: &'a [String],
    as_of: &'a str,
    sources: &'a [String],
}

#[derive(Serialize)]
struct AmountJson {
    low: i64,
    high: Option<i64>,
}

#[derive(Serialize)]
struct ConditionJson<'a> {
    id: String,
    outcome: &'static str,
    text: String,
    basis: Option<&'a str>,
    evidence: Option<String>,
}

#[derive(Serialize)]
struct CourseJson<'a> {
    id: &'a str,
    name: &'a str,
    verdict: &'static str,
    amount: Option<AmountJson>,
}

#[derive(Serialize)]
struct WindowJson {
    state: &'static str,
    opens: Option<String>,
    closes: Option<String>,
}

/// The assessment as JSON text, in one language.
pub fn to_json(assessment: &Assessment<'_>, catalogue: &Catalogue, lang: Lang) -> String {
    let wording = Wording {
        facts: &catalogue.facts,
        programmes: &catalogue.names,
        on: assessment.on,
        lang,
    };
    let fact = |id: FactId| catalogue.facts.get(id).id.as_str();
    let json = AssessmentJson {
        on: assessment.on.to_string(),
        answers: assessment
            .answers
            .iter()
            .map(|assessed| AnswerJson {
                missing: assessed.answer.missing.iter().map(|id| fact(*id)).collect(),
                ..answer(assessed, &wording, lang)
            })
            .collect(),
        next_question: assessment.next_question.map(fact),
    };
    serde_json::to_string_pretty(&json).expect("the answer has only text keys and finite numbers")
}

fn answer<'a>(assessed: &'a Assessed<'a>, wording: &Wording<'_>, lang: Lang) -> AnswerJson<'a> {
    let programme = assessed.programme;
    let answer = &assessed.answer;
    let window = match &programme.window {
        Stated::Known(window) => Some(window),
        Stated::NotStated | Stated::Absent => None,
    };
    AnswerJson {
        programme: &programme.id,
        name: programme.name.get(lang),
        verdict: answer.verdict.word(),
        amount: answer.amount.map(amount),
        conditions: answer
            .outcomes()
            .map(|(id, condition, truth)| ConditionJson {
                id,
                outcome: outcome(truth),
                text: wording.condition(condition, answer.edition),
                basis: condition.basis.as_deref(),
                evidence: wording.evidence(condition),
            })
            .collect(),
        courses: answer
            .courses
            .iter()
            .map(|answered| CourseJson {
                id: &answered.course.id,
                name: answered.course.label.get(lang),
                verdict: answered.verdict.word(),
                amount: answered.amount.map(amount),
            })
            .collect(),
        missing: Vec::new(),
        changes: Vec::new(),
        window: WindowJson {
            state: assessed.window.word(),
            opens: window.and_then(|w| w.opens).map(|m| m.to_string()),
            closes: window.and_then(|w| w.closes).map(|m| m.to_string()),
        },
        not_stated: &programme.not_stated,
        as_of: programme.as_of.get(lang),
        sources: &programme.sources,
    }
}

fn amount(amount: YenRange) -> AmountJson {
    AmountJson {
        low: amount.low.0,
        high: amount.high.map(|high| high.0),
    }
}

/// How an outcome is called in the answer.
pub(super) fn outcome(truth: Truth) -> &'static str {
    match truth {
        Truth::Yes => "met",
        Truth::No => "unmet",
        Truth::Unknown => "unknown",
    }
}
