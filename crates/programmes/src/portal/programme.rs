//! One programme: everything the source says about it, and what it does not say.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{OriginalUri, Path, State as With};
use axum::response::Response;
use eligibility::FactKind;
use eligibility::rules::Choose;
use kernel::Bilingual;
use platform::{Frame, file, public_page};

use crate::open_data::linked::Making;

use super::editions::{EditionView, editions};
use super::{State, said};
use crate::assess::window_state;
use crate::catalogue::Catalogue;
use crate::programme::{Programme, Stated, WindowState};

#[derive(Template)]
#[template(path = "programme.html")]
struct ProgrammePage<'a> {
    frame: Frame,
    programme: &'a Programme,
    window: WindowState,
    editions: Vec<EditionView<'a>>,
    directions: &'a BTreeMap<String, Bilingual>,
    /// The certificate that it gives.
    gives: Option<&'a Bilingual>,
    predecessor: Option<&'a Programme>,
    successors: Vec<&'a Programme>,
    /// Whether there is anything to try out.
    has_levers: bool,
    /// The programme as linked data; it cannot end the element it stands in.
    linked: String,
}

pub async fn show(
    With(state): With<State>,
    OriginalUri(uri): OriginalUri,
    Path(id): Path<String>,
) -> Response {
    let frame = state.frame(&uri);
    let catalogue = &state.catalogue;
    let (id, wants_data) = match id.strip_suffix(".jsonld") {
        Some(id) => (id, true),
        None => (id.as_str(), false),
    };
    let Some(programme) = catalogue.find(id) else {
        return platform::page::not_found(frame);
    };
    let making = Making {
        catalogue,
        on: frame.today,
        site: state.shell.address(),
    };
    let linked = making.one(programme);
    if wants_data {
        return file::public("application/ld+json", linked);
    }
    let successors = catalogue
        .programmes
        .iter()
        .filter(|other| other.succeeds.as_ref() == Some(&programme.id));
    public_page(&ProgrammePage {
        window: window_state(programme, frame.today),
        editions: editions(&frame, catalogue, programme),
        directions: &state.catalogue.headings.directions,
        gives: certificate(catalogue, programme),
        predecessor: (programme.succeeds.as_ref()).and_then(|id| catalogue.find(id)),
        successors: successors.collect(),
        has_levers: state.firms.can_try(programme, frame.today),
        linked,
        programme,
        frame,
    })
}

fn certificate<'a>(catalogue: &'a Catalogue, programme: &Programme) -> Option<&'a Bilingual> {
    let kind = programme.gives.as_ref()?;
    let fact = (catalogue.facts).only(|kind| matches!(kind, FactKind::Certificates(_)))?;
    let fact = catalogue.facts.get(fact);
    let choice = fact.choice(kind)?;
    Some(&fact.choices()[choice].label)
}

impl ProgrammePage<'_> {
    /// How the notice on top looks: only an open window looks like an offer.
    fn notice_class(&self) -> &'static str {
        match self.window {
            WindowState::Open => "notice notice-success",
            WindowState::Upcoming => "notice notice-info",
            WindowState::Closed | WindowState::Unknown => "notice notice-warning",
        }
    }

    /// Of when the facts are, and that they are no offer where the window is not open.
    fn notice_text(&self) -> String {
        let key = match self.window {
            WindowState::Open => "page-notice-open",
            WindowState::Upcoming => "page-notice-upcoming",
            WindowState::Closed => "page-notice-closed",
            WindowState::Unknown => "page-notice-unknown",
        };
        let as_of = said::as_of(&self.frame, &self.programme.as_of);
        self.frame.say(key, &[("as_of", &as_of)])
    }

    fn direction_title(&self, id: &str) -> &str {
        self.directions
            .get(id)
            .map_or("", |title| self.frame.text(title))
    }

    /// Whether a direction has a page to link to.
    fn has_direction(&self, id: &str) -> bool {
        self.directions.contains_key(id)
    }

    /// What a source lists, with the message of its heading.
    fn lists(&self) -> [(&'static str, &Stated<Vec<Bilingual>>); 3] {
        [
            ("page-documents", &self.programme.documents),
            ("page-covers", &self.programme.covers),
            ("page-does-not-cover", &self.programme.does_not_cover),
        ]
    }

    fn finder_path(&self) -> String {
        format!("/finder?only={}", self.programme.id)
    }

    fn kinds(&self) -> Vec<String> {
        std::iter::once(&self.programme.kind)
            .chain(&self.programme.also)
            .map(|kind| said::kind(&self.frame, kind))
            .collect()
    }
}

impl EditionView<'_> {
    /// How many of the courses somebody can have.
    fn choose_key(&self) -> &'static str {
        match self.choose {
            Choose::One => "page-choose-one",
            Choose::Any => "page-choose-any",
        }
    }
}
