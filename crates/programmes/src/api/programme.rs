//! One programme: everything the source says about it, and what it does not say.

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State as With};
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use eligibility::FactKind;
use kernel::{Bilingual, Date};
use platform::api::{Page, Text};
use platform::problem::Problem;
use serde::Serialize;
use utoipa::ToSchema;

use super::State;
use super::rules::{EditionJson, editions};
use super::said::{
    ConfidenceJson, KindJson, LevelJson, SelectionJson, StatedJson, WindowStateJson,
    WindowTypeJson, stated,
};
use crate::assess::window_state;
use crate::catalogue::Catalogue;
use crate::programme::{Moment, Programme};

/// One programme
///
/// With its rules in every edition: each condition as a sentence in both languages, made from the rule, and the rule
/// as it is written.
#[utoipa::path(
    get, path = "/api/programmes/{id}", operation_id = "getProgramme", tag = "programmes",
    params(("id" = String, Path, description = "The programme's id.", pattern = "^[a-z][a-z0-9-]*$", example = "kz-equip-2025")),
    responses(
        (status = 200, description = "The programme.", body = ProgrammeJson),
        (status = 404, description = "There is no such programme.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn programme(
    With(state): With<State>,
    id: Result<Path<String>, PathRejection>,
) -> Result<Json<ProgrammeJson>, Problem> {
    let found = id.ok().and_then(|Path(id)| state.catalogue.find(&id));
    found
        .map(|programme| Json(ProgrammeJson::of(&state, programme)))
        .ok_or_else(Problem::not_found)
}

/// One programme as it is written
///
/// The file of the programme in the rule language (YAML), as the city's officers review it. What the language means
/// stands in docs/rules.md.
#[utoipa::path(
    get, path = "/api/programmes/{id}/source", operation_id = "getProgrammeSource", tag = "programmes",
    params(("id" = String, Path, description = "The programme's id.", pattern = "^[a-z][a-z0-9-]*$", example = "kz-equip-2025")),
    responses(
        (status = 200, description = "The file.", body = serde_json::Value, content_type = "application/yaml"),
        (status = 404, description = "There is no such programme.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn source(
    With(state): With<State>,
    id: Result<Path<String>, PathRejection>,
) -> Result<Response, Problem> {
    let file = id.ok().and_then(|Path(id)| state.files.get(&id));
    let text = file.ok_or_else(Problem::not_found)?.text.clone();
    Ok(([(CONTENT_TYPE, "application/yaml")], text).into_response())
}

/// A programme as far as the sources tell it.
#[derive(Serialize, ToSchema)]
#[schema(as = Programme)]
pub struct ProgrammeJson {
    #[schema(example = "kz-equip-2025")]
    id: String,
    name: Text,
    /// false: the source does not give the official name; this one describes it.
    name_official: bool,
    summary: Text,
    kind: KindJson,
    /// Further kinds.
    also: Vec<KindJson>,
    level: LevelJson,
    /// Directions of the strategy, the main one first. Which ones is our judgement.
    directions: Vec<String>,
    operator: Option<StatedJson<Text>>,
    section: Option<StatedJson<Text>>,
    /// The year or day of which the source speaks.
    as_of: Text,
    #[schema(min_items = 1)]
    sources: Vec<String>,
    confidence: ConfidenceJson,
    confidence_note: Option<Text>,
    /// What the source said about being open, at the time of `as_of`.
    status: Option<Text>,
    window: WindowJson,
    selection: Option<StatedJson<SelectionJson>>,
    /// The papers that are needed.
    documents: Option<StatedJson<Vec<Text>>>,
    /// What to do, in order.
    steps: Option<StatedJson<Vec<Text>>>,
    covers: Option<StatedJson<Vec<Text>>>,
    does_not_cover: Option<StatedJson<Vec<Text>>>,
    usage_limit: Option<StatedJson<Text>>,
    /// Whether it can be had together with other support.
    combination: Option<StatedJson<Text>>,
    /// Rates of interest, terms of years and other things that do not compute.
    terms: Option<StatedJson<Text>>,
    note: Option<Text>,
    /// The certificate that it gives; null: none.
    gives: Option<GivesJson>,
    /// The programme of which this is a later form.
    succeeds: Option<String>,
    /// Later forms of this programme.
    succeeded_by: Vec<String>,
    /// Matters on which the source is silent.
    not_stated: Vec<MatterJson>,
    /// Ids of the facts its rules can ask about; `/api/facts` describes them.
    facts: Vec<String>,
    /// How many editions the rules have.
    count: usize,
    /// The editions of the rules, in the order of their first days.
    #[schema(min_items = 1)]
    editions: Vec<EditionJson>,
    page: Page,
}

impl ProgrammeJson {
    fn of(state: &State, programme: &Programme) -> ProgrammeJson {
        let catalogue = &state.catalogue;
        let today = state.clock.today();
        let text = |text: &Bilingual| Text::from(text);
        let texts = |texts: &Vec<Bilingual>| Text::all(texts);
        let editions = editions(state, programme, today);
        let later = catalogue.programmes.iter();
        ProgrammeJson {
            id: programme.id.clone(),
            name: text(&programme.name),
            name_official: programme.name_official,
            summary: text(&programme.summary),
            kind: programme.kind.into(),
            also: programme.also.iter().map(|kind| (*kind).into()).collect(),
            level: programme.level.into(),
            directions: programme.directions.clone(),
            operator: stated(&programme.operator, text),
            section: stated(&programme.section, text),
            as_of: text(&programme.as_of),
            sources: programme.sources.clone(),
            confidence: programme.confidence.into(),
            confidence_note: Text::maybe(programme.confidence_note.as_ref()),
            status: Text::maybe(programme.status.as_ref()),
            window: WindowJson::of(programme, today),
            selection: stated(&programme.selection, |one| (*one).into()),
            documents: stated(&programme.documents, texts),
            steps: stated(&programme.steps, texts),
            covers: stated(&programme.covers, texts),
            does_not_cover: stated(&programme.does_not_cover, texts),
            usage_limit: stated(&programme.usage_limit, text),
            combination: stated(&programme.combination, text),
            terms: stated(&programme.terms, text),
            note: Text::maybe(programme.note.as_ref()),
            gives: gives(catalogue, programme),
            succeeds: programme.succeeds.clone(),
            succeeded_by: later
                .filter(|other| other.succeeds.as_ref() == Some(&programme.id))
                .map(|other| other.id.clone())
                .collect(),
            not_stated: programme.not_stated.iter().map(MatterJson::of).collect(),
            facts: (programme.facts.iter())
                .map(|id| catalogue.facts.get(*id).id.clone())
                .collect(),
            count: editions.len(),
            editions,
            page: Page::of(&format!("/programmes/{}", programme.id)),
        }
    }
}

/// When applications are taken, as far as the source states it.
#[derive(Serialize, ToSchema)]
#[schema(as = ProgrammeWindow)]
pub struct WindowJson {
    /// Today.
    state: WindowStateJson,
    /// false: the source does not say when.
    stated: bool,
    /// A day, or a minute in the time of the city (`2026-06-10T17:00`); null: not stated.
    #[schema(
        pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2})?$",
        example = "2025-09-18"
    )]
    opens: Option<String>,
    /// As `opens`; a day closes at its end.
    #[schema(
        pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2})?$",
        example = "2026-02-02"
    )]
    closes: Option<String>,
    #[serde(rename = "type")]
    kind: Option<WindowTypeJson>,
    note: Option<Text>,
}

