//! The first page of the desk: my duties, and where the work is.

use askama::Template;
use axum::extract::{OriginalUri, State as With};
use axum::response::Response;
use kernel::Date;
use platform::{DbFault, Frame, page};

use super::{DeskEntry, Sight, State, sight};
use crate::OnDuty;
use crate::duty::Held;
use crate::person::Person;
use crate::portal::shown::broken;
use crate::store::duties;

#[derive(Template)]
#[template(path = "desk.html")]
struct DeskPage {
    frame: Frame,
    person: Person,
    held: Vec<Held>,
    sight: Option<Sight>,
    entries: Vec<DeskEntry>,
}

impl DeskPage {
    fn on(&self, day: &Date) -> String {
        self.frame.date(*day)
    }

    fn section(&self, held: &Held) -> String {
        match &held.section_name {
            Some(name) => self.frame.text(name).to_owned(),
            None => self.frame.t("duty-whole-city"),
        }
    }

    fn title(&self, entry: &DeskEntry) -> String {
        entry.words.say(self.frame.lang, entry.title, &[])
    }

    fn text(&self, entry: &DeskEntry) -> String {
        entry.words.say(self.frame.lang, entry.text, &[])
    }
}

pub async fn show(
    With(state): With<State>,
    OriginalUri(uri): OriginalUri,
    on_duty: OnDuty,
) -> Response {
    let frame = state.frame(&uri);
    let found = async {
        let mut tx = state.accounts.db.read().await?;
        let held = duties::held(&mut tx, &on_duty.0.person.id, frame.today).await?;
        Ok::<_, DbFault>((held, sight(&mut tx, &state, &on_duty).await?))
    };
    match found.await {
        Ok((held, sight)) => {
            let mine =
                |entry: &&DeskEntry| held.iter().any(|held| entry.duties.contains(&held.duty));
            let entries = state.entries.iter().filter(mine).copied().collect();
            page(&DeskPage {
                frame,
                person: on_duty.0.person,
                held,
                sight,
                entries,
            })
        }
        Err(fault) => broken(&fault),
    }
}
