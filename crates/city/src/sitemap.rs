//! For search engines: which pages there are, in which languages, and which addresses they should leave alone.

use axum::Router;
use axum::extract::{OriginalUri, State as With};
use axum::response::Response;
use axum::routing::get;
use kernel::Lang;
use platform::{file, page};
use programmes::open_data::feed::clean;

use crate::open_data::State;
use crate::words;

/// Pages that every city has.
const PAGES: [&str; 13] = [
    "/",
    "/programmes",
    "/finder",
    "/finder/start",
    "/simulation",
    "/children",
    "/open-data",
    "/api",
    "/about",
    "/about/accessibility",
    "/about/privacy",
    "/about/licence",
    "/components",
];

/// Pages of a city with a strategy, and of one that names organisations or figures.
const STRATEGY: &str = "/strategy";
const FIGURES: &str = "/strategy/figures";
const ORGANISATIONS: &str = "/organisations";

/// Addresses with somebody's answers, and those that are not for reading.
const PRIVATE: [&str; 13] = [
    "/account",
    "/en/account",
    "/desk",
    "/en/desk",
    "/links/",
    "/en/links/",
    "/finder?",
    "/en/finder?",
    "/finder/",
    "/en/finder/",
    "/programmes/*/simulation?",
    "/en/programmes/*/simulation?",
    "/mcp",
];

pub fn routes(state: State) -> Router {
    Router::new()
        .route("/sitemap.xml", get(sitemap))
        .route("/robots.txt", get(robots))
        .with_state(state)
}

/// A map with relative addresses is none: while the site does not know its address there is no map.
async fn sitemap(With(state): With<State>, OriginalUri(uri): OriginalUri) -> Response {
    if state.shell.address().host().is_none() {
        return page::not_found(state.shell.frame(&uri, words()));
    }
    file::public("application/xml; charset=utf-8", map(&state))
}

async fn robots(With(state): With<State>) -> Response {
    let mut text = String::from("User-agent: *\n");
    for path in PRIVATE {
        text += &format!("Disallow: {path}\n");
    }
    let address = state.shell.address();
    if address.host().is_some() {
        text += &format!("\nSitemap: {}\n", address.of("/sitemap.xml"));
    }
    file::public("text/plain; charset=utf-8", text)
}

fn map(state: &State) -> String {
    let address = state.shell.address();
    let reviewed = state.catalogue.city.reviewed;
    let changed = reviewed.map_or_else(String::new, |day| format!("<lastmod>{day}</lastmod>\n"));
    let mut text = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n",
    );
    for path in paths(state) {
        for lang in Lang::ALL {
            let own = clean(&address.page(lang, &path));
            text += &format!("<url>\n<loc>{own}</loc>\n{changed}");
            for other in Lang::ALL {
                let href = clean(&address.page(other, &path));
                let tag = other.tag();
                text += &format!(
                    "<xhtml:link rel=\"alternate\" hreflang=\"{tag}\" href=\"{href}\"/>\n"
                );
            }
            text += "</url>\n";
        }
    }
    text + "</urlset>\n"
}

/// Every public page without its language.
fn paths(state: &State) -> Vec<String> {
    let mut paths: Vec<String> = PAGES.map(str::to_owned).to_vec();
    if let Some(strategy) = &state.plan.strategy {
        paths.push(STRATEGY.to_owned());
        for policy in &strategy.current.policies {
            paths.push(format!("/strategy/policies/{}", policy.id));
        }
        let directions = strategy.directions();
        paths.extend(directions.map(|(_, one)| format!("/strategy/directions/{}", one.id)));
        let themes = strategy.themes.iter();
        paths.extend(themes.map(|theme| format!("/strategy/themes/{}", theme.id)));
    }
    if !state.plan.figures.is_empty() {
        paths.push(FIGURES.to_owned());
    }
    if !state.plan.organisations.is_empty() {
        paths.push(ORGANISATIONS.to_owned());
    }
    let programmes = state.catalogue.programmes.iter();
    paths.extend(programmes.map(|one| format!("/programmes/{}", one.id)));
    let (firms, today) = (&state.firms, state.shell.clock().today());
    let tried = state.catalogue.programmes.iter();
    let tried = tried.filter(|one| firms.can_try(one, today));
    paths.extend(tried.map(|one| format!("/programmes/{}/simulation", one.id)));
    paths
}
