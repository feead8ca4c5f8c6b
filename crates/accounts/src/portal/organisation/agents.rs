//! Granting and ending delegations (代理申請).

use axum::extract::{Form, OriginalUri, Path, State as With};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::ToSpan;
use kernel::{Date, MailAddress};
use platform::Frame;
use serde::Deserialize;

use super::super::State;
use super::super::form::{Field, FormPage};
use super::super::shown::{broken, busy};
use super::super::signed_in::SignedIn;
use super::{done, managed};
use crate::actions::{InviteRefusal, Stop, end_delegation, grant_delegation};
use crate::delegation::{Term, TermFault};
use crate::id::{DelegationId, OrganisationId};
use crate::organisation::Organisation;
use crate::role::{Need, Scope};
use crate::store::mandates;

#[derive(Deserialize)]
pub struct Sent {
    #[serde(default)]
    email: String,
    #[serde(default)]
    scope: String,
    #[serde(default)]
    from_day: String,
    #[serde(default)]
    until_day: String,
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
    if let Err(response) = signed_in.fresh(&state.accounts, &frame) {
        return *response;
    }
    let sent = Sent {
        email: String::new(),
        scope: Scope::Prepare.word().to_owned(),
        from_day: frame.today.to_string(),
        until_day: frame.today.saturating_add(1.year()).to_string(),
    };
    form(frame, &organisation, &sent).answer()
}

pub async fn grant(
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
    let Some(scope) = Scope::of_word(&sent.scope) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let email = MailAddress::parse(&sent.email);
    let term = term(&sent, frame.today);
    let (Ok(email), Ok(term)) = (&email, &term) else {
        let mut page = form(frame, &organisation, &sent);
        page.fields[0].error = email.err().map(|_| page.frame.t("email-wrong"));
        page.fields[3].error = term.err().map(|key| page.frame.t(key));
        return page.answer();
    };
    let (owner, lang) = (&signed_in.person, frame.lang);
    let granted = grant_delegation(&state.accounts, owner, &id, email, (scope, term), lang).await;
    match granted {
        Err(Stop::Refused(InviteRefusal::TooMany)) => form(frame, &organisation, &sent)
            .wrong(InviteRefusal::TooMany.key())
            .answer_with(StatusCode::TOO_MANY_REQUESTS),
        granted => done(frame, &id, granted, |refusal| refusal.key()),
    }
}

/// The term that was typed, or the key of what is wrong with it.
fn term(sent: &Sent, today: Date) -> Result<Term, &'static str> {
    let day = |text: &str| text.trim().parse::<Date>().map_err(|_| "day-wrong");
    Term::new(day(&sent.from_day)?, day(&sent.until_day)?, today).map_err(TermFault::key)
}

fn form(frame: Frame, organisation: &Organisation, sent: &Sent) -> FormPage {
    let path = format!("/account/organisations/{}", organisation.id);
    let scopes = Scope::ALL
        .map(|scope| {
            let name = frame.t(&format!("scope-{}", scope.word()));
            (scope.word().to_owned(), name)
        })
        .to_vec();
    let fields = vec![
        Field::line(&frame, "email", "email", "off").with(&sent.email),
        Field::choice(&frame, "scope", scopes, &sent.scope),
        Field::line(&frame, "from_day", "date", "off").with(&sent.from_day),
        Field::line(&frame, "until_day", "date", "off").with(&sent.until_day),
    ];
    let mut page = FormPage::new(frame, "grant", &format!("{path}/delegations"), fields)
        .links(&[(&path, "to-organisation")]);
    page.lead.push(organisation.name.clone());
    page
}

/// An owner takes a delegation back, or the agent gives it back: then the organisation may be no longer theirs to see.
pub async fn end(
    With(state): With<State>,
    OriginalUri(uri): OriginalUri,
    Path((id, delegation)): Path<(String, String)>,
    signed_in: SignedIn,
) -> Response {
    let frame = state.frame(&uri);
    let (id, delegation) = (OrganisationId::of(id), DelegationId::of(delegation));
    match end_delegation(&state.accounts, &signed_in.person, &id, &delegation).await {
        Ok(()) => {}
        Err(Stop::Refused(()) | Stop::NotFound) => return StatusCode::NOT_FOUND.into_response(),
        Err(Stop::Busy) => return busy(),
        Err(Stop::Fault(fault)) => return broken(&fault),
    }
    let still = async {
        let mut tx = state.accounts.db.read().await?;
        let person = &signed_in.person.id;
        mandates::may(&mut tx, person, &id, Need::Read, frame.today).await
    };
    match still.await {
        Ok(Some(_)) => {
            Redirect::to(&frame.link(&format!("/account/organisations/{id}"))).into_response()
        }
        Ok(None) => Redirect::to(&frame.link("/account/organisations")).into_response(),
        Err(fault) => broken(&fault),
    }
}
