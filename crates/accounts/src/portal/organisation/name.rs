//! Correcting the name of an organisation.

use axum::extract::{Form, OriginalUri, Path, State as With};
use axum::response::Response;
use platform::Frame;
use serde::Deserialize;

use super::super::State;
use super::super::form::{Field, FormPage};
use super::super::signed_in::SignedIn;
use super::{done, managed};
use crate::actions::rename_organisation;
use crate::id::OrganisationId;
use crate::organisation::OrganisationName;

#[derive(Deserialize)]
pub struct Sent {
    #[serde(default)]
    organisation_name: String,
    /// The version that the owner looked at.
    #[serde(default)]
    seen: i64,
}

pub async fn show(
    With(state): With<State>,
    OriginalUri(uri): OriginalUri,
    Path(id): Path<String>,
    signed_in: SignedIn,
) -> Response {
    let id = OrganisationId::of(id);
    let organisation = match managed(&state, &signed_in, &id).await {
        Ok(organisation) => organisation,
        Err(response) => return *response,
    };
    form(
        state.frame(&uri),
        &id,
        &organisation.name,
        organisation.version,
    )
    .answer()
}

pub async fn submit(
    With(state): With<State>,
    OriginalUri(uri): OriginalUri,
    Path(id): Path<String>,
    signed_in: SignedIn,
    Form(sent): Form<Sent>,
) -> Response {
    let frame = state.frame(&uri);
    let id = OrganisationId::of(id);
    if let Err(response) = managed(&state, &signed_in, &id).await {
        return *response;
    }
    let name = match OrganisationName::parse(&sent.organisation_name) {
        Ok(name) => name,
        Err(fault) => {
            let mut page = form(frame, &id, &sent.organisation_name, sent.seen);
            page.fields[0].error = Some(page.frame.t(fault.key()));
            return page.answer();
        }
    };
    let renamed =
        rename_organisation(&state.accounts, &signed_in.person, &id, &name, sent.seen).await;
    done(frame, &id, renamed, |_| "organisation-changed")
}

fn form(frame: Frame, id: &OrganisationId, name: &str, seen: i64) -> FormPage {
    let path = format!("/account/organisations/{id}");
    let fields = vec![
        Field::line(&frame, "organisation_name", "text", "organization").with(name),
        Field::hidden("seen", seen.to_string()),
    ];
    FormPage::new(frame, "organisation-name", &format!("{path}/name"), fields)
        .links(&[(&path, "to-organisation")])
}
