//! The sections of the city, as they are called today, and one with its names and its people.

use askama::Template;
use axum::extract::{OriginalUri, Path, State as With};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use kernel::Date;
use platform::{DbFault, Frame, page};

use super::{Sight, State, sight};
use crate::OnDuty;
use crate::duty::Given;
use crate::id::SectionId;
use crate::person::Person;
use crate::portal::shown::broken;
use crate::section::{Section, present};
use crate::store::{duties, people, sections};

#[derive(Template)]
#[template(path = "desk_sections.html")]
struct SectionsPage {
    frame: Frame,
    sections: Vec<Section>,
    sight: Sight,
}

#[derive(Template)]
#[template(path = "desk_section.html")]
struct SectionPage {
    frame: Frame,
    section: Section,
    successor: Option<Section>,
    /// Who works here today.
    people: Vec<(Person, Given)>,
    sight: Sight,
}

impl SectionsPage {
    fn on(&self, day: &Date) -> String {
        self.frame.date(*day)
    }

    fn manages(&self) -> bool {
        self.sight == Sight::Administers
    }

    fn name<'a>(&self, section: &'a Section) -> &'a str {
        self.frame.text(section.name_on(self.frame.today))
    }

    fn is_open(&self, section: &Section) -> bool {
        section.until.is_none_or(|until| self.frame.today <= until)
    }
}

impl SectionPage {
    fn manages(&self) -> bool {
        self.sight == Sight::Administers
    }

    fn name<'a>(&self, section: &'a Section) -> &'a str {
        self.frame.text(section.name_on(self.frame.today))
    }

    fn duty(&self, given: &Given) -> String {
        self.frame.t(&format!("duty-{}", given.duty.word()))
    }

    fn on(&self, day: &Date) -> String {
        self.frame.date(*day)
    }
}

pub async fn list(
    With(state): With<State>,
    OriginalUri(uri): OriginalUri,
    on_duty: OnDuty,
) -> Response {
    let frame = state.frame(&uri);
    let found = async {
        let mut tx = state.accounts.db.read().await?;
        let Some(sight) = sight(&mut tx, &state, &on_duty).await? else {
            return Ok(None);
        };
        let mut sections = sections::all(&mut tx).await?;
        let today = frame.today;
        sections
            .sort_by_key(|section| (section.until.is_some(), section.name_on(today).ja.clone()));
        Ok::<_, DbFault>(Some(SectionsPage {
            frame,
            sections,
            sight,
        }))
    };
    match found.await {
        Ok(Some(found)) => page(&found),
        Ok(None) => StatusCode::NOT_FOUND.into_response(),
        Err(fault) => broken(&fault),
    }
}

pub async fn show(
    With(state): With<State>,
    OriginalUri(uri): OriginalUri,
    Path(id): Path<String>,
    on_duty: OnDuty,
) -> Response {
    let frame = state.frame(&uri);
    let id = SectionId::of(id);
    let found = async {
        let mut tx = state.accounts.db.read().await?;
        let Some(sight) = sight(&mut tx, &state, &on_duty).await? else {
            return Ok(None);
        };
        let all = sections::all(&mut tx).await?;
        let Some(section) = all.iter().find(|section| section.id == id).cloned() else {
            return Ok(None);
        };
        let successor = all
            .iter()
            .find(|other| Some(&other.id) == section.successor.as_ref());
        let everybody = people::on_duty(&mut tx, frame.today).await?;
        let here = |given: &Given| {
            let at = given.section.as_ref();
            given.span.holds(frame.today)
                && at.is_some_and(|at| present(&all, at, frame.today) == id)
        };
        let people = duties::open_on(&mut tx, frame.today)
            .await?
            .into_iter()
            .filter(here)
            .filter_map(|given| {
                let person = everybody.iter().find(|person| person.id == given.person);
                Some((person?.clone(), given))
            })
            .collect();
        Ok::<_, DbFault>(Some(SectionPage {
            successor: successor.cloned(),
            section,
            people,
            sight,
            frame,
        }))
    };
    match found.await {
        Ok(Some(found)) => page(&found),
        Ok(None) => StatusCode::NOT_FOUND.into_response(),
        Err(fault) => broken(&fault),
    }
}
