//! The city whose programmes these are.

use axum::Json;
use axum::extract::State as With;
use platform::api::Text;
use serde::Serialize;
use utoipa::ToSchema;

use super::State;
use crate::{Contact, Licence};

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
        open_data_licence: (catalogue.city.open_data_licence.as_ref()).map(LicenceJson::of),
        contact: catalogue.city.contact.as_ref().map(ContactJson::of),
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
    /// Where the content comes from; null: not stated.
    licence: Option<Text>,
    /// Under what the site's own texts, translations, rules and tables may be used; null: not decided.
    open_data_licence: Option<LicenceJson>,
    /// Who answers for the site; null: not known.
    contact: Option<ContactJson>,
    /// How many programmes the catalogue has.
    programmes: usize,
    /// How many facts rules can ask about.
    facts: usize,
    /// The day in Japan for which this answer was made.
    #[schema(pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", example = "2026-05-01")]
    today: String,
}

/// Terms of use of what the site wrote. Facts are free; what a source wrote stays under the terms of the source.
#[derive(Serialize, ToSchema)]
#[schema(as = Licence)]
struct LicenceJson {
    /// Its name in the SPDX list of licences.
    #[schema(example = "CC-BY-4.0")]
    id: String,
    name: Text,
    #[schema(example = "https://creativecommons.org/licenses/by/4.0/")]
    url: String,
    /// The line by which the site is to be named.
    attribution: Text,
}

impl LicenceJson {
    fn of(licence: &Licence) -> LicenceJson {
        LicenceJson {
            id: licence.id.clone(),
            name: Text::from(&licence.name),
            url: licence.url.clone(),
            attribution: Text::from(&licence.attribution),
        }
    }
}

/// An office that answers for the site.
#[derive(Serialize, ToSchema)]
#[schema(as = Contact)]
struct ContactJson {
    name: Text,
    /// Its page; null: not stated.
    url: Option<String>,
    /// Its mail address; null: not stated.
    mail: Option<String>,
}

impl ContactJson {
    fn of(contact: &Contact) -> ContactJson {
        ContactJson {
            name: Text::from(&contact.name),
            url: contact.url.clone(),
            mail: contact.mail.clone(),
        }
    }
}
