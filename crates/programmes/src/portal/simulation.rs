//! Trying rules out (条件を変えて試算する): a programme, its numbers, and what moving them would do to a hundred
//! thousand synthetic firms. The address holds the variant; nothing is kept of it here.

mod assuming;
pub mod fields;
pub mod firms;
mod page;
pub mod result;
#[cfg(test)]
mod tests;
pub mod variant;

use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::extract::{OriginalUri, Path, Query, State as With};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use axum::routing::get;
use eligibility::levers::levers;
use platform::page::page_with_status;
use platform::{Frame, public_page};

use self::assuming::Assuming;
use self::fields::Making;
use self::firms::{Made, Refusal, Tried, Trying};
use self::page::{SimulationPage, mistakes};
use self::result::{Saying, differing};
use self::variant::Variant;
use super::State;
use super::finder::parts::written;
use crate::programme::Programme;
use crate::simulation::report::count;

pub use firms::Firms;

/// Names in the address that are no part of the variant.
pub const OWN: [&str; 1] = ["by"];

pub fn routes() -> Router<State> {
    Router::new()
        .route("/simulation", get(list))
        .route("/programmes/{id}/simulation", get(show))
}

#[derive(Template)]
#[template(path = "simulations.html")]
struct SimulationsPage<'a> {
    frame: Frame,
    firms: &'a Firms,
    /// Each with how many numbers it has.
    programmes: Vec<(&'a Programme, usize)>,
}

async fn list(With(state): With<State>, OriginalUri(uri): OriginalUri) -> Response {
    let frame = state.frame(&uri);
    let programmes = state.catalogue.programmes.iter();
    let counted = programmes.map(|one| (one, levers(&one.rules, frame.today).len()));
    public_page(&SimulationsPage {
        programmes: counted.filter(|(_, levers)| *levers > 0).collect(),
        firms: &state.firms,
        frame,
    })
}

#[derive(Template)]
#[template(path = "simulation_busy.html")]
struct BusyPage {
    frame: Frame,
}

async fn show(
    With(state): With<State>,
    OriginalUri(uri): OriginalUri,
    Path(id): Path<String>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Response {
    let frame = state.frame(&uri);
    let catalogue = &state.catalogue;
    let Some(programme) = catalogue.find(&id) else {
        return platform::page::not_found(frame);
    };
    let by = pairs.iter().find(|(name, _)| name == OWN[0]);
    let by = by.map_or_else(String::new, |(_, by)| by.clone());
    let mut variant = Variant::read(pairs, &OWN, programme, &catalogue.facts, frame.today);
    let trying = Trying {
        programme: programme.id.clone(),
        on: frame.today,
        rules: variant.rules.take(),
        assumed: variant.assumed.clone(),
        lang: frame.lang,
    };
    let tried = match variant.is_sound() {
        true => state.firms.try_out(catalogue, trying).await,
        // What is unknown of firms is told beside a mistake, too.
        false => {
            let plain = Trying {
                rules: None,
                assumed: Vec::new(),
                ..trying
            };
            state.firms.try_out(catalogue, plain).await
        }
    };
    let tried = match tried {
        Ok(tried) => Some(tried),
        Err(Refusal::NoFirms) => None,
        Err(Refusal::Busy) => return busy(frame),
        Err(Refusal::Unheld(fact)) => {
            variant.cannot_hold(&catalogue.facts.get(fact).id);
            let plain = Trying {
                programme: programme.id.clone(),
                on: frame.today,
                rules: None,
                assumed: Vec::new(),
                lang: frame.lang,
            };
            match state.firms.try_out(catalogue, plain).await {
                Ok(tried) => Some(tried),
                Err(_) => return busy(frame),
            }
        }
    };
    let made = state.firms.made();
    show_tried(&state, frame, programme, &variant, tried, made, &by)
}

fn show_tried(
    state: &State,
    frame: Frame,
    programme: &Programme,
    variant: &Variant,
    tried: Option<Arc<Tried>>,
    made: Option<&Made>,
    by: &str,
) -> Response {
    let catalogue = &state.catalogue;
    let making = Making {
        frame: &frame,
        edition: programme.rules.on(frame.today),
        wording: catalogue.wording(frame.today, frame.lang),
        variant,
    };
    let sections = making.sections();
    let moved = variant.moved.iter().map(|(place, value)| {
        let lever = &variant.levers[*place];
        let write = |value| lever.unit.write(value, frame.lang);
        (making.name(lever), write(lever.value), write(*value))
    });
    let moved = moved.collect();
    let found = tried.as_deref().zip(made);
    let assuming = found.map_or_else(Assuming::default, |(tried, _)| {
        Assuming::of(&frame, catalogue, programme, variant, tried)
    });
    let shown = found.filter(|_| variant.is_sound()).map(|(tried, made)| {
        let saying = Saying {
            frame: &frame,
            catalogue,
            made,
            tried,
            by,
        };
        saying.shown()
    });
    let comparison = tried.as_deref().and_then(|tried| tried.comparison.as_ref());
    let pairs = variant.pairs();
    let chosen = (!by.is_empty()).then_some((OWN[0], by));
    let own = pairs
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()));
    let path = format!("/programmes/{}/simulation", programme.id);
    platform::page(&SimulationPage {
        mistakes: mistakes(&sections, &assuming, variant, &frame),
        assumed: assuming::said(&frame, catalogue, &variant.assumed),
        lines: differing(comparison),
        address: written(&path, own.chain(chosen)),
        firms: &state.firms,
        frame: frame.clone(),
        programme,
        variant,
        sections,
        moved,
        assuming,
        shown,
        comparison,
    })
}

fn busy(frame: Frame) -> Response {
    let mut response = page_with_status(StatusCode::SERVICE_UNAVAILABLE, &BusyPage { frame });
    let again = HeaderValue::from_static("5");
    response.headers_mut().insert(header::RETRY_AFTER, again);
    response
}

impl SimulationsPage<'_> {
    fn is_possible(&self) -> bool {
        self.firms.marginals().is_some()
    }

    fn levers(&self, count: &usize) -> String {
        let count = count.to_string();
        self.frame.say("try-levers", &[("count", &count)])
    }

    fn synthetic(&self) -> String {
        let (firms, seed) = (count(self.firms.count()), firms::SEED.to_string());
        let args = [("firms", firms.as_str()), ("seed", &seed)];
        self.frame.say("try-synthetic", &args)
    }
}
