//! The pages that links in letters lead to. Looking at one changes nothing: mail programs open links on their own.

use axum::extract::{Form, OriginalUri, Path, State as With};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use platform::Frame;
use platform::secret::Token;

use super::State;
use super::cookies::{Asker, known_browser, signed_in, signed_out};
use super::form::{Field, FormPage};
use super::invitations;
use super::name::{Named, name_fields};
use super::shown::{ToldPage, broken, busy, worn_out};
use super::signed_in::Perhaps;
use crate::actions::{
    Opened, Recovery, Stop, change_email, link_behind, recover, restore_email, sign_up,
};
use crate::link::Purpose;

pub async fn show(
    With(state): With<State>,
    OriginalUri(uri): OriginalUri,
    Path(token): Path<String>,
    Perhaps(signed_in): Perhaps,
) -> Response {
    let frame = state.frame(&uri);
    let Some(parsed) = Token::parse(&token) else {
        return worn_out(frame);
    };
    match link_behind(&state.accounts, &parsed).await {
        Ok(Some(opened)) if opened.link.purpose.sender().is_some() => {
            invitations::show(&state, frame, &token, &opened.link.purpose, signed_in).await
        }
        Ok(Some(opened)) => page(frame, &token, &opened),
        Ok(None) => worn_out(frame),
        Err(fault) => broken(&fault),
    }
}

pub async fn submit(
    With(state): With<State>,
    OriginalUri(uri): OriginalUri,
    Path(text): Path<String>,
    asker: Asker,
    Perhaps(found): Perhaps,
    Form(sent): Form<Vec<(String, String)>>,
) -> Response {
    let frame = state.frame(&uri);
    let Some(token) = Token::parse(&text) else {
        return worn_out(frame);
    };
    let opened = match link_behind(&state.accounts, &token).await {
        Ok(Some(opened)) => opened,
        Ok(None) => return worn_out(frame),
        Err(fault) => return broken(&fault),
    };
    let said = |name: &str| {
        let found = sent.iter().find(|(found, _)| found == name);
        found.map_or("", |(_, value)| value.as_str())
    };
    match &opened.link.purpose {
        Purpose::SignUp { .. } => {
            let named = Named::of(&said);
            let name = match named.name() {
                Ok(name) => name,
                Err(wrong) => {
                    return sign_up_page(frame, &text, &opened, &named, Some(&wrong)).answer();
                }
            };
            let lang = frame.lang;
            let done = sign_up(&state.accounts, &token, &name, lang, asker.browser()).await;
            match done {
                Ok(begun) => signed_in(
                    Redirect::to(&frame.link("/account/set-up")).into_response(),
                    &begun,
                ),
                Err(stop) => stopped(frame, stop),
            }
        }
        Purpose::Recover { .. } => {
            let wanted = match said("wish") {
                "browser" => Recovery::LetBrowserTry,
                _ => Recovery::Replace { code: said("code") },
            };
            let trying = matches!(wanted, Recovery::LetBrowserTry);
            match recover(&state.accounts, &token, wanted, asker.browser()).await {
                Ok(begun) if trying => {
                    let mut response = Redirect::to(&frame.link("/sign-in")).into_response();
                    known_browser(&mut response, &begun.browser);
                    response
                }
                Ok(begun) => signed_in(
                    Redirect::to(&frame.link("/account/set-up")).into_response(),
                    &begun,
                ),
                Err(Stop::Refused(())) => recover_page(frame, &text, &opened)
                    .wrong("sign-in-wrong-code")
                    .answer(),
                Err(Stop::Busy) => recover_page(frame, &text, &opened)
                    .wrong("sign-in-too-many-codes")
                    .answer_with(StatusCode::TOO_MANY_REQUESTS),
                Err(stop) => stopped(frame, stop),
            }
        }
        Purpose::ChangeEmail { .. } => match change_email(&state.accounts, &token).await {
            Ok(()) => ToldPage::new(
                frame,
                "email-changed",
                "success",
                &[("/account", "to-account")],
            )
            .answer(StatusCode::OK),
            Err(stop) => stopped(frame, stop),
        },
        Purpose::RestoreEmail { .. } => match restore_email(&state.accounts, &token).await {
            Ok(()) => signed_out(
                ToldPage::new(
                    frame,
                    "email-restored",
                    "success",
                    &[("/sign-in/help", "sign-in-to-help")],
                )
                .answer(StatusCode::OK),
            ),
            Err(stop) => stopped(frame, stop),
        },
        purpose @ (Purpose::Join { .. } | Purpose::Represent { .. } | Purpose::TakeDuty { .. }) => {
            let link = (text.as_str(), &token);
            invitations::submit(&state, frame, link, purpose, found, said("agent")).await
        }
    }
}

