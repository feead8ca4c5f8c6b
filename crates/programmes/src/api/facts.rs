//! The facts that rules ask about, with the words to ask for them.

use axum::Json;
use axum::extract::State as With;
use eligibility::fact::{Advised, Changeable, Direction};
use eligibility::range::Exact;
use eligibility::unit::Unit;
use eligibility::{Choice, Fact, FactKind};
use platform::api::{Text, one_of};
use serde::Serialize;
use serde_json::Number;
use utoipa::ToSchema;
use utoipa::openapi::schema::Object;

use super::State;

/// The facts
///
/// What rules may ask about an applicant: the keys of a profile, with kinds, units, ranges, choices and questions.
#[utoipa::path(
    get, path = "/api/facts", operation_id = "listFacts", tag = "assessment",
    responses((status = 200, description = "All facts, in the order in which they are asked.", body = FactsJson))
)]
pub async fn facts(With(state): With<State>) -> Json<FactsJson> {
    let facts = &state.catalogue.facts;
    Json(FactsJson {
        count: facts.len(),
        groups: facts
            .groups
            .iter()
            .map(|group| LabelledJson {
                id: group.id.clone(),
                label: Text::from(&group.label),
            })
            .collect(),
        facts: facts.iter().map(|(_, fact)| FactJson::from(fact)).collect(),
    })
}

/// The catalogue of facts.
#[derive(Serialize, ToSchema)]
#[schema(as = Facts)]
pub struct FactsJson {
    count: usize,
    /// Headings under which questions are asked together.
    groups: Vec<LabelledJson>,
    facts: Vec<FactJson>,
}

/// Something with a name: a choice, a heading.
#[derive(Serialize, ToSchema)]
#[schema(as = Labelled)]
struct LabelledJson {
    id: String,
    label: Text,
}

/// A fact. Keys that its type does not have are null or empty.
#[derive(Serialize, ToSchema)]
#[schema(as = Fact)]
struct FactJson {
    /// The key in a profile.
    #[schema(pattern = "^[a-z][a-z0-9_]*$", example = "employees")]
    id: String,
    #[serde(rename = "type")]
    #[schema(schema_with = kind)]
    kind: &'static str,
    /// A noun phrase; for `yes_no` a statement.
    label: Text,
    /// For `yes_no`: the statement of "no".
    denied: Option<Text>,
    question: Option<Text>,
    help: Option<Text>,
    /// What proves it.
    evidence: Option<Text>,
    #[schema(schema_with = changeable)]
    changeable: &'static str,
    /// How it can change, and what is advised; null where `changeable` is `no` or `unknown`.
    permitted: Option<PermittedJson>,
    /// The heading under which it is asked.
    group: Option<String>,
    /// For `number`: what a plain number means.
    unit: Option<UnitJson>,
    /// For `number`: the least it can be, in the unit; null: nothing limits it.
    #[schema(value_type = Option<f64>)]
    minimum: Option<Number>,
    /// For `number`: the most it can be, in the unit; null: nothing limits it.
    #[schema(value_type = Option<f64>)]
    maximum: Option<Number>,
    /// For `choice`, `choices` and `certificates`.
    choices: Vec<LabelledJson>,
    /// For `list`: the facts of one record. They have no lists inside.
    #[schema(no_recursion)]
    fields: Vec<FactJson>,
}

/// Which changes of a fact can be, and which are advised. Up is more, later, held, or "yes".
#[derive(Serialize, ToSchema)]
#[schema(as = Permitted)]
struct PermittedJson {
    #[schema(schema_with = only)]
    only: &'static str,
    #[schema(schema_with = advised)]
    advised: &'static str,
    /// The choices or certificates that can be taken on; null: all.
    to: Option<Vec<String>>,
}

/// A unit of measure.
#[derive(Serialize, ToSchema)]
#[schema(as = Unit)]
struct UnitJson {
    #[schema(example = "people")]
    id: String,
    label: Text,
    /// Whether only whole numbers make sense.
    whole: bool,
}

