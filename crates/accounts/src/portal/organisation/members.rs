//! Inviting members, changing what they may do, and ending memberships.

use axum::extract::{Form, OriginalUri, Path, State as With};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use kernel::MailAddress;
use platform::Frame;
use serde::Deserialize;

use super::super::State;
use super::super::form::{Field, FormPage};
use super::super::signed_in::SignedIn;
use super::{done, managed};
use crate::actions::{
    InviteRefusal, Stop, change_role, end_membership, invite_member, leave_organisation,
    withdraw_invitation,
};
use crate::id::{InvitationId, MembershipId, OrganisationId};
use crate::organisation::Organisation;
use crate::role::Role;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Sent {
    email: String,
    role: String,
}

pub async fn show(
    With(state): With<State>,
    OriginalUri(uri): OriginalUri,
    Path(id): Path<String>,
    signed_in: SignedIn,
) -> Response {
    let frame = state.frame(&uri);
    let organisation = match managed(&state, &signed_in, &OrganisationId::of(id)).await {
        Ok(organisation) => organisation,
        Err(response) => return *response,
    };
    match signed_in.fresh(&state.accounts, &frame) {
        Ok(()) => form(frame, &organisation, &Sent::default()).answer(),
        Err(response) => *response,
    }
}

pub async fn invite(
    With(state): With<State>,
    OriginalUri(uri): OriginalUri,
    Path(id): Path<String>,
    signed_in: SignedIn,
    Form(sent): Form<Sent>,
) -> Response {
    let frame = state.frame(&uri);
    let id = OrganisationId::of(id);
    let organisation = match managed(&state, &signed_in, &id).await {
        Ok(organisation) => organisation,
        Err(response) => return *response,
    };
    if let Err(response) = signed_in.fresh(&state.accounts, &frame) {
        return *response;
    }
    let Some(role) = Role::of_word(&sent.role) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let Ok(email) = MailAddress::parse(&sent.email) else {
        let mut page = form(frame, &organisation, &sent);
        page.fields[0].error = Some(page.frame.t("email-wrong"));
        return page.answer();
    };
    let owner = &signed_in.person;
    let invited = invite_member(&state.accounts, owner, &id, &email, role, frame.lang).await;
    match invited {
        Err(Stop::Refused(InviteRefusal::TooMany)) => form(frame, &organisation, &sent)
            .wrong(InviteRefusal::TooMany.key())
            .answer_with(StatusCode::TOO_MANY_REQUESTS),
        invited => done(frame, &id, invited, |refusal| refusal.key()),
    }
}

fn form(frame: Frame, organisation: &Organisation, sent: &Sent) -> FormPage {
    let path = format!("/account/organisations/{}", organisation.id);
    let roles = Role::ALL
        .map(|role| {
            let (name, text) = (
                frame.t(&format!("role-{}", role.word())),
                frame.t(&format!("role-{}-text", role.word())),
            );
            (role.word().to_owned(), format!("{name} ({text})"))
        })
        .to_vec();
    let chosen = match sent.role.as_str() {
        "" => Role::Editor.word(),
        role => role,
    };
    let fields = vec![
        Field::line(&frame, "email", "email", "off").with(&sent.email),
        Field::choice(&frame, "role", roles, chosen),
    ];
    let mut page = FormPage::new(frame, "invite-member", &format!("{path}/members"), fields)
        .links(&[(&path, "to-organisation")]);
    page.lead.push(organisation.name.clone());
    page
}

#[derive(Deserialize)]
pub struct Chosen {
    #[serde(default)]
    role: String,
}

pub async fn set_role(
    With(state): With<State>,
    OriginalUri(uri): OriginalUri,
    Path((id, member)): Path<(String, String)>,
    signed_in: SignedIn,
    Form(chosen): Form<Chosen>,
) -> Response {
    let (id, member) = (OrganisationId::of(id), MembershipId::of(member));
    // Whoever may not do it learns nothing about how it is done.
    if let Err(response) = managed(&state, &signed_in, &id).await {
        return *response;
    }
    let Some(role) = Role::of_word(&chosen.role) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let changed = change_role(&state.accounts, &signed_in.person, &id, &member, role).await;
    done(state.frame(&uri), &id, changed, |_| "last-owner")
}

pub async fn end(
    With(state): With<State>,
    OriginalUri(uri): OriginalUri,
    Path((id, member)): Path<(String, String)>,
    signed_in: SignedIn,
) -> Response {
    let (id, member) = (OrganisationId::of(id), MembershipId::of(member));
    let ended = end_membership(&state.accounts, &signed_in.person, &id, &member).await;
    done(state.frame(&uri), &id, ended, |_| "last-owner")
}

pub async fn leave(
    With(state): With<State>,
    OriginalUri(uri): OriginalUri,
    Path(id): Path<String>,
    signed_in: SignedIn,
) -> Response {
    let frame = state.frame(&uri);
    let id = OrganisationId::of(id);
    match leave_organisation(&state.accounts, &signed_in.person, &id).await {
        Ok(()) => Redirect::to(&frame.link("/account/organisations")).into_response(),
        left => done(frame, &id, left, |_| "last-owner"),
    }
}

pub async fn withdraw(
    With(state): With<State>,
    OriginalUri(uri): OriginalUri,
    Path((id, invitation)): Path<(String, String)>,
    signed_in: SignedIn,
) -> Response {
    let (id, invitation) = (OrganisationId::of(id), InvitationId::of(invitation));
    let done_so = withdraw_invitation(&state.accounts, &signed_in.person, &id, &invitation).await;
    done(state.frame(&uri), &id, done_so, |()| "link-refused")
}