impl WindowJson {
    pub fn of(programme: &Programme, today: Date) -> WindowJson {
        let window = programme.window.known();
        let moment = |moment: Option<Moment>| moment.map(|moment| moment.to_string());
        WindowJson {
            state: window_state(programme, today).into(),
            stated: window.is_some_and(|w| w.opens.is_some() || w.closes.is_some()),
            opens: moment(window.and_then(|window| window.opens)),
            closes: moment(window.and_then(|window| window.closes)),
            kind: window.and_then(|window| window.kind).map(Into::into),
            note: Text::maybe(window.and_then(|window| window.note.as_ref())),
        }
    }
}

/// A certificate.
#[derive(Serialize, ToSchema)]
#[schema(as = Gives)]
struct GivesJson {
    id: String,
    label: Text,
}

fn gives(catalogue: &Catalogue, programme: &Programme) -> Option<GivesJson> {
    let id = programme.gives.as_ref()?;
    let fact = (catalogue.facts).only(|kind| matches!(kind, FactKind::Certificates(_)))?;
    let fact = catalogue.facts.get(fact);
    let choice = fact.choice(id)?;
    Some(GivesJson {
        id: id.clone(),
        label: Text::from(&fact.choices()[choice].label),
    })
}

/// A matter on which the source is silent.
#[derive(Serialize, ToSchema)]
#[schema(as = Matter)]
struct MatterJson {
    id: String,
    label: Text,
}

impl MatterJson {
    fn of(matter: &String) -> MatterJson {
        let key = format!("not-stated-{matter}");
        MatterJson {
            id: matter.clone(),
            label: Text::of(|lang| {
                let said = crate::words().find(lang, &key);
                said.map_or_else(|| matter.clone(), str::to_owned)
            }),
        }
    }
}
