//! The answer for machines. Its form is a promise: `docs/assess.schema.json` describes it.

mod changed;

use eligibility::range::Truth;
use eligibility::wording::Wording;
use eligibility::{FactId, YenRange};
use kernel::Lang;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa::openapi::schema::{Object, ObjectBuilder, Type};

use super::{Assessed, Assessment, Ways};
use crate::catalogue::Catalogue;
use crate::programme::{Stated, WindowState};
use changed::{ChangeJson, NoChangeJson};

/// Every programme that was asked, judged for one profile on one day. Keys may be added in later releases; those that
/// are here keep their meaning.
#[derive(Serialize, ToSchema)]
#[schema(as = Assessment)]
pub(crate) struct AssessmentJson<'a> {
    /// The day for which the answer is given.
    #[schema(pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", example = "2026-05-01")]
    on: String,
    /// One answer for each programme, in the order of their ids.
    answers: Vec<AnswerJson<'a>>,
    /// The id of the fact that is best answered next; null when nothing is missing.
    next_question: Option<&'a str>,
}

/// One programme with its answer.
#[derive(Serialize, ToSchema)]
#[schema(as = Answer)]
struct AnswerJson<'a> {
    #[schema(pattern = "^[a-z][a-z0-9-]*$", example = "kz-equip-2025")]
    programme: &'a str,
    name: &'a str,
    #[schema(schema_with = verdict)]
    verdict: &'static str,
    /// null: not eligible, or no money is given.
    amount: Option<AmountJson>,
    /// The programme's conditions, then those of its courses (their ids are `course.condition`).
    conditions: Vec<ConditionJson<'a>>,
    /// Empty when it has none.
    courses: Vec<CourseJson<'a>>,
    /// Ids of the facts that can still change the verdict, or the amount while it is an interval.
    missing: Vec<&'a str>,
    /// What would change a "no", or raise the amount of a "yes": the nearest first, at most three, each verified by judging.
    #[schema(max_items = 3)]
    changes: Vec<ChangeJson<'a>>,
    /// Why nothing would change a "no"; null where something would, or where nothing has to.
    no_change: Option<NoChangeJson>,
    window: WindowJson,
    /// Matters on which the source is silent. They do not change the verdict.
    not_stated: &'a [String],
    /// The year or day of which the source speaks.
    as_of: &'a str,
    #[schema(min_items = 1)]
    sources: &'a [String],
}

/// The schema of a word out of a fixed set.
fn one_of<'w>(description: &str, words: impl IntoIterator<Item = &'w str>) -> Object {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .description(Some(description))
        .enum_values(Some(words.into_iter().collect::<Vec<&str>>()))
        .build()
}

fn verdict() -> Object {
    let words = ["eligible", "ineligible", "undecided"];
    one_of(
        "`undecided`: a fact is missing, or the source does not give the content of a condition.",
        words,
    )
}

/// Whole yen as an interval; exact when low and high are equal.
#[derive(Serialize, ToSchema)]
#[schema(as = AnswerAmount)]
struct AmountJson {
    #[schema(minimum = 0)]
    low: i64,
    /// null: nothing in the source limits it.
    #[schema(minimum = 0)]
    high: Option<i64>,
}

/// One condition with its outcome.
#[derive(Serialize, ToSchema)]
#[schema(as = AnswerCondition)]
struct ConditionJson<'a> {
    /// Unique in the programme.
    id: String,
    #[schema(schema_with = outcomes)]
    outcome: &'static str,
    /// The condition as a sentence, made from its rule.
    text: String,
    /// Article or page of the source.
    basis: Option<&'a str>,
    /// What proves it.
    evidence: Option<String>,
}

fn outcomes() -> Object {
    let words = [Truth::Yes, Truth::No, Truth::Unknown].map(outcome);
    one_of("Whether it is fulfilled.", words)
}

/// A course with its answer.
#[derive(Serialize, ToSchema)]
#[schema(as = AnswerCourse)]
struct CourseJson<'a> {
    id: &'a str,
    name: &'a str,
    #[schema(schema_with = verdict)]
    verdict: &'static str,
    amount: Option<AmountJson>,
}

/// When applications are taken, as far as the source states it.
#[derive(Serialize, ToSchema)]
#[schema(as = AnswerWindow)]
struct WindowJson {
    #[schema(schema_with = window_states)]
    state: &'static str,
    /// A day, or a minute in the time of the city (`2026-06-10T17:00`).
    #[schema(pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2})?$")]
    opens: Option<String>,
    /// As `opens`; a day closes at its end.
    #[schema(pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2})?$")]
    closes: Option<String>,
}

fn window_states() -> Object {
    let words = WindowState::ALL.iter().map(|state| state.word());
    one_of(
        "On the day of the answer. `unknown`: the source does not tell; it is never assumed to be open.",
        words,
    )
}

/// The assessment as JSON text, in one language.
pub fn to_json(assessment: &Assessment<'_>, catalogue: &Catalogue, lang: Lang) -> String {
    let wording = Wording {
        facts: &catalogue.facts,
        programmes: &catalogue.names,
        on: assessment.on,
        lang,
    };
    let ways = Ways::new(assessment, catalogue);
    let fact = |id: FactId| catalogue.facts.get(id).id.as_str();
    let json = AssessmentJson {
        on: assessment.on.to_string(),
        answers: assessment
            .answers
            .iter()
            .map(|assessed| AnswerJson {
                missing: assessed.answer.missing.iter().map(|id| fact(*id)).collect(),
                ..answer(assessed, &ways, &wording, lang)
            })
            .collect(),
        next_question: assessment.next_question.map(fact),
    };
    serde_json::to_string_pretty(&json).expect("the answer has only text keys and finite numbers")
}

fn answer<'a>(
    assessed: &'a Assessed<'a>,
    ways: &Ways<'a>,
    wording: &Wording<'a>,
    lang: Lang,
) -> AnswerJson<'a> {
    let (changes, no_change) = changed::changes(assessed, ways, wording);
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
        changes,
        no_change,
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