const KINDS: [&str; 11] = [
    "yes_no",
    "number",
    "date",
    "choice",
    "choices",
    "industry",
    "text",
    "list",
    "certificates",
    "awards",
    "receiving",
];

fn kind() -> Object {
    one_of(
        "What kind of value it has; see docs/rules.md, \"Facts\".",
        KINDS,
    )
}

fn changeable() -> Object {
    let words = ["quickly", "slowly", "no", "unknown"];
    one_of(
        "Whether and how fast a company can change it by its own decision.",
        words,
    )
}

fn only() -> Object {
    one_of(
        "The one direction in which it can change, or `any`.",
        ["any", "up", "down"],
    )
}

fn advised() -> Object {
    one_of(
        "The direction that is proposed; what is not is told as a limit only.",
        ["any", "up", "down", "none"],
    )
}

fn way(direction: Direction) -> &'static str {
    match direction {
        Direction::Up => "up",
        Direction::Down => "down",
    }
}

impl PermittedJson {
    fn of(fact: &Fact) -> Option<PermittedJson> {
        let permitted = &fact.permitted;
        let chosen = |bits: u64| {
            let choices = fact.choices().iter().enumerate();
            let chosen = choices.filter(|(index, _)| bits >> index & 1 == 1);
            chosen.map(|(_, choice)| choice.id.clone()).collect()
        };
        fact.can_change().then(|| PermittedJson {
            only: permitted.only.map_or("any", way),
            advised: match permitted.advised {
                Advised::Any => "any",
                Advised::Only(direction) => way(direction),
                Advised::None => "none",
            },
            to: permitted.to.map(chosen),
        })
    }
}

impl From<&Fact> for FactJson {
    fn from(fact: &Fact) -> FactJson {
        let (unit, minimum, maximum) = match &fact.kind {
            FactKind::Number { unit, range } => (
                Some(UnitJson::from(&**unit)),
                range.low.map(|low| number(low, unit)),
                range.high.map(|high| number(high, unit)),
            ),
            _ => (None, None, None),
        };
        FactJson {
            id: fact.id.clone(),
            kind: fact.kind.word(),
            label: Text::from(&fact.label),
            denied: Text::maybe(fact.denied.as_ref()),
            question: Text::maybe(fact.question.as_ref()),
            help: Text::maybe(fact.help.as_ref()),
            evidence: Text::maybe(fact.evidence.as_ref()),
            changeable: match fact.changeable {
                Changeable::Quickly => "quickly",
                Changeable::Slowly => "slowly",
                Changeable::No => "no",
                Changeable::Unknown => "unknown",
            },
            permitted: PermittedJson::of(fact),
            group: fact.group.clone(),
            unit,
            minimum,
            maximum,
            choices: fact.choices().iter().map(LabelledJson::from).collect(),
            fields: fact.fields().iter().map(FactJson::from).collect(),
        }
    }
}

impl From<&Unit> for UnitJson {
    fn from(unit: &Unit) -> UnitJson {
        UnitJson {
            id: unit.id.clone(),
            label: Text {
                ja: unit.ja.clone(),
                en: unit.en_many.clone(),
            },
            whole: unit.whole,
        }
    }
}

impl From<&Choice> for LabelledJson {
    fn from(choice: &Choice) -> LabelledJson {
        LabelledJson {
            id: choice.id.clone(),
            label: Text::from(&choice.label),
        }
    }
}

/// A limit of a fact in its unit. Limits are round numbers of small size; a fraction is shown, never computed with.
pub fn number(value: Exact, unit: &Unit) -> Number {
    let value = value / unit.factor;
    match i64::try_from(value.to_integer()) {
        Ok(whole) if value.is_integer() => whole.into(),
        _ => Number::from_f64(*value.numer() as f64 / *value.denom() as f64)
            .unwrap_or_else(|| 0.into()),
    }
}
