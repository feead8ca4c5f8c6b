//! Open data: what the site publishes for other programs, and the page that explains it. Everything here is public;
//! the files with a visitor's answers belong to the finder.

mod datasets;
mod figures;
mod organisations;

use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::extract::{OriginalUri, State as With};
use axum::response::Response;
use axum::routing::get;
use plan::Plan;
use platform::{Frame, Shell, file, public_page};
use programmes::open_data::{calendar, feed, linked, municipal};
use programmes::portal::Firms;
use programmes::{Catalogue, Licence};

use self::datasets::{DATASETS, Dataset};
use crate::words;

const CSV: &str = "text/csv; charset=utf-8";

/// What the data are made from.
#[derive(Clone)]
pub struct State {
    pub plan: Arc<Plan>,
    pub catalogue: Arc<Catalogue>,
    pub firms: Arc<Firms>,
    pub shell: Shell,
}

/// What exists in both languages, relative to the root of a language.
pub fn pages(state: State) -> Router {
    Router::new()
        .route("/open-data", get(show))
        .route("/feed.xml", get(atom))
        .route("/deadlines.ics", get(deadlines))
        .with_state(state)
}

/// What exists once.
pub fn files(state: State) -> Router {
    Router::new()
        .route("/open-data/programmes.csv", get(programmes_csv))
        .route("/open-data/programmes.jsonld", get(programmes_jsonld))
        .route("/open-data/figures.csv", get(figures_csv))
        .route("/open-data/organisations.csv", get(organisations_csv))
        .route("/open-data/catalogue.csv", get(catalogue_csv))
        .with_state(state)
}

#[derive(Template)]
#[template(path = "open_data.html")]
struct OpenDataPage {
    frame: Frame,
    datasets: &'static [Dataset],
    reviewed: Option<String>,
    /// Where the content comes from.
    origin: Option<String>,
    licence: Option<Licence>,
    /// Where an assistant is told to look; relative while the site does not know its address.
    mcp: String,
}

async fn show(With(state): With<State>, OriginalUri(uri): OriginalUri) -> Response {
    let frame = state.shell.frame(&uri, words());
    let city = &state.catalogue.city;
    public_page(&OpenDataPage {
        datasets: DATASETS,
        reviewed: city.reviewed.map(|day| frame.date(day)),
        origin: (city.licence.as_ref()).map(|licence| frame.text(licence).to_owned()),
        licence: city.open_data_licence.clone(),
        mcp: state.shell.address().of("/mcp"),
        frame,
    })
}

impl OpenDataPage {
    /// The address of a data set; what exists in both languages is offered in the reader's.
    fn link(&self, dataset: &Dataset) -> String {
        match dataset.in_both_languages {
            true => self.frame.link(dataset.path),
            false => dataset.path.to_owned(),
        }
    }

    fn said(&self, dataset: &Dataset, part: &str) -> String {
        self.frame.t(&format!("data-{}-{part}", dataset.id))
    }
}

async fn atom(With(state): With<State>, OriginalUri(uri): OriginalUri) -> Response {
    let frame = state.shell.frame(&uri, words());
    let address = state.shell.address();
    let text = feed::atom(&state.catalogue, frame.today, address, frame.lang);
    file::public("application/atom+xml; charset=utf-8", text)
}

async fn deadlines(With(state): With<State>, OriginalUri(uri): OriginalUri) -> Response {
    let making = calendar::Making {
        catalogue: &state.catalogue,
        site: state.shell.address(),
        lang: state.shell.frame(&uri, words()).lang,
    };
    let text = calendar::write(&making.all());
    file::public("text/calendar; charset=utf-8", text)
}

async fn programmes_csv(With(state): With<State>) -> Response {
    let today = state.shell.clock().today();
    let text = municipal::csv(&state.catalogue, today, state.shell.address());
    file::public(CSV, text)
}

async fn programmes_jsonld(With(state): With<State>) -> Response {
    let making = linked::Making {
        catalogue: &state.catalogue,
        on: state.shell.clock().today(),
        site: state.shell.address(),
    };
    file::public("application/ld+json", making.all())
}

async fn figures_csv(With(state): With<State>) -> Response {
    file::public(CSV, figures::csv(&state.plan, &state.catalogue.city))
}

async fn organisations_csv(With(state): With<State>) -> Response {
    file::public(CSV, organisations::csv(&state.plan, &state.catalogue.city))
}

async fn catalogue_csv(With(state): With<State>) -> Response {
    file::public(CSV, datasets::csv(&state))
}
