//! The forms with which administrators add, rename, merge and close sections.

use axum::extract::{Form, OriginalUri, Path, State as With};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use kernel::{Bilingual, Date};
use platform::Frame;
use serde::Deserialize;

use super::{State, administers};
use crate::OnDuty;
use crate::actions::{SectionRefusal, Stop, add_section, close_section, rename_section};
use crate::id::SectionId;
use crate::portal::form::{Field, FormPage};
use crate::portal::shown::{broken, busy};
use crate::section::{Section, section_name};
use crate::store::sections;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Sent {
    name_ja: String,
    name_en: String,
    from_day: String,
    until_day: String,
    successor: String,
    /// The version that the administrator looked at.
    seen: i64,
}

impl Sent {
    fn day(text: &str) -> Option<Date> {
        text.trim().parse().ok()
    }

    fn name(&self) -> Option<Bilingual> {
        section_name(&self.name_ja, &self.name_en)
    }
}

pub async fn new(
    With(state): With<State>,
    OriginalUri(uri): OriginalUri,
    on_duty: OnDuty,
) -> Response {
    let frame = state.frame(&uri);
    if let Err(response) = administers(&state, &on_duty).await {
        return *response;
    }
    let sent = Sent {
        from_day: frame.today.to_string(),
        ..Sent::default()
    };
    naming(frame, "section-new", "/desk/sections/new", &sent).answer()
}

pub async fn add(
    With(state): With<State>,
    OriginalUri(uri): OriginalUri,
    on_duty: OnDuty,
    Form(sent): Form<Sent>,
) -> Response {
    let frame = state.frame(&uri);
    if let Err(response) = administers(&state, &on_duty).await {
        return *response;
    }
    let (Some(name), Some(from)) = (sent.name(), Sent::day(&sent.from_day)) else {
        return wrong(
            naming(frame, "section-new", "/desk/sections/new", &sent),
            &sent,
        );
    };
    match add_section(&state.accounts, &on_duty.0.person, &name, from).await {
        Ok(id) => Redirect::to(&frame.link(&format!("/desk/sections/{id}"))).into_response(),
        Err(stop) => {
            let page = naming(frame, "section-new", "/desk/sections/new", &sent);
            stopped(page, stop)
        }
    }
}

pub async fn name(
    With(state): With<State>,
    OriginalUri(uri): OriginalUri,
    Path(id): Path<String>,
    on_duty: OnDuty,
) -> Response {
    let frame = state.frame(&uri);
    let (section, _) = match chosen(&state, &on_duty, &id).await {
        Ok(found) => found,
        Err(response) => return *response,
    };
    let now = section.name_on(frame.today);
    let sent = Sent {
        name_ja: now.ja.clone(),
        name_en: now.en.clone(),
        from_day: frame.today.to_string(),
        seen: section.version,
        ..Sent::default()
    };
    let path = format!("/desk/sections/{id}/name");
    naming(frame, "section-name", &path, &sent).answer()
}

pub async fn rename(
    With(state): With<State>,
    OriginalUri(uri): OriginalUri,
    Path(id): Path<String>,
    on_duty: OnDuty,
    Form(sent): Form<Sent>,
) -> Response {
    let frame = state.frame(&uri);
    if let Err(response) = chosen(&state, &on_duty, &id).await {
        return *response;
    }
    let path = format!("/desk/sections/{id}/name");
    let (Some(name), Some(from)) = (sent.name(), Sent::day(&sent.from_day)) else {
        return wrong(naming(frame, "section-name", &path, &sent), &sent);
    };
    let section = SectionId::of(&id);
    let seen = (&section, sent.seen);
    match rename_section(&state.accounts, &on_duty.0.person, seen, &name, from).await {
        Ok(()) => Redirect::to(&frame.link(&format!("/desk/sections/{id}"))).into_response(),
        Err(stop) => stopped(naming(frame, "section-name", &path, &sent), stop),
    }
}

pub async fn end(
    With(state): With<State>,
    OriginalUri(uri): OriginalUri,
    Path(id): Path<String>,
    on_duty: OnDuty,
) -> Response {
    let frame = state.frame(&uri);
    let (section, all) = match chosen(&state, &on_duty, &id).await {
        Ok(found) => found,
        Err(response) => return *response,
    };
    let sent = Sent {
        until_day: section.until.map(|day| day.to_string()).unwrap_or_default(),
        seen: section.version,
        ..Sent::default()
    };
    ending(frame, &section, &all, &sent).answer()
}

