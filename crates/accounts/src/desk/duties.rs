//! Giving and ending duties. By an administrator who has proved a short while ago who they are.

use axum::extract::{Form, OriginalUri, Path, Query, State as With};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use kernel::{Date, MailAddress};
use platform::Frame;
use serde::Deserialize;

use super::{State, administers};
use crate::OnDuty;
use crate::actions::{DutyRefusal, Giving, Stop, end_duty, give_duty, withdraw_duty};
use crate::duty::{Post, Span};
use crate::id::{DutyId, InvitationId, SectionId};
use crate::portal::form::{Field, FormPage};
use crate::portal::shown::{ToldPage, broken, busy};
use crate::role::Duty;
use crate::section::Section;
use crate::store::sections;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Sent {
    email: String,
    duty: String,
    section: String,
    from_day: String,
    until_day: String,
}

pub async fn show(
    With(state): With<State>,
    OriginalUri(uri): OriginalUri,
    Query(asked): Query<Sent>,
    on_duty: OnDuty,
) -> Response {
    let frame = state.frame(&uri);
    let sections = match may_give(&state, &frame, &on_duty).await {
        Ok(sections) => sections,
        Err(response) => return *response,
    };
    let sent = Sent {
        from_day: frame.today.to_string(),
        ..asked
    };
    form(frame, &sections, &sent).answer()
}

pub async fn give(
    With(state): With<State>,
    OriginalUri(uri): OriginalUri,
    on_duty: OnDuty,
    Form(sent): Form<Sent>,
) -> Response {
    let frame = state.frame(&uri);
    let all = match may_give(&state, &frame, &on_duty).await {
        Ok(sections) => sections,
        Err(response) => return *response,
    };
    let (email, post, span) = (
        MailAddress::parse(&sent.email),
        post_of(&sent),
        span_of(&sent),
    );
    let (Ok(email), Some(post), Some(span)) = (&email, &post, &span) else {
        let mut page = form(frame, &all, &sent);
        page.fields[0].error = email.err().map(|_| page.frame.t("email-wrong"));
        page.fields[2].error = post.is_none().then(|| page.frame.t("duty-section-wrong"));
        page.fields[3].error = span.is_none().then(|| page.frame.t("span-wrong"));
        return page.answer();
    };
    let administrator = &on_duty.0.person;
    let given = give_duty(
        &state.accounts,
        administrator,
        email,
        (post, span),
        frame.lang,
    )
    .await;
    match given {
        Ok(Giving::Given) => Redirect::to(&frame.link("/desk/people")).into_response(),
        Ok(Giving::Invited) => {
            let links = [("/desk/people", "to-people")];
            ToldPage::new(frame, "duty-invited", "success", &links).answer(StatusCode::OK)
        }
        Err(Stop::Refused(refusal)) => {
            let duty = match refusal {
                DutyRefusal::Incompatible(duty) => frame.t(&format!("duty-{}", duty.word())),
                _ => String::new(),
            };
            let mut page = form(frame, &all, &sent);
            page.wrong = Some(page.frame.say(refusal.key(), &[("duty", &duty)]));
            page.answer_with(StatusCode::CONFLICT)
        }
        Err(Stop::NotFound) => StatusCode::NOT_FOUND.into_response(),
        Err(Stop::Busy) => busy(),
        Err(Stop::Fault(fault)) => broken(&fault),
    }
}

/// The sections among which an administrator chooses; else the answer.
async fn may_give(
    state: &State,
    frame: &Frame,
    on_duty: &OnDuty,
) -> Result<Vec<Section>, Box<Response>> {
    administers(state, on_duty).await?;
    on_duty.0.fresh(&state.accounts, frame)?;
    let found = async {
        let mut tx = state.accounts.db.read().await?;
        sections::all(&mut tx).await
    };
    let mut sections = found.await.map_err(|fault| Box::new(broken(&fault)))?;
    sections.retain(|section| section.until.is_none_or(|until| frame.today <= until));
    Ok(sections)
}

fn post_of(sent: &Sent) -> Option<Post> {
    let duty = Duty::of_word(&sent.duty)?;
    // Whatever section was left chosen: a duty of the whole city has none.
    let section =
        (duty.is_of_section() && !sent.section.is_empty()).then(|| SectionId::of(&sent.section));
    Post::of(duty, section)
}

fn span_of(sent: &Sent) -> Option<Span> {
    let from: Date = sent.from_day.trim().parse().ok()?;
    let until = match sent.until_day.trim() {
        "" => None,
        until => Some(until.parse().ok()?),
    };
    Span::new(from, until)
}

fn form(frame: Frame, sections: &[Section], sent: &Sent) -> FormPage {
    let duties = Duty::ALL
        .map(|duty| {
            let name = frame.t(&format!("duty-{}", duty.word()));
            (duty.word().to_owned(), name)
        })
        .to_vec();
    let chosen = match sent.duty.as_str() {
        "" => Duty::Officer.word(),
        duty => duty,
    };
    let none = (String::new(), frame.t("duty-whole-city"));
    let named = sections.iter().map(|section| {
        let name = frame.text(section.name_on(frame.today));
        (section.id.to_string(), name.to_owned())
    });
    let options = std::iter::once(none).chain(named).collect();
    let fields = vec![
        Field::line(&frame, "email", "email", "off").with(&sent.email),
        Field::choice(&frame, "duty", duties, chosen),
        Field::select(&frame, "section", options, &sent.section).optional(),
        Field::line(&frame, "from_day", "date", "off").with(&sent.from_day),
        Field::line(&frame, "until_day", "date", "off")
            .with(&sent.until_day)
            .optional()
            .hinted(frame.t("duty-until-hint")),
    ];
    FormPage::new(frame, "give-duty", "/desk/duties", fields)
        .links(&[("/desk/people", "to-people")])
}

pub async fn end(
    With(state): With<State>,
    OriginalUri(uri): OriginalUri,
    Path(id): Path<String>,
    on_duty: OnDuty,
) -> Response {
    if let Err(response) = administers(&state, &on_duty).await {
        return *response;
    }
    let frame = state.frame(&uri);
    if let Err(response) = on_duty.0.fresh_on(&state.accounts, &frame, "/desk/people") {
        return *response;
    }
    let ended = end_duty(&state.accounts, &on_duty.0.person, &DutyId::of(id)).await;
    done(
        state.frame(&uri),
        ended.map_err(|stop| stop.map(|_| "duty-last-administrator")),
    )
}

pub async fn withdraw(
    With(state): With<State>,
    OriginalUri(uri): OriginalUri,
    Path(id): Path<String>,
    on_duty: OnDuty,
) -> Response {
    let id = InvitationId::of(id);
    let withdrawn = withdraw_duty(&state.accounts, &on_duty.0.person, &id).await;
    done(
        state.frame(&uri),
        withdrawn.map_err(|stop| stop.map(|()| "link-refused-text")),
    )
}

fn done(frame: Frame, done: Result<(), Stop<&'static str>>) -> Response {
    match done {
        Ok(()) => Redirect::to(&frame.link("/desk/people")).into_response(),
        Err(Stop::Refused(key)) => {
            let mut page = ToldPage::new(
                frame,
                "link-refused",
                "warning",
                &[("/desk/people", "to-people")],
            );
            page.text = vec![page.frame.t(key)];
            page.answer(StatusCode::CONFLICT)
        }
        Err(Stop::NotFound) => StatusCode::NOT_FOUND.into_response(),
        Err(Stop::Busy) => busy(),
        Err(Stop::Fault(fault)) => broken(&fault),
    }
}
