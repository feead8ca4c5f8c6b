//! The pages about the site itself: what its content rests on, how accessible it is, what it does with what
//! visitors enter, and under which terms it may be used. All counts are taken from the content.

mod content;
mod sources;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::extract::{OriginalUri, State as Shared};
use axum::http::Uri;
use axum::response::Response;
use axum::routing::get;
use plan::Plan;
use platform::{Frame, Shell, public_page};
use programmes::Catalogue;

use self::content::Content;
use crate::words;

/// What the pages need.
#[derive(Clone)]
pub struct State {
    pub plan: Arc<Plan>,
    pub catalogue: Arc<Catalogue>,
    pub shell: Shell,
}

pub fn routes(state: State) -> Router {
    Router::new()
        .route("/about", get(about))
        .route("/about/accessibility", get(accessibility))
        .route("/about/privacy", get(privacy))
        .route("/about/licence", get(licence))
        .with_state(state)
}

#[derive(Template)]
#[template(path = "about.html")]
struct AboutPage {
    frame: Frame,
    content: Content,
}

/// A page of headings, each with its paragraphs: all of it is words.
#[derive(Template)]
#[template(path = "about_words.html")]
struct WordsPage {
    frame: Frame,
    title: &'static str,
    lead: &'static str,
    sections: &'static [Section],
    /// What the content itself says, under the last heading.
    stated: Option<String>,
    links: &'static [(&'static str, &'static str)],
}

/// A heading with the messages under it.
struct Section {
    heading: &'static str,
    texts: &'static [&'static str],
}

async fn about(Shared(state): Shared<State>, OriginalUri(uri): OriginalUri) -> Response {
    let frame = state.frame(&uri);
    public_page(&AboutPage {
        content: Content::of(&state.plan, &state.catalogue, &frame),
        frame,
    })
}

async fn accessibility(Shared(state): Shared<State>, OriginalUri(uri): OriginalUri) -> Response {
    public_page(&accessibility_page(state.frame(&uri)))
}

async fn privacy(Shared(state): Shared<State>, OriginalUri(uri): OriginalUri) -> Response {
    public_page(&privacy_page(state.frame(&uri)))
}

async fn licence(Shared(state): Shared<State>, OriginalUri(uri): OriginalUri) -> Response {
    let frame = state.frame(&uri);
    let stated = state.catalogue.city.licence.as_ref();
    let stated = stated.map(|text| frame.text(text).to_owned());
    public_page(&licence_page(frame, stated))
}

fn accessibility_page(frame: Frame) -> WordsPage {
    WordsPage {
        frame,
        title: "about-accessibility-title",
        lead: "about-accessibility-lead",
        sections: &[
            Section {
                heading: "about-accessibility-target",
                texts: &[
                    "about-accessibility-target-1",
                    "about-accessibility-target-2",
                ],
            },
            Section {
                heading: "about-accessibility-done",
                texts: &[
                    "about-accessibility-done-1",
                    "about-accessibility-done-2",
                    "about-accessibility-done-3",
                    "about-accessibility-done-4",
                ],
            },
            Section {
                heading: "about-accessibility-tested",
                texts: &[
                    "about-accessibility-tested-1",
                    "about-accessibility-tested-2",
                    "about-accessibility-tested-3",
                ],
            },
            Section {
                heading: "about-accessibility-gaps",
                texts: &[
                    "about-accessibility-gaps-1",
                    "about-accessibility-gaps-2",
                    "about-accessibility-gaps-3",
                    "about-accessibility-gaps-4",
                ],
            },
            Section {
                heading: "about-contact",
                texts: &["about-contact-unknown"],
            },
        ],
        stated: None,
        links: &[
            ("/components", "about-to-components"),
            ("/about", "about-to-about"),
        ],
    }
}

fn privacy_page(frame: Frame) -> WordsPage {
    WordsPage {
        frame,
        title: "about-privacy-title",
        lead: "about-privacy-lead",
        sections: &[
            Section {
                heading: "about-privacy-answers",
                texts: &[
                    "about-privacy-answers-1",
                    "about-privacy-answers-2",
                    "about-privacy-answers-3",
                ],
            },
            Section {
                heading: "about-privacy-logs",
                texts: &["about-privacy-logs-1", "about-privacy-logs-2"],
            },
            Section {
                heading: "about-privacy-others",
                texts: &["about-privacy-others-1", "about-privacy-others-2"],
            },
            Section {
                heading: "about-contact",
                texts: &["about-contact-unknown"],
            },
        ],
        stated: None,
        links: &[("/finder", "about-to-finder"), ("/about", "about-to-about")],
    }
}

fn licence_page(frame: Frame, stated: Option<String>) -> WordsPage {
    WordsPage {
        frame,
        title: "about-licence-title",
        lead: "about-licence-lead",
        sections: &[
            Section {
                heading: "about-licence-ours",
                texts: &["about-licence-ours-1", "about-licence-ours-2"],
            },
            Section {
                heading: "about-licence-theirs",
                texts: &["about-licence-theirs-1", "about-licence-theirs-2"],
            },
            Section {
                heading: "about-licence-line",
                texts: &["about-licence-line-1", "about-licence-line-2"],
            },
            Section {
                heading: "about-licence-code",
                texts: &["about-licence-code-1"],
            },
            Section {
                heading: "about-licence-stated",
                texts: &["about-licence-stated-1"],
            },
        ],
        stated,
        links: &[("/about", "about-to-about")],
    }
}

impl State {
    fn frame(&self, uri: &Uri) -> Frame {
        self.shell.frame(uri, words())
    }
}

impl WordsPage {
    /// A message; the city's name is known to all of them.
    fn say(&self, key: &str) -> String {
        self.frame.say(key, &[("city", self.frame.city())])
    }
}
