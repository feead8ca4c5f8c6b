//! People as the office sees them: who has which duty, and one person with all duties now and in the past.

use askama::Template;
use axum::extract::{OriginalUri, Path, Query, State as With};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use kernel::Date;
use platform::{DbFault, Frame, page};
use serde::Deserialize;

use super::{Sight, State, administers, sight};
use crate::OnDuty;
use crate::actions::{Stop, send_recovery};
use crate::duty::Given;
use crate::id::PersonId;
use crate::link::Purpose;
use crate::person::Person;
use crate::portal::shown::{ToldPage, broken, busy};
use crate::section::Section;
use crate::store::invitations::{self, Invitation};
use crate::store::{duties, people, sections};

/// More are found by a longer text.
const MOST: i64 = 50;

#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    q: String,
}

#[derive(Template)]
#[template(path = "desk_people.html")]
struct PeoplePage {
    frame: Frame,
    q: String,
    people: Vec<(Person, Vec<Given>)>,
    waiting: Vec<Invitation>,
    sections: Vec<Section>,
    sight: Sight,
}

#[derive(Template)]
#[template(path = "desk_person.html")]
struct PersonPage {
    frame: Frame,
    person: Person,
    given: Vec<Given>,
    sections: Vec<Section>,
    sight: Sight,
    is_own: bool,
}

/// A duty with the section as it is called today: 担当者（産業振興課）.
fn shown_duty(frame: &Frame, sections: &[Section], given: &Given) -> String {
    let duty = frame.t(&format!("duty-{}", given.duty.word()));
    let section = sections
        .iter()
        .find(|section| Some(&section.id) == given.section.as_ref());
    match section {
        Some(section) => {
            let section = frame.text(section.name_on(frame.today));
            frame.say("duty-in-section", &[("duty", &duty), ("section", section)])
        }
        None => duty,
    }
}

impl PeoplePage {
    fn manages(&self) -> bool {
        self.sight == Sight::Administers
    }

    fn duties(&self, given: &[Given]) -> String {
        let shown: Vec<String> = given
            .iter()
            .map(|given| shown_duty(&self.frame, &self.sections, given))
            .collect();
        shown.join(&self.frame.t("list-comma"))
    }

    fn invited(&self, invitation: &Invitation) -> String {
        let email = invitation.purpose.email();
        email.map(|email| email.to_string()).unwrap_or_default()
    }

    fn invited_duty(&self, invitation: &Invitation) -> String {
        match &invitation.purpose {
            Purpose::TakeDuty { duty, .. } => self.frame.t(&format!("duty-{duty}")),
            _ => String::new(),
        }
    }
}

impl PersonPage {
    fn on(&self, day: &Date) -> String {
        self.frame.date(*day)
    }

    /// The form that gives a duty, with this person's address in it.
    fn give_path(&self) -> String {
        let email = self.person.email.as_str().as_bytes();
        let email: String = form_urlencoded::byte_serialize(email).collect();
        self.frame.link(&format!("/desk/duties?email={email}"))
    }

    fn manages(&self) -> bool {
        self.sight == Sight::Administers
    }

    fn today(&self) -> Date {
        self.frame.today
    }

    fn duty(&self, given: &Given) -> String {
        shown_duty(&self.frame, &self.sections, given)
    }

    fn by(&self, given: &Given) -> String {
        let by = given.granted_by.clone();
        by.unwrap_or_else(|| self.frame.t("duty-by-nobody"))
    }

    fn has_none(&self) -> bool {
        !self.given.iter().any(|given| given.is_open(self.today()))
    }
}

pub async fn list(
    With(state): With<State>,
    OriginalUri(uri): OriginalUri,
    Query(asked): Query<Asked>,
    on_duty: OnDuty,
) -> Response {
    let frame = state.frame(&uri);
    let found = async {
        let mut tx = state.accounts.db.read().await?;
        let Some(sight) = sight(&mut tx, &state, &on_duty).await? else {
            return Ok(None);
        };
        let found = match asked.q.trim() {
            "" => people::on_duty(&mut tx, frame.today).await?,
            text => people::search(&mut tx, text, MOST).await?,
        };
        let given = duties::open_on(&mut tx, frame.today).await?;
        let people = found
            .into_iter()
            .map(|person| {
                let theirs = given.iter().filter(|given| given.person == person.id);
                let theirs = theirs.cloned().collect();
                (person, theirs)
            })
            .collect();
        Ok::<_, DbFault>(Some(PeoplePage {
            q: asked.q,
            people,
            waiting: invitations::of_duties(&mut tx, state.accounts.now()).await?,
            sections: sections::all(&mut tx).await?,
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

pub async fn show(
    With(state): With<State>,
    OriginalUri(uri): OriginalUri,
    Path(id): Path<String>,
    on_duty: OnDuty,
) -> Response {
    let frame = state.frame(&uri);
    let id = PersonId::of(id);
    let found = async {
        let mut tx = state.accounts.db.read().await?;
        let Some(sight) = sight(&mut tx, &state, &on_duty).await? else {
            return Ok(None);
        };
        let Some(person) = people::find(&mut tx, &id).await? else {
            return Ok(None);
        };
        Ok::<_, DbFault>(Some(PersonPage {
            given: duties::of_person(&mut tx, &id).await?,
            sections: sections::all(&mut tx).await?,
            is_own: person.id == on_duty.0.person.id,
            person,
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

/// Sends the letter by which somebody whom the office has looked at gets back in.
pub async fn recover(
    With(state): With<State>,
    OriginalUri(uri): OriginalUri,
    Path(id): Path<String>,
    on_duty: OnDuty,
) -> Response {
    let frame = state.frame(&uri);
    if let Err(response) = administers(&state, &on_duty).await {
        return *response;
    }
    let path = format!("/desk/people/{id}");
    if let Err(response) = on_duty.0.fresh_on(&state.accounts, &frame, &path) {
        return *response;
    }
    let links = [(path.as_str(), "to-person")];
    match send_recovery(&state.accounts, &on_duty.0.person, &PersonId::of(&id)).await {
        Ok(()) => ToldPage::new(frame, "recovery-sent", "success", &links).answer(StatusCode::OK),
        Err(Stop::Refused(refusal)) => {
            let mut page = ToldPage::new(frame, "link-refused", "warning", &links);
            page.text = vec![page.frame.t(refusal.key())];
            page.answer(StatusCode::CONFLICT)
        }
        Err(Stop::NotFound) => StatusCode::NOT_FOUND.into_response(),
        Err(Stop::Busy) => busy(),
        Err(Stop::Fault(fault)) => broken(&fault),
    }
}
