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
use programmes::{Catalogue, City, Contact, Licence};

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
    sections: Vec<Section>,
    /// What the content itself says, under the last heading.
    stated: Option<String>,
    /// The line by which this site is to be named, where the content has one.
    line: Option<String>,
    links: &'static [(&'static str, &'static str)],
}

/// A heading with the messages under it, and the links that belong to them.
struct Section {
    heading: &'static str,
    texts: &'static [&'static str],
    links: Vec<Link>,
}

/// A link out of this site, as the content has it.
struct Link {
    address: String,
    label: String,
}

impl Section {
    fn of(heading: &'static str, texts: &'static [&'static str]) -> Section {
        Section {
            heading,
            texts,
            links: Vec::new(),
        }
    }
}

async fn about(Shared(state): Shared<State>, OriginalUri(uri): OriginalUri) -> Response {
    let frame = state.frame(&uri);
    public_page(&AboutPage {
        content: Content::of(&state.plan, &state.catalogue, &frame),
        frame,
    })
}

async fn accessibility(Shared(state): Shared<State>, OriginalUri(uri): OriginalUri) -> Response {
    let frame = state.frame(&uri);
    let contact = contact(&frame, state.catalogue.city.contact.as_ref());
    public_page(&accessibility_page(frame, contact))
}

async fn privacy(Shared(state): Shared<State>, OriginalUri(uri): OriginalUri) -> Response {
    let frame = state.frame(&uri);
    let contact = contact(&frame, state.catalogue.city.contact.as_ref());
    public_page(&privacy_page(frame, contact))
}

async fn licence(Shared(state): Shared<State>, OriginalUri(uri): OriginalUri) -> Response {
    let frame = state.frame(&uri);
    public_page(&licence_page(frame, &state.catalogue.city))
}

fn accessibility_page(frame: Frame, contact: Section) -> WordsPage {
    WordsPage {
        frame,
        title: "about-accessibility-title",
        lead: "about-accessibility-lead",
        sections: vec![
            Section::of(
                "about-accessibility-target",
                &[
                    "about-accessibility-target-1",
                    "about-accessibility-target-2",
                ],
            ),
            Section::of(
                "about-accessibility-done",
                &[
                    "about-accessibility-done-1",
                    "about-accessibility-done-2",
                    "about-accessibility-done-3",
                    "about-accessibility-done-4",
                ],
            ),
            Section::of(
                "about-accessibility-tested",
                &[
                    "about-accessibility-tested-1",
                    "about-accessibility-tested-2",
                    "about-accessibility-tested-3",
                ],
            ),
            Section::of(
                "about-accessibility-gaps",
                &[
                    "about-accessibility-gaps-1",
                    "about-accessibility-gaps-2",
                    "about-accessibility-gaps-3",
                    "about-accessibility-gaps-4",
                ],
            ),
            contact,
        ],
        stated: None,
        line: None,
        links: &[
            ("/components", "about-to-components"),
            ("/about", "about-to-about"),
        ],
    }
}

fn privacy_page(frame: Frame, contact: Section) -> WordsPage {
    WordsPage {
        frame,
        title: "about-privacy-title",
        lead: "about-privacy-lead",
        sections: vec![
            Section::of(
                "about-privacy-answers",
                &[
                    "about-privacy-answers-1",
                    "about-privacy-answers-2",
                    "about-privacy-answers-3",
                    "about-privacy-answers-4",
                ],
            ),
            Section::of(
                "about-privacy-logs",
                &["about-privacy-logs-1", "about-privacy-logs-2"],
            ),
            Section::of(
                "about-privacy-others",
                &["about-privacy-others-1", "about-privacy-others-2"],
            ),
            contact,
        ],
        stated: None,
        line: None,
        links: &[("/finder", "about-to-finder"), ("/about", "about-to-about")],
    }
}

/// Who answers for the site; that nobody is named, where the content names nobody.
fn contact(frame: &Frame, contact: Option<&Contact>) -> Section {
    let Some(contact) = contact else {
        return Section::of("about-contact", &["about-contact-unknown"]);
    };
    let name = frame.text(&contact.name);
    let page = contact.url.iter().map(|url| Link {
        address: url.clone(),
        label: name.to_owned(),
    });
    let mail = contact.mail.iter().map(|mail| Link {
        address: format!("mailto:{mail}"),
        label: format!("{name} <{mail}>"),
    });
    Section {
        links: page.chain(mail).collect(),
        ..Section::of("about-contact", &["about-contact-known"])
    }
}

/// What may be done with what this site wrote, as the content decides it.
fn ours(frame: &Frame, licence: Option<&Licence>) -> Section {
    let heading = "about-licence-ours";
    let Some(licence) = licence else {
        return Section::of(
            heading,
            &["about-licence-ours-undecided", "about-licence-ours-facts"],
        );
    };
    Section {
        links: vec![Link {
            address: licence.url.clone(),
            label: frame.text(&licence.name).to_owned(),
        }],
        ..Section::of(
            heading,
            &["about-licence-ours-facts", "about-licence-ours-known"],
        )
    }
}

fn licence_page(frame: Frame, city: &City) -> WordsPage {
    let ours = ours(&frame, city.open_data_licence.as_ref());
    let stated = city
        .licence
        .as_ref()
        .map(|text| frame.text(text).to_owned());
    let line = city.open_data_licence.as_ref();
    let line = line.map(|licence| frame.text(&licence.attribution).to_owned());
    WordsPage {
        frame,
        title: "about-licence-title",
        lead: "about-licence-lead",
        sections: vec![
            ours,
            Section::of(
                "about-licence-theirs",
                &["about-licence-theirs-1", "about-licence-theirs-2"],
            ),
            Section::of(
                "about-licence-line",
                &["about-licence-line-1", "about-licence-line-2"],
            ),
            Section::of("about-licence-code", &["about-licence-code-1"]),
            Section::of("about-licence-stated", &["about-licence-stated-1"]),
        ],
        stated,
        line,
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
        let (key, line) = match (key, &self.line) {
            ("about-licence-line-1", Some(line)) => ("about-licence-line-own", line.as_str()),
            _ => (key, ""),
        };
        let args = [("city", self.frame.city()), ("line", line)];
        self.frame.say(key, &args)
    }
}
