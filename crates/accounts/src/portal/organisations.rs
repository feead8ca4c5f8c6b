//! The organisations for which I act, as a member or as an agent, and entering one.

use askama::Template;
use axum::extract::{Form, OriginalUri, State as With};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use kernel::{CorporateNumber, Date};
use platform::{DbFault, Frame, page};
use serde::Deserialize;

use super::State;
use super::form::{Field, FormPage};
use super::shown::{broken, busy};
use super::signed_in::SignedIn;
use crate::actions::{EnterRefusal, Stop, enter_organisation};
use crate::delegation::Delegation;
use crate::organisation::{Organisation, OrganisationName};
use crate::role::Role;
use crate::store::{delegations, organisations};

#[derive(Template)]
#[template(path = "organisations.html")]
struct OrganisationsPage {
    frame: Frame,
    members: Vec<(Organisation, Role)>,
    /// What I act for as an agent, or did.
    agents: Vec<Delegation>,
}

impl OrganisationsPage {
    fn today(&self) -> Date {
        self.frame.today
    }
}

pub async fn show(
    With(state): With<State>,
    OriginalUri(uri): OriginalUri,
    signed_in: SignedIn,
) -> Response {
    let frame = state.frame(&uri);
    let found = async {
        let id = &signed_in.person.id;
        let mut tx = state.accounts.db.read().await?;
        Ok::<_, DbFault>(OrganisationsPage {
            frame,
            members: organisations::of_member(&mut tx, id).await?,
            agents: delegations::of_agent(&mut tx, id).await?,
        })
    };
    match found.await {
        Ok(found) => page(&found),
        Err(fault) => broken(&fault),
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Sent {
    organisation_name: String,
    corporate_number: String,
}

pub async fn new(With(state): With<State>, OriginalUri(uri): OriginalUri, _: SignedIn) -> Response {
    form(state.frame(&uri), &Sent::default()).answer()
}

pub async fn enter(
    With(state): With<State>,
    OriginalUri(uri): OriginalUri,
    signed_in: SignedIn,
    Form(sent): Form<Sent>,
) -> Response {
    let frame = state.frame(&uri);
    let name = OrganisationName::parse(&sent.organisation_name);
    let number = match sent.corporate_number.trim() {
        "" => Ok(None),
        typed => CorporateNumber::parse(typed).map(Some),
    };
    let (Ok(name), Ok(number)) = (&name, &number) else {
        let mut page = form(frame, &sent);
        page.fields[0].error = name.err().map(|fault| page.frame.t(fault.key()));
        page.fields[1].error = number.err().map(|_| page.frame.t("corporate-number-wrong"));
        return page.answer();
    };
    match enter_organisation(&state.accounts, &signed_in.person, name, *number).await {
        Ok(id) => {
            Redirect::to(&frame.link(&format!("/account/organisations/{id}"))).into_response()
        }
        Err(Stop::Refused(EnterRefusal::Proved)) => {
            let mut page = form(frame, &sent);
            page.fields[1].error = Some(page.frame.t(EnterRefusal::Proved.key()));
            page.answer_with(StatusCode::CONFLICT)
        }
        Err(Stop::Refused(refusal)) => form(frame, &sent)
            .wrong(refusal.key())
            .answer_with(StatusCode::TOO_MANY_REQUESTS),
        Err(Stop::NotFound) => StatusCode::NOT_FOUND.into_response(),
        Err(Stop::Busy) => busy(),
        Err(Stop::Fault(fault)) => broken(&fault),
    }
}

fn form(frame: Frame, sent: &Sent) -> FormPage {
    let fields = vec![
        Field::line(&frame, "organisation_name", "text", "organization")
            .with(&sent.organisation_name),
        Field::line(&frame, "corporate_number", "text", "off")
            .with(&sent.corporate_number)
            .optional(),
    ];
    FormPage::new(
        frame,
        "organisation-new",
        "/account/organisations/new",
        fields,
    )
    .links(&[("/account/organisations", "to-organisations")])
}
