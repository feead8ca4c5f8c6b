//! The city whose programmes these are.

use axum::Json;
use axum::extract::State as With;
use platform::api::Text;
use serde::Serialize;
use utoipa::ToSchema;

use super::State;

/// The city
///
/// Whose strategy and programmes these are, and what may be done with the content.
#[utoipa::path(
    get, path = "/api/city", operation_id = "getCity", tag = "city",
    responses((status = 200, description = "The city.", body = CityJson))
)]
pub async fn city(With(state): With<State>) -> Json<CityJson> {
    let catalogue = &state.catalogue;
    Json(CityJson {
        name: Text::from(&catalogue.city.name),
        code: catalogue.city.code.clone(),
        prefecture: Text::maybe(catalogue.city.prefecture.as_ref()),
        reviewed: catalogue.city.reviewed.map(|day| day.to_string()),
        licence: Text::maybe(catalogue.city.licence.as_ref()),
        programmes: catalogue.programmes.len(),
        facts: catalogue.facts.len(),
        today: state.clock.today().to_string(),
    })
}

/// A city with the size of its catalogue.
#[derive(Serialize, ToSchema)]
#[schema(as = City)]
pub struct CityJson {
    name: Text,
    /// Local government code (全国地方公共団体コード), six digits.
    #[schema(pattern = "^[0-9]{6}$", example = "172014")]
    code: String,
    prefecture: Option<Text>,
    /// The day on which the content was last reviewed; null: not stated.
    #[schema(pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", example = "2026-04-01")]
    reviewed: Option<String>,
    /// Where the content comes from and what may be done with it; null: not stated.
    licence: Option<Text>,
    /// How many programmes the catalogue has.
    programmes: usize,
    /// How many facts rules can ask about.
    facts: usize,
    /// The day in Japan for which this answer was made.
    #[schema(pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", example = "2026-05-01")]
    today: String,
}
