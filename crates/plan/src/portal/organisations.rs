//! The organisations the strategy works with, by kind.

use askama::Template;
use axum::extract::{OriginalUri, State as With};
use axum::response::Response;
use platform::{Frame, public_page};

use super::{State, said};
use crate::organisation::{Kind, Members, Organisation};

#[derive(Template)]
#[template(path = "organisations.html")]
struct OrganisationsPage<'a> {
    frame: Frame,
    groups: Vec<Group<'a>>,
}

struct Group<'a> {
    kind: Kind,
    organisations: Vec<&'a Organisation>,
}

pub async fn show(With(state): With<State>, OriginalUri(uri): OriginalUri) -> Response {
    let groups = Kind::ALL
        .into_iter()
        .map(|kind| Group {
            kind,
            organisations: state
                .plan
                .organisations
                .iter()
                .filter(|organisation| organisation.kind == kind)
                .collect(),
        })
        .filter(|group| !group.organisations.is_empty())
        .collect();
    public_page(&OrganisationsPage {
        frame: state.frame(&uri),
        groups,
    })
}
