//! The list of programmes, narrowed down by what the address says. A filter that cannot be read is refused:
//! a slip must not look like an answer.

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State as With};
use axum::http::StatusCode;
use kernel::Date;
use kernel::fold::fold;
use platform::api::{FieldError, Page, Problem, Text};
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use super::said::{ConfidenceJson, KindJson, LevelJson, StatedJson, WindowStateJson, stated};
use super::{State, programme::WindowJson, words};
use crate::assess::window_state;
use crate::programme::{Kind, Level, Programme, WindowState};

/// The longest text that is looked for, in characters.
const LONGEST_TEXT: usize = 200;

/// The programmes
///
/// The catalogue, those first that can be applied for, then by id. Filters narrow it down together.
#[utoipa::path(
    get, path = "/api/programmes", operation_id = "listProgrammes", tag = "programmes",
    params(Filters),
    responses(
        (status = 200, description = "The programmes that fit.", body = ProgrammesJson),
        (status = 400, description = "A filter cannot be read.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "The strategy has no such direction.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn programmes(
    With(state): With<State>,
    pairs: Result<Query<Vec<(String, String)>>, QueryRejection>,
) -> Result<Json<ProgrammesJson>, Problem> {
    let Ok(Query(pairs)) = pairs else {
        return Err(refused(Vec::new()));
    };
    let filter = Filter::of(&pairs).map_err(refused)?;
    if let Some(direction) = &filter.direction
        && !state.directions.contains_key(direction)
    {
        let error = slip(
            "direction",
            "api-no-such-direction",
            &[("found", direction)],
        );
        let problem = Problem::new(StatusCode::NOT_FOUND, words(), "api-filter", &[]);
        return Err(problem.with_errors(vec![error]));
    }
    let today = state.clock.today();
    let found = select(&state.catalogue.programmes, &filter, today);
    Ok(Json(ProgrammesJson {
        on: today.to_string(),
        count: found.len(),
        total: state.catalogue.programmes.len(),
        programmes: found
            .into_iter()
            .map(|programme| SummaryJson::of(programme, today))
            .collect(),
    }))
}

/// The filters of the list.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[allow(
    dead_code,
    reason = "the fields describe the parameters; `Filter` reads them"
)]
struct Filters {
    /// Only this kind, whether it is the main one or a further one.
    #[param(inline, required = false, value_type = KindJson)]
    kind: Option<String>,
    /// Only programmes that carry out this direction of the strategy.
    #[param(pattern = "^[a-z0-9-]{1,60}$", example = "2-1")]
    direction: Option<String>,
    /// Only those of the city, the prefecture or the nation.
    #[param(inline, required = false, value_type = LevelJson)]
    level: Option<String>,
    /// Only those whose window is in this state today.
    #[param(inline, required = false, value_type = WindowStateJson)]
    window: Option<String>,
    /// Words that must all stand in the name or the summary; kana, width and variant kanji do not matter.
    #[param(max_length = 200, example = "設備")]
    q: Option<String>,
}

/// What is looked for.
#[derive(Debug, Default)]
pub struct Filter {
    pub kind: Option<Kind>,
    pub direction: Option<String>,
    pub level: Option<Level>,
    pub window: Option<WindowState>,
    pub text: String,
}