fn page(frame: Frame, token: &str, opened: &Opened) -> Response {
    match &opened.link.purpose {
        // Another letter to the same address was quicker.
        Purpose::SignUp { .. } if opened.person.is_some() => ToldPage::new(
            frame,
            "link-has-account",
            "info",
            &[("/sign-in", "to-sign-in")],
        )
        .answer(StatusCode::OK),
        Purpose::SignUp { .. } => {
            sign_up_page(frame, token, opened, &Named::default(), None).answer()
        }
        Purpose::Recover { .. } => recover_page(frame, token, opened).answer(),
        Purpose::ChangeEmail { .. } => pressed(frame, token, "link-change-email", opened).answer(),
        Purpose::RestoreEmail { .. } => {
            pressed(frame, token, "link-restore-email", opened).answer()
        }
        Purpose::Join { .. } | Purpose::Represent { .. } | Purpose::TakeDuty { .. } => {
            worn_out(frame)
        }
    }
}

fn sign_up_page(
    frame: Frame,
    token: &str,
    opened: &Opened,
    named: &Named,
    wrong: Option<&super::name::Wrong>,
) -> FormPage {
    let fields = name_fields(&frame, named, wrong);
    let mut page = FormPage::new(frame, "link-sign-up", &format!("/links/{token}"), fields);
    if let Some(email) = opened.link.purpose.email() {
        page.lead
            .push(page.frame.say("link-for", &[("email", email.as_str())]));
    }
    page
}

fn recover_page(frame: Frame, token: &str, opened: &Opened) -> FormPage {
    let by_office = matches!(opened.link.purpose, Purpose::Recover { by_office: true });
    let second = opened
        .person
        .as_ref()
        .is_some_and(|person| person.ways.have_second())
        && !by_office;
    let mut fields = Vec::new();
    if second {
        let choices = [
            ("replace", "link-recover-replace"),
            ("browser", "link-recover-browser"),
        ]
        .map(|(value, key)| (value.to_owned(), frame.t(key)));
        fields.push(Field::choice(&frame, "wish", choices.to_vec(), "replace"));
        fields.push(
            Field::line(&frame, "code", "text", "one-time-code")
                .short()
                .optional(),
        );
    }
    let key = if second {
        "link-recover-second"
    } else {
        "link-recover"
    };
    FormPage::new(frame, key, &format!("/links/{token}"), fields)
}

fn pressed(frame: Frame, token: &str, key: &str, opened: &Opened) -> FormPage {
    let mut page = FormPage::new(frame, key, &format!("/links/{token}"), Vec::new());
    if let Some(email) = opened.link.purpose.email() {
        page.lead
            .push(page.frame.say("link-for", &[("email", email.as_str())]));
    }
    page
}

fn stopped(frame: Frame, stop: Stop<()>) -> Response {
    match stop {
        Stop::Refused(()) => ToldPage::new(
            frame,
            "link-refused",
            "warning",
            &[("/sign-in", "to-sign-in")],
        )
        .answer(StatusCode::CONFLICT),
        Stop::NotFound => worn_out(frame),
        Stop::Busy => busy(),
        Stop::Fault(fault) => broken(&fault),
    }
}
