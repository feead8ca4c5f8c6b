//! The pages behind links that invite: what one is invited to and by whom, and the button that accepts. Only somebody
//! who is signed in accepts; strangers are shown the way to sign in and come back.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use platform::secret::Token;
use platform::{DbFault, Frame};

use super::State;
use super::form::{Field, FormPage};
use super::shown::{ToldPage, broken, busy, worn_out};
use super::signed_in::{SignedIn, with_next};
use crate::actions::{DutyRefusal, Stop, accept_delegation, accept_duty, accept_invitation};
use crate::id::{OrganisationId, PersonId};
use crate::link::Purpose;
use crate::store::{organisations, people, sections};

/// The choice of acting for oneself, not for a firm.
const ONESELF: &str = "oneself";

pub(super) async fn show(
    state: &State,
    frame: Frame,
    token: &str,
    purpose: &Purpose,
    signed_in: Option<SignedIn>,
) -> Response {
    match page(state, frame.clone(), token, purpose, signed_in).await {
        Ok(Some(page)) => page,
        Ok(None) => worn_out(frame),
        Err(fault) => broken(&fault),
    }
}

pub(super) async fn submit(
    state: &State,
    frame: Frame,
    (text, token): (&str, &Token),
    purpose: &Purpose,
    signed_in: Option<SignedIn>,
    agent: &str,
) -> Response {
    let Some(signed_in) = signed_in else {
        return show(state, frame, text, purpose, None).await;
    };
    let (accounts, person) = (&state.accounts, &signed_in.person);
    let firm = (!matches!(agent, "" | ONESELF)).then(|| OrganisationId::of(agent));
    let accepted = match purpose {
        Purpose::Represent { .. } => accept_delegation(accounts, token, person, firm.as_ref())
            .await
            .map(|_| "/account/organisations".to_owned())
            .map_err(|stop| stop.map(|refusal| (refusal.key(), None))),
        Purpose::TakeDuty { .. } => accept_duty(accounts, token, person)
            .await
            .map(|()| "/desk".to_owned())
            .map_err(|stop| stop.map(|refusal| (refusal.key(), against(refusal)))),
        _ => accept_invitation(accounts, token, person)
            .await
            .map(|id| format!("/account/organisations/{id}"))
            .map_err(|stop| stop.map(|()| ("link-refused-text", None))),
    };
    match accepted {
        Ok(path) => Redirect::to(&frame.link(&path)).into_response(),
        Err(Stop::Refused((key, against))) => {
            let against = against.unwrap_or_default();
            let duty = frame.t(&format!("duty-{against}"));
            let mut page = ToldPage::new(
                frame,
                "link-refused",
                "warning",
                &[("/account", "to-account")],
            );
            page.text = vec![page.frame.say(key, &[("duty", &duty)])];
            page.answer(StatusCode::CONFLICT)
        }
        Err(Stop::NotFound) => worn_out(frame),
        Err(Stop::Busy) => busy(),
        Err(Stop::Fault(fault)) => broken(&fault),
    }
}

fn against(refusal: DutyRefusal) -> Option<&'static str> {
    match refusal {
        DutyRefusal::Incompatible(duty) => Some(duty.word()),
        _ => None,
    }
}

async fn page(
    state: &State,
    frame: Frame,
    token: &str,
    purpose: &Purpose,
    signed_in: Option<SignedIn>,
) -> Result<Option<Response>, DbFault> {
    let Some((key, sentence)) = described(state, &frame, purpose).await? else {
        return Ok(None);
    };
    let path = format!("/links/{token}");
    let Some(signed_in) = signed_in else {
        let back = with_next("/sign-in", &frame.link(&path));
        let links = [
            (back.as_str(), "to-sign-in"),
            ("/sign-up", "sign-in-to-sign-up"),
        ];
        let mut page = ToldPage::new(frame, key, "info", &links);
        page.text = vec![sentence, page.frame.t("invitation-sign-in")];
        return Ok(Some(page.answer(StatusCode::OK)));
    };
    let mut fields = Vec::new();
    if matches!(purpose, Purpose::Represent { .. }) {
        let mut tx = state.accounts.db.read().await?;
        let firms = organisations::owned_by(&mut tx, &signed_in.person.id).await?;
        let own = (ONESELF.to_owned(), frame.t("agent-oneself"));
        let firms = firms
            .into_iter()
            .filter(|firm| purpose.organisation() != Some(firm.id.as_str()))
            .map(|firm| (firm.id.to_string(), firm.name));
        let agents: Vec<_> = std::iter::once(own).chain(firms).collect();
        fields.push(Field::choice(&frame, "agent", agents, ONESELF));
    }
    let mut page = FormPage::new(frame, key, &path, fields);
    let person = signed_in.person.shown();
    page.lead = vec![
        sentence,
        page.frame.say("invitation-as", &[("person", &person)]),
    ];
    Ok(Some(page.answer()))
}

/// The key of the page and what one is invited to; nothing when the organisation or whoever invites is gone.
async fn described(
    state: &State,
    frame: &Frame,
    purpose: &Purpose,
) -> Result<Option<(&'static str, String)>, DbFault> {
    let Some(sender) = purpose.sender().map(PersonId::of) else {
        return Ok(None);
    };
    let mut tx = state.accounts.db.read().await?;
    let Some(sender) = people::find(&mut tx, &sender).await? else {
        return Ok(None);
    };
    let sender = sender.shown();
    let organisation = match purpose.organisation() {
        Some(id) => organisations::find(&mut tx, &OrganisationId::of(id)).await?,
        None => None,
    };
    let name = organisation.map(|organisation| organisation.name);
    Ok(match (purpose, name) {
        (Purpose::Join { role, .. }, Some(name)) => {
            let role = frame.t(&format!("role-{role}"));
            let args = [
                ("organisation", name.as_str()),
                ("role", &role),
                ("person", &sender),
            ];
            Some(("invitation-join", frame.say("invitation-join-text", &args)))
        }
        (
            Purpose::Represent {
                scope, from, until, ..
            },
            Some(name),
        ) => {
            let scope = frame.t(&format!("scope-{scope}"));
            let args = [
                ("organisation", name.as_str()),
                ("scope", &scope),
                ("person", &sender),
                ("from", from),
                ("until", until),
            ];
            Some((
                "invitation-represent",
                frame.say("invitation-represent-text", &args),
            ))
        }
        (Purpose::TakeDuty { duty, section, .. }, _) => {
            let all = sections::all(&mut tx).await?;
            let found = all
                .iter()
                .find(|found| Some(found.id.as_str()) == section.as_deref());
            let section = found.map_or_else(
                || frame.t("duty-whole-city"),
                |section| frame.text(section.name_on(frame.today)).to_owned(),
            );
            let duty = frame.t(&format!("duty-{duty}"));
            let args = [
                ("duty", duty.as_str()),
                ("section", &section),
                ("person", &sender),
            ];
            Some(("invitation-duty", frame.say("invitation-duty-text", &args)))
        }
        _ => None,
    })
}
