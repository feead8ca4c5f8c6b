//! The strategy, its policies and directions, the background themes.

use std::sync::Arc;

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State as With};
use platform::api::Text;
use platform::problem::Problem;

use crate::Plan;
use crate::strategy::Strategy;

mod form;
mod parts;

use form::{DirectionJson, PolicyJson, StrategyJson, ThemeJson, ThemesJson};

/// The strategy of the city
///
/// Its vision, its editions with policies and directions, and the plans around it. The current edition comes first;
/// its policies and directions are the ones meant everywhere else. A city without a strategy answers 404.
#[utoipa::path(
    get, path = "/api/strategy", operation_id = "getStrategy", tag = "strategy",
    responses(
        (status = 200, description = "The strategy.", body = StrategyJson),
        (status = 404, description = "The city has no strategy.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn strategy(With(plan): With<Arc<Plan>>) -> Result<Json<StrategyJson>, Problem> {
    Ok(Json(StrategyJson::from(known(&plan)?)))
}

/// One basic policy with its directions
#[utoipa::path(
    get, path = "/api/policies/{id}", operation_id = "getPolicy", tag = "strategy",
    params(("id" = String, Path, description = "The policy's id.", pattern = "^[a-z0-9-]{1,60}$", example = "2")),
    responses(
        (status = 200, description = "The policy, of the current edition.", body = PolicyJson),
        (status = 404, description = "There is no such policy.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn policy(
    With(plan): With<Arc<Plan>>,
    id: Result<Path<String>, PathRejection>,
) -> Result<Json<PolicyJson>, Problem> {
    let policy = known(&plan)?.policy(&asked(id)?);
    policy
        .map(|policy| Json(PolicyJson::from(policy)))
        .ok_or_else(Problem::not_found)
}

/// One direction
///
/// With its policy, the themes that bear on it and the figures reported about it. The programmes that carry it out
/// are under `/api/programmes?direction=…`.
#[utoipa::path(
    get, path = "/api/directions/{id}", operation_id = "getDirection", tag = "strategy",
    params(("id" = String, Path, description = "The direction's id.", pattern = "^[a-z0-9-]{1,60}$", example = "2-1")),
    responses(
        (status = 200, description = "The direction, of the current edition.", body = DirectionJson),
        (status = 404, description = "There is no such direction.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn direction(
    With(plan): With<Arc<Plan>>,
    id: Result<Path<String>, PathRejection>,
) -> Result<Json<DirectionJson>, Problem> {
    DirectionJson::of(&plan, known(&plan)?, &asked(id)?)
        .map(Json)
        .ok_or_else(Problem::not_found)
}

/// The background themes: what the strategy says about the times
#[utoipa::path(
    get, path = "/api/themes", operation_id = "listThemes", tag = "strategy",
    responses(
        (status = 200, description = "All themes.", body = ThemesJson),
        (status = 404, description = "The city has no strategy.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn themes(With(plan): With<Arc<Plan>>) -> Result<Json<ThemesJson>, Problem> {
    Ok(Json(ThemesJson::of(&known(&plan)?.themes)))
}

/// One background theme
#[utoipa::path(
    get, path = "/api/themes/{id}", operation_id = "getTheme", tag = "strategy",
    params(("id" = String, Path, description = "The theme's id.", pattern = "^[a-z0-9-]{1,60}$", example = "fourth-ir")),
    responses(
        (status = 200, description = "The theme.", body = ThemeJson),
        (status = 404, description = "There is no such theme.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn theme(
    With(plan): With<Arc<Plan>>,
    id: Result<Path<String>, PathRejection>,
) -> Result<Json<ThemeJson>, Problem> {
    let theme = known(&plan)?.theme(&asked(id)?);
    theme
        .map(|theme| Json(ThemeJson::from(theme)))
        .ok_or_else(Problem::not_found)
}

fn known(plan: &Plan) -> Result<&Strategy, Problem> {
    plan.strategy.as_ref().ok_or_else(Problem::not_found)
}

/// The id in the address. One that cannot even be read names nothing.
pub(super) fn asked(id: Result<Path<String>, PathRejection>) -> Result<String, Problem> {
    id.map(|Path(id)| id).map_err(|_| Problem::not_found())
}

/// A text that may be missing, for the forms below.
fn maybe(text: &Option<kernel::Bilingual>) -> Option<Text> {
    Text::maybe(text.as_ref())
}
