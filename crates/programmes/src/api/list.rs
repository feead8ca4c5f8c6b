//! The list of programmes: the same search as that of the page, with its filters, order, counts and reading of the
//! words. Not here: how the address is read (`asked`).

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query as Pairs, State as With};
use platform::api::{Page, Text};
use platform::problem::Problem;
use serde::Serialize;
use utoipa::ToSchema;

use super::State;
use super::asked::{Asked, Parameters, refused, unknown_values};
use super::programme::WindowJson;
use super::said::{ConfidenceJson, KindJson, LevelJson, SortJson, StatedJson, stated};
use crate::listing::{Facet, Found, Hit};
use crate::programme::Programme;
use crate::search::Reading;
use crate::standing::Most;

/// The programmes
///
/// The catalogue, searched, narrowed down and put in order as on the page `/programmes`. Words that nothing holds
/// together with the others are left out; `search` tells it.
#[utoipa::path(
    get, path = "/api/programmes", operation_id = "listProgrammes", tag = "programmes",
    params(Parameters),
    responses(
        (status = 200, description = "The programmes that fit.", body = ProgrammesJson),
        (status = 400, description = "A filter cannot be read.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn programmes(
    With(state): With<State>,
    pairs: Result<Pairs<Vec<(String, String)>>, QueryRejection>,
) -> Result<Json<ProgrammesJson>, Problem> {
    let Ok(Pairs(pairs)) = pairs else {
        return Err(refused(Vec::new()));
    };
    let asked = Asked::of(&pairs).map_err(refused)?;
    let today = state.clock.today();
    let found = state.catalogue.search(&asked.query, today, asked.lang);
    let unknown = unknown_values(&found);
    if !unknown.is_empty() {
        return Err(refused(unknown));
    }
    let shown = found.hits.iter().skip(asked.offset).take(asked.limit);
    Ok(Json(ProgrammesJson {
        on: today.to_string(),
        count: found.hits.len(),
        total: found.total,
        offset: asked.offset,
        limit: asked.limit,
        next: asked.next(found.hits.len()),
        sort: SortJson::from(found.sort),
        search: found
            .reading
            .as_ref()
            .map(|reading| SearchJson::of(reading, &found)),
        facets: found.facets.iter().map(FacetJson::of).collect(),
        programmes: shown.map(|hit| SummaryJson::of(hit, today)).collect(),
    }))
}

/// Some of the programmes of a city.
#[derive(Serialize, ToSchema)]
#[schema(as = Programmes)]
pub struct ProgrammesJson {
    /// The day for which the windows are told.
    #[schema(pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", example = "2026-05-01")]
    on: String,
    /// How many fit, on all pages together.
    count: usize,
    /// How many the catalogue has.
    total: usize,
    /// How many of those that fit stand before the first one here.
    offset: usize,
    /// How many are given at most.
    limit: usize,
    /// The address of what follows; null: nothing follows.
    next: Option<String>,
    /// The order of the list.
    sort: SortJson,
    /// How the words were understood; null: none were given.
    search: Option<SearchJson>,
    /// Every filter with its choices.
    facets: Vec<FacetJson>,
    programmes: Vec<SummaryJson>,
}

/// How the words of `q` were understood.
#[derive(Serialize, ToSchema)]
#[schema(as = SearchReading)]
struct SearchJson {
    /// The words that every programme of the list holds, itself or by another word for the same.
    terms: Vec<String>,
    /// Other words for the same things, looked for as well.
    also: Vec<String>,
    /// Words that were left out, because nothing holds them together with the others.
    dropped: Vec<String>,
    /// Words that occur nowhere, with the nearest that does: that one was looked for.
    corrected: Vec<CorrectedJson>,
    /// Words that were taken apart, each with its pieces.
    apart: Vec<ApartJson>,
    /// How many programmes the filters alone would give.
    without_words: usize,
}

#[derive(Serialize, ToSchema)]
#[schema(as = Corrected)]
struct CorrectedJson {
    typed: String,
    meant: String,
}

#[derive(Serialize, ToSchema)]
#[schema(as = TakenApart)]
struct ApartJson {
    typed: String,
    pieces: Vec<String>,
}

impl SearchJson {
    fn of(reading: &Reading, found: &Found<'_>) -> SearchJson {
        let owned = |word: &str| word.to_owned();
        let corrected = reading.corrected.iter().map(|one| CorrectedJson {
            typed: one.typed.clone(),
            meant: one.meant.clone(),
        });
        let apart = reading.apart.iter().map(|(typed, pieces)| ApartJson {
            typed: typed.clone(),
            pieces: pieces.clone(),
        });
        SearchJson {
            terms: (reading.terms.iter().map(|term| term.written.clone())).collect(),
            also: reading.also().into_iter().map(owned).collect(),
            dropped: reading.dropped.clone(),
            corrected: corrected.collect(),
            apart: apart.collect(),
            without_words: found.without_text,
        }
    }
}

/// A filter with the number of programmes that each choice would give beside the words and the other filters.
#[derive(Serialize, ToSchema)]
#[schema(as = Facet)]
struct FacetJson {
    /// The name of the parameter.
    #[schema(example = "kind")]
    filter: &'static str,
    choices: Vec<ChoiceJson>,
    /// How many there would be without this filter.
    without: usize,
}

#[derive(Serialize, ToSchema)]
#[schema(as = FacetChoice)]
struct ChoiceJson {
    #[schema(example = "subsidy")]
    value: String,
    count: usize,
    chosen: bool,
}

impl FacetJson {
    fn of(facet: &Facet) -> FacetJson {
        let choices = facet.choices.iter().map(|choice| ChoiceJson {
            value: choice.word.clone(),
            count: choice.count,
            chosen: choice.chosen,
        });
        FacetJson {
            filter: facet.filter.word(),
            choices: choices.collect(),
            without: facet.without,
        }
    }
}

/// A programme as a line of the list; `/api/programmes/{id}` has the whole of it.
#[derive(Serialize, ToSchema)]
#[schema(as = ProgrammeSummary)]
struct SummaryJson {
    #[schema(example = "kz-equip-2025")]
    id: String,
    name: Text,
    summary: Text,
    kind: KindJson,
    /// Further kinds.
    also: Vec<KindJson>,
    level: LevelJson,
    /// Directions of the strategy, the main one first. Which ones is our judgement.
    directions: Vec<String>,
    operator: Option<StatedJson<Text>>,
    window: WindowJson,
    /// The most yen there can be whoever applies, computed from the rules; null: no amount, no limit, or not stated.
    highest_amount: Option<i64>,
    /// The year or day of which the source speaks.
    as_of: Text,
    confidence: ConfidenceJson,
    page: Page,
}

impl SummaryJson {
    fn of(hit: &Hit<'_>, today: kernel::Date) -> SummaryJson {
        let programme: &Programme = hit.programme;
        SummaryJson {
            id: programme.id.clone(),
            name: Text::from(&programme.name),
            summary: Text::from(&programme.summary),
            kind: programme.kind.into(),
            also: programme.also.iter().map(|kind| (*kind).into()).collect(),
            level: programme.level.into(),
            directions: programme.directions.clone(),
            operator: stated(&programme.operator, |name| Text::from(name)),
            window: WindowJson::of(programme, today),
            highest_amount: match hit.most {
                Most::UpTo(yen) => Some(yen.0),
                Most::NoLimit | Most::NotStated | Most::NoAmount => None,
            },
            as_of: Text::from(&programme.as_of),
            confidence: programme.confidence.into(),
            page: Page::of(&format!("/programmes/{}", programme.id)),
        }
    }
}
