//! What would change an answer, for machines.

use eligibility::changes::{Change, Changes, Pace, Step, Target, Told};
use eligibility::range::{Exact, Range};
use eligibility::unit::Unit;
use eligibility::wording::Wording;
use eligibility::{Fact, FactKind, Value};
use serde::Serialize;
use serde_json::{Value as Json, json};
use utoipa::ToSchema;
use utoipa::openapi::schema::Object;

use super::{AmountJson, amount, one_of, verdict};
use crate::assess::{Assessed, Ways};

/// The name by which steps call the day of the answer, as rules do.
const DAY: &str = "on";

/// Changes that together would give another answer: for a "no" the smallest set, for a "yes" a higher amount.
#[derive(Serialize, ToSchema)]
#[schema(as = AnswerChange)]
pub(super) struct ChangeJson<'a> {
    /// At most three.
    #[schema(min_items = 1, max_items = 3)]
    steps: Vec<StepJson<'a>>,
    /// The answer after the change; `undecided` while other facts are unknown.
    #[schema(schema_with = verdict)]
    verdict: &'static str,
    amount: Option<AmountJson>,
    /// The whole proposal as a sentence.
    text: String,
}

/// One thing that changes.
#[derive(Serialize, ToSchema)]
#[schema(as = AnswerChangeStep)]
struct StepJson<'a> {
    /// The id of the fact; `on` is the day of the answer, that is, waiting.
    fact: &'a str,
    /// Of a list: the number of the record, from 1. Null for other facts, and where a record is added.
    #[schema(minimum = 1)]
    record: Option<usize>,
    /// Of a list: the field of the record.
    field: Option<&'a str>,
    /// What is known now, as a profile says it. Null: a record is added.
    #[schema(value_type = Option<serde_json::Value>)]
    from: Option<Json>,
    /// The nearest value that does. Null: a record is added, of which nothing is known yet.
    #[schema(value_type = Option<serde_json::Value>)]
    to: Option<Json>,
    /// The step as a clause.
    text: String,
    /// The programme that gives the certificate which is to be had first.
    #[schema(pattern = "^[a-z][a-z0-9-]*$")]
    by: Option<&'a str>,
    #[schema(schema_with = speeds)]
    speed: &'static str,
    /// Whether it is a proposal. Otherwise it only tells where the limit lies: nobody is advised to have fewer employees.
    advised: bool,
}

/// Why nothing that is permitted would change a "no".
#[derive(Serialize, ToSchema)]
#[schema(as = AnswerNoChange)]
pub(super) struct NoChangeJson {
    /// The conditions that rest on facts which cannot change; empty when a set of more than three changes might do.
    because: Vec<String>,
    /// The same as a sentence.
    text: String,
}

fn speeds() -> Object {
    one_of(
        "How fast it can change; `waiting`: by itself.",
        ["quickly", "waiting", "slowly"],
    )
}

/// The proposals for one programme, and why there are none.
pub(super) fn changes<'a>(
    assessed: &Assessed<'_>,
    ways: &Ways<'a>,
    wording: &Wording<'a>,
) -> (Vec<ChangeJson<'a>>, Option<NoChangeJson>) {
    let changes = ways.of(assessed);
    match &changes {
        Changes::To(all) => {
            let one = |change: &Change| ChangeJson {
                steps: (change.steps.iter())
                    .map(|one| step(one, change, ways, wording))
                    .collect(),
                verdict: change.verdict.word(),
                amount: change.amount.map(amount),
                text: ways.sentence(assessed, change, wording),
            };
            (all.iter().map(one).collect(), None)
        }
        Changes::Unneeded | Changes::Nothing { .. } | Changes::TooMany => {
            let text = ways.no_change(assessed, &changes, wording);
            let because = match changes {
                Changes::Nothing { because } => because,
                Changes::Unneeded | Changes::To(_) | Changes::TooMany => Vec::new(),
            };
            (Vec::new(), text.map(|text| NoChangeJson { because, text }))
        }
    }
}

fn step<'a>(step: &Step, change: &Change, ways: &Ways<'a>, wording: &Wording<'a>) -> StepJson<'a> {
    let (fact, record, field) = match step.target {
        Target::Day => (None, None, None),
        Target::Fact(id) | Target::Record(id) => (Some(wording.facts.get(id)), None, None),
        Target::Field {
            list,
            record,
            field,
        } => {
            let list = wording.facts.get(list);
            (Some(list), Some(record + 1), Some(&list.fields()[field]))
        }
    };
    let about = field.or(fact);
    let certified = !step.certificates().is_empty();
    let giver = ways.giver(change).filter(|_| certified);
    StepJson {
        fact: fact.map_or(DAY, |fact| fact.id.as_str()),
        record,
        field: field.map(|field| field.id.as_str()),
        from: value(about, &step.from),
        to: match step.target {
            Target::Record(_) => None,
            Target::Day | Target::Fact(_) | Target::Field { .. } => value(about, &step.to),
        },
        text: wording.step(step),
        by: giver.map(|programme| programme.id.as_str()),
        speed: match step.pace {
            Pace::Quickly => "quickly",
            Pace::ByWaiting => "waiting",
            Pace::Slowly => "slowly",
        },
        advised: match step.told {
            Told::AsAdvice => true,
            Told::AsLimit => false,
        },
    }
}

/// A value in the form of a profile.
fn value(fact: Option<&Fact>, value: &Value) -> Option<Json> {
    let choices = fact.map_or(&[][..], Fact::choices);
    let choice = |index: usize| choices.get(index).map(|choice| choice.id.as_str());
    Some(match value {
        Value::Unknown | Value::List(_) | Value::Awards(_) => return None,
        Value::YesNo(yes) => json!(yes),
        Value::Number(range) => match fact.map(|fact| &fact.kind) {
            Some(FactKind::Number { unit, .. }) => number(unit, range),
            _ => return None,
        },
        Value::Date(day) => json!(day.to_string()),
        Value::Choice(index) => json!(choice(*index)),
        Value::Choices(bits) => {
            let chosen = (0..choices.len()).filter(|index| bits >> index & 1 == 1);
            json!(chosen.filter_map(choice).collect::<Vec<&str>>())
        }
        Value::Industry(codes) => {
            let codes = codes.iter().map(|(code, _)| code.to_string());
            json!(codes.collect::<Vec<String>>())
        }
        Value::Text(_, text) => json!(text),
        Value::Certificates(held) => {
            let kinds = held.iter().filter_map(|one| choice(one.kind));
            json!(kinds.collect::<Vec<&str>>())
        }
        Value::Receiving(ids) => json!(ids),
    })
}

/// A number in the unit of its fact; an interval as profiles write it.
fn number(unit: &Unit, range: &Range) -> Json {
    let plain = |value: Exact| {
        let value = value / unit.factor;
        match i64::try_from(value.to_integer()) {
            Ok(whole) if value.is_integer() => json!(whole),
            // Only what is measured has fractions; they stay exact.
            _ => json!(value.to_string()),
        }
    };
    match range.single() {
        Some(value) => plain(value),
        None => {
            let end =
                |value: Option<Exact>| value.map_or_else(String::new, |v| plain(v).to_string());
            json!(format!("{}..{}", end(range.low), end(range.high)))
        }
    }
}
