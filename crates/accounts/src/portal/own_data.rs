//! Everything the site holds about me, as a file (APPI art. 33: disclosure to the person).

use axum::extract::{OriginalUri, State as With};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use platform::DbFault;
use serde_json::{Value, json};

use super::State;
use super::shown::broken;
use super::signed_in::SignedIn;
use crate::actions::sentence;
use crate::store::{delegations, duties, events, notices, organisations, sessions};

pub async fn download(
    With(state): With<State>,
    OriginalUri(uri): OriginalUri,
    signed_in: SignedIn,
) -> Response {
    let frame = state.frame(&uri);
    if let Err(response) = signed_in.fresh(&state.accounts, &frame) {
        return *response;
    }
    match gathered(&state, &signed_in).await {
        Ok(data) => (
            [
                (header::CONTENT_TYPE, "application/json; charset=utf-8"),
                (
                    header::CONTENT_DISPOSITION,
                    "attachment; filename=\"monozukuri-account.json\"",
                ),
            ],
            format!("{data:#}\n"),
        )
            .into_response(),
        Err(fault) => broken(&fault),
    }
}

async fn gathered(state: &State, signed_in: &SignedIn) -> Result<Value, DbFault> {
    let person = &signed_in.person;
    let mut tx = state.accounts.db.read().await?;
    let sessions: Vec<Value> = sessions::of_person(&mut tx, &person.id)
        .await?
        .iter()
        .map(|session| {
            json!({
                "browser": session.browser,
                "method": session.method.word(),
                "created_at": session.created_at.to_string(),
                "seen_at": session.seen_at.to_string(),
                "ends_at": session.ends_at.to_string(),
            })
        })
        .collect();
    let events: Vec<Value> = events::of_person(&mut tx, &person.id, 10_000)
        .await?
        .iter()
        .map(|event| json!({"what": event.kind, "at": event.at.to_string(), "browser": event.browser, "by_other": event.by_other}))
        .collect();
    let notices: Vec<Value> = notices::of_person(&mut tx, &person.id, 10_000, 0)
        .await?
        .iter()
        .map(|told| {
            let said = sentence(&state.accounts, person.lang, told);
            json!({"told": said, "at": told.created_at.to_string(), "read": told.is_read})
        })
        .collect();
    let memberships: Vec<Value> = organisations::of_member(&mut tx, &person.id)
        .await?
        .iter()
        .map(|(organisation, role)| json!({"organisation": organisation.name, "role": role.word()}))
        .collect();
    let delegations: Vec<Value> = delegations::of_agent(&mut tx, &person.id)
        .await?
        .iter()
        .map(|held| {
            json!({
                "organisation": held.organisation_name,
                "scope": held.scope.word(),
                "from": held.from.to_string(),
                "until": held.until.to_string(),
                "ended_at": held.ended_at.map(|at| at.to_string()),
            })
        })
        .collect();
    let duties: Vec<Value> = duties::of_person(&mut tx, &person.id)
        .await?
        .iter()
        .map(|given| {
            json!({
                "duty": given.duty.word(),
                "from": given.span.from.to_string(),
                "until": given.span.until.map(|day| day.to_string()),
                "ended_at": given.ended_at.map(|at| at.to_string()),
            })
        })
        .collect();
    let name = person.name.as_ref();
    let kana = name.and_then(|name| name.kana.as_ref());
    Ok(json!({
        "id": person.id.as_str(),
        "email": person.email.as_str(),
        "family_name": name.map(|name| &name.family),
        "given_name": name.map(|name| &name.given),
        "family_kana": kana.map(|kana| &kana.0),
        "given_kana": kana.map(|kana| &kana.1),
        "language": person.lang.tag(),
        "notices_mailed": person.digest.word(),
        "ways": {
            "password": person.ways.password,
            "authenticator": person.ways.authenticator,
            "passkeys": person.ways.passkeys,
            "providers": person.ways.providers,
            "recovery_codes_left": person.ways.codes,
        },
        "sessions": sessions,
        "memberships": memberships,
        "delegations": delegations,
        "duties": duties,
        "events": events,
        "notices": notices,
    }))
}
