//! Trying a programme's rules out on synthetic firms: the figures of the page, for machines.

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Query, State as With};
use axum::http::header::{CACHE_CONTROL, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use eligibility::levers::Lever;
use eligibility::range::Exact;
use kernel::Lang;
use platform::api::Text;
use platform::problem::{FieldError, Problem};
use serde::Serialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;

use super::{State, words};
use crate::portal::simulation::firms::{Refusal, SEED, Trying};
use crate::portal::simulation::variant::Variant;
use crate::simulation::report::{Report, Source, to_json};

/// Names in the address that are no number and no assumption.
const OWN: [&str; 1] = ["lang"];

/// Try rules out
///
/// What the rules of a programme do to 100,000 synthetic firms, today: how many are eligible, undecided and ineligible,
/// what it costs, how amounts are spread, by size and industry. Numbers of the rules can be moved: each is a parameter
/// called by its `id` in `levers`, written as people write it (`amount.cap=1500万円`, `amount.rate=2/3`). What is not
/// known of a firm can be assumed: `assume.` before the key of a fact. Then there is a before and an after. The firms
/// are made up from published statistics; no result is a forecast.
#[utoipa::path(
    get, path = "/api/programmes/{id}/simulation", operation_id = "simulateProgramme", tag = "programmes",
    params(
        ("id" = String, Path, description = "The programme's id.", pattern = "^[a-z][a-z0-9-]*$", example = "kz-equip-2025"),
        ("lang" = Option<String>, Query, description = "The language of labels and notes.", pattern = "^(ja|en)$", example = "en"),
    ),
    responses(
        (status = 200, description = "What came out.", body = SimulationJson),
        (status = 404, description = "There is no such programme, or the city has no figures to make firms from.", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "A number or an assumption cannot be meant; `errors` tells each parameter.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Too many simulations at once; come again after some seconds.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn simulation(
    With(state): With<State>,
    id: Result<Path<String>, PathRejection>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Response {
    let mut response = match id.ok() {
        Some(Path(id)) => tried(&state, &id, pairs).await,
        None => Problem::not_found().into_response(),
    };
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    response
}

async fn tried(state: &State, id: &str, pairs: Vec<(String, String)>) -> Response {
    let catalogue = &state.catalogue;
    let Some(programme) = catalogue.find(id) else {
        return Problem::not_found().into_response();
    };
    let on = state.clock.today();
    let given = pairs.iter().find(|(name, _)| name == OWN[0]);
    let lang = match given.map(|(_, lang)| lang.as_str()) {
        None | Some("ja") => Some(Lang::Ja),
        Some("en") => Some(Lang::En),
        Some(_) => None,
    };
    let mut variant = Variant::read(pairs, &OWN, programme, &catalogue.facts, on);
    let mut errors = errors(&variant);
    if lang.is_none() {
        errors.push(error(OWN[0], |lang| {
            crate::words().say(lang, "try-bad-lang", &[])
        }));
    }
    if !errors.is_empty() {
        return mistaken(errors);
    }
    let trying = Trying {
        programme: programme.id.clone(),
        on,
        rules: variant.rules.take(),
        assumed: variant.assumed.clone(),
        lang: lang.unwrap_or(Lang::Ja),
    };
    let tried = match state.firms.try_out(catalogue, trying).await {
        Ok(tried) => tried,
        Err(Refusal::NoFirms) => return Problem::not_found().into_response(),
        Err(Refusal::Unheld(fact)) => {
            variant.cannot_hold(&catalogue.facts.get(fact).id);
            return mistaken(self::errors(&variant));
        }
        Err(Refusal::Busy) => {
            let busy = Problem::of(StatusCode::SERVICE_UNAVAILABLE);
            return ([(RETRY_AFTER, "5")], busy).into_response();
        }
    };
    let Some(made) = state.firms.made() else {
        return Problem::not_found().into_response();
    };
    let name = format!("synthetic-{}", state.firms.count());
    let only = &tried.outcome.programmes[0];
    let report = Report {
        outcome: &tried.outcome,
        groups: &made.groups,
        catalogue,
        reformed: only.after.as_ref().map(|_| &**catalogue),
        source: Source {
            name: &name,
            synthetic: true,
            left_out: 0,
            assumed: &[],
        },
        reform: only.after.as_ref().map(|_| "variant"),
        followed: None,
        lang: lang.unwrap_or(Lang::Ja),
    };
    let unknown = tried.unknown.iter().map(|(id, firms)| UnknownJson {
        fact: catalogue.facts.get(*id).id.clone(),
        firms: *firms,
    });
    Json(SimulationJson {
        programme: programme.id.clone(),
        seed: SEED,
        levers: levers(&variant),
        assumed: (variant.answers.filled())
            .map(|(fact, value)| AssumedJson {
                fact: fact.to_owned(),
                value: value.to_owned(),
            })
            .collect(),
        unknown: unknown.collect(),
        simulation: RawValue::from_string(to_json(&report)).expect("it is JSON"),
    })
    .into_response()
}

fn mistaken(errors: Vec<FieldError>) -> Response {
    let count = errors.len().to_string();
    let args = [("count", count.as_str())];
    Problem::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        words(),
        "api-mistaken-trial",
        &args,
    )
    .with_errors(errors)
    .into_response()
}

fn error(field: &str, said: impl Fn(Lang) -> String) -> FieldError {
    FieldError {
        field: field.to_owned(),
        code: "try-mistaken".to_owned(),
        message: Text::of(said),
    }
}

fn errors(variant: &Variant) -> Vec<FieldError> {
    let wrong = variant.wrong.iter().flat_map(|(field, all)| {
        let lever = variant.levers.iter().find(|lever| lever.id == *field);
        let unit = lever.map(|lever| &lever.unit);
        let said = all.iter();
        said.map(move |wrong| error(field, |lang| wrong.said(field, unit, lang)))
    });
    let unknown = variant.unknown.iter().map(|name| {
        error(name, |lang| {
            crate::words().say(lang, "try-unknown-lever", &[])
        })
    });
    wrong.chain(unknown).collect()
}

fn levers(variant: &Variant) -> Vec<LeverJson> {
    let each = variant.levers.iter().enumerate().map(|(place, lever)| {
        let moved = variant.moved.iter().find(|(moved, _)| *moved == place);
        LeverJson {
            id: lever.id.clone(),
            unit: lever.unit.id.clone(),
            value: written(lever, lever.value),
            moved_to: moved.map(|(_, value)| written(lever, *value)),
            minimum: lever.range.low.map(|low| written(lever, low)),
            maximum: lever.range.high.map(|high| written(lever, high)),
        }
    });
    each.collect()
}

/// Exactly, in the unit of the rules.
fn written(lever: &Lever, value: Exact) -> String {
    (value / lever.unit.factor).to_string()
}

/// What came out of trying rules out.
#[derive(Serialize, ToSchema)]
#[schema(as = Simulation)]
pub struct SimulationJson {
    programme: String,
    /// The firms are the same for the same seed.
    seed: u64,
    /// The numbers of the rules in force today that can be moved.
    levers: Vec<LeverJson>,
    /// What is assumed of every firm of which it is not known.
    assumed: Vec<AssumedJson>,
    /// The facts that the rules ask about, and of how many firms each is unknown before anything is assumed.
    unknown: Vec<UnknownJson>,
    /// The outcome as the command `monozukuri simulate --format json` gives it (docs/simulate.schema.json).
    #[schema(value_type = Object)]
    simulation: Box<RawValue>,
}

/// A number of the rules.
#[derive(Serialize, ToSchema)]
#[schema(as = Lever)]
struct LeverJson {
    /// The parameter by which it is moved.
    #[schema(example = "amount.cap")]
    id: String,
    /// The unit that is meant where none is written.
    #[schema(example = "yen")]
    unit: String,
    /// Exactly, in the unit: `2000000`, `2/3`.
    #[schema(example = "2000000")]
    value: String,
    /// The value that was tried; null: it is not moved.
    moved_to: Option<String>,
    minimum: Option<String>,
    maximum: Option<String>,
}

/// An assumption, as it was written.
#[derive(Serialize, ToSchema)]
#[schema(as = Assumed)]
struct AssumedJson {
    fact: String,
    value: String,
}

/// Of how many firms a fact is unknown.
#[derive(Serialize, ToSchema)]
#[schema(as = UnknownFact)]
struct UnknownJson {
    fact: String,
    firms: u64,
}