pub async fn close(
    With(state): With<State>,
    OriginalUri(uri): OriginalUri,
    Path(id): Path<String>,
    on_duty: OnDuty,
    Form(sent): Form<Sent>,
) -> Response {
    let frame = state.frame(&uri);
    let (section, all) = match chosen(&state, &on_duty, &id).await {
        Ok(found) => found,
        Err(response) => return *response,
    };
    let Some(until) = Sent::day(&sent.until_day) else {
        let mut page = ending(frame, &section, &all, &sent);
        page.fields[0].error = Some(page.frame.t("day-wrong"));
        return page.answer();
    };
    let successor = (!sent.successor.is_empty()).then(|| SectionId::of(&sent.successor));
    let (seen, person) = ((&section.id, sent.seen), &on_duty.0.person);
    let closed = close_section(&state.accounts, person, seen, until, successor.as_ref()).await;
    match closed {
        Ok(()) => Redirect::to(&frame.link(&format!("/desk/sections/{id}"))).into_response(),
        Err(stop) => stopped(ending(frame, &section, &all, &sent), stop),
    }
}

/// The section of a form with all others, if the person looks after sections; else the answer.
async fn chosen(
    state: &State,
    on_duty: &OnDuty,
    id: &str,
) -> Result<(Section, Vec<Section>), Box<Response>> {
    administers(state, on_duty).await?;
    let found = async {
        let mut tx = state.accounts.db.read().await?;
        sections::all(&mut tx).await
    };
    let all = found.await.map_err(|fault| Box::new(broken(&fault)))?;
    match all.iter().find(|section| section.id.as_str() == id) {
        Some(section) => Ok((section.clone(), all)),
        None => Err(Box::new(StatusCode::NOT_FOUND.into_response())),
    }
}

fn naming(frame: Frame, key: &str, path: &str, sent: &Sent) -> FormPage {
    let fields = vec![
        Field::line(&frame, "name_ja", "text", "off").with(&sent.name_ja),
        Field::line(&frame, "name_en", "text", "off").with(&sent.name_en),
        Field::line(&frame, "from_day", "date", "off").with(&sent.from_day),
        Field::hidden("seen", sent.seen.to_string()),
    ];
    FormPage::new(frame, key, path, fields).links(&[("/desk/sections", "to-sections")])
}

fn ending(frame: Frame, section: &Section, all: &[Section], sent: &Sent) -> FormPage {
    let none = (String::new(), frame.t("section-no-heir"));
    let others = all
        .iter()
        .filter(|other| other.id != section.id && other.until.is_none())
        .map(|other| {
            let name = frame.text(other.name_on(frame.today));
            (other.id.to_string(), name.to_owned())
        });
    let options = std::iter::once(none).chain(others).collect();
    let fields = vec![
        Field::line(&frame, "until_day", "date", "off")
            .with(&sent.until_day)
            .hinted(frame.t("section-until-hint")),
        Field::select(&frame, "successor", options, &sent.successor).optional(),
        Field::hidden("seen", sent.seen.to_string()),
    ];
    let path = format!("/desk/sections/{}/end", section.id);
    let name = frame.text(section.name_on(frame.today)).to_owned();
    let mut page = FormPage::new(frame, "section-end", &path, fields)
        .links(&[("/desk/sections", "to-sections")]);
    page.lead.push(name);
    page
}

fn wrong(mut page: FormPage, sent: &Sent) -> Response {
    if sent.name().is_none() {
        page.fields[0].error = Some(page.frame.t("section-name-wrong"));
    }
    if Sent::day(&sent.from_day).is_none() {
        page.fields[2].error = Some(page.frame.t("day-wrong"));
    }
    page.answer()
}

fn stopped(page: FormPage, stop: Stop<SectionRefusal>) -> Response {
    match stop {
        Stop::Refused(refusal) => page.wrong(refusal.key()).answer_with(StatusCode::CONFLICT),
        Stop::NotFound => StatusCode::NOT_FOUND.into_response(),
        Stop::Busy => busy(),
        Stop::Fault(fault) => broken(&fault),
    }
}
