//! The organisations the strategy works with.

use std::sync::Arc;

use axum::Json;
use axum::extract::State as With;
use platform::api::{Text, one_of};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa::openapi::schema::Object;

use super::said::{BackingJson, NoteJson, note};
use crate::Plan;
use crate::organisation::{Kind, Members, Organisation};

/// The organisations
///
/// Sections of the city, support bodies, universities, estates and halls: public bodies only.
#[utoipa::path(
    get, path = "/api/organisations", operation_id = "listOrganisations", tag = "strategy",
    responses((status = 200, description = "All organisations.", body = OrganisationsJson))
)]
pub async fn organisations(With(plan): With<Arc<Plan>>) -> Json<OrganisationsJson> {
    Json(OrganisationsJson {
        count: plan.organisations.len(),
        organisations: plan
            .organisations
            .iter()
            .map(OrganisationJson::from)
            .collect(),
    })
}

/// All organisations.
#[derive(Serialize, ToSchema)]
#[schema(as = Organisations)]
pub struct OrganisationsJson {
    count: usize,
    organisations: Vec<OrganisationJson>,
}

/// An organisation or a place, as the sources describe it. null: the sources do not say, or nobody asked.
#[derive(Serialize, ToSchema)]
#[schema(as = Organisation)]
struct OrganisationJson {
    id: String,
    name: Text,
    #[schema(schema_with = kind)]
    kind: &'static str,
    address: Option<Text>,
    location: Option<Text>,
    phones: Vec<PhoneJson>,
    role: Option<Text>,
    since: Option<Text>,
    area: Option<AreaJson>,
    tenants: Option<Text>,
    target: Option<Text>,
    /// null: it has no members, or nobody asked.
    members: Option<MembersJson>,
    note: Option<NoteJson>,
    backing: BackingJson,
}

fn kind() -> Object {
    one_of("What it is.", Kind::ALL.map(Kind::word))
}

/// The telephone of an office.
#[derive(Serialize, ToSchema)]
#[schema(as = Phone)]
struct PhoneJson {
    number: String,
    office: Option<Text>,
    note: Option<Text>,
}

/// The land of an estate.
#[derive(Serialize, ToSchema)]
#[schema(as = Area)]
struct AreaJson {
    /// As written in the source.
    hectares: String,
    note: Option<Text>,
}

/// Who belongs to an organisation.
#[derive(Serialize, ToSchema)]
#[schema(as = Members)]
struct MembersJson {
    /// false: the source gives no full list; `names` are the ones it names.
    complete: bool,
    count: usize,
    names: Vec<Text>,
}

impl From<&Organisation> for OrganisationJson {
    fn from(organisation: &Organisation) -> OrganisationJson {
        let text = |text: &Option<kernel::Bilingual>| Text::maybe(text.as_ref());
        OrganisationJson {
            id: organisation.id.to_string(),
            name: Text::from(&organisation.name),
            kind: organisation.kind.word(),
            address: text(&organisation.address),
            location: text(&organisation.location),
            phones: organisation
                .phones
                .iter()
                .map(|phone| PhoneJson {
                    number: phone.number.clone(),
                    office: text(&phone.office),
                    note: text(&phone.note),
                })
                .collect(),
            role: text(&organisation.role),
            since: text(&organisation.since),
            area: organisation.area.as_ref().map(|area| AreaJson {
                hectares: area.hectares.clone(),
                note: text(&area.note),
            }),
            tenants: text(&organisation.tenants),
            target: text(&organisation.target),
            members: members(&organisation.members),
            note: note(organisation.note.as_ref()),
            backing: BackingJson::from(&organisation.backing),
        }
    }
}

fn members(members: &Members) -> Option<MembersJson> {
    let (complete, names) = match members {
        Members::NotAsked => return None,
        Members::NotStated { named } => (false, named),
        Members::Listed(names) => (true, names),
    };
    Some(MembersJson {
        complete,
        count: names.len(),
        names: Text::all(names),
    })
}