impl Filter {
    /// Reads the filters; every one that cannot be meant is told.
    fn of(pairs: &[(String, String)]) -> Result<Filter, Vec<FieldError>> {
        let mut filter = Filter::default();
        let mut slips = Vec::new();
        let mut seen: Vec<&str> = Vec::new();
        for (name, value) in pairs {
            if seen.contains(&name.as_str()) {
                slips.push(slip(name, "api-filter-twice", &[("name", name)]));
            }
            seen.push(name);
            let mut refuse = |known: String| {
                let args = [("found", value.as_str()), ("known", known.as_str())];
                slips.push(slip(name, "api-filter-value", &args));
            };
            match name.as_str() {
                "kind" => match Kind::of_word(value) {
                    Some(kind) => filter.kind = Some(kind),
                    None => refuse(known(Kind::ALL, Kind::word)),
                },
                "level" => match Level::of_word(value) {
                    Some(level) => filter.level = Some(level),
                    None => refuse(known(Level::ALL, Level::word)),
                },
                "window" => match WindowState::of_word(value) {
                    Some(window) => filter.window = Some(window),
                    None => refuse(known(WindowState::ALL, WindowState::word)),
                },
                "direction" if is_id(value) => filter.direction = Some(value.clone()),
                "direction" => refuse("1-1, 2-3, …".to_owned()),
                "q" if value.chars().count() <= LONGEST_TEXT => filter.text.clone_from(value),
                "q" => {
                    let most = LONGEST_TEXT.to_string();
                    slips.push(slip(name, "api-filter-long", &[("most", &most)]));
                }
                _ => {
                    let known = "kind, direction, level, window, q";
                    let args = [("name", name.as_str()), ("known", known)];
                    slips.push(slip(name, "api-filter-unknown", &args));
                }
            }
        }
        if slips.is_empty() {
            Ok(filter)
        } else {
            Err(slips)
        }
    }
}

fn is_id(text: &str) -> bool {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    (1..=60).contains(&text.len()) && text.chars().all(fits)
}

fn known<T: Copy>(all: &[T], word: impl Fn(T) -> &'static str) -> String {
    let words: Vec<&str> = all.iter().map(|one| word(*one)).collect();
    words.join(", ")
}

fn slip(name: &str, code: &'static str, args: &[(&str, &str)]) -> FieldError {
    FieldError {
        field: name.to_owned(),
        code: code.to_owned(),
        message: Text::said(words(), code, args),
    }
}

fn refused(errors: Vec<FieldError>) -> Problem {
    Problem::new(StatusCode::BAD_REQUEST, words(), "api-filter", &[]).with_errors(errors)
}

/// The programmes that fit, in the order of the list.
fn select<'c>(all: &'c [Programme], filter: &Filter, today: Date) -> Vec<&'c Programme> {
    let mut found: Vec<&Programme> = all
        .iter()
        .filter(|programme| admits(filter, programme, today))
        .collect();
    found.sort_by_key(|programme| (window_state(programme, today), &programme.id));
    found
}

fn admits(filter: &Filter, programme: &Programme, today: Date) -> bool {
    let of_kind = |kind| programme.kind == kind || programme.also.contains(&kind);
    filter.kind.is_none_or(of_kind)
        && (filter.direction.as_ref()).is_none_or(|id| programme.directions.contains(id))
        && filter.level.is_none_or(|level| programme.level == level)
        && (filter.window).is_none_or(|window| window_state(programme, today) == window)
        && has_words(programme, &filter.text)
}

/// Every word of the text stands in the name or the summary, in either language.
fn has_words(programme: &Programme, text: &str) -> bool {
    let (name, summary) = (&programme.name, &programme.summary);
    let texts = [&name.ja, &name.en, &summary.ja, &summary.en].map(|text| fold(text));
    text.split_whitespace()
        .map(fold)
        .all(|word| texts.iter().any(|text| text.contains(&word)))
}

/// Some of the programmes of a city.
#[derive(Serialize, ToSchema)]
#[schema(as = Programmes)]
pub struct ProgrammesJson {
    /// The day for which the windows are told.
    #[schema(pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", example = "2026-05-01")]
    on: String,
    /// How many fit.
    count: usize,
    /// How many the catalogue has.
    total: usize,
    programmes: Vec<SummaryJson>,
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
    /// The year or day of which the source speaks.
    as_of: Text,
    confidence: ConfidenceJson,
    page: Page,
}

impl SummaryJson {
    fn of(programme: &Programme, today: Date) -> SummaryJson {
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
            as_of: Text::from(&programme.as_of),
            confidence: programme.confidence.into(),
            page: Page::of(&format!("/programmes/{}", programme.id)),
        }
    }
}
