//! One organisation: who belongs to it, who acts for it, and the forms with which its owners decide that. Members see
//! all of it, agents their own part, and to everybody else there is no such page.

pub mod agents;
pub mod members;
pub mod name;

use askama::Template;
use axum::extract::{OriginalUri, Path, State as With};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::Timestamp;
use kernel::Date;
use platform::clock::{day_in_japan, time_in_japan};
use platform::{DbFault, Frame, Tx, page};

use super::State;
use super::shown::{ToldPage, broken, busy};
use super::signed_in::SignedIn;
use crate::actions::Stop;
use crate::delegation::Delegation;
use crate::id::{OrganisationId, PersonId};
use crate::link::Purpose;
use crate::mandate::Mandate;
use crate::organisation::{Membership, Organisation};
use crate::role::{Need, Role};
use crate::store::invitations::{self, Invitation};
use crate::store::{delegations, mandates, memberships, organisations};

#[derive(Template)]
#[template(path = "organisation.html")]
struct OrganisationPage {
    frame: Frame,
    organisation: Organisation,
    mandate: Mandate,
    own: PersonId,
    members: Vec<Membership>,
    past_members: Vec<Membership>,
    invitations: Vec<Invitation>,
    agents: Vec<Delegation>,
}

impl OrganisationPage {
    fn is_member(&self) -> bool {
        self.mandate.is_of_member()
    }

    fn manages(&self) -> bool {
        self.mandate.allows(Need::Manage)
    }

    fn path(&self, rest: &str) -> String {
        let path = format!("/account/organisations/{}{rest}", self.organisation.id);
        self.frame.link(&path)
    }

    fn is_own(&self, member: &Membership) -> bool {
        member.person == self.own
    }

    fn shown(&self, name: &Option<String>) -> String {
        name.clone()
            .unwrap_or_else(|| self.frame.t("somebody-deleted"))
    }

    fn day(&self, moment: &Timestamp) -> String {
        self.frame.date(day_in_japan(*moment))
    }

    fn at(&self, moment: &Timestamp) -> String {
        time_in_japan(*moment, self.frame.lang)
    }

    fn today(&self) -> Date {
        self.frame.today
    }

    fn running(&self) -> Vec<&Delegation> {
        let open = |agent: &&Delegation| agent.is_open(self.frame.today);
        self.agents.iter().filter(open).collect()
    }

    fn past_agents(&self) -> Vec<&Delegation> {
        let over = |agent: &&Delegation| !agent.is_open(self.frame.today);
        self.agents.iter().filter(over).collect()
    }

    /// What an invitation is for, in words.
    fn invited_as(&self, invitation: &Invitation) -> String {
        match &invitation.purpose {
            Purpose::Join { role, .. } => self.frame.t(&format!("role-{role}")),
            Purpose::Represent { scope, .. } => {
                let scope = self.frame.t(&format!("scope-{scope}"));
                self.frame.say("invited-as-agent", &[("scope", &scope)])
            }
            _ => String::new(),
        }
    }

    fn invited(&self, invitation: &Invitation) -> String {
        let email = invitation.purpose.email();
        email.map(|email| email.to_string()).unwrap_or_default()
    }
}

pub async fn show(
    With(state): With<State>,
    OriginalUri(uri): OriginalUri,
    Path(id): Path<String>,
    signed_in: SignedIn,
) -> Response {
    let frame = state.frame(&uri);
    let id = OrganisationId::of(id);
    let found = async {
        let mut tx = state.accounts.db.read().await?;
        look(&mut tx, &state, frame, &signed_in, &id).await
    };
    match found.await {
        Ok(Some(found)) => page(&found),
        Ok(None) => StatusCode::NOT_FOUND.into_response(),
        Err(fault) => broken(&fault),
    }
}

async fn look(
    tx: &mut Tx,
    state: &State,
    frame: Frame,
    signed_in: &SignedIn,
    id: &OrganisationId,
) -> Result<Option<OrganisationPage>, DbFault> {
    let own = &signed_in.person.id;
    let Some(mandate) = mandates::may(tx, own, id, Need::Read, frame.today).await? else {
        return Ok(None);
    };
    let Some(organisation) = organisations::find(tx, id).await? else {
        return Ok(None);
    };
    let mut seen = OrganisationPage {
        frame,
        organisation,
        mandate,
        own: own.clone(),
        members: Vec::new(),
        past_members: Vec::new(),
        invitations: Vec::new(),
        agents: Vec::new(),
    };
    if !seen.is_member() {
        // An agent sees what was delegated to them, and not who else belongs to the organisation.
        seen.agents = delegations::of_agent(tx, own).await?;
        seen.agents.retain(|agent| agent.organisation == *id);
        return Ok(Some(seen));
    }
    seen.members = memberships::of_organisation(tx, id).await?;
    seen.past_members = memberships::past_of_organisation(tx, id).await?;
    seen.agents = delegations::of_organisation(tx, id).await?;
    if seen.manages() {
        seen.invitations = invitations::of_organisation(tx, id, state.accounts.now()).await?;
        // An invitation dies with the right of whoever sent it.
        seen.invitations.retain(|invitation| {
            let sender = invitation.purpose.sender();
            seen.members
                .iter()
                .any(|member| member.role == Role::Owner && Some(member.person.as_str()) == sender)
        });
    }
    Ok(Some(seen))
}

/// The organisation of a form, if the person decides about it; else the answer.
async fn managed(
    state: &State,
    signed_in: &SignedIn,
    id: &OrganisationId,
) -> Result<Organisation, Box<Response>> {
    let today = state.accounts.clock.today();
    let found = async {
        let mut tx = state.accounts.db.read().await?;
        let person = &signed_in.person.id;
        match mandates::may(&mut tx, person, id, Need::Manage, today).await? {
            Some(_) => organisations::find(&mut tx, id).await,
            None => Ok(None),
        }
    };
    match found.await {
        Ok(Some(organisation)) => Ok(organisation),
        Ok(None) => Err(Box::new(StatusCode::NOT_FOUND.into_response())),
        Err(fault) => Err(Box::new(broken(&fault))),
    }
}

/// Back to the organisation's page, or to the list when it is no longer mine.
fn done<R>(
    frame: Frame,
    id: &OrganisationId,
    ended: Result<(), Stop<R>>,
    refused: impl FnOnce(&R) -> &'static str,
) -> Response {
    let path = format!("/account/organisations/{id}");
    match ended {
        Ok(()) => Redirect::to(&frame.link(&path)).into_response(),
        Err(Stop::Refused(refusal)) => {
            let key = refused(&refusal);
            ToldPage::new(frame, key, "warning", &[(&path, "to-organisation")])
                .answer(StatusCode::CONFLICT)
        }
        Err(Stop::NotFound) => StatusCode::NOT_FOUND.into_response(),
        Err(Stop::Busy) => busy(),
        Err(Stop::Fault(fault)) => broken(&fault),
    }
}
